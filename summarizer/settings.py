"""Settings: what can be set, its default, and its environment variable (`SUMMARIZER_…`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from summarizer.errors import ConfigurationError

MIN_WORDS = 20
"""An article with fewer words is refused: a headline alone makes no brief."""

MAX_CHARACTERS = 500_000
"""An article with more characters is refused: it is a mistake, or a book."""


@dataclass(frozen=True)
class Endpoint:
    """Where requests go. `embedded` tells that it is this process's own engine."""

    base_url: str
    model: str
    api_key: str = field(default="none", repr=False)
    embedded: bool = False

    @property
    def label(self) -> str:
        """'embedded', or the base URL without credentials and query."""
        if self.embedded:
            return "embedded"
        parts = urlsplit(self.base_url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class Settings(BaseSettings):
    """Everything that can be set; arguments win over the environment, the environment over defaults."""

    model_config = SettingsConfigDict(env_prefix="SUMMARIZER_", frozen=True, extra="ignore")

    model: str | None = Field(None, description="model to ask")
    base_url: str | None = Field(None, description="OpenAI-compatible endpoint, usually ending in /v1")
    api_key: SecretStr | None = Field(None, description="key of the endpoint")
    openai_api_key: SecretStr | None = Field(
        None, validation_alias="OPENAI_API_KEY", description="used where no endpoint is given"
    )
    openai_model: str = Field("gpt-4.1", description="model asked where only OPENAI_API_KEY is set")
    embedded_model: str = Field("qwen2.5-coder-1.5b", description="embedded model used where no endpoint is set")
    profile: str | None = Field(None, description="'small' or 'large'; None: by model")
    timeout: float = Field(300.0, gt=0, description="seconds an attempt may take")
    max_attempts: int = Field(4, ge=1, description="attempts of one request on transport faults")
    deadline: float | None = Field(None, gt=0, description="seconds that a call may take in all")
    token_budget: int | None = Field(None, gt=0, description="tokens, read and written, that a call may take")
    cost_budget: float | None = Field(None, gt=0, description="US dollars that a call may cost")
    requests_per_minute: int | None = Field(
        None, gt=0, description="requests a minute to one endpoint, of this process"
    )
    tokens_per_minute: int | None = Field(None, gt=0, description="tokens a minute to one endpoint, of this process")
    fallback: tuple[str, ...] = Field(
        (), description="endpoints to ask where the first fails, in order, each as MODEL@BASE_URL"
    )
    prices: dict[str, tuple[float, float, float]] = Field(
        {}, description="US dollars per million tokens read, read from the server's cache, written, by model"
    )
    cache: bool = Field(False, description="keep valid answers on disk, and use them again")
    cache_size: int = Field(500, gt=0, description="megabytes of answers that are kept")
    cache_age: float = Field(30.0, gt=0, description="days that an answer is kept")
    reasks: int = Field(1, ge=0, description="re-asks of one request after an answer that does not fit")
    language: str | None = Field(
        None, description="ISO 639 code of the language that a large model writes the brief in; None: the article's"
    )
    strict: bool = Field(False, description="raise the error of a window that failed, in place of a brief without it")
    concurrency: int = Field(4, ge=1, description="requests of one article under way at once")
    cache_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("summarizer", appauthor=False)),
        description="folder of the embedded model's weights and of the response cache",
    )
    weights: Path | None = Field(None, description="a GGUF file to use for the embedded model")
    hub_url: str = Field("https://huggingface.co", description="base URL of the model hub, or of a mirror of it")

    @property
    def models_dir(self) -> Path:
        """Folder that holds the weights of embedded models."""
        return self.cache_dir / "models"

    @property
    def answers_file(self) -> Path:
        """File of the response cache."""
        return self.cache_dir / "answers.sqlite"


def load_settings(**given: object) -> Settings:
    """Return the settings of the environment with the given ones (those that are not None) on top.

    Raises ConfigurationError that names the setting whose value is wrong.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        raise ConfigurationError(f"setting {'.'.join(map(str, fault['loc']))}: {fault['msg']}") from None
