"""Articles from the web: a server on this machine that behaves well, badly, and with intent."""

import gzip
import ipaddress
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import copydesk
import pytest

pytest.importorskip("httpx")

from copydesk.web import client, door, robots

PAGE = """<!doctype html><html lang="en"><head><title>Council backs bridge</title></head><body><article>
<h1>Council backs bridge</h1><p>The council of Northby voted on Monday to build a bridge over the river, after three
years of argument.</p><p>“It will be built,” Mayor Ada Holm said on Monday. “And it will be blüe.”</p></article></body>
</html>"""
BOMB = gzip.compress(b"a" * (64 << 20))


class Site(BaseHTTPRequestHandler):
    """Serves one function of this class a path."""

    protocol_version = "HTTP/1.1"
    rules = ""
    asked: list[str]

    def do_GET(self) -> None:
        path, _, argument = self.path.lstrip("/").partition("/")
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        page: Callable[[str], None] = getattr(self, path.replace(".", "_") or "page", self.missing)
        page(argument)

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send(self, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), **headers}
        for name, value in headers.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page(self, _: str) -> None:
        self.send(PAGE.encode())

    def missing(self, _: str) -> None:
        self.send(b"no such page", status=404)

    def status(self, status: str) -> None:
        self.send(b"<p>no", status=int(status))

    def latin(self, _: str) -> None:
        self.send(PAGE.encode("cp1252"), "text/html; charset=ISO-8859-1")

    def greek(self, _: str) -> None:
        self.send("<p>Το συμβούλιο ψήφισε.".encode("iso-8859-7"), "text/html; charset=iso-8859-7")

    def text(self, _: str) -> None:
        self.send("“Never,” said Bo Lund.".encode(), "text/plain")

    def typeless(self, _: str) -> None:
        self.send(PAGE.encode(), "")

    def kind(self, kind: str) -> None:
        self.send(b"%PDF-1.7 ...", kind)

    def gzip(self, _: str) -> None:
        self.send(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def half_gzip(self, _: str) -> None:
        self.send(gzip.compress(PAGE.encode())[:-30], Content_Encoding="gzip")

    def no_gzip(self, _: str) -> None:
        self.send(PAGE.encode(), Content_Encoding="gzip")

    def brotli(self, _: str) -> None:
        self.send(PAGE.encode(), Content_Encoding="br")

    def bomb(self, _: str) -> None:
        self.send(BOMB, Content_Encoding="gzip")

    def long(self, _: str) -> None:
        self.send(b"<p>" + b"a" * (4 << 20))

    def endless(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        self.drip(b"a" * 65536, 0)

    def slow(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.drip(b"a", 0.05)

    def slow_head(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip(b"a", 0.05)

    def silent(self, _: str) -> None:
        time.sleep(2)
        self.close_connection = True

    def drip(self, piece: bytes, pause: float) -> None:
        self.close_connection = True
        try:
            for _ in range(200):
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            pass  # the reader has left, as it should

    def half(self, _: str) -> None:
        self.send(PAGE.encode()[:100], Content_Length="5000")
        self.close_connection = True

    def to(self, target: str) -> None:
        self.send(b"", status=302, Location=target)

    def loop(self, times: str) -> None:
        self.send(b"", status=301, Location=f"/loop/{int(times) - 1}" if int(times) else "/page")

    def nowhere(self, _: str) -> None:
        self.send(b"", status=302)

    def agent(self, _: str) -> None:
        self.send(f"<p>{self.headers['User-Agent']} asks {self.headers['Host']}</p>".encode())

    def robots_txt(self, _: str) -> None:
        status, rules = self.server.rules  # type: ignore[attr-defined]
        self.send(rules, "text/plain", status, Location=rules.decode() if status == 302 else "")


@pytest.fixture(scope="module")
def running() -> Iterator[SimpleNamespace]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.rules = [], (404, b"")  # type: ignore[attr-defined]
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # of readers who leave early
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield SimpleNamespace(server=server, port=server.server_port)
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(running: SimpleNamespace) -> SimpleNamespace:
    """The server, with nothing asked yet."""
    robots._kept.clear()
    running.server.asked, running.server.rules = [], (404, b"")
    running.url = f"http://127.0.0.1:{running.port}"
    return running


def test_a_page(site: SimpleNamespace) -> None:
    article = copydesk.fetch(f"{site.url}/page#part", private=True)
    assert article.headline == "Council backs bridge"
    assert article.quotes[-1].speaker == "Ada Holm"
    assert article.url == f"{site.url}/page"
    assert site.server.asked == ["/robots.txt", "/page"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("latin", "blüe"),
        ("greek", "συμβούλιο"),
        ("text", "Never"),
        ("typeless", "blüe"),
        ("gzip", "blüe"),
        ("agent", f"copydesk/{copydesk.__version__} asks 127.0.0.1"),
    ],
)
def test_what_can_be_read(site: SimpleNamespace, path: str, words: str) -> None:
    assert words in copydesk.fetch(f"{site.url}/{path}", private=True).text


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing", "answered 404 Not Found"),
        ("status/503", "answered 503 Service Unavailable"),
        ("status/299", ""),
        ("kind/application/pdf", "is 'application/pdf'; what can be read is text/html"),
        ("kind/text/html", "is binary data"),
        ("half_gzip", "ends before it is whole"),
        ("no_gzip", "is not the gzip it says it is"),
        ("brotli", "is packed with 'br', though only gzip was asked for"),
        ("bomb", "is longer than 1,000,000 bytes; limit= sets how much is read"),
        ("long", "is longer than 1,000,000 bytes"),
        ("endless", "is longer than 1,000,000 bytes"),
        ("half", "cannot be fetched"),
        ("loop/6", "redirects more than 5 times; redirects= sets how often it may"),
        ("nowhere", "redirects to '', where nothing can be fetched"),
        ("to/ftp://example.org/", "redirects to 'ftp://example.org/', where nothing can be fetched"),
        ("to/file:///etc/passwd", "redirects to 'file:///etc/passwd', where nothing"),
        ("to/http://a:b@example.org/", "where nothing can be fetched"),
    ],
)
def test_what_cannot(site: SimpleNamespace, path: str, message: str) -> None:
    if not message:
        copydesk.fetch(f"{site.url}/{path}", private=True)
        return
    with pytest.raises(copydesk.CopydeskError) as raised:
        copydesk.fetch(f"{site.url}/{path}", private=True, limit=1_000_000)
    assert message in str(raised.value)


@pytest.mark.parametrize("path", ["slow", "slow_head", "silent"])
def test_a_slow_server(site: SimpleNamespace, path: str) -> None:
    started = time.monotonic()
    with pytest.raises(copydesk.CopydeskError, match=r"took longer than 0\.5 seconds; timeout= sets"):
        copydesk.fetch(f"{site.url}/{path}", private=True, timeout=0.5)
    assert time.monotonic() - started < 5


def test_a_bomb_is_not_unpacked(site: SimpleNamespace) -> None:
    tracemalloc = pytest.importorskip("tracemalloc")
    tracemalloc.start()
    with pytest.raises(copydesk.CopydeskError, match="is longer than"):
        copydesk.fetch(f"{site.url}/bomb", private=True, limit=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


def test_redirects(site: SimpleNamespace) -> None:
    assert copydesk.fetch(f"{site.url}/loop/4", private=True).url == f"{site.url}/page"
    with pytest.raises(copydesk.CopydeskError, match="redirects more than 0 times"):
        copydesk.fetch(f"{site.url}/loop/0", private=True, redirects=0)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for localhost that nobody knows, its key in the same file."""
    both = tmp_path / "localhost.pem"
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    try:
        made = subprocess.run([*make.split(), "-keyout", both, "-out", f"{both}.crt"], capture_output=True, check=False)
    except OSError:
        pytest.skip("there is no openssl")
    if made.returncode:
        pytest.skip(f"openssl makes no certificate: {made.stderr.decode()}")
    both.write_bytes(both.read_bytes() + Path(f"{both}.crt").read_bytes())
    return both


def test_https(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    robots._kept.clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.rules = [], (404, b"")  # type: ignore[attr-defined]
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"https://localhost:{server.server_port}/page"
    client._certificates.cache_clear()
    with pytest.raises(copydesk.CopydeskError, match=r"cannot be fetched: .*certificate verify failed"):
        copydesk.fetch(url, private=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    client._certificates.cache_clear()
    assert copydesk.fetch(url, private=True).headline == "Council backs bridge"
    with pytest.raises(copydesk.CopydeskError, match=r"cannot be fetched: .*certificate verify failed"):
        copydesk.fetch(url.replace("localhost", "127.0.0.1"), private=True)
    client._certificates.cache_clear()
    server.shutdown()
    server.server_close()


# Which addresses


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # where clouds keep credentials
        ("100.64.0.1", False),  # a provider's own network
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::a00:1", False),  # 10.0.0.1 through NAT64
        ("64:ff9b::5db8:d70e", True),
        ("2002:7f00:1::", False),  # 127.0.0.1 through 6to4
    ],
)
def test_public(address: str, public: bool) -> None:
    assert door.is_public(ipaddress.ip_address(address)) == public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_this_machine_is_refused(site: SimpleNamespace, host: str) -> None:
    with pytest.raises(copydesk.CopydeskError, match=r"is at .*, which is not a public address; private=True fetches"):
        copydesk.fetch(f"http://{host}:{site.port}/page")
    assert site.server.asked == []


@pytest.fixture
def one_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 counts as public."""
    monkeypatch.setattr(door, "is_public", lambda address: str(address) == "127.0.0.1")


@pytest.mark.usefixtures("one_public")
def test_a_redirect_into_the_network_is_refused(site: SimpleNamespace) -> None:
    assert copydesk.fetch(f"{site.url}/page").headline
    with pytest.raises(copydesk.CopydeskError, match=r"127\.0\.0\.2 is at 127\.0\.0\.2, which is not a public address"):
        copydesk.fetch(f"{site.url}/to/http://127.0.0.2:{site.port}/page")


@pytest.mark.usefixtures("one_public")
def test_robots_txt_does_not_lead_into_the_network(site: SimpleNamespace) -> None:
    site.server.rules = (302, f"http://127.0.0.2:{site.port}/robots.txt".encode())
    with pytest.raises(copydesk.CopydeskError, match=r"127\.0\.0\.2, which is not a public address"):
        copydesk.fetch(f"{site.url}/page")


@pytest.mark.usefixtures("one_public")
def test_a_name_that_leads_elsewhere_a_moment_later(site: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    lookups = []
    lookup = socket.getaddrinfo

    def another_each_time(host: str, *rest: int, **more: int) -> list[tuple[object, ...]]:
        if host == "news.example":
            lookups.append(host)
            host = f"127.0.0.{len(lookups)}"
        return [*lookup(host, *rest, **more)]

    monkeypatch.setattr(socket, "getaddrinfo", another_each_time)
    copydesk.fetch(f"http://news.example:{site.port}/page", robots=False)
    assert lookups == ["news.example"], "looked up once, and the answer is what is connected to"
    with pytest.raises(copydesk.CopydeskError, match=r"news\.example is at 127\.0\.0\.2, which is not a public"):
        copydesk.fetch(f"http://news.example:{site.port}/page", robots=False)


# robots.txt


@pytest.mark.parametrize(
    ("status", "rules", "allowed"),
    [
        (200, "User-agent: *\nDisallow: /", False),
        (200, "User-agent: *\nDisallow: /page", False),
        (200, "User-agent: *\nDisallow: /other", True),
        (200, "User-agent: copydesk\nDisallow: /\n\nUser-agent: *\nDisallow:", False),
        (200, "User-agent: other\nDisallow: /", True),
        (200, "\ufeffUser-agent: *\nDisallow: /", False),
        (200, "", True),
        (200, "<html>\x00\xff not rules", True),
        (401, "User-agent: *\nDisallow: /", True),
        (404, "User-agent: *\nDisallow: /", True),
    ],
)
def test_robots(site: SimpleNamespace, status: int, rules: str, allowed: bool) -> None:
    site.server.rules = (status, rules.encode())
    if allowed:
        assert copydesk.fetch(f"{site.url}/page", private=True).headline
    else:
        with pytest.raises(
            copydesk.CopydeskError, match=r"robots\.txt does not allow fetching .*; robots=False fetches"
        ):
            copydesk.fetch(f"{site.url}/page", private=True)
        assert site.server.asked == ["/robots.txt"]
        assert copydesk.fetch(f"{site.url}/page", private=True, robots=False).headline


def test_robots_in_trouble(site: SimpleNamespace) -> None:
    site.server.rules = (503, b"")
    with pytest.raises(copydesk.CopydeskError, match="answered 503 Service Unavailable, and until it can be read"):
        copydesk.fetch(f"{site.url}/page", private=True)


def test_robots_is_asked_once_a_site(site: SimpleNamespace) -> None:
    for _ in range(3):
        copydesk.fetch(f"{site.url}/page", private=True)
    assert site.server.asked.count("/robots.txt") == 1


def test_a_redirect_is_asked_about(site: SimpleNamespace) -> None:
    site.server.rules = (200, b"User-agent: *\nDisallow: /page")
    with pytest.raises(copydesk.CopydeskError, match=r"does not allow fetching .*/page;"):
        copydesk.fetch(f"{site.url}/to//page", private=True)


def test_a_long_robots_txt_is_cut(site: SimpleNamespace) -> None:
    site.server.rules = (200, b"User-agent: *\nDisallow: /page\n" + b"# on and on\n" * 100_000)
    with pytest.raises(copydesk.CopydeskError, match="does not allow"):
        copydesk.fetch(f"{site.url}/page", private=True)


# Arguments


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://example.org/", "url must begin with http:// or https:// and a host, not 'ftp://example.org/'"),
        ("example.org/a", "url must begin with http:// or https:// and a host, not 'example.org/a'"),
        ("http:///a", "url must begin with"),
        ("file:///etc/passwd", "url must begin with"),
        ("http://user:secret@example.org/", "url must not hold a user's name or password"),
        ("http://exa mple\n.org/", "url must be an address such as"),
        ("http://[::1/", "url must be an address such as"),
        ("http://no-such-host.invalid/", "no-such-host.invalid cannot be found"),
    ],
)
def test_addresses_that_are_none(url: str, message: str) -> None:
    with pytest.raises(copydesk.CopydeskError) as raised:
        copydesk.fetch(url)
    assert message in str(raised.value)


def test_a_port_where_nobody_listens() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(copydesk.CopydeskError, match=r"cannot be fetched: .*refused"):
        copydesk.fetch(f"http://127.0.0.1:{port}/", private=True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"timeout": 0}, "timeout must be a number of seconds above 0, not 0"),
        ({"timeout": float("inf")}, "timeout must be a number of seconds above 0, not inf"),
        ({"limit": 0}, "limit must be 1 or more, not 0"),
        ({"redirects": -1}, "redirects must be 0 or more, not -1"),
        ({"published": "soon"}, "published must be an ISO date"),
    ],
)
def test_arguments(site: SimpleNamespace, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(copydesk.CopydeskError) as raised:
        copydesk.fetch(f"{site.url}/page", private=True, **arguments)  # type: ignore[arg-type]
    assert message in str(raised.value)


def test_settings(site: SimpleNamespace) -> None:
    pipeline = copydesk.Pipeline(names={"ORG": ["bridge over the river"]})
    article = copydesk.fetch(f"{site.url}/page", private=True, pipeline=pipeline, published="2025-02-24")
    assert "bridge over the river" in [entity.name for entity in article.entities]
    assert any(time.value == "2025-02-24" for time in article.times)
