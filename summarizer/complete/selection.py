"""Select the endpoint: the one that the settings name, or else the embedded model."""

from __future__ import annotations

from collections.abc import Callable

from summarizer.addresses import Address
from summarizer.errors import ConfigurationError
from summarizer.plan.planning import Plan
from summarizer.plan.profiles import Profile, profile_for
from summarizer.settings import Endpoint, Settings

OPENAI = Address("https://api.openai.com/v1")
"""The address of OpenAI, which is asked if no base URL is set."""


def is_embedded(settings: Settings) -> bool:
    """Return whether the embedded model answers: the settings name it, or they name no endpoint."""
    if settings.base_url:
        return False
    if settings.model:
        from summarizer.complete.embedded.models import MODELS

        # Without a key, an unknown name must be a mistyped embedded model. Its lookup raises an error that says so.
        return settings.model in MODELS or (settings.api_key or settings.openai_api_key) is None
    return (settings.api_key or settings.openai_api_key) is None


def embedded_model_of(settings: Settings) -> str:
    """Return the name of the embedded model of the settings: `model` if that is one, else `embedded_model`.

    The name may be unknown: `find_model` says so.
    """
    return settings.model if settings.model and is_embedded(settings) else settings.embedded_model


def profile_of(settings: Settings) -> Profile:
    """Return the profile of the settings, or else that of the model that answers: `small` if it is embedded.

    Raise ConfigurationError for an unknown name.
    """
    return profile_for(settings.profile, embedded=is_embedded(settings), insertions=settings.editorial_insertions)


def hosted_endpoint(settings: Settings) -> Endpoint:
    """Return the endpoint at the base URL of the settings, or else OpenAI's.

    Raise ConfigurationError if a base URL is set without a model.
    """
    if settings.base_url and not settings.model:
        raise ConfigurationError(
            "a base URL needs a model, but none is set", hint="set SUMMARIZER_MODEL, or pass model= (--model)"
        )
    return _endpoint(settings, settings.base_url or OPENAI, settings.model or settings.openai_model)


def _endpoint(settings: Settings, address: Address, model: str) -> Endpoint:
    return Endpoint(address.url, model, _key_of(settings, address), authorization=address.authorization)


def _key_of(settings: Settings, address: Address) -> str:
    """Return the key that belongs to the host of an address, or 'none'. A key goes nowhere else."""
    scheme, host, port = address.origin
    key = settings.api_keys.get(f"{host}:{port}") or settings.api_keys.get(host)
    if key is None and address.origin == (settings.base_url or OPENAI).origin:
        key = settings.api_key
    if key is None and scheme == "https" and f".{host}".endswith(".api.openai.com"):
        key = settings.openai_api_key
    return key.get_secret_value() if key else "none"


def open_endpoint(settings: Settings, planned: Plan, on_status: Callable[[str], None] | None = None) -> Endpoint:
    """Return the endpoint that answers: a base URL or model, else OpenAI by its key, else the embedded model.

    If the embedded model answers, download and start it as needed, and let it process the part of the prompt that all
    requests share. `on_status` is called with a line for each step. Raise ConfigurationError, UnknownModelError,
    MissingExtraError or a WeightsError.
    """
    if not is_embedded(settings):
        return hosted_endpoint(settings)
    from summarizer.complete.embedded import engine as local

    show = on_status or (lambda line: None)

    def show_progress(done: int, total: int, message: str) -> None:
        show(f"{message} ({done / total:.0%} of {total / 1e6:,.0f} MB)")

    endpoint = local.serve(embedded_model_of(settings), settings, on_status=show, progress=show_progress)
    show("processing the instructions")
    local.warm(endpoint, planned.shared_messages, planned.prompt.hash)
    return endpoint


def endpoint_of(settings: Settings) -> Endpoint:
    """Return the endpoint that `open_endpoint` would return, without starting it.

    The embedded model has an empty base URL. Raise ConfigurationError if a base URL is set without a model.
    """
    if not is_embedded(settings):
        return hosted_endpoint(settings)
    return Endpoint("", embedded_model_of(settings), embedded=True)


def endpoint_label(settings: Settings) -> str:
    """Return the model and its endpoint as text for users: "gpt-4.1 at https://api.openai.com/v1".

    Raise UnknownModelError for a name that no embedded model has, if nothing says where else the model is.
    """
    if is_embedded(settings):
        from summarizer.complete.embedded.models import find_model

        return f"{find_model(embedded_model_of(settings)).name} (embedded)"
    endpoint = hosted_endpoint(settings)
    return f"{endpoint.model} at {endpoint.label}"


def fallback_endpoints(settings: Settings) -> tuple[Endpoint, ...]:
    """Return the endpoints of `Settings.fallback`, in order, each with the key that belongs to its host."""
    return tuple(_endpoint(settings, entry.address, entry.model) for entry in settings.fallback)
