"""What the template of the report shows, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from evals.data.cases import Case
from evals.reporting.marks import Segment
from evals.reporting.plots import Plot
from evals.scoring.metrics import Metric
from evals.scoring.statistics import Change, Difference
from summarizer.schema import Dropped, Failure


@dataclass(frozen=True)
class ItemView:
    """One line of an article's lists.

    `state` is "missed", "spurious", "wrong" (a pair with faults or doubts) or "right"; `reasons` say why, `faults`
    are field, predicted and gold value; `refs` name the highlighted stretches, `anchor` the first of them.
    """

    state: str
    statement: str
    facts: str
    other: str = ""
    other_facts: str = ""
    reasons: tuple[str, ...] = ()
    faults: tuple[tuple[str, str, str], ...] = ()
    refs: tuple[str, ...] = ()
    anchor: str | None = None
    why: tuple[int, ...] = ()
    main: bool = False


@dataclass(frozen=True)
class ListView:
    """The items of one kind in one article: what is wrong first."""

    heading: str
    f1: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class PanelView:
    """What one run made of one article; `scored` is false where the run has no outcome for it."""

    scored: bool
    f1: tuple[float | None, ...] = (None, None, None, None)
    missed: int = 0
    spurious: int = 0
    wrong: int = 0
    headline: str = ""
    summary: str = ""
    effort: str = ""
    failure: Failure | None = None
    why: tuple[int, ...] = ()
    lists: tuple[ListView, ...] = ()
    dropped: tuple[tuple[Dropped, int], ...] = ()


@dataclass(frozen=True)
class CaseView:
    """One article with what every run made of it. `segments` come with the id of their element, or None."""

    case: Case
    segments: tuple[tuple[Segment, str | None], ...]
    panels: tuple[PanelView, ...]
    annotators: float | None


@dataclass(frozen=True)
class ScoreRow:
    """A metric of all runs: per run its value, interval and the macro average; then the ceiling; and as a plot."""

    metric: Metric
    cells: tuple[tuple[str, str, str], ...]
    ceiling: tuple[str, str] | None
    plot: Plot


@dataclass(frozen=True)
class DifferenceRow:
    """A metric of the first two runs compared."""

    difference: Difference
    a: str
    b: str
    change: str
    interval: str
    changes: tuple[Change, ...]
    plot: Plot


@dataclass(frozen=True)
class RunView:
    """A run as the head of the page presents it."""

    name: str
    about: tuple[tuple[str, str], ...]
    articles: int
    failures: int
    figures: tuple[tuple[str, str, str], ...]
    worst: tuple[tuple[str, int, int], ...]
    strangers: int
