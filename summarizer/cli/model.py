"""The commands `model …`: the embedded models and their weights."""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer.settings import load_settings

app = typer.Typer(no_args_is_help=True, help="The embedded models: list them, fetch their weights.")


@app.command("list")
def list_models() -> None:
    """List the embedded models, and whether their weights are here."""
    from summarizer.complete.embedded.weights import MODELS, is_present

    settings = load_settings()
    for model in MODELS.values():
        here = "here" if is_present(model, settings) else "not fetched"
        typer.echo(f"{model.name}\t{model.size / 1e6:,.0f} MB\t{model.licence}\t{here}")


@app.command("pull")
def pull_model(
    name: Annotated[str | None, typer.Argument(help="Embedded model; default: the one in use.")] = None,
) -> None:
    """Fetch the weights of an embedded model, once; an interrupted fetch goes on where it stopped."""
    from summarizer.cli.progress import console_progress
    from summarizer.complete.embedded.weights import fetch, find_model

    settings = load_settings()
    model = find_model(name or settings.embedded_model)
    with console_progress() as progress:
        path = fetch(model, settings, progress=progress)
    typer.echo(str(path))


@app.command("path")
def model_path(
    name: Annotated[str | None, typer.Argument(help="Embedded model; default: the one in use.")] = None,
) -> None:
    """Print where the weights of an embedded model are, or would be."""
    from summarizer.complete.embedded.weights import find_model, weights_path

    settings = load_settings()
    typer.echo(str(weights_path(find_model(name or settings.embedded_model), settings)))
