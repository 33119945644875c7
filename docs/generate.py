"""The reference pages and examples, written from the code: `python -m docs.generate` writes them, `--check` compares.

The command line comes from typer's command tree, the settings from `Settings.model_fields`, the schema from the
pydantic models, the errors from their classes, the options from the typed dictionaries of `summarizer.api`.
"""

from __future__ import annotations

import argparse
import enum
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from typer.main import get_command

import summarizer
from docs.describing import (
    bounds_of,
    class_body,
    commands,
    default_of,
    default_value,
    doc_of,
    errors,
    field_doc,
    hint_of,
    is_option,
    members_of,
    name_of,
    sentence,
    signature_of,
    table,
    type_of,
    value_of,
    variable_of,
)
from summarizer import api, schema, testing
from summarizer.article.files import read_article
from summarizer.cli.main import app, exit_code
from summarizer.errors import SummarizerError
from summarizer.language.english import selection
from summarizer.output.diffing import diff
from summarizer.output.formats import EXTENSIONS, FORMATS, rendered
from summarizer.output.stored import read_briefs
from summarizer.run.progress import Tally
from summarizer.run.ray.dataset import summarize_dataset
from summarizer.run.ray.parquet import result_of
from summarizer.settings import Settings

DOCS = Path(__file__).resolve().parent
EXAMPLE = DOCS / "examples" / "brief.json"
"""The brief that is shown in every format."""
NOTE = "<!-- Written by `python -m docs.generate`; do not edit. -->\n\n"

FUNCTIONS = (
    api.summarize, api.asummarize, api.summarize_many, api.asummarize_many, read_article, diff, summarize_dataset,
    result_of,
)  # fmt: skip
OPTIONS: Mapping[str, type] = {
    "all four functions": api.Options,
    "summarize and asummarize": api.ArticleOptions,
    "summarize_many and asummarize_many": api.ManyOptions,
}
TESTING = (
    testing.ScriptedEndpoint, testing.answer, testing.failure, testing.raw, testing.Reply, testing.reset,
)  # fmt: skip
MODELS: tuple[type[BaseModel], ...] = (
    schema.Article, schema.Brief, schema.BriefArticle, schema.Event, schema.Commitment, schema.Actor, schema.Evidence,
    schema.Support, schema.Span, schema.When, schema.Doubt, schema.Dropped, schema.Coverage, schema.Provenance,
    schema.Verification, schema.Attempt, schema.Result, schema.Failure,
)  # fmt: skip
ENUMS: tuple[type[enum.Enum], ...] = (
    schema.ActorKind, schema.EventType, schema.Status, schema.Firmness, schema.Polarity, schema.Granularity,
    schema.Reader,
)  # fmt: skip
EXIT_CODES = (
    ("0", "done; of `batch`: a brief of each article"),
    ("1", "`batch`: some articles failed, or wait for an answer"),
    ("2", "the article or an argument cannot be used"),
    ("3", "the configuration is wrong, or the endpoint refused the key"),
    ("4", "the endpoint or the weights are not available, a limit was reached, or the disk is full"),
    ("5", "the model gave no usable answer"),
    ("130", "interrupted"),
)


def cli_page() -> str:
    """Return the page of the command line."""
    parts = [
        "# Command line",
        "The result goes to standard output. Everything else (the model that answers, progress, errors) goes to "
        "standard error. Options win over [environment variables](settings.md).",
    ]
    for path, command in commands(get_command(app)):
        words = [path, *(name_of(p) for p in command.params if not is_option(p))]
        usage = " ".join([*words, "[OPTIONS]"] if any(map(is_option, command.params)) else words)
        rows = [(f"`{name_of(p)}`", value_of(p), default_of(p), sentence(p.help or "")) for p in command.params]
        parts += [f"## {path}", f"```text\n{usage}\n```", sentence(command.help or "")]
        if rows:
            parts.append(table(("option", "value", "default", "meaning"), rows))
    parts.append("`summarizer batch INPUT…` is short for `summarizer batch run INPUT…`.")
    parts.append(
        "`summarizer --version` prints the version, `summarizer --install-completion` lets your shell complete."
    )
    parts += ["## Exit codes", table(("code", "meaning"), EXIT_CODES)]
    parts.append("The exit code of each error is in [the table of errors](errors.md).")
    return "\n\n".join(parts)


