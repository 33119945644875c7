"""The settings and their defaults. Each is also read from an environment variable (`SUMMARIZER_…`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from summarizer.errors import ConfigurationError

MIN_WORDS = 20
"""Minimum number of words in an article. A headline alone is too short for a brief."""

MAX_CHARACTERS = 500_000
"""Maximum number of characters in an article. A longer text is a mistake, or a book."""


@dataclass(frozen=True)
class Endpoint:
    """The server and model that requests are sent to. `embedded` is true for the engine that this process runs."""

    base_url: str
    model: str
    api_key: str = field(default="none", repr=False)
    embedded: bool = False

    @property
    def label(self) -> str:
        """The base URL without credentials and query, or 'embedded'."""
        if self.embedded:
            return "embedded"
        parts = urlsplit(self.base_url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class Settings(BaseSettings):
    """All settings. Arguments take precedence over the environment, and the environment over the defaults."""

    model_config = SettingsConfigDict(env_prefix="SUMMARIZER_", frozen=True, extra="ignore")

    model: str | None = Field(None, description="name of the model")
    base_url: str | None = Field(None, description="base URL of an OpenAI-compatible endpoint, usually ending in /v1")
    api_key: SecretStr | None = Field(None, description="API key of the endpoint")
    openai_api_key: SecretStr | None = Field(
        None, validation_alias="OPENAI_API_KEY", description="API key of OpenAI, used if no endpoint is set"
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
    fallback: tuple[str, ...] = Field(
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
    hub_url: str = Field("https://huggingface.co", description="base URL of the model hub, or of a mirror")

    @property
    def models_dir(self) -> Path:
        """Folder of the weights of embedded models."""
        return self.cache_dir / "models"

    @property
    def answers_file(self) -> Path:
        """Database file of the response cache."""
        return self.cache_dir / "answers.sqlite"


_HIDDEN = frozenset({"api_key", "OPENAI_API_KEY", "base_url", "hub_url", "fallback"})
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
        raise ConfigurationError(f"invalid value{value} for setting {name}: {first['msg']}") from None
    except SettingsError as error:
        # Of a list or an object in the environment, whose value is no JSON; its message names the setting.
        raise ConfigurationError(f"{error}: give it as JSON") from None
