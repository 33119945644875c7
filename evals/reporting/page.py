"""Build the report page. Everything is computed here; the template only does the layout.

The page also works without JavaScript: the style sheet reads the inputs that select runs and highlights. The script
adds sorting and filtering. The marked article and the highlighting of one item are those of the page of a brief.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from jinja2 import Environment

from summarizer.output.page.marks import FOLDER, digest, exact, pane, source, templates
from summarizer.schema import Brief

from ..data.cases import Case
from ..data.files import write_whole
from ..data.runs import Run
from ..scoring.agreement import agreement
from ..scoring.custom import known_metrics
from ..scoring.items import items_of_gold
from ..scoring.metrics import CEILED, Metric
from ..scoring.scorer import CaseScore, score_run
from ..scoring.statistics import Estimate, MetricDifference, compare, estimates
from . import tally
from .panels import Numbers, Panels, Refs, Side, gold_marks, overall, predicted_marks, written
from .plots import WIDTH, difference_plot, difference_span, estimate_plot, interval
from .tables import format_value
from .views import CaseView, DifferenceRow, RunView, ScoreRow

TITLE = "Eval report"

_HERE = Path(__file__).parent
_GLANCE = ("events_f1", "main_event_recall", "commitments_f1", "commitments_by_f1", "actors_f1", "event_dates")


def _case_view(number: int, case: Case, sides: Sequence[Side], best: CaseScore | None, numbers: Numbers) -> CaseView:
    refs, text, gold = Refs(), case.article.text, items_of_gold(case.gold, case.article.text)
    marks = list(gold_marks(case, gold, sides, refs))
    for run, side in enumerate(sides):
        if isinstance(side.outcome, Brief) and side.score is not None:
            marks += predicted_marks(side.outcome, side.score, run, text, refs)
    marked = pane(text, marks, f"s{number}-", exact)
    panels = Panels(case, gold, refs, marked.anchors, numbers)
    views = tuple(panels.panel(run, side) for run, side in enumerate(sides))
    return CaseView(case, marked, views, None if best is None else overall(best))


def _score_rows(
    names: Sequence[str], values: Sequence[Mapping[str, Estimate]], ceiling: Mapping[str, Estimate] | None
) -> dict[str, list[ScoreRow]]:
    table: dict[str, list[ScoreRow]] = {}
    for entry in known_metrics():
        row = [value[entry.name] for value in values]
        cells = tuple(
            (
                format_value(entry, e.value), _marked(interval(entry, e.low, e.high), e),
                f"macro {format_value(entry, e.macro)}, n {e.articles}",
            )
            for e in row
        )  # fmt: skip
        best = ceiling[entry.name] if ceiling is not None and entry.group in CEILED else None
        top = None if best is None else (format_value(entry, best.value), interval(entry, best.low, best.high))
        plot = estimate_plot(entry, list(zip(names, row, strict=True)), best)
        table.setdefault(entry.group, []).append(ScoreRow(entry, cells, top, plot))
    return table


def _marked(limits: str, estimate: Estimate | MetricDifference) -> str:
    """Return an interval with an asterisk if it is of few articles."""
    return f"{limits} *" if limits and estimate.few else limits


def _signed(entry: Metric, value: float) -> str:
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return sign + format_value(entry, abs(value))


def _difference_rows(differences: Mapping[str, MetricDifference]) -> dict[str, list[DifferenceRow]]:
    span = difference_span(differences.values())
    table: dict[str, list[DifferenceRow]] = {}
    for d in differences.values():
        ends = [] if d.low is None or d.high is None else [d.low, d.high]
        limits = " … ".join(_signed(d.metric, end) for end in ends)
        change = "–" if d.difference is None else _signed(d.metric, d.difference)
        a, b = format_value(d.metric, d.a), format_value(d.metric, d.b)
        row = DifferenceRow(d, a, b, change, _marked(limits, d), d.most_changed[:3], difference_plot(d, span))
        table.setdefault(d.metric.group, []).append(row)
    return table


def _figures(
    values: Mapping[str, Estimate], ceiling: Mapping[str, Estimate] | None
) -> tuple[tuple[str, str, str], ...]:
    """Return the metrics that show a run at a glance: label, value and ceiling."""
    rows = ((values[name].metric, values[name], None if ceiling is None else ceiling[name]) for name in _GLANCE)
    return tuple(
        (metric.label, format_value(metric, own.value), "" if best is None else format_value(metric, best.value))
        for metric, own, best in rows
    )


def _labels(runs: Sequence[Run]) -> list[str]:
    """Return a unique name for each run; a repeated name gets a number: "name (2)"."""
    names: list[str] = []
    for run in runs:
        name, number = run.name, 2
        while name in names:
            name, number = f"{run.name} ({number})", number + 1
        names.append(name)
    return names


def _summed(scores: Iterable[CaseScore]) -> dict[str, float]:
    total: dict[str, float] = {}
    for score in scores:
        for name, count in score.counts.items():
            total[name] = total.get(name, 0) + count
    return total


@cache
def _environment() -> Environment:
    environment = templates(_HERE, FOLDER)
    environment.filters["written"] = written
    return environment


def build_report(runs: Sequence[Run], cases: Sequence[Case]) -> str:
    """Return the report of one or more runs on these cases, as one HTML page that makes no external requests.

    The tables show all runs side by side, and the agreement of the annotators if cases have a second annotation. The
    first two runs are compared with each other. Cases are ordered by the first run's F1, the worst first. Raise
    ValueError without runs, RunError for a run that has none of the cases.
    """
    if not runs:
        raise ValueError("no runs")
    scored = [_Scored(name, run, score_run(run, cases)) for name, run in zip(_labels(runs), runs, strict=True)]
    second = agreement(cases)
    ceiling = estimates(second) if second else None
    numbers = Numbers()
    views = _case_views(cases, scored, second, numbers)
    texts = {case.id: case.article.text for case in cases}
    tallies = [_tally(one, texts) for one in scored]
    common = scored[0].by_case.keys() & scored[1].by_case.keys() if len(scored) > 1 else set[str]()
    script = source(FOLDER / "evidence.js", _HERE / "report.js")
    return _environment().get_template("report.html.jinja").render(
        title=TITLE,
        runs=[_run_view(one, ceiling, counts, numbers, texts) for one, counts in zip(scored, tallies, strict=True)],
        table=_score_rows([one.name for one in scored], [one.values for one in scored], ceiling),
        annotated=len(second),
        differences=_difference_rows(compare(scored[0].scores, scored[1].scores)) if common else None,
        common=len(common),
        wrong=tally.rows(tallies, [_summed(one.scores) for one in scored]),
        number=numbers,
        cases=views,
        width=WIDTH,
        style=source(FOLDER / "evidence.css", _HERE / "report.css"),
        script=script,
        script_hash=digest(script),
    )  # fmt: skip


@dataclass(frozen=True)
class _Scored:
    """A run under the name that the page gives it, and its scores."""

    name: str
    run: Run
    scores: Sequence[CaseScore]

    @cached_property
    def values(self) -> Mapping[str, Estimate]:
        return estimates(self.scores)

    @cached_property
    def by_case(self) -> dict[str, CaseScore]:
        return {score.case: score for score in self.scores}


def _case_views(
    cases: Sequence[Case], scored: Sequence[_Scored], second: Iterable[CaseScore], numbers: Numbers
) -> list[CaseView]:
    """Return the views of the cases, the worst of the first run first."""
    best = {score.case: score for score in second}
    views = []
    for number, case in enumerate(cases):
        sides = [Side(one.run.outcomes.get(case.id), one.by_case.get(case.id)) for one in scored]
        views.append(_case_view(number, case, sides, best.get(case.id), numbers))
    views.sort(key=lambda view: (view.panels[0].f1[0] is None, view.panels[0].f1[0] or 0, view.case.id))
    return views


def _tally(scored: _Scored, texts: Mapping[str, str]) -> tally.FaultCounts:
    """Return how often each fault occurs in a run."""
    return tally.tally(
        fault
        for score in scored.scores
        for fault in tally.case_faults(score, scored.run.outcomes[score.case], texts[score.case])
    )


def _run_view(
    scored: _Scored, ceiling: Mapping[str, Estimate] | None, counts: tally.FaultCounts, numbers: Numbers,
    texts: Mapping[str, str],
) -> RunView:  # fmt: skip
    """Return what the head of the page says of a run."""
    return RunView(
        scored.name,
        tuple((str(k), str(v)) for k, v in scored.run.about.items()),
        len(scored.scores),
        sum(score.error is not None for score in scored.scores),
        _figures(scored.values, ceiling),
        tuple((_in_words(fault), n, numbers(fault)) for fault, n in tally.worst(counts)),
        len(scored.run.outcomes.keys() - texts.keys()),
    )


def _in_words(fault: tally.Fault) -> str:
    """Return a fault as one line of text."""
    if fault.state == "wrong":
        return f"{fault.kind}, wrong {fault.detail}"
    if fault.kind == "brief":
        return f"{fault.state} {fault.detail}"
    return f"{fault.state} {fault.kind}: {fault.detail}"


def write_report(runs: Sequence[Run], cases: Sequence[Case], path: str | Path) -> Path:
    """Write the report (see `build_report`) and return its file. An older file is replaced only by a complete one."""
    target = Path(path)
    page = build_report(runs, cases)
    # JSON can contain half of a surrogate pair, which has no UTF-8 form.
    write_whole(target, page, errors="xmlcharrefreplace")
    return target
