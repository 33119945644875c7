"""Addresses of servers: parsed once, and never printed with what is secret in them.

A user name and password in an address become its `login`, which no `str`, `repr` or dump shows, and which is sent as
HTTP basic authentication. Everything else of the library only sees `url`, which has neither. Messages about an address
that cannot be used do not quote it: in a wrong one, the password may stand anywhere.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any, Self
from urllib.parse import unquote, urlsplit, urlunsplit

from pydantic import GetCoreSchemaHandler, SecretStr, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from summarizer.errors import ConfigurationError

_ENCODE = "in a user name or password, write / ? # @ and other special characters as %2F %3F %23 %40 …"


class Parsed:
    """What is parsed from one text when a setting is read, and dumped as JSON without its secrets."""

    @classmethod
    def parse(cls, text: str, setting: str) -> Self:
        """Return what the text says. Raise ConfigurationError, which names the setting and does not quote the text."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: object, info: ValidationInfo) -> Parsed:
            if isinstance(value, cls):
                return value
            if isinstance(value, str):
                return cls.parse(value, info.field_name or "base_url")
            raise ValueError("write it as text")

        shown = core_schema.plain_serializer_function_ser_schema(str, when_used="json")
        return core_schema.with_info_plain_validator_function(read, serialization=shown)


@dataclass(frozen=True)
class Address(Parsed):
    """The address of a server: `url` has its scheme, host, port and path, `login` is "user:password" or empty."""

    url: str
    login: SecretStr = field(default=SecretStr(""), repr=False)

    def __str__(self) -> str:
        return self.url

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what a key belongs to."""
        parts = urlsplit(self.url)
        return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)

    @property
    def authorization(self) -> str | None:
        """The header `Authorization` for the login, or None without one."""
        login = self.login.get_secret_value().encode()
        return f"Basic {b64encode(login).decode('ascii')}" if login else None

    @classmethod
    def parse(cls, text: str, setting: str) -> Self:
        """Return the address. Raise ConfigurationError if it cannot be used; see `Parsed`."""

        def wrong(what: str, hint: str) -> ConfigurationError:
            return ConfigurationError(f"invalid value for setting {setting}: the address {what}", hint=hint)

        text = text.strip()
        if not re.match(r"https?://", text, re.IGNORECASE):
            raise wrong("does not start with http:// or https://", "write it like http://host:8000/v1")
        if re.search(r"[\s\\\x00-\x1f\x7f-\x9f\ud800-\udfff]", text):
            raise wrong("contains white space, a backslash or a character that is not seen", _ENCODE)
        try:
            parts = urlsplit(text)
            port, host = parts.port, parts.hostname
        except ValueError:
            # The reason is left out, and the error that has it: it quotes a part of the address.
            port, host = None, None
        else:
            if parts.query or parts.fragment or text.endswith(("?", "#")):
                raise wrong(
                    "has a query (?…) or fragment (#…), which would be a part of every log",
                    f"pass a token as the API key, other parameters by a client of your own (client=); {_ENCODE}",
                )
        if not host or port == 0 or "@" in parts.path:
            raise wrong("has no host, or no valid port", f"write it like http://host:8000/v1; {_ENCODE}")
        login, _, netloc = parts.netloc.rpartition("@")
        return cls(urlunsplit((parts.scheme, netloc, parts.path, "", "")), SecretStr(unquote(login)))


@dataclass(frozen=True)
class ModelAddress(Parsed):
    """A model at the address of a server, written MODEL@BASE_URL."""

    model: str
    address: Address

    def __str__(self) -> str:
        return f"{self.model}@{self.address}"

    @classmethod
    def parse(cls, text: str, setting: str) -> Self:
        """Return the model and address. Raise ConfigurationError if the text is not MODEL@BASE_URL; see `Parsed`."""
        found = re.match(r"\s*(\S+?)@(?=https?://)", text, re.IGNORECASE)
        if found is None:
            raise ConfigurationError(
                f"invalid value for setting {setting}: an entry is not MODEL@BASE_URL",
                hint="write it like gpt-4.1@http://host:8000/v1",
            )
        return cls(found[1], Address.parse(text[found.end() :], setting))


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a server at this host."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def without_login(url: str) -> str:
    """Return any web address without user name and password; for one where they may stand anywhere, a few words."""
    try:
        parts = urlsplit(url)
        is_odd = parts.port is not None and "@" in parts.path  # http://bob:1/2@host
    except ValueError:
        is_odd = True
    if is_odd:
        return "a malformed address"
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url


def shown(url: str) -> str:
    """Return at most 200 characters of any web address for messages, without what may be secret: login and query."""
    return re.split(r"[?#]", without_login(url))[0][:200]
