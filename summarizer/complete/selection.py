"""Which endpoint answers: the first that the settings name, else the embedded model."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from summarizer.errors import ConfigurationError
from summarizer.plan.planning import Plan
from summarizer.settings import Endpoint, Settings

if TYPE_CHECKING:
    pass


def is_embedded(settings: Settings) -> bool:
    """Tell whether the embedded model answers: nothing says otherwise, or it was asked for by name."""
    if settings.base_url:
        return False
    if settings.model:
        from summarizer.complete.embedded.weights import MODELS

        # Without a key an unknown name can only be a mistyped embedded one: looking it up says so.
        return settings.model in MODELS or (settings.api_key or settings.openai_api_key) is None
    return (settings.api_key or settings.openai_api_key) is None


def hosted_endpoint(settings: Settings) -> Endpoint:
    """Return the endpoint that the settings name: the base URL, or OpenAI's.

    Raises ConfigurationError if there is a base URL but no model.
    """
    key = settings.api_key or (None if settings.base_url else settings.openai_api_key)
    if settings.base_url and not settings.model:
        raise ConfigurationError("a base URL needs a model", hint="set SUMMARIZER_MODEL or give model=")
    return Endpoint(
        base_url=settings.base_url or "https://api.openai.com/v1",
        model=settings.model or settings.openai_model,
        api_key=key.get_secret_value() if key else "none",
    )


def open_endpoint(settings: Settings, planned: Plan, on_status: Callable[[str], None] | None = None) -> Endpoint:
    """Return the endpoint that answers, first that applies: a base URL or model, OpenAI's key, the embedded model.

    The embedded model is fetched and started here if need be, and reads the part that all requests share. Raises
    ConfigurationError, UnknownModelError, MissingExtraError or a WeightsError.
    """
    if not is_embedded(settings):
        return hosted_endpoint(settings)
    from summarizer.complete.embedded import engine as local

    tell = on_status or (lambda line: None)

    def progress(done: int, total: int, message: str) -> None:
        tell(f"{message} ({done / total:.0%} of {total / 1e6:,.0f} MB)")

    endpoint = local.serve(settings.model or settings.embedded_model, settings, on_status=tell, progress=progress)
    tell("reading the instructions")
    local.warm(endpoint, planned.shared_messages, planned.prompt.hash)
    return endpoint


def endpoint_named(settings: Settings) -> Endpoint:
    """Return the endpoint that would answer, without starting it."""
    if not is_embedded(settings):
        return hosted_endpoint(settings)
    return Endpoint("", settings.model or settings.embedded_model, embedded=True)


def endpoint_label(settings: Settings) -> str:
    """Return which model answers and where, for people."""
    if is_embedded(settings):
        return f"{settings.model or settings.embedded_model} (embedded)"
    endpoint = hosted_endpoint(settings)
    return f"{endpoint.model} at {endpoint.label}"


def fallback_endpoints(settings: Settings) -> tuple[Endpoint, ...]:
    """Return the endpoints of `Settings.fallback`; the key is that of the first endpoint.

    Raises ConfigurationError for one that is not MODEL@BASE_URL.
    """
    found = []
    for entry in settings.fallback:
        model, at, base_url = entry.partition("@")
        if not (at and model and base_url.startswith(("http://", "https://"))):
            raise ConfigurationError(
                f"fallback {entry!r} is not MODEL@BASE_URL", hint="for example m@http://host:8000/v1"
            )
        key = settings.api_key or settings.openai_api_key
        found.append(Endpoint(base_url, model, key.get_secret_value() if key else "none"))
    return tuple(found)
