"""Options that several commands share, each written once. A command that asks a model has all of `MODEL_OPTIONS`."""

from __future__ import annotations

from typing import Annotated

import typer

Model = Annotated[
    str | None,
    typer.Option(
        help="Name of the model; default: SUMMARIZER_MODEL, else gpt-4.1 if OPENAI_API_KEY is set, else the embedded "
        "model."
    ),
]
BaseUrl = Annotated[str | None, typer.Option(help="Base URL of an OpenAI-compatible endpoint; usually ends in /v1.")]
ProfileName = Annotated[
    str | None,
    typer.Option(
        help="'small' reads sentence by sentence, 'large' the whole article (in parts if it is long); default: "
        "'small' for an embedded model, else 'large'."
    ),
]
Language = Annotated[
    str | None,
    typer.Option(help="Language of the brief, such as 'fr' (profile 'large' only); default: the article's."),
]
Verify = Annotated[
    bool,
    typer.Option("--verify", help="Let the model compare each claim with its sentences alone, by a further request."),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Count an article as failed if any part of it could not be read.")
]
NoText = Annotated[
    bool, typer.Option("--no-text", help="Put only the hash of an article's text into its brief, not the text.")
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="Any setting by its name, such as timeout=60; lists and objects as JSON. Can be repeated. "
        "'summarizer settings' prints all of them with their meaning.",
    ),
]

MODEL_OPTIONS = ("--model", "--base-url", "--profile", "--language", "--verify", "--strict", "--no-text", "--set")
"""Options of the commands that ask a model, or say what would be asked."""

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
