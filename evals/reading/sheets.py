"""Sheets: one Markdown file per article for a reader, the article and the brief's numbered lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from summarizer import Brief, Commitment, Event, EventType, When

from ..data.cases import Case
from ..data.runs import Run
from .verdicts import VERDICTS

_TASK = """# How to read these briefs

Each file holds an article and a brief of it: SUMMARY, events E1…, commitments C1…, actors A1…, each with its fields.
A field that is not given is no fault. What a statement has in square brackets, and the article does not, is an
editorial insertion (whose words a text is, whom a pronoun means, a sentence or the headline that tells what is
meant), and is judged with the rest.

There is no hurry: read a whole article, then judge every line of its brief strictly by the article alone, before the
next sheet is opened. Does the article say exactly this: who, what, how sure, said by whom, when? Is it a sentence
that could be printed? Would it be understood by somebody who sees this line alone, with its insertions ("the company"
only if the line tells which)? Is each field right? A line with several faults gets the first of wrong, broken, unclear,
field, double, trivial.

- *status*: occurred, ongoing, scheduled (a definite plan), proposed (possible, offered, conditional), alleged,
  negated. A decision or statement that has been made has occurred.
- *type*: a meeting may be a call or a summit; `other` says nothing and is no fault.
- *agents*: who does it, or who says it; *date*: when it is done, or said.
- *kind of actor*: a state, its government, or a city that acts as one is a country; people without a name are a
  group.

Write each verdict to `verdicts.tsv` in this folder: file, line, verdict and a note, separated by tabs. The note says
what is false or not understood, for each that is not ok.

| verdict | meaning |
|---|---|
"""


def write_sheets(run: Run, cases: list[Case], folder: Path) -> list[Path]:
    """Write a sheet for each case of which the run has a brief, and the reader's task; return the sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = "".join(f"| {name} | {meaning} |\n" for name, meaning in VERDICTS.items())
    (folder / "README.md").write_text(_TASK + rows, encoding="utf-8")
    written = []
    for case in cases:
        if isinstance(brief := run.outcomes.get(case.id), Brief):
            path = folder / f"{case.id}.md"
            path.write_text("\n".join(_sheet(case, brief)) + "\n", encoding="utf-8")
            written.append(path)
    return written


def line_ids(brief: Brief) -> list[str]:
    """Return the ids of a brief's lines in order: SUMMARY, E1 …, C1 …, A1 …"""
    counts = (("E", brief.events), ("C", brief.commitments), ("A", brief.actors))
    return ["SUMMARY", *(f"{letter}{n}" for letter, items in counts for n in range(1, len(items) + 1))]


def _sheet(case: Case, brief: Brief) -> Iterator[str]:
    article = case.article
    yield f"# {case.id}"
    yield f"\nTitle: {article.title}\nPublished: {article.published}\n\n## Article\n\n{article.text}\n\n## Brief\n"
    yield f"SUMMARY: {brief.summary}\n"
    for number, event in enumerate(brief.events, start=1):
        yield f"E{number}. {event.summary}"
        yield f"    {' | '.join(_event_fields(brief, event))}"
    for number, commitment in enumerate(brief.commitments, start=1):
        yield f"C{number}. {brief.names(commitment.by)} will: {commitment.action}"
        yield f"    {' | '.join(_commitment_fields(brief, commitment))}"
        yield f"    in: {' '.join(f'“{evidence.quote}”' for evidence in commitment.evidence)}"
    for number, actor in enumerate(brief.actors, start=1):
        yield f"A{number}. {actor.name} ({', '.join(filter(None, (actor.kind.value, actor.role, actor.affiliation)))})"


def _event_fields(brief: Brief, event: Event) -> Iterator[str]:
    if event.type is not EventType.OTHER:
        yield f"type: {event.type.value}"
    yield f"status: {event.status.value}"
    yield from _when("date", event.when)
    if event.place:
        yield f"place: {event.place}"
    if event.agents:
        yield f"agents: {brief.names(event.agents)}"
    if event.others:
        yield f"others: {brief.names(event.others)}"


def _commitment_fields(brief: Brief, commitment: Commitment) -> Iterator[str]:
    yield f"{commitment.firmness.value}, {commitment.polarity.value}"
    yield from _when("due", commitment.due)
    for label, value in (("amount", commitment.amount), ("condition", commitment.condition)):
        if value:
            yield f"{label}: {value}"
    if commitment.to:
        yield f"to: {brief.names(commitment.to)}"
    if commitment.said_by:
        yield f"said by: {brief.names(commitment.said_by)}"


def _when(label: str, when: When | None) -> Iterator[str]:
    if when is not None:
        days = f" = {when.start} to {when.end}" if when.start else ""
        yield f"{label}: “{when.text}”{days}"
