"""Select the endpoint: the one that the settings name, or else the embedded model."""

from __future__ import annotations

from collections.abc import Callable

from summarizer.errors import ConfigurationError
from summarizer.plan.planning import Plan
from summarizer.settings import Endpoint, Settings


def is_embedded(settings: Settings) -> bool:
    """Return whether the embedded model answers: the settings name it, or they name no endpoint."""
    if settings.base_url:
        return False
    if settings.model:
        from summarizer.complete.embedded.models import MODELS

        # Without a key, an unknown name must be a mistyped embedded model. Its lookup raises an error that says so.
        return settings.model in MODELS or (settings.api_key or settings.openai_api_key) is None
    return (settings.api_key or settings.openai_api_key) is None


def hosted_endpoint(settings: Settings) -> Endpoint:
    """Return the endpoint at the base URL of the settings, or else OpenAI's.

    Raises ConfigurationError if a base URL is set without a model.
    """
    key = settings.api_key or (None if settings.base_url else settings.openai_api_key)
    if settings.base_url and not settings.model:
        raise ConfigurationError(
            "a base URL needs a model, but none is set", hint="set SUMMARIZER_MODEL, or pass model= (--model)"
        )
    return Endpoint(
        base_url=settings.base_url or "https://api.openai.com/v1",
        model=settings.model or settings.openai_model,
        api_key=key.get_secret_value() if key else "none",
    )


def open_endpoint(settings: Settings, planned: Plan, on_status: Callable[[str], None] | None = None) -> Endpoint:
    """Return the endpoint that answers: a base URL or model, else OpenAI by its key, else the embedded model.

    If the embedded model answers, download and start it as needed, and let it process the part of the prompt that all
    requests share. `on_status` is called with a line for each step. Raises ConfigurationError, UnknownModelError,
    MissingExtraError or a WeightsError.
    """
    if not is_embedded(settings):
        return hosted_endpoint(settings)
    from summarizer.complete.embedded import engine as local

    show = on_status or (lambda line: None)

    def show_progress(done: int, total: int, message: str) -> None:
        show(f"{message} ({done / total:.0%} of {total / 1e6:,.0f} MB)")

    endpoint = local.serve(settings.model or settings.embedded_model, settings, on_status=show, progress=show_progress)
    show("processing the instructions")
    local.warm(endpoint, planned.shared_messages, planned.prompt.hash)
    return endpoint


def endpoint_named(settings: Settings) -> Endpoint:
    """Return the endpoint that `open_endpoint` would return, without starting it.

    The embedded model has an empty base URL. Raises ConfigurationError if a base URL is set without a model.
    """
    if not is_embedded(settings):
        return hosted_endpoint(settings)
    return Endpoint("", settings.model or settings.embedded_model, embedded=True)


def endpoint_label(settings: Settings) -> str:
    """Return the model and its endpoint as text for users: "gpt-4.1 at https://api.openai.com/v1".

    Raises UnknownModelError for a name that no embedded model has, if nothing says where else the model is.
    """
    if is_embedded(settings):
        from summarizer.complete.embedded.models import find_model

        return f"{find_model(settings.model or settings.embedded_model).name} (embedded)"
    endpoint = hosted_endpoint(settings)
    return f"{endpoint.model} at {endpoint.label}"


def fallback_endpoints(settings: Settings) -> tuple[Endpoint, ...]:
    """Return the endpoints of `Settings.fallback`, in order. They use the key of the first endpoint.

    Raises ConfigurationError for an entry that is not MODEL@BASE_URL.
    """
    endpoints = []
    for entry in settings.fallback:
        model, separator, base_url = entry.partition("@")
        if not (separator and model and base_url.startswith(("http://", "https://"))):
            raise ConfigurationError(
                f"fallback {entry!r} is not MODEL@BASE_URL", hint="write it like gpt-4.1@http://host:8000/v1"
            )
        key = settings.api_key or settings.openai_api_key
        endpoints.append(Endpoint(base_url, model, key.get_secret_value() if key else "none"))
    return tuple(endpoints)
