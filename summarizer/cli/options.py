"""Options that several commands share, each written once. A command that asks a model has those of `ModelOptions`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli.settings import settings_of

if TYPE_CHECKING:
    from summarizer.settings import Settings


Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="Any setting by its name, such as timeout=60; lists and objects as JSON. Can be repeated. "
        "'summarizer settings' prints all of them with their meaning.",
    ),
]


@dataclass(frozen=True)
class ModelOptions:
    """Options of the commands that ask a model, or say what would be asked."""

    model: Annotated[
        str | None,
        typer.Option(
            help="Name of the model; default: SUMMARIZER_MODEL, else gpt-4.1 if OPENAI_API_KEY is set, else the "
            "embedded model."
        ),
    ] = None
    base_url: Annotated[
        str | None, typer.Option(help="Base URL of an OpenAI-compatible endpoint; usually ends in /v1.")
    ] = None
    profile: Annotated[
        str | None,
        typer.Option(
            help="'small' reads sentence by sentence, 'large' the whole article (in parts if it is long); default: "
            "'small' for an embedded model, else 'large'."
        ),
    ] = None
    language: Annotated[
        str | None,
        typer.Option(help="Language of the brief, such as 'fr' (profile 'large' only); default: the article's."),
    ] = None
    verify: Annotated[
        bool,
        typer.Option(
            "--verify", help="Let the model compare each claim with its sentences alone, by a further request."
        ),
    ] = False
    strict: Annotated[
        bool, typer.Option("--strict", help="Count an article as failed if any part of it could not be read.")
    ] = False
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Put only the hash of an article's text into its brief, not the text.")
    ] = False
    given: Set = None

    def settings(self, **more: Any) -> Settings:
        """Return the settings of these options and `more`; see `settings_of`."""
        include_text = False if self.no_text else None
        return settings_of(
            self.given, model=self.model, base_url=self.base_url, profile=self.profile, language=self.language,
            verify=self.verify or None, strict=self.strict or None, include_text=include_text, **more,
        )  # fmt: skip


def asks_model(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `ModelOptions` in the place of its parameter `asked`, which gets their values."""
    shared = inspect.signature(ModelOptions, eval_str=True).parameters

    @wraps(command)
    def run(**values: Any) -> None:
        command(asked=ModelOptions(**{name: values.pop(name) for name in shared if name in values}), **values)

    signature = inspect.signature(command, eval_str=True)
    parameters = [
        option.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for own in signature.parameters.values()
        for option in (shared.values() if own.name == "asked" else (own,))
    ]
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return run


Published = Annotated[
    str | None, typer.Option(help="Publication date, YYYY-MM-DD, of articles that have none of their own.")
]
FileTimes = Annotated[
    bool,
    typer.Option(
        "--file-times", help="Take the day on which a file was changed as the publication date of articles without one."
    ),
]
PublishedOfOne = Annotated[
    str | None,
    typer.Option(
        help="Publication date, YYYY-MM-DD; needed to resolve dates such as 'next week'. Default: that of FILE."
    ),
]
Title = Annotated[str | None, typer.Option(help="Headline of the article; default: that of FILE.")]