def functions_page() -> str:
    """Return the page of the functions and their options."""
    parts = ["# Functions", "Options are keyword arguments; those that are left out or None keep their default."]
    for function in FUNCTIONS:
        module = "summarizer" if function.__name__ in summarizer.__all__ else function.__module__
        call = f"```python\nfrom {module} import {function.__name__}\n```"
        parts += [f"## {function.__name__}", call, f"```text\n{signature_of(function)}\n```", doc_of(function)]
    for who, kind in OPTIONS.items():
        rows = [(f"`{name}`", f"`{shape}`", sentence(meaning)) for name, shape, meaning in option_rows(kind)]
        parts += [f"## Options of {who}", table(("option", "type", "meaning"), rows)]
    parts += ["## summarizer.testing", doc_of(testing).split("\n\n")[0]]
    for thing in TESTING:
        parts += [f"### {thing.__name__}", f"```text\n{signature_of(thing)}\n```", doc_of(thing)]
    return "\n\n".join(parts)


def option_rows(kind: type) -> list[tuple[str, str, str]]:
    """Return name, type and meaning of each option that a typed dictionary adds."""
    rows = []
    for name, told in class_body(kind).items():
        annotation = kind.__annotations__[name]
        field = Settings.model_fields.get(name)
        meaning = told or (field.description if field else None) or ""
        rows.append((name, str(getattr(annotation, "__forward_arg__", annotation)), meaning))
    return rows


def settings_page() -> str:
    """Return the page of the settings."""
    rows = [
        (f"`{name}`", f"`{type_of(field.annotation)}`{bounds_of(field)}", default_value(field),
         f"`{variable_of(name, field)}`", sentence(field.description or ""))
        for name, field in Settings.model_fields.items()
    ]  # fmt: skip
    parts = [
        "# Settings",
        "Every setting is an option of the functions, a field of `summarizer.Settings` and an environment variable. "
        "Options win over a `Settings` object, a `Settings` object over the environment, and the environment over the "
        "defaults.",
        "On the command line, `--set NAME=VALUE` sets those that have no option of their own; `summarizer settings` "
        "prints all of them. The command line, but not the library, also reads a file `.env` in the working directory: "
        "variables of the environment win over it, and the names of what was read are told.",
        table(("setting", "type", "default", "environment variable", "meaning"), rows),
        "In the environment, lists and dictionaries are written as JSON:",
        "```sh\n"
        "export SUMMARIZER_FALLBACK='[\"llama3.3@http://gpu:8000/v1\"]'\n"
        "export SUMMARIZER_PRICES='{\"my-model\": [2.0, 0.5, 8.0]}'\n"
        "```",
    ]
    return "\n\n".join(parts)


def schema_page() -> str:
    """Return the page of the public schema."""
    parts = [
        "# Schema",
        "What callers give (`Article`) and get (`Brief`, `Result`). All models are frozen pydantic models. All offsets "
        "are Python character offsets into `Article.text`: `article.text[start:end] == quote` always holds.",
    ]
    for model in MODELS:
        rows = [
            (f"`{name}`", linked(field.annotation), default_value(field), sentence(field_doc(model, name)))
            for name, field in model.model_fields.items()
        ]
        parts += [f"## {model.__name__}", doc_of(model), table(("field", "type", "default", "meaning"), rows)]
        if members := list(members_of(model)):
            parts.append(table(("property or method", "meaning"), members))
    tally = [(f"`{field.name}`", f"`{field.type}`") for field in dataclass_fields(Tally)]
    parts += ["## Tally", doc_of(Tally), table(("field", "type"), tally)]
    parts += ["## Enumerations", 'All are string enumerations: `event.type == "visit"` works.']
    for one in ENUMS:
        parts += [f"### {one.__name__}", doc_of(one), ", ".join(f"`{value.value}`" for value in one)]
    return "\n\n".join(parts)


def linked(annotation: Any) -> str:
    """Return a type, with a link to the model or enumeration of the page that it names."""
    known = (*MODELS, *ENUMS)
    named = next((one for one in (annotation, *get_args(annotation)) if one in known), None)
    text = f"`{type_of(annotation)}`"
    return f"[{text}](#{named.__name__.lower()})" if named else text


