"""Turn scores into the views of the report: marked text and lists of items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from summarizer.output.page.marks import Mark
from summarizer.schema import Brief, Failure

from ..data.cases import Case
from ..data.runs import Outcome, seconds_of
from ..scoring.custom import metric_named
from ..scoring.items import ActorItem, ClaimItem, ItemKind, Items, items_of_brief, stands
from ..scoring.scorer import CaseScore, Pair, Unmatched
from . import tally
from .marks import named_at
from .views import ItemView, ListView, PanelView

Doubts = Mapping[tuple[str, str], tuple[list[str], tuple[tally.Fault, ...]]]
"""The faults in the evidence of predicted claims, as text and as counted, by kind and id."""

KINDS: tuple[ItemKind, ...] = ("event", "commitment", "actor")
"""Kinds of items, in the order of an article's lists."""


def written(value: float | None) -> str:
    """Return a share with two decimals, or a dash for None."""
    return "–" if value is None else f"{value:.2f}"


def f1_of(score: CaseScore, kinds: str) -> float | None:
    """Return the F1 of one kind of items (its plural: "events", …), or None if it is unscored."""
    return metric_named(f"{kinds}_f1").score(score.counts).value


def overall(score: CaseScore) -> float | None:
    """Return the F1 of all items of an article, whatever their kind; used for sorting and overview only."""
    both = sum(score.counts.get(f"{kind}s_both", 0) for kind in KINDS)
    return sum(score.counts.get(f"{kind}s_matched_twice", 0) for kind in KINDS) / both if both else None


def effort(outcome: Outcome) -> str:
    """Return the effort of an outcome in one line: attempts, tokens, seconds, windows read."""
    attempts = outcome.attempts if isinstance(outcome, Failure) else outcome.provenance.attempts
    parts = []
    if attempts:
        tokens = sum(n for a in attempts for n in (a.prompt_tokens, a.completion_tokens) if n is not None)
        not_ok = [a.outcome for a in attempts if a.outcome != "ok"]
        parts = [f"{len(attempts)} attempt{'s' * (len(attempts) != 1)}" + (f" ({', '.join(not_ok)})" if not_ok else "")]
        parts += [f"{tokens:,} tokens"] if tokens else []
        timed = seconds_of(outcome) is not None
        parts += [f"{sum(a.seconds for a in attempts):.1f} s" if timed else "– s"]
    if isinstance(outcome, Brief) and outcome.coverage.windows_done < outcome.coverage.windows_planned:
        parts.append(f"read {outcome.coverage.windows_done} of {outcome.coverage.windows_planned} windows")
    return " · ".join(parts)


class Numbers:
    """Numbers the faults, so that the page's script can find the items that have a fault."""

    def __init__(self) -> None:
        self._known: dict[tally.Fault, int] = {}

    def __call__(self, fault: tally.Fault) -> int:
        """Return the number of a fault; a new fault gets the next number."""
        return self._known.setdefault(fault, len(self._known))

    def both(self, faults: Iterable[tally.Fault]) -> tuple[int, ...]:
        """Return the numbers of these faults and of their states (the faults without a detail), sorted."""
        listed = list(faults)
        return tuple(sorted({self(f) for f in listed} | {self(tally.Fault(f.kind, f.state)) for f in listed}))


def item_facts(item: ActorItem | ClaimItem, items: Items) -> str:
    """Return an item's fields in one line; `items` has the names of its actors."""
    if isinstance(item, ActorItem):
        others = [name for name in dict.fromkeys(item.names) if name != item.name]
        return " · ".join([item.kind, *(["also " + ", ".join(others)] if others else [])])
    parts = [*item.labels.values()]
    parts += [f"by {items.names(item.agents)}"] if item.agents else []
    parts += [f"with {items.names(item.others)}"] if item.others and item.kind == "event" else []
    parts += [f"to {items.names(item.others)}"] if item.others and item.kind == "commitment" else []
    parts += [str(item.when)] if item.when else []
    return " · ".join(parts)


