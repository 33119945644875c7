"""The difference of a brief and its gold, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from ..scoring.scorer import CaseScore, Pair


def difference_of(score: CaseScore) -> str:
    """Return where a brief differs from gold: '-' was missed, '+' is not in gold, '!' has a wrong field, '=' is right.

    The kinds of items without a difference are left out.
    """
    return "\n".join(_lines(score)) or "no difference from gold"


def _lines(score: CaseScore) -> Iterator[str]:
    for kind in ("event", "commitment", "actor"):
        pairs = [pair for pair in score.pairs if pair.kind == kind]
        missed = [each for each in score.missed if each.kind == kind]
        spurious = [each for each in score.spurious if each.kind == kind]
        if not (missed or spurious or any(pair.faults for pair in pairs)):
            continue
        yield f"{kind}s: {len(pairs)} of {len(pairs) + len(missed)} found"
        for pair in pairs:
            yield from _pair(pair)
        for mark, items in (("-", missed), ("+", spurious)):
            for each in items:
                yield f"  {mark} {each.item.statement}"
                near = "" if each.nearest is None else f"; the nearest is: {each.nearest.statement}"
                yield f"      {each.reason}{near}"


def _pair(pair: Pair) -> Iterator[str]:
    yield f"  {'!' if pair.faults else '='} {pair.gold.statement}"
    if pair.faults and pair.pred.statement != pair.gold.statement:
        yield f"      the brief: {pair.pred.statement}"
    for fault in pair.faults:
        yield f"      {fault}"
