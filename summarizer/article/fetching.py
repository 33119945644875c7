"""Read a web address: over http and https, from public addresses only, with limits on time and size.

A URL may come from a feed or a stranger, so it must not lead into the network of whoever runs this. Every host is
resolved here, each of its addresses is checked, and the connection goes to a checked address, also after a redirect.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from summarizer.addresses import shown
from summarizer.article.readers.kinds import document_kind
from summarizer.article.readers.registry import MAX_DOCUMENT
from summarizer.errors import ArticleTooLargeError, FetchError, SummarizerError, UnreadableArticleError
from summarizer.settings import Settings

MAX_REDIRECTS = 10
_CHUNK = 65_536
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "newsroom-summarizer (reads one article)",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


class Fetched(NamedTuple):
    """What a server sent: the address after redirects, the body, its media type and encoding."""

    url: str
    data: bytes
    media_type: str | None
    charset: str | None


def is_url(name: str) -> bool:
    """Return whether a name is a web address and not a file."""
    return name.lower().startswith(("http://", "https://"))


def fetched(url: str, settings: Settings) -> Fetched:
    """Return what a URL leads to.

    Raise FetchError if the server cannot be reached or fails, UnreadableArticleError if the address is not allowed or
    the server refuses it, UnsupportedFormatError if no reader reads the content, ArticleTooLargeError if it is too
    large.
    """
    deadline = time.monotonic() + settings.fetch_timeout
    address = url.strip()
    for _ in range(MAX_REDIRECTS + 1):
        try:
            moved = _get(_checked(address), settings, deadline)
        except SummarizerError:
            raise
        except TimeoutError:
            raise _late(address, settings) from None
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            if time.monotonic() >= deadline:
                raise _late(address, settings) from None
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise FetchError(f"cannot read {shown(address)}: {reason}") from error
        if isinstance(moved, Fetched):
            return moved
        try:
            address = urljoin(address, moved)
        except ValueError:
            break
    raise UnreadableArticleError(f"{shown(url)} redirects too often", hint="pass the address that it leads to")


def _checked(url: str) -> SplitResult:
    """Return the parts of a URL. Raise UnreadableArticleError if it is not one of http or https."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        parts, port, host = None, None, None
    if parts is None or not host or parts.scheme not in ("http", "https") or port == 0:
        raise UnreadableArticleError(
            f"{shown(url)} is not a web address that can be read", hint="use an address with http:// or https://"
        )
    if "@" in parts.netloc:
        raise UnreadableArticleError(
            f"{shown(url)} was given with a user name or password, which are not sent",
            hint="save the page, and read that",
        )
    return parts


def _get(parts: SplitResult, settings: Settings, deadline: float) -> Fetched | str:
    """Return the response to a GET request, or the address of a redirect."""
    url = urlunsplit(parts)
    host, port = _ascii_host(parts.hostname or ""), parts.port or (443 if parts.scheme == "https" else 80)
    remaining = max(0.1, deadline - time.monotonic())
    with _connected(host, port, settings, remaining) as sock:
        connection = http.client.HTTPConnection(host, port)
        connection.sock = sock
        # A server may send one byte at a time, each within the time-out of a read: an alarm ends the connection then.
        # It needs the sockets themselves: the connection forgets its socket once the headers are read.
        open_sockets = [sock]
        alarm = threading.Timer(remaining, _shut, (open_sockets,))
        alarm.daemon = True
        alarm.start()
        try:
            if parts.scheme == "https":
                context = ssl.create_default_context()
                secure = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
                open_sockets.append(secure)  # before the handshake, so that the alarm ends that too
                connection.sock = secure
                secure.do_handshake()
            target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
                f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~-._[]')}" if parts.query else ""
            )
            default = parts.port is None or parts.port == (443 if parts.scheme == "https" else 80)
            name = f"[{host}]" if ":" in host else host
            connection.request("GET", target, headers={"Host": name if default else f"{name}:{port}", **_HEADERS})
            response = connection.getresponse()
            if response.status in _REDIRECTS and (location := response.headers.get("Location")):
                return str(location).strip()
            _check_status(response.status, url)
            media_type = response.headers.get_content_type() if "Content-Type" in response.headers else None
            document_kind(url, b"", media_type)  # raises before the body is read
            data = _body(response, url)
            if time.monotonic() >= deadline:
                raise TimeoutError
            return Fetched(url, data, media_type, response.headers.get_content_charset())
        finally:
            alarm.cancel()
            connection.close()