class Refs:
    """Short names for the items of one article. They are short because thousands of attributes contain them."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str, str], str] = {}

    def __call__(self, source: int, kind: str, id: str) -> str:
        """Return the name of an item; `source` is the number of the run, or -1 for gold."""
        letter = "g" if source < 0 else f"r{source}."
        return self._known.setdefault((source, kind, id), f"{letter}{len(self._known)}")


@dataclass(frozen=True)
class Side:
    """One run's outcome of one article and its score; both are None if the run lacks the article."""

    outcome: Outcome | None
    score: CaseScore | None

    @property
    def items(self) -> Items:
        """The items of the brief; a failure has none."""
        return items_of_brief(self.outcome) if isinstance(self.outcome, Brief) else Items()


def all_items(items: Items) -> tuple[ActorItem | ClaimItem, ...]:
    """Return all items, actors last."""
    return (*items.events, *items.commitments, *items.actors)


def kind_of_item(item: ActorItem | ClaimItem) -> ItemKind:
    """Return the kind of an item."""
    return "actor" if isinstance(item, ActorItem) else item.kind


def gold_marks(case: Case, gold: Items, sides: Sequence[Side], refs: Refs) -> Iterable[Mark]:
    """Yield the marks of gold evidence and mentions, one for each run; the style says whether the run missed them."""
    text = case.article.text
    missed = [None if side.score is None else {(u.kind, u.item.id) for u in side.score.missed} for side in sides]
    for item in all_items(gold):
        kind = kind_of_item(item)
        places = (
            named_at(item.names, text) if isinstance(item, ActorItem) else (span for p in item.evidence for span in p)
        )
        letters = ["n" if ids is None else "m" if (kind, item.id) in ids else "g" for ids in missed]
        for start, end in places:
            for run, letter in enumerate(letters):
                yield Mark(start, end, refs(-1, kind, item.id), f"{kind[0]}{letter}{run}")


def predicted_marks(brief: Brief, score: CaseScore, run: int, text: str, refs: Refs) -> Iterable[Mark]:
    """Yield the marks of a brief's evidence and mentions."""
    # A quote that is not at its offsets is not marked, because that would mark other words; its item reports it.
    spurious = {(u.kind, u.item.id) for u in score.spurious}

    def style(kind: ItemKind, id: str) -> str:
        return f"{kind[0]}{'s' if (kind, id) in spurious else 'p'}{run}"

    for kind, claims in (("event", brief.events), ("commitment", brief.commitments)):
        for claim in claims:
            for e in claim.evidence:
                if stands(e, text):
                    yield Mark(e.start, e.end, refs(run, kind, claim.id), style(kind, claim.id))  # type: ignore[arg-type]
    for actor in brief.actors:
        spans = [(m.start, m.end) for m in actor.mentions if stands(m, text)]
        for start, end in spans or named_at([actor.name], text):
            yield Mark(start, end, refs(run, "actor", actor.id), style("actor", actor.id))


def doubts_of(brief: Brief, text: str) -> Doubts:
    """Return the faults in the evidence of the claims of a brief; `text` is that of its article."""
    doubts: dict[tuple[str, str], tuple[list[str], tuple[tally.Fault, ...]]] = {}
    for kind, claims in (("event", brief.events), ("commitment", brief.commitments)):
        for claim in claims:
            lacks = ", ".join(doubt.claimed for doubt in claim.unsupported)
            words = [f"its evidence lacks: {lacks}"] if lacks else []
            displaced = [e for e in claim.evidence if not stands(e, text)]
            words += [f"the article does not have this quote at {e.start}…{e.end}: “{e.quote}”" for e in displaced]
            faults = tally.faults_of_claim(kind, bool(claim.unsupported), bool(displaced))
            if faults:
                doubts[kind, claim.id] = words, faults
    return doubts


