"""Verdicts of readers: read from tab-separated files, checked, and counted with intervals over articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

UNCLEAR = "unclear"
VERDICTS: Mapping[str, str] = {
    "ok": "true to the article and printable as it stands (small blemishes of style allowed)",
    "field": "the statement is right, a field that is given is wrong",
    "wrong": "says what the article does not say: wrong actor, fact or modality, lost attribution, a question or an "
    "opinion as fact",
    "broken": "no sentence that could be printed, or no name: cut off, garbled, two lines run together",
    UNCLEAR: "true and a whole sentence, but who sees this line alone cannot tell whom or what it is about",
    "trivial": "true, but nothing that an editor would list",
    "double": "repeats another line",
}
FALSE = ("wrong", "broken")
"""Verdicts of lines that must not be printed, not even beside the headline and the other lines."""

KINDS: Mapping[str, str] = {"S": "summaries", "E": "events", "C": "commitments", "A": "actors"}
"""Kinds of lines by the first letter of their ids."""

RESAMPLES = 2_000


class VerdictError(Exception):
    """A file of verdicts cannot be used; the message names the file and the line."""


@dataclass(frozen=True)
class Verdict:
    """A reader's verdict on one line of one article's brief."""

    case: str
    line: str
    verdict: str
    note: str = ""


@dataclass(frozen=True)
class Share:
    """The share of a kind's lines that have a verdict, with its 95 % interval (bootstrap over articles)."""

    kind: str
    verdict: str
    count: int
    lines: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """Share, 0 to 1."""
        return self.count / self.lines


def read_verdicts(path: Path) -> list[Verdict]:
    """Read tab-separated lines of file, line, verdict and note; raises VerdictError for the first that is wrong."""
    found, seen = [], set[tuple[str, str]]()
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not row.strip():
            continue
        parts = [part.strip() for part in row.split("\t")]
        if len(parts) < 3 or parts[2] not in VERDICTS or parts[1][:1] not in KINDS:
            raise VerdictError(f"{path}:{number}: not 'file, line, verdict, note' with one of {', '.join(VERDICTS)}")
        verdict = Verdict(parts[0].removesuffix(".md"), parts[1], parts[2], parts[3] if len(parts) > 3 else "")
        if (verdict.case, verdict.line) in seen:
            raise VerdictError(f"{path}:{number}: {verdict.case} {verdict.line} has a verdict already")
        seen.add((verdict.case, verdict.line))
        found.append(verdict)
    return found


def missing(verdicts: Sequence[Verdict], lines: Mapping[str, Sequence[str]]) -> list[str]:
    """Return which lines (by case) have no verdict, of the cases that have any."""
    given = {(verdict.case, verdict.line) for verdict in verdicts}
    read = {verdict.case for verdict in verdicts}
    return [
        f"{case} {line}" for case, ids in lines.items() if case in read for line in ids if (case, line) not in given
    ]


def shares(verdicts: Sequence[Verdict]) -> list[Share]:
    """Return the share of each verdict by kind of line; articles are resampled, as their lines are not independent."""
    cases = sorted({verdict.case for verdict in verdicts})
    generator = np.random.default_rng(0)
    drawn = generator.integers(0, len(cases), (RESAMPLES, len(cases))) if cases else np.zeros((0, 0), dtype=int)
    found = []
    for letter, kind in KINDS.items():
        counts = {
            case: Counter(v.verdict for v in verdicts if v.case == case and v.line[:1] == letter) for case in cases
        }
        lines = np.array([sum(counts[case].values()) for case in cases])
        if not lines.sum():
            continue
        for name in VERDICTS:
            hits = np.array([counts[case][name] for case in cases])
            totals = lines[drawn].sum(axis=1)
            values = hits[drawn].sum(axis=1)[totals > 0] / totals[totals > 0]
            low, high = np.percentile(values, (2.5, 97.5))
            found.append(Share(kind, name, int(hits.sum()), int(lines.sum()), float(low), float(high)))
    return found
