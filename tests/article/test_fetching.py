"""Web addresses: what is read, and what is refused before a connection is made."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from summarizer import Settings
from summarizer.article import fetching
from summarizer.article.fetching import fetched, is_public
from summarizer.article.files import read_article, read_articles
from summarizer.errors import ArticleTooLargeError, FetchError, UnreadableArticleError, UnsupportedFormatError
from tests.documents import TEXT, page

OWN = Settings(private_addresses=True, fetch_timeout=5)
Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A web server on loopback whose paths are answered by functions."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.answers[self.path](self)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def serves(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer
        return self.url + path


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    threading.Thread(target=made.server.serve_forever, args=(0.01,), daemon=True).start()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_page_is_read_from_the_web(site: Site) -> None:
    url = site.serves("/story?id=1", page().encode(), Content_Type="text/html; charset=utf-8")
    article = read_article(url, settings=OWN)
    assert (article.text, article.title, article.url, article.source, article.id) == (
        TEXT, "Reyes to visit Lisbon", url, "The Harbour Post", None
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "body", "type", "text"),
    [
        ("/a.txt", b"One.", "text/plain", "One."),
        ("/a", "Größe".encode("latin-1"), "text/plain; charset=iso-8859-1", "Größe"),
        ("/a.md", b"# H\n\nOne.", "text/plain", "One."),
        ("/a", b'{"text": "One."}', "application/json", "One."),
        ("/a", b'{"body_html": "<p>One.</p>"}', "application/vnd.iptc.ninjs+json", "One."),
        ("/a", b"<nitf><body.content><p>One.</p></body.content></nitf>", "application/xml", "One."),
        ("/a", b"<nitf><body.content><p>One.</p></body.content></nitf>", "application/octet-stream", "One."),
        ("/a", gzip.compress(b"One.", mtime=0), "text/plain", "One."),
    ],
)
def test_every_kind_is_read_from_the_web(site: Site, path: str, body: bytes, type: str, text: str) -> None:
    more = {"Content_Encoding": "gzip"} if body[:2] == b"\x1f\x8b" else {}
    url = site.serves(path, body, Content_Type=type, **more)
    assert read_article(url, settings=OWN).text == text


def test_a_feed_is_read_from_the_web(site: Site) -> None:
    feed = b"<rss><channel><item><link>/1</link><description>One.</description></item></channel></rss>"
    url = site.serves("/feed", feed, Content_Type="application/rss+xml")
    (article,) = read_articles([url], settings=OWN)
    assert article.id == f"{site.url}/1"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, status: int) -> None:
    site.serves("/new", b"One.", Content_Type="text/plain")
    url = site.serves("/old", status=status, Location="/new")
    assert read_article(url, settings=OWN).url == f"{site.url}/new"


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "javascript:1", "http://x:99999/", "http://[::1"],
)  # fmt: skip
def test_a_redirect_leads_nowhere_else(site: Site, location: str) -> None:
    url = site.serves("/old", status=302, Location=location)
    with pytest.raises(UnreadableArticleError):
        fetched(url, OWN)
    assert site.asked == ["/old"]


def test_redirects_end(site: Site) -> None:
    url = site.serves("/a", status=302, Location="/a")
    with pytest.raises(UnreadableArticleError, match="redirects too often"):
        fetched(url, OWN)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0", "10.0.0.1", "172.16.3.4", "192.168.1.1",
     "169.254.169.254", "100.64.0.1", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]", "[fc00::1]", "[::]",
     "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1", "255.255.255.255", "user:pass@127.0.0.1"],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_addresses_that_are_not_public_are_refused(host: str, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("a connection was made"))
    with pytest.raises((UnreadableArticleError, FetchError)) as caught:
        fetched(f"{scheme}://{host}/x?key=secret", Settings())
    assert "secret" not in str(caught.value)
    assert "pass@" not in str(caught.value)
    assert not isinstance(caught.value, FetchError) or "cannot find the host" in str(caught.value)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:2800:220:1::1", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses_are_told(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address", ["", "x", "127.0.0.1%lo", "fe80::1%eth0", "fec0::1", "192.0.2.1", "198.18.0.1", "240.0.0.1"]
)
def test_addresses_that_are_not_public_are_told(address: str) -> None:
    assert not is_public(address)


def _resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: found)


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolving(monkeypatch, "93.184.216.34", "10.0.0.1")
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("a connection was made"))
    with pytest.raises(UnreadableArticleError, match=r"10\.0\.0\.1, which is not a public address") as caught:
        fetched("http://news.example/", Settings())
    assert "SUMMARIZER_PRIVATE_ADDRESSES" in caught.value.hint


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere when it is asked again gains nothing."""
    _resolving(monkeypatch, "93.184.216.34")
    asked: list[Any] = []

    def connect(address: Any, **given: Any) -> socket.socket:
        asked.append(address)
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError, match="refused"):
        fetched("http://news.example:8000/", Settings())
    assert asked == [("93.184.216.34", 8000)]


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    url = site.serves("/", status=302, Location="http://10.0.0.1/admin")
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(UnreadableArticleError, match=r"10\.0\.0\.1"):
        fetched(url, Settings())


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [(404, UnreadableArticleError, "404"), (403, UnreadableArticleError, "login"),
     (401, UnreadableArticleError, "login"),
     (410, UnreadableArticleError, "410"), (204, UnreadableArticleError, "204"), (429, FetchError, "later"),
     (500, FetchError, "500"), (503, FetchError, "503"), (302, UnreadableArticleError, "302")],
)  # fmt: skip
def test_a_status_becomes_an_error(site: Site, status: int, error: type[Exception], said: str) -> None:
    url = site.serves("/x?key=secret", status=status)
    with pytest.raises(error, match=said) as caught:
        fetched(url, OWN)
    assert type(caught.value) is error
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "type", ["image/png", "video/mp4", "application/zip2", "font/woff", "text/csv", "image/svg+xml"]
)
def test_content_that_is_not_read_is_refused_before_its_body(site: Site, type: str) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", type)
        handler.end_headers()
        time.sleep(3)

    site.answers["/x"] = endless
    started = time.monotonic()
    with pytest.raises(UnsupportedFormatError):
        fetched(f"{site.url}/x", OWN)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("packed", [False, True])
