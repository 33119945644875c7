"""What can be set of the service. What concerns the model is in `Settings`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from summarizer.addresses import is_loopback
from summarizer.errors import ConfigurationError
from summarizer.settings import Settings

KEY_VARIABLE = "SUMMARIZER_SERVICE_KEY"
"""Environment variable of the key that callers must send."""

MIN_KEY = 16
"""Smallest number of characters of a key. A shorter one can be guessed."""


@dataclass(frozen=True)
class ServiceConfig:
    """The limits of the service. Sizes are in bytes, times in seconds.

    `concurrency` is the number of requests to the model at once, `max_requests` the number of briefs that callers may
    wait for at once, not counting batches. `deadline` holds for one brief; `grace` is how long work in progress may
    take after the service was told to stop. `data` is the folder of the batches.
    """

    settings: Settings
    key: SecretStr | None = None
    data: Path | None = None
    concurrency: int = 8
    max_requests: int = 32
    max_body: int = 10_000_000
    max_batch: int = 1_000_000_000
    deadline: float = 600.0
    grace: float = 30.0


def key_of(value: str | None) -> SecretStr | None:
    """Return the key that the environment gives, None if it gives none.

    Raise ConfigurationError for one that can be guessed, or that no header can carry.
    """
    key = (value or "").strip()
    if not key:
        return None
    if len(key) < MIN_KEY or not (key.isascii() and key.isprintable()):
        raise ConfigurationError(
            f"{KEY_VARIABLE} has fewer than {MIN_KEY} characters, or one that no header can carry",
            hint="make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    return SecretStr(key)


def check_address(host: str, key: SecretStr | None, *, without_key: bool) -> None:
    """Raise ConfigurationError if anybody could use the service, and nobody said that they may."""
    if key is None and not without_key and not is_loopback(host):
        raise ConfigurationError(
            f"at {host} others could use the service, and spend your money, because it has no key",
            hint=f"set {KEY_VARIABLE}, or pass --without-key if something else keeps strangers out",
        )
