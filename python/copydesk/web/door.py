"""Where connections are made: only to addresses that may be reached, and only until the deadline."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from copydesk import CopydeskError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether anyone on the internet reaches it: not this machine, its network, or an address set apart."""
    if isinstance(address, ipaddress.IPv6Address):
        inside = _inside(address)
        if inside is not None:
            return is_public(inside)
    return address.is_global and not address.is_multicast


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to."""
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


class Door(httpcore.NetworkBackend):
    """Every connection passes here.

    A name is looked up once, what it leads to is checked, and the connection goes to the very address that was checked:
    a name that leads somewhere else a moment later (DNS rebinding) gains nothing.
    """

    def __init__(self, *, private: bool, seconds: float) -> None:
        """Open for so many seconds, to private addresses too if `private`."""
        self._private = private
        self._deadline = time.monotonic() + seconds
        self._to_addresses = httpcore.SyncBackend()

    def left(self) -> float:
        """Seconds until the deadline; httpcore.TimeoutException when there are none."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of that name which answers."""
        addresses = self._addresses(host, port)
        for last, address in enumerate(addresses, start=1 - len(addresses)):
            try:
                stream = self._to_addresses.connect_tcp(address, port, self.left(), local_address, socket_options)
                return _Stream(stream, self)
            except httpcore.ConnectError:
                if last == 0:
                    raise
        raise CopydeskError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise CopydeskError(f"{host} cannot be found: {getattr(error, 'strerror', None) or error}") from error
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        for address in addresses:
            if not self._private and not is_public(ipaddress.ip_address(address)):
                raise CopydeskError(
                    f"{host} is at {address}, which is not a public address; private=True fetches it all the same"
                )
        return addresses


class _Stream(httpcore.NetworkStream):
    """A connection on which every wait ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, door: Door) -> None:
        self._stream = stream
        self._door = door

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._door.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._door.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._door.left()), self._door)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
