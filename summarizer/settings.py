"""The settings and their defaults. Each is also read from an environment variable (`SUMMARIZER_…`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from summarizer.addresses import Address, ModelAddress
from summarizer.errors import ConfigurationError

MIN_WORDS = 20
"""Minimum number of words in an article. A headline alone is too short for a brief."""

MAX_CHARACTERS = 500_000
"""Maximum number of characters in an article. A longer text is a mistake, or a book."""


@dataclass(frozen=True)
class Endpoint:
    """The server and model that requests are sent to.

    `base_url` has no secrets. `authorization` is the value of that header if the server wants a user name and password
    instead of the key. `embedded` is true for the engine that this process runs.
    """

    base_url: str
    model: str
    api_key: str = field(default="none", repr=False)
    embedded: bool = False
    authorization: str | None = field(default=None, repr=False)

    @property
    def label(self) -> str:
        """The base URL, or 'embedded'."""
        return "embedded" if self.embedded else self.base_url

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must be in no message: the key, and the user name and password as they are sent."""
        sent = (self.api_key, (self.authorization or "").removeprefix("Basic "))
        return tuple(secret for secret in sent if secret not in ("", "none"))


class Settings(BaseSettings):
    """All settings. Arguments take precedence over the environment, and the environment over the defaults."""

    # An empty variable is one that is not set: containers and CI pass those of the host on, set or not.
    model_config = SettingsConfigDict(
        env_prefix="SUMMARIZER_", env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    model: str | None = Field(None, description="name of the model")
    # NoDecode: in the environment an address is text, not JSON.
    base_url: Annotated[Address | None, NoDecode] = Field(
        None, description="base URL of an OpenAI-compatible endpoint, usually ending in /v1"
    )
    api_key: SecretStr | None = Field(None, description="API key of the endpoint at `base_url`, or else of OpenAI")
    openai_api_key: SecretStr | None = Field(
        None,
        validation_alias="OPENAI_API_KEY",
        description="API key of OpenAI, sent only there; used if no endpoint is set",
    )
    api_keys: dict[str, SecretStr] = Field(
        {}, description="API keys by host, or host:port, for the endpoints of `fallback`"
    )
    openai_model: str = Field("gpt-4.1", description="model used if only OPENAI_API_KEY is set")
    embedded_model: str = Field("qwen2.5-coder-1.5b", description="embedded model used if no endpoint is set")
    profile: str | None = Field(None, description="'small' or 'large'; None: 'small' if the model is embedded")
    timeout: float = Field(300.0, gt=0, description="maximum duration of one attempt, in seconds")
    max_attempts: int = Field(4, ge=1, description="maximum number of attempts per request after transport errors")
    deadline: float | None = Field(None, gt=0, description="maximum duration of a call, in seconds")
    token_budget: int | None = Field(None, gt=0, description="maximum number of prompt and completion tokens of a call")
    cost_budget: float | None = Field(None, gt=0, description="maximum cost of a call, in US dollars")
    requests_per_minute: int | None = Field(
        None, gt=0, description="maximum number of requests per minute to one endpoint from this process"
    )
    tokens_per_minute: int | None = Field(
        None, gt=0, description="maximum number of tokens per minute at one endpoint from this process"
    )
    fallback: tuple[ModelAddress, ...] = Field(
        (), description="endpoints to try, in order, if the first one fails; each as MODEL@BASE_URL"
    )
    prices: dict[str, tuple[float, float, float]] = Field(
        {}, description="prices by model: US dollars per million prompt, cached prompt and completion tokens"
    )
    cache: bool = Field(False, description="store valid answers on disk and reuse them")
    cache_size: int = Field(500, gt=0, description="maximum size of the stored answers, in megabytes")
    cache_age: float = Field(30.0, gt=0, description="maximum age of a stored answer, in days")
    reasks: int = Field(1, ge=0, description="maximum number of re-asks per request after an invalid answer")
    language: str | None = Field(
        None, description="ISO 639 code of the language in which a large model writes the brief; None: the article's"
    )
    include_text: bool = Field(
        True, description="include the text of the article in its brief; without it, only its hash"
    )
    editorial_insertions: bool = Field(
        True,
        description="let code insert, in square brackets, what a sentence of the article needs to be read alone "
        "(profile 'small')",
    )
    verify: bool = Field(
        False, description="have a model compare each claim with its sentences alone, by a further request"
    )
    strict: bool = Field(False, description="raise the error of a failed window instead of building a brief without it")
    concurrency: int = Field(4, ge=1, description="maximum number of concurrent requests for one article")
    cache_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("summarizer", appauthor=False)),
        description="folder of the embedded model's weights and of the response cache",
    )
    weights: Path | None = Field(None, description="path of a GGUF file to use as the embedded model")
    private_addresses: bool = Field(
        False, description="read URLs that lead to private, loopback or link-local addresses"
    )
    fetch_timeout: float = Field(30.0, gt=0, description="maximum duration of reading one URL, in seconds")
    hub_url: Annotated[Address, NoDecode] = Field(
        Address("https://huggingface.co"), description="base URL of the model hub, or of a mirror"
    )

    @field_validator("api_key", "openai_api_key", "api_keys", mode="after")
    @classmethod
    def _check_keys(cls, value: Any, info: ValidationInfo) -> Any:
        """Return keys without white space around them, which a file or a copy adds. No header can carry others."""
        if isinstance(value, dict):
            return {host.strip().casefold(): cls._check_keys(key, info) for host, key in value.items()}
        if value is None:
            return None
        key = value.get_secret_value().strip()
        if not (key.isascii() and key.isprintable()):
            raise ConfigurationError(
                f"invalid value for setting {info.field_name}: a line break, or a character that no key has",
                hint="copy the key again, without anything before or after it",
            )
        return SecretStr(key)

    @property
    def models_dir(self) -> Path:
        """Folder of the weights of embedded models."""
        return self.cache_dir / "models"

    @property
    def answers_file(self) -> Path:
        """Database file of the response cache."""
        return self.cache_dir / "answers.sqlite"


_JSON = """for example SUMMARIZER_FALLBACK='["gpt-4.1@http://host:8000/v1"]'"""

_COLLECTIONS = {"tuple_type": "pass a list, also of one entry", "dict_type": "pass a dictionary"}
"""What to do if a single value is given for several, by pydantic's type of the error."""

_HIDDEN = frozenset({"api_key", "OPENAI_API_KEY", "api_keys", "base_url", "hub_url", "fallback"})
"""Settings whose values are left out of messages: they may hold a key, or the password in a URL."""


def load_settings(**overrides: object) -> Settings:
    """Return the settings from the environment, overridden by the arguments that are not None.

    Raise ConfigurationError, with the name of the setting, if a value is invalid.
    """
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(map(str, first["loc"]))
        value = "" if first["loc"][0] in _HIDDEN else f" {first['input']!r}"
        hint = _COLLECTIONS.get(first["type"])
        raise ConfigurationError(f"invalid value{value} for setting {name}: {first['msg']}", hint=hint) from None
    except SettingsError as error:
        # Of a list or an object in the environment, whose value is no JSON; its message names the setting.
        raise ConfigurationError(f"{error}: give it as JSON", hint=_JSON) from None
