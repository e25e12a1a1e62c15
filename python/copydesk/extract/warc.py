"""Inputs of a record a page: WARC, in which archives of the web are kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from copydesk import CopydeskError
from copydesk._copydesk import utf8
from copydesk.extract.rows import TOO_LONG, Asked, Row
from copydesk.extract.streams import LONGEST

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

PAGES = {"text/html", "application/xhtml+xml"}


class _Counted:
    """A stream that knows how far it was read, which fastwarc asks even one that cannot be wound back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        read = self._stream.read(size)
        self._at += len(read)
        return read

    def tell(self) -> int:
        return self._at


def read_warc(stream: BinaryIO, path: str, asked: Asked) -> Iterator[Row]:
    """The pages of a WARC file and the texts of a WET file; records of other kinds are passed over.

    A row is named by its address, or by the header that `asked.id` names.
    """
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError as error:
        raise CopydeskError("WARC needs fastwarc: pip install 'copydesk[warc]'") from error
    counted: Any = _Counted(stream)
    try:
        # The stream comes unpacked, by a reader that notices when it is cut; fastwarc passes over that in silence.
        for record in ArchiveIterator(counted, parse_http=False, stream_detect=False):
            declared = record.headers.get("Content-Length") or ""
            if declared.isdecimal() and int(declared) > LONGEST:
                yield Row(_name(record, asked), error=TOO_LONG)
                continue
            record.freeze()
            if declared != str(record.content_length):
                raise CopydeskError(f"cannot read all of {path}: it ends before it is whole")
            row = _row(record, asked)
            if row is not None:
                yield row
    except OSError as error:
        raise CopydeskError(f"cannot read {path} as WARC: {error}") from error


def _name(record: WarcRecord, asked: Asked) -> str:
    name = record.headers.get(asked.id or "WARC-Target-URI") or record.record_id or "a record without a name"
    return name.strip("<> \r\n")


def _row(record: WarcRecord, asked: Asked) -> Row | None:
    from fastwarc.warc import WarcRecordType

    name, url = _name(record, asked), (record.headers.get("WARC-Target-URI") or "").strip("<> \r\n") or None
    kind, charset = (record.headers.get("Content-Type") or "").split(";")[0].strip().lower(), None
    if record.record_type == WarcRecordType.response and record.is_http:
        try:
            record.parse_http(auto_decode="all")
        except OSError as error:
            return Row(name, error=f"its HTTP headers cannot be read: {error}")
        if record.http_headers.status_code != 200:
            return None
        kind, charset = record.http_content_type or "", record.http_charset
    elif record.record_type not in (WarcRecordType.resource, WarcRecordType.conversion):
        return None
    is_text = record.record_type == WarcRecordType.conversion and kind == "text/plain"
    if kind not in PAGES and not is_text:
        return None
    try:
        body = record.reader.read(LONGEST + 1)
    except OSError as error:
        return Row(name, url=url, error=f"it cannot be unpacked: {error}")
    if len(body) > LONGEST:
        return Row(name, url=url, error=TOO_LONG)
    body = utf8(body, charset) if charset else body
    return Row(name, text=body, url=url) if is_text else Row(name, html=body, url=url)
