"""Build the page: everything is computed here, the template only lays it out.

The page is read without JavaScript, too: runs and highlights are chosen by inputs that the style sheet looks at; the
script adds sorting, filtering and the highlighting of one item.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from evals.agreement import agreement
from evals.cases import Case
from evals.items import ActorItem, ClaimItem, ItemKind, Items, items_of_brief, items_of_gold
from evals.metrics import METRICS, Metric, metric
from evals.reporting import tally
from evals.reporting.marks import Mark, Segment, named_at, segments
from evals.reporting.plots import CEILED, WIDTH, Plot, difference_plot, difference_span, estimate_plot, interval
from evals.runs import Outcome, Run
from evals.scoring import CaseScore, Pair, Unmatched, score_run
from evals.statistics import Change, Difference, Estimate, compare, estimates
from evals.tables import format_value
from summarizer.schema import Brief, Dropped, Failure

KINDS: tuple[ItemKind, ...] = ("event", "commitment", "actor")
"""Kinds of items in the order in which an article's lists are read."""

_HERE = Path(__file__).parent
_GLANCE = ("events_f1", "main_event_recall", "commitments_f1", "commitments_by_f1", "actors_f1", "event_dates")


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


class _Numbers:
    """Give every fault a small number, by which the script finds the items that have it."""

    def __init__(self) -> None:
        self._known: dict[tally.Fault, int] = {}

    def __call__(self, fault: tally.Fault) -> int:
        return self._known.setdefault(fault, len(self._known))

    def both(self, faults: Iterable[tally.Fault]) -> tuple[int, ...]:
        """Return the numbers of these faults and of their states as wholes."""
        found = list(faults)
        return tuple(sorted({self(f) for f in found} | {self(tally.Fault(f.kind, f.state)) for f in found}))


def _facts(item: ActorItem | ClaimItem, items: Items) -> str:
    if isinstance(item, ActorItem):
        others = [name for name in dict.fromkeys(item.names) if name != item.name]
        return " · ".join([item.kind, *(["also " + ", ".join(others)] if others else [])])
    parts = [*item.labels.values()]
    parts += [f"by {items.names(item.doers)}"] if item.doers else []
    parts += [f"with {items.names(item.others)}"] if item.others and item.kind == "event" else []
    parts += [f"to {items.names(item.others)}"] if item.others and item.kind == "commitment" else []
    parts += [str(item.when)] if item.when else []
    return " · ".join(parts)


class _Refs:
    """Short names for the items of one article: they stand in thousands of attributes."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str, str], str] = {}

    def __call__(self, source: int, kind: str, id: str) -> str:
        """Return the name of an item; `source` is the number of the run, -1 is gold."""
        letter = "g" if source < 0 else f"r{source}."
        return self._known.setdefault((source, kind, id), f"{letter}{len(self._known)}")


@dataclass(frozen=True)
class _Side:
    """One run's outcome of one article: None where it was not run."""

    outcome: Outcome | None
    score: CaseScore | None

    @property
    def items(self) -> Items:
        return items_of_brief(self.outcome) if isinstance(self.outcome, Brief) else Items()


def _all(items: Items) -> tuple[ActorItem | ClaimItem, ...]:
    return (*items.events, *items.commitments, *items.actors)


def _kind(item: ActorItem | ClaimItem) -> ItemKind:
    return "actor" if isinstance(item, ActorItem) else item.kind


def _gold_marks(case: Case, gold: Items, sides: Sequence[_Side], refs: _Refs) -> Iterable[Mark]:
    text = case.article.text
    missed = [
        None if side.score is None else {(u.kind, u.item.id) for u in side.score.missed} for side in sides
    ]  # fmt: skip
    for item in _all(gold):
        kind = _kind(item)
        places = (
            named_at(item.names, text) if isinstance(item, ActorItem) else (span for p in item.evidence for span in p)
        )
        letters = ["n" if ids is None else "m" if (kind, item.id) in ids else "g" for ids in missed]
        for start, end in places:
            for run, letter in enumerate(letters):
                yield Mark(start, end, refs(-1, kind, item.id), f"{kind[0]}{letter}{run}")


def _predicted_marks(brief: Brief, score: CaseScore, run: int, text: str, refs: _Refs) -> Iterable[Mark]:
    # A quote that does not stand at its offsets is listed with its item: marking other words would mislead.
    spurious = {(u.kind, u.item.id) for u in score.spurious}

    def style(kind: ItemKind, id: str) -> str:
        return f"{kind[0]}{'s' if (kind, id) in spurious else 'p'}{run}"

    for kind, claims in (("event", brief.events), ("commitment", brief.commitments)):
        for claim in claims:
            for e in claim.evidence:
                if text[e.start : e.end] == e.quote:
                    yield Mark(e.start, e.end, refs(run, kind, claim.id), style(kind, claim.id))  # type: ignore[arg-type]
    for actor in brief.actors:
        spans = [(m.start, m.end) for m in actor.mentions if text[m.start : m.end] == m.quote]
        for start, end in spans or named_at([actor.name], text):
            yield Mark(start, end, refs(run, "actor", actor.id), style("actor", actor.id))