def test_the_size_is_limited(site: Site, packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_DOCUMENT", 100_000)
    body = b" " * 10_000_000 if packed else b" " * 200_000
    more = {"Content_Encoding": "gzip"} if packed else {}
    url = site.serves("/x", gzip.compress(body) if packed else body, Content_Type="text/plain", **more)
    with pytest.raises(ArticleTooLargeError):
        fetched(url, OWN)


def _dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/plain")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.1)


def _silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(5)


def _dripping_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        handler.wfile.write(f"X-{number}: 1\r\n".encode())
        time.sleep(0.1)


@pytest.mark.parametrize("answer", [_dripping, _silent, _dripping_headers])
def test_the_time_is_limited(site: Site, answer: Answer) -> None:
    site.answers["/x"] = answer
    started = time.monotonic()
    with pytest.raises(FetchError, match=r"within 0\.5 s"):
        fetched(f"{site.url}/x", Settings(private_addresses=True, fetch_timeout=0.5))
    assert time.monotonic() - started < 3


def test_a_resolver_that_hangs_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: time.sleep(1) or [])
    with pytest.raises(FetchError, match="within"):
        fetched("http://news.example/", Settings(fetch_timeout=0.2))


def _cut(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"x")


def _no_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0\r\n")


def _wrong_gzip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    handler.wfile.write(b"no gzip")


@pytest.mark.parametrize("answer", [_cut, _no_http, _wrong_gzip])
def test_a_broken_answer_is_an_error(site: Site, answer: Answer) -> None:
    site.answers["/x"] = answer
    with pytest.raises(FetchError, match="cannot read"):
        fetched(f"{site.url}/x", OWN)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "https://127.0.0.1:9/"])
def test_a_server_that_is_down_is_an_error(url: str) -> None:
    with pytest.raises(FetchError, match="cannot read"):
        fetched(url, OWN)


@pytest.mark.parametrize("url", ["ftp://x.example/a", "file:///etc/passwd", "s3://bucket/a"])
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(UnreadableArticleError, match="http") as caught:
        read_article(url)
    assert "http://" in caught.value.hint
    with pytest.raises(UnreadableArticleError):
        read_articles([url])