@contextmanager
def _connected(host: str, port: int, settings: Settings, timeout: float) -> Iterator[socket.socket]:
    """Connect to a host, at one of its addresses that were checked."""
    error: OSError | None = None
    for address in _addresses(host, port, settings, timeout):
        try:
            sock = socket.create_connection((address, port), timeout=timeout)
        except OSError as failure:
            error = failure
            continue
        with sock:
            yield sock
        return
    raise error or OSError("the host has no address")


def _addresses(host: str, port: int, settings: Settings, timeout: float) -> list[str]:
    """Return the addresses of a host. Raise UnreadableArticleError if one of them is not public."""
    found: list[str] = []
    for address in _resolved(host, port, timeout):
        if not settings.private_addresses and not is_public(address):
            raise UnreadableArticleError(
                f"{host} leads to {address}, which is not a public address",
                hint="to read pages of your own network, set SUMMARIZER_PRIVATE_ADDRESSES=true",
            )
        if address not in found:
            found.append(address)
    return found


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet: not private, loopback, link-local or reserved."""
    try:
        ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and (ip in _NAT64 or int(ip) < 2**32):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Addresses that stand for one of IPv4, which is in their last 32 bits."""


def _resolved(host: str, port: int, timeout: float) -> list[str]:
    """Return the addresses of a host, from a thread of its own, because the resolver has no time-out."""
    future: Future[list[str]] = Future()

    def resolve() -> None:
        try:
            future.set_result([str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            future.set_exception(error)

    threading.Thread(target=resolve, daemon=True).start()
    try:
        return future.result(timeout)
    except socket.gaierror as error:
        raise FetchError(f"cannot find the host {host[:100]}: {error.strerror}") from None


def _ascii_host(host: str) -> str:
    """Return a host name in the letters of the name system ('bücher.example' -> 'xn--bcher-kva.example')."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise UnreadableArticleError(f"{host[:100]!r} is not a host name", hint="check the address") from None


def _check_status(status: int, url: str) -> None:
    if status == 200:
        return
    message = f"{shown(url)} answered with HTTP status {status}"
    if status in (408, 425, 429) or status >= 500:
        raise FetchError(message, hint="try again later, or save the page and read the file")
    if status in (401, 402, 403, 451):
        raise UnreadableArticleError(message, hint="it needs a login or refuses programs; save the page, and read that")
    raise UnreadableArticleError(message, hint="check the address")


def _body(response: http.client.HTTPResponse, url: str) -> bytes:
    coding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"{shown(url)} is compressed as {coding[:20]!r}, which was not asked for")
    unpacked = zlib.decompressobj(zlib.MAX_WBITS | 32) if coding != "identity" else None
    data = bytearray()
    while chunk := response.read1(_CHUNK):
        # Some bytes become very many when they are unpacked, so no more than the limit is.
        data += unpacked.decompress(chunk, MAX_DOCUMENT + 1) if unpacked else chunk
        if len(data) > MAX_DOCUMENT:
            raise ArticleTooLargeError(f"{shown(url)} has more than {MAX_DOCUMENT // 1_000_000} MB, the limit")
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return bytes(data)


def _shut(open_sockets: list[socket.socket]) -> None:
    for sock in open_sockets:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _late(url: str, settings: Settings) -> FetchError:
    return FetchError(
        f"{shown(url)} was not read within {settings.fetch_timeout:g} s",
        hint="try again, or raise the setting fetch_timeout",
    )