def errors_page() -> str:
    """Return the page of the errors."""
    tree = "\n".join(f"{'    ' * depth}{cls.__name__}" for depth, cls in errors())
    rows = [
        (f"`{cls.__name__}`", doc_of(cls).split("\n\n")[0], "yes" if cls.retryable else "no",
         str(exit_code(cls.__new__(cls))), sentence(hint_of(cls)))
        for depth, cls in errors() if depth
    ]  # fmt: skip
    parts = [
        "# Errors",
        doc_of(SummarizerError),
        "Every error is exported by `summarizer`. *Retryable* says whether the same call may succeed later. *Exit "
        "code* is that of the command line. The hint is part of the error's message.",
        f"```text\n{tree}\n```",
        table(("error", "meaning", "retryable", "exit code", "hint"), rows),
    ]
    return "\n\n".join(parts)


def selection_page() -> str:
    """Return the page of the weights by which English sentences are selected."""
    weights = selection.model()
    names = sorted(weights["event"].keys() - {"bias", "threshold"}, key=lambda name: (-weights["event"][name], name))
    rows = [(name.replace("_", " "), *(f"{weights[kind][name]:+.2f}" for kind in ("event", "main"))) for name in names]
    constants = "; ".join(f"{kind}: {name} {weights[kind][name]:+.2f}" for kind in weights
                          for name in ("bias", "threshold", "page", "tokens") if name in weights[kind])  # fmt: skip
    parts = [
        "# Weights of the selection",
        doc_of(selection),
        "A sentence is an event if the sum of its features, each times its weight, and of the bias reaches the "
        "threshold. Features that begin with *kind* are how likely the model takes the sentence to be of that kind.",
        table(("feature", "weight for an event", "weight for a main event"), rows),
        f"{constants}.",
        f"The weights of the {len(weights['tokens']) - 1} likeliest tokens are in "
        "[selection.json](../../summarizer/language/english/selection.json). One by one they tell a reader nothing.",
    ]
    return "\n\n".join(parts)


PAGES: Mapping[str, Callable[[], str]] = {
    "cli.md": cli_page,
    "functions.md": functions_page,
    "settings.md": settings_page,
    "schema.md": schema_page,
    "errors.md": errors_page,
    "selection.md": selection_page,
}


def examples() -> dict[str, str]:
    """Return the example brief in every format, by the name of its file, as `summarizer show` prints it."""
    briefs = [brief for brief in read_briefs(EXAMPLE, EXAMPLE.name) if brief is not None]
    made = {f"examples/brief.{EXTENSIONS.get(name, name)}": rendered(briefs, name) for name in FORMATS}
    return {**made, "examples/brief.full.txt": rendered(briefs, "text", full=True)}


def undescribed() -> list[str]:
    """Return every command, option, setting, error and schema field that lacks a description."""
    told = {path: command.help for path, command in commands(get_command(app))}
    for path, command in commands(get_command(app)):
        told |= {f"{path} {name_of(p)}": p.help for p in command.params}
    for kind in OPTIONS.values():
        told |= {f"{kind.__name__}.{name}": meaning for name, _, meaning in option_rows(kind)}
    models: tuple[type[BaseModel], ...] = (Settings, *MODELS)
    for model in models:
        told |= {f"{model.__name__}.{name}": field_doc(model, name) for name in model.model_fields}
    told |= {cls.__name__: doc_of(cls) for _, cls in errors()}
    return [name for name, description in told.items() if not description]


def made() -> dict[str, str]:
    """Return the text of every page and example, by its path in the folder of the documentation."""
    return {**{f"reference/{name}": f"{NOTE}{page()}\n" for name, page in PAGES.items()}, **examples()}


def stale() -> list[str]:
    """Return the paths of the pages and examples that differ from what the code says now."""
    return [name for name, text in made().items() if _written(DOCS / name) != text.encode()]


def _written(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def main() -> int:
    """Write the reference pages and the examples, or only say which are out of date."""
    parser = argparse.ArgumentParser(prog="python -m docs.generate", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a page is out of date")
    check = parser.parse_args().check
    if (old := stale()) and not check:
        for name, text in made().items():
            (DOCS / name).write_bytes(text.encode())  # some formats prescribe their line ends
    print(f"{'out of date' if check else 'written'}: {', '.join(old)}" if old else "up to date")
    return 1 if check and old else 0


if __name__ == "__main__":
    sys.exit(main())