def _doubts(brief: Brief, text: str) -> dict[tuple[str, str], tuple[list[str], tuple[tally.Fault, ...]]]:
    """Return what the evidence of each predicted claim does not bear out: in words, and as counted."""
    found: dict[tuple[str, str], tuple[list[str], tuple[tally.Fault, ...]]] = {}
    for kind, claims in (("event", brief.events), ("commitment", brief.commitments)):
        for claim in claims:
            words = [f"its evidence lacks: {', '.join(claim.unsupported)}"] if claim.unsupported else []
            displaced = [e for e in claim.evidence if text[e.start : e.end] != e.quote or not e.quote]
            words += [f"a quote that does not stand at {e.start}…{e.end}: “{e.quote}”" for e in displaced]
            faults = tally.faults_of_claim(kind, bool(claim.unsupported), bool(displaced))
            if faults:
                found[kind, claim.id] = words, faults
    return found


class _Panels:
    """Make the lists of one article for one run after the other."""

    def __init__(self, case: Case, gold: Items, refs: _Refs, anchors: Mapping[str, str], numbers: _Numbers) -> None:
        self.case, self.gold, self.refs, self.anchors, self.numbers = case, gold, refs, anchors, numbers

    def panel(self, run: int, side: _Side) -> PanelView:
        """Return what a run made of the article."""
        score, outcome = side.score, side.outcome
        if score is None or outcome is None:
            return PanelView(scored=False)
        brief = outcome if isinstance(outcome, Brief) else None
        doubts = _doubts(brief, self.case.article.text) if brief else {}
        pred, lists, wrong = side.items, [], 0
        for kind in KINDS:
            views = [self._unmatched(run, u, pred, doubts) for u in (*score.missed, *score.spurious) if u.kind == kind]
            pairs = [self._pair(run, p, pred, doubts) for p in score.pairs if p.kind == kind]
            views += sorted(pairs, key=lambda view: view.state == "right")
            wrong += sum(view.state == "wrong" for view in views)
            lists.append(ListView(tally.GROUPS[kind], _written(_f1(score, f"{kind}s")), tuple(views)))
        return PanelView(
            scored=True,
            f1=(_overall(score), *(_f1(score, f"{kind}s") for kind in KINDS)),
            missed=len(score.missed),
            spurious=len(score.spurious),
            wrong=wrong,
            headline=brief.headline if brief else "",
            summary=brief.summary if brief else "",
            effort=_effort(outcome),
            failure=outcome if isinstance(outcome, Failure) else None,
            why=self.numbers.both([tally.fault_of_failure(outcome.error)]) if isinstance(outcome, Failure) else (),
            lists=tuple(lists),
            dropped=tuple(
                (d, self.numbers(tally.fault_of_dropped(d.item, d.reason))) for d in (brief.dropped if brief else ())
            ),
        )

    def _unmatched(
        self, run: int, unmatched: Unmatched, pred: Items,
        doubts: Mapping[tuple[str, str], tuple[list[str], tuple[tally.Fault, ...]]],
    ) -> ItemView:  # fmt: skip
        mine, theirs = (pred, self.gold) if unmatched.side == "pred" else (self.gold, pred)
        source = run if unmatched.side == "pred" else -1
        ref, near = self.refs(source, unmatched.kind, unmatched.item.id), unmatched.nearest
        words, faults = doubts.get((unmatched.kind, unmatched.item.id), ([], ())) if source >= 0 else ([], ())
        other = "" if near is None else f"nearest ({unmatched.similarity:.2f}): {near.statement}"
        return ItemView(
            state="missed" if source < 0 else "spurious",
            statement=unmatched.item.statement,
            facts=_facts(unmatched.item, mine),
            other=other,
            other_facts="" if near is None else _facts(near, theirs),
            reasons=(unmatched.reason, *words),
            refs=(ref,),
            anchor=self.anchors.get(ref),
            why=self.numbers.both([*tally.faults_of_unmatched(unmatched), *faults]),
            main=isinstance(unmatched.item, ClaimItem) and unmatched.item.main,
        )

    def _pair(
        self, run: int, pair: Pair, pred: Items,
        doubts: Mapping[tuple[str, str], tuple[list[str], tuple[tally.Fault, ...]]],
    ) -> ItemView:  # fmt: skip
        refs = (self.refs(run, pair.kind, pair.pred.id), self.refs(-1, pair.kind, pair.gold.id))
        words, faults = doubts.get((pair.kind, pair.pred.id), ([], ()))
        same = pair.pred.statement == pair.gold.statement
        return ItemView(
            state="wrong" if pair.faults or faults else "right",
            statement=pair.pred.statement,
            facts=_facts(pair.pred, pred),
            other=f"gold ({pair.similarity:.2f}): {'the same' if same else pair.gold.statement}",
            other_facts="" if same and not pair.faults else _facts(pair.gold, self.gold),
            reasons=tuple(words),
            faults=tuple((f.field, f.pred, f.gold) for f in pair.faults),
            refs=refs,
            anchor=next((self.anchors[ref] for ref in refs if ref in self.anchors), None),
            why=self.numbers.both([*tally.faults_of_pair(pair), *faults]),
            main=isinstance(pair.gold, ClaimItem) and pair.gold.main,
        )


