"""The commands `model …`: list the embedded models, download and locate their weights."""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer.cli.options import Set
from summarizer.cli.settings import settings_of

app = typer.Typer(no_args_is_help=True, help="List the embedded models, download or locate their weights.")


@app.command("list")
def list_models(given: Set = None) -> None:
    """List the embedded models: name, size, licence, and whether the weights are downloaded."""
    from summarizer.complete.embedded.models import MODELS
    from summarizer.complete.embedded.weights import is_present

    settings = settings_of(given)
    for model in MODELS.values():
        state = "downloaded" if is_present(model, settings) else "not downloaded"
        typer.echo(f"{model.name}\t{model.size / 1e6:,.0f} MB\t{model.licence}\t{state}")


@app.command("pull")
def pull_model(
    name: Annotated[str | None, typer.Argument(help="Embedded model; default: the one in use.")] = None,
    given: Set = None,
) -> None:
    """Download the weights of an embedded model, unless they are there. An interrupted download is resumed."""
    from summarizer.cli.progress import console_progress
    from summarizer.complete.embedded.models import find_model
    from summarizer.complete.embedded.weights import fetch
    from summarizer.complete.selection import embedded_model_of

    settings = settings_of(given)
    model = find_model(name or embedded_model_of(settings))
    with console_progress() as progress:
        path = fetch(model, settings, progress=progress)
    typer.echo(str(path))


@app.command("path")
def model_path(
    name: Annotated[str | None, typer.Argument(help="Embedded model; default: the one in use.")] = None,
    given: Set = None,
) -> None:
    """Print the path of an embedded model's weights, whether or not they are downloaded."""
    from summarizer.complete.embedded.models import find_model
    from summarizer.complete.embedded.weights import weights_path
    from summarizer.complete.selection import embedded_model_of

    settings = settings_of(given)
    typer.echo(str(weights_path(find_model(name or embedded_model_of(settings)), settings)))
