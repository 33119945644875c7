"""The data that the template of the report shows."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.output.page.marks import Pane
from summarizer.schema import Dropped, Failure

from ..data.cases import Case
from ..scoring.metrics import Metric
from ..scoring.statistics import CaseChange, MetricDifference
from .plots import Plot


@dataclass(frozen=True)
class ItemView:
    """One item in the lists of an article.

    `state` is "missed", "spurious", "wrong" (a pair with faults or doubts) or "right", and `reasons` explain it. A
    fault in `faults` has the field, the predicted and the gold value. `other` is the gold item or the nearest one.
    `refs` name the highlighted segments, `anchor` is the id of the first; `why` are the numbers of the faults.
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
    """The items of one kind in one article, those with mistakes first."""

    heading: str
    f1: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class PanelView:
    """The outcome of one run for one article; `scored` is False if the run has none. `f1` is for all items, events,
    commitments and actors."""

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
    """One article with the panels of all runs."""

    case: Case
    pane: Pane
    panels: tuple[PanelView, ...]
    annotators: float | None


@dataclass(frozen=True)
class ScoreRow:
    """A metric of all runs: a cell per run (value, interval, macro average), the ceiling, and the plot."""

    metric: Metric
    cells: tuple[tuple[str, str, str], ...]
    ceiling: tuple[str, str] | None
    plot: Plot


@dataclass(frozen=True)
class DifferenceRow:
    """A metric compared between the first two runs."""

    difference: MetricDifference
    a: str
    b: str
    change: str
    interval: str
    changes: tuple[CaseChange, ...]
    plot: Plot


@dataclass(frozen=True)
class RunView:
    """A run in the summary of the page. `figures` are label, value and ceiling; `worst` are faults with their count and
    number; `unknown_outcomes` is the number of outcomes that belong to none of the cases."""

    name: str
    about: tuple[tuple[str, str], ...]
    articles: int
    failures: int
    figures: tuple[tuple[str, str, str], ...]
    worst: tuple[tuple[str, int, int], ...]
    unknown_outcomes: int