class Panels:
    """Builds the lists of one article, for each run."""

    def __init__(self, case: Case, gold: Items, refs: Refs, anchors: Mapping[str, str], numbers: Numbers) -> None:
        self.case, self.gold, self.refs, self.anchors, self.numbers = case, gold, refs, anchors, numbers

    def panel(self, run: int, side: Side) -> PanelView:
        """Return the panel of a run: its outcome of the article, compared with gold."""
        score, outcome = side.score, side.outcome
        if score is None or outcome is None:
            return PanelView(scored=False)
        brief = outcome if isinstance(outcome, Brief) else None
        doubts = doubts_of(brief, self.case.article.text) if brief else {}
        pred, lists, wrong = side.items, [], 0
        for kind in KINDS:
            views = [self._unmatched(run, u, pred, doubts) for u in (*score.missed, *score.spurious) if u.kind == kind]
            pairs = [self._pair(run, p, pred, doubts) for p in score.pairs if p.kind == kind]
            views += sorted(pairs, key=lambda view: view.state == "right")
            wrong += sum(view.state == "wrong" for view in views)
            lists.append(ListView(tally.GROUPS[kind], written(f1_of(score, f"{kind}s")), tuple(views)))
        return PanelView(
            scored=True,
            f1=(overall(score), *(f1_of(score, f"{kind}s") for kind in KINDS)),
            missed=len(score.missed),
            spurious=len(score.spurious),
            wrong=wrong,
            headline=brief.headline if brief else "",
            summary=brief.summary if brief else "",
            effort=effort(outcome),
            failure=outcome if isinstance(outcome, Failure) else None,
            why=self.numbers.both([tally.fault_of_failure(outcome.error)]) if isinstance(outcome, Failure) else (),
            lists=tuple(lists),
            dropped=tuple(
                (d, self.numbers(tally.fault_of_dropped(d.item, d.reason))) for d in (brief.dropped if brief else ())
            ),
        )

    def _unmatched(self, run: int, unmatched: Unmatched, pred: Items, doubts: Doubts) -> ItemView:
        same_side, other_side = (pred, self.gold) if unmatched.side == "pred" else (self.gold, pred)
        source = run if unmatched.side == "pred" else -1
        ref, near = self.refs(source, unmatched.kind, unmatched.item.id), unmatched.nearest
        words, faults = doubts.get((unmatched.kind, unmatched.item.id), ([], ())) if source >= 0 else ([], ())
        other = "" if near is None else f"nearest ({unmatched.similarity:.2f}): {near.statement}"
        return ItemView(
            state="missed" if source < 0 else "spurious",
            statement=unmatched.item.statement,
            facts=item_facts(unmatched.item, same_side),
            other=other,
            other_facts="" if near is None else item_facts(near, other_side),
            reasons=(unmatched.reason, *words),
            refs=(ref,),
            anchor=self.anchors.get(ref),
            why=self.numbers.both([*tally.faults_of_unmatched(unmatched), *faults]),
            main=isinstance(unmatched.item, ClaimItem) and unmatched.item.main,
        )

    def _pair(self, run: int, pair: Pair, pred: Items, doubts: Doubts) -> ItemView:
        refs = (self.refs(run, pair.kind, pair.pred.id), self.refs(-1, pair.kind, pair.gold.id))
        words, faults = doubts.get((pair.kind, pair.pred.id), ([], ()))
        same = pair.pred.statement == pair.gold.statement
        return ItemView(
            state="wrong" if pair.faults or faults else "right",
            statement=pair.pred.statement,
            facts=item_facts(pair.pred, pred),
            other=f"gold ({pair.similarity:.2f}): {'the same' if same else pair.gold.statement}",
            other_facts="" if same and not pair.faults else item_facts(pair.gold, self.gold),
            reasons=tuple(words),
            faults=tuple((f.field, f.pred, f.gold) for f in pair.faults),
            refs=refs,
            anchor=next((self.anchors[ref] for ref in refs if ref in self.anchors), None),
            why=self.numbers.both([*tally.faults_of_pair(pair), *faults]),
            main=isinstance(pair.gold, ClaimItem) and pair.gold.main,
        )
