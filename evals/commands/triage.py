"""The command `triage`: which articles to annotate next, judged without gold."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from summarizer.errors import SummarizerError
from summarizer.schema import Brief, Failure
from summarizer.settings import Settings

from ..data.cases import load_cases
from ..data.runs import Outcome, RunError, load_run
from ..scoring.triage import Doubts, doubts
from .shared import ModelOption, ProfileOption, UrlOption, fail, print_table, project_or_none, set_up

Outcomes = dict[str, Outcome]

COLUMNS = ("article", "doubt", "failed", "claims", "unsupported", "dropped", "unresolved", "unread", "disagreement")


def triage(
    source: Annotated[str, typer.Argument(help="a folder of articles, a file of briefs (JSON Lines), or a run")],
    other: Annotated[
        str | None, typer.Option("--other", help="the same articles by another model: a file of briefs, or a run")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="show at most this many articles")] = 20,
    out: Annotated[Path | None, typer.Option("--csv", help="also write all of them to this file, as CSV")] = None,
    model: ModelOption = None,
    base_url: UrlOption = None,
    profile: ProfileOption = None,
) -> None:
    """List the articles whose briefs are most doubtful, to be annotated next. Those of a folder are summarized first.

    Doubtful are claims with unsupported parts, dropped items, unresolved dates, windows that were not read, and items
    that another run does not have. Articles that are cases already are left out.
    """
    settings, _ = set_up(model, base_url, profile, peer=False)
    try:
        outcomes = outcomes_of(source, settings)
        others = outcomes_of(other, settings) if other else None
    except (SummarizerError, RunError) as error:
        raise fail(error) from None
    annotated = _annotated()
    new = {id: outcome for id, outcome in outcomes.items() if _hash(outcome) not in annotated}
    if others is not None and not new.keys() & others.keys():
        typer.echo(f"{source} and {other} share no new article: no disagreement is measured", err=True)
    found = doubts(new, others)
    print_table(_table(found[:limit], f"{len(found)} articles, {len(outcomes) - len(new)} more are annotated already"))
    if out is not None:
        with out.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *map(_row, found)])


def outcomes_of(source: str, settings: Settings) -> Outcomes:
    """Return the outcomes of a folder of articles, which are summarized now, of a file of briefs, or of a run, by id.

    Raise SummarizerError or RunError if it cannot be read.
    """
    path = Path(source)
    if path.is_dir():
        return _summarized(path, settings)
    if not path.is_file() or _is_run(path):
        return dict(load_run(source).outcomes)
    from summarizer.output.stored import read_briefs

    found: Outcomes = {}
    for number, brief in enumerate(read_briefs(path, source), start=1):
        if brief is None:
            found[f"result {number}"] = Failure(error="no brief")
        else:
            name = brief.article.id or brief.article.title or brief.article.text_sha256[:12]
            found[name if name not in found else f"{name} ({number})"] = brief
    return found


def _is_run(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as lines:
        try:
            first = json.loads(next(lines, ""))
        except ValueError:
            return False
    return isinstance(first, dict) and "run" in first


def _summarized(folder: Path, settings: Settings) -> Outcomes:
    from summarizer import summarize_many
    from summarizer.article.files import read_articles

    found: Outcomes = {}
    for result in summarize_many(read_articles([str(folder)]), settings=settings):
        outcome = result.brief or result.failure
        if outcome is not None:
            found[result.id] = outcome
        typer.echo(f"{result.id}: {'a brief' if result.brief else 'no brief'}", err=True)
    return found


def _annotated() -> set[str]:
    current = project_or_none()
    if current is None or not current.cases.is_dir() or not any(current.cases.glob("*.json")):
        return set()
    from summarizer.schema import BriefArticle

    return {BriefArticle.of(case.article).text_sha256 for case in load_cases()}


def _hash(outcome: Outcome) -> str:
    return outcome.article.text_sha256 if isinstance(outcome, Brief) else ""


def _row(each: Doubts) -> tuple[str, ...]:
    apart = "" if each.disagreement is None else f"{each.disagreement:.2f}"
    return (
        each.article, f"{each.score:.2f}", each.failed or "", str(each.claims), str(each.unsupported),
        str(each.dropped), f"{each.unresolved} of {each.dates}", f"{each.unread:.0%}", apart,
    )  # fmt: skip


def _table(found: list[Doubts], title: str) -> Table:
    table = Table(*COLUMNS, title=title, title_justify="left")
    for each in found:
        table.add_row(*_row(each))
    return table