def _written(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _f1(score: CaseScore, kinds: str) -> float | None:
    return metric(f"{kinds}_f1").score(score.counts).value


def _overall(score: CaseScore) -> float | None:
    """Return the F1 of all items of an article, whatever their kind: only for sorting."""
    both = sum(score.counts.get(f"{kind}s_both", 0) for kind in KINDS)
    return sum(score.counts.get(f"{kind}s_matched_twice", 0) for kind in KINDS) / both if both else None


def _effort(outcome: Outcome) -> str:
    attempts = outcome.attempts if isinstance(outcome, Failure) else outcome.provenance.attempts
    parts = []
    if attempts:
        tokens = sum(n for a in attempts for n in (a.prompt_tokens, a.completion_tokens) if n is not None)
        spoilt = [a.outcome for a in attempts if a.outcome != "ok"]
        parts = [f"{len(attempts)} attempt{'s' * (len(attempts) != 1)}" + (f" ({', '.join(spoilt)})" if spoilt else "")]
        parts += [f"{tokens:,} tokens"] if tokens else []
        parts += [f"{sum(a.seconds for a in attempts):.1f} s"]
    if isinstance(outcome, Brief) and outcome.coverage.windows_done < outcome.coverage.windows_planned:
        parts.append(f"read {outcome.coverage.windows_done} of {outcome.coverage.windows_planned} windows")
    return " · ".join(parts)


def _case_view(number: int, case: Case, sides: Sequence[_Side], best: CaseScore | None, numbers: _Numbers) -> CaseView:
    refs, text, gold = _Refs(), case.article.text, items_of_gold(case.gold, case.article.text)
    marks = list(_gold_marks(case, gold, sides, refs))
    for run, side in enumerate(sides):
        if isinstance(side.outcome, Brief) and side.score is not None:
            marks += _predicted_marks(side.outcome, side.score, run, text, refs)
    cut: list[tuple[Segment, str | None]] = []
    anchors: dict[str, str] = {}
    for segment in segments(text, marks):
        anchor = f"s{number}-{len(cut)}" if any(ref not in anchors for ref in segment.refs) else None
        for ref in segment.refs:
            anchors.setdefault(ref, anchor or "")
        cut.append((segment, anchor))
    panels = _Panels(case, gold, refs, anchors, numbers)
    views = tuple(panels.panel(run, side) for run, side in enumerate(sides))
    return CaseView(case, tuple(cut), views, None if best is None else _overall(best))


def _score_rows(
    names: Sequence[str], values: Sequence[Mapping[str, Estimate]], ceiling: Mapping[str, Estimate] | None
) -> dict[str, list[ScoreRow]]:
    table: dict[str, list[ScoreRow]] = {}
    for entry in METRICS:
        found = [value[entry.name] for value in values]
        cells = tuple(
            (
                format_value(entry, e.value), interval(entry, e.low, e.high),
                f"macro {format_value(entry, e.macro)}, n {e.articles}",
            )
            for e in found
        )  # fmt: skip
        best = ceiling[entry.name] if ceiling is not None and entry.group in CEILED else None
        top = None if best is None else (format_value(entry, best.value), interval(entry, best.low, best.high))
        plot = estimate_plot(entry, list(zip(names, found, strict=True)), best)
        table.setdefault(entry.group, []).append(ScoreRow(entry, cells, top, plot))
    return table


def _signed(entry: Metric, value: float) -> str:
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return sign + format_value(entry, abs(value))


def _difference_rows(differences: Mapping[str, Difference]) -> dict[str, list[DifferenceRow]]:
    span = difference_span(differences.values())
    table: dict[str, list[DifferenceRow]] = {}
    for d in differences.values():
        limits = "" if d.low is None or d.high is None else f"{_signed(d.metric, d.low)} … {_signed(d.metric, d.high)}"
        change = "–" if d.difference is None else _signed(d.metric, d.difference)
        a, b = format_value(d.metric, d.a), format_value(d.metric, d.b)
        row = DifferenceRow(d, a, b, change, limits, d.most_changed[:3], difference_plot(d, span))
        table.setdefault(d.metric.group, []).append(row)
    return table


def _labels(runs: Sequence[Run]) -> list[str]:
    """Return a name for each run; of runs of the same name each further one gets a number."""
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


def _exact(text: str) -> Markup:
    # A parser turns a bare carriage return into a line feed, and the text would no longer be the article's.
    return Markup(str(escape(text)).replace("\r", "&#13;"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["exact"] = _exact
    environment.filters["written"] = _written
    return environment


def build_report(runs: Sequence[Run], cases: Sequence[Case], title: str = "Eval report") -> str:
    """Return the report of one or more runs on these cases as one HTML page without external requests.

    The first two runs are compared with each other; all stand side by side in the table, with the agreement of the
    annotators where cases have a second annotation. Cases are ordered by the first run's F1, the worst first.
    Raises ValueError without a run, RunError for a run that has none of the cases.
    """
    if not runs:
        raise ValueError("no runs")
    names, scores = _labels(runs), [score_run(run, cases) for run in runs]
    values = [estimates(score) for score in scores]
    second = agreement(cases)
    ceiling = estimates(second) if second else None
    best = {score.case: score for score in second}
    by_case = [{score.case: score for score in score_list} for score_list in scores]
    numbers = _Numbers()

    views = [
        _case_view(
            number, case, [_Side(run.outcomes.get(case.id), by_case[i].get(case.id)) for i, run in enumerate(runs)],
            best.get(case.id), numbers,
        )
        for number, case in enumerate(cases)
    ]  # fmt: skip
    views.sort(key=lambda view: (view.panels[0].f1[0] is None, view.panels[0].f1[0] or 0, view.case.id))

    articles = {case.id: case.article.text for case in cases}
    tallies = [
        tally.tally(
            faults for score in score_list
            for faults in tally.case_faults(score, run.outcomes[score.case], articles[score.case])
        )
        for run, score_list in zip(runs, scores, strict=True)
    ]  # fmt: skip
    wrong = tally.rows(tallies, [_summed(score_list) for score_list in scores])

    heads = [
        RunView(
            name, tuple((str(k), str(v)) for k, v in run.about.items()), len(score_list),
            sum(score.error is not None for score in score_list),
            tuple(
                (value[m].metric.label, format_value(value[m].metric, value[m].value),
                 "" if ceiling is None else format_value(value[m].metric, ceiling[m].value))
                for m in _GLANCE
            ),
            tuple((_in_words(fault), n, numbers(fault)) for fault, n in tally.worst(counts)),
            len(run.outcomes.keys() - articles.keys()),
        )
        for name, run, score_list, value, counts in zip(names, runs, scores, values, tallies, strict=True)
    ]  # fmt: skip

    differences: dict[str, Difference] | None = None
    if len(runs) > 1 and by_case[0].keys() & by_case[1].keys():
        differences = compare(scores[0], scores[1])
    script = (_HERE / "report.js").read_text(encoding="utf-8")
    return _environment().get_template("report.html.jinja").render(
        title=title,
        runs=heads,
        table=_score_rows(names, values, ceiling),
        annotated=len(second),
        differences=_difference_rows(differences) if differences is not None else None,
        common=len(by_case[0].keys() & by_case[1].keys()) if len(runs) > 1 else 0,
        wrong=wrong,
        number=numbers,
        cases=views,
        width=WIDTH,
        style=Markup((_HERE / "report.css").read_text(encoding="utf-8")),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )  # fmt: skip


def _in_words(fault: tally.Fault) -> str:
    """Write a fault in one line."""
    if fault.state == "wrong":
        return f"{fault.kind}, wrong {fault.detail}"
    if fault.kind == "brief":
        return f"{fault.state} {fault.detail}"
    return f"{fault.state} {fault.kind}: {fault.detail}"


def write_report(runs: Sequence[Run], cases: Sequence[Case], path: str | Path, title: str = "Eval report") -> Path:
    """Write the report (see `build_report`) and return its file; an older one is replaced only by a complete one."""
    target = Path(path)
    page = build_report(runs, cases, title)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Half of a surrogate pair, which JSON can smuggle in, has no UTF-8 form.
    part = target.with_name(f"{target.name}.part")
    part.write_bytes(page.encode("utf-8", "xmlcharrefreplace"))
    part.replace(target)
    return target
