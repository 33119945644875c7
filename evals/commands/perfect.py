"""The command `perfect`: give gold as the answer of the model, and print what the code behind the model loses."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from ..data.perfect import own_answers, own_languages, perfect_answer
from ..scoring.perfect import KINDS, TARGETS, brief_of_answer, checked_items
from .shared import FAIL_EXIT, CasesOption, chosen_cases, print_table


def perfect(
    cases: CasesOption = None,
    texts: Annotated[Path | None, typer.Option(help="folder with texts and answers in other languages")] = None,
) -> None:
    """Print which events, commitments and actors of perfect answers are in the briefs; name each that is not.

    The answers are the gold of the cases, and those to short texts in other languages. The exit code is 1 if any event
    or commitment is lost, or any actor is lost or renamed.
    """
    english = map(perfect_answer, chosen_cases(cases))
    others = chain.from_iterable(own_answers(language, texts) for language in own_languages(texts))
    total: Counter[tuple[str, str]] = Counter()
    kept: Counter[tuple[str, str]] = Counter()
    for group, answer in chain((("cases", a) for a in english), ((a.id.split("-")[0], a) for a in others)):
        for item in checked_items(answer, brief_of_answer(answer)):
            total[group, item.kind] += 1
            kept[group, item.kind] += item.fault is None
            if item.fault:
                typer.echo(f"{item.article}, {item.kind}, {item.fault}: {item.item}")
    table = Table("answers to", *(f"{kind} kept" if kind != "days" else "days right" for kind in KINDS))
    for group in dict.fromkeys(group for group, _ in total):
        cells = [f"{kept[group, k]} of {total[group, k]}" if total[group, k] else "–" for k in KINDS]
        table.add_row(group, *cells)
    print_table(table)
    missed = [key for key in total if kept[key] < TARGETS.get(key[1], 0) * total[key]]  # type: ignore[call-overload]
    raise typer.Exit(FAIL_EXIT if missed else 0)
