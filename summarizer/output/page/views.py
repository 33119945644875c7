"""What the page shows of a brief: items with their facts, quotes and doubts, the timeline, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from summarizer.article.legible import legible
from summarizer.article.sentences import sentences
from summarizer.language.detection import language_of
from summarizer.output import facts
from summarizer.output.page.marks import Mark, Pane, pane
from summarizer.schema import (
    Actor,
    Brief,
    Commitment,
    Dropped,
    Event,
    EventType,
    Evidence,
    Polarity,
    Reader,
    Span,
    When,
    actor_ids,
)


@dataclass(frozen=True)
class LinkView:
    """A text that leads to an element of the page; `target` is the element's id, or None."""

    text: str
    target: str | None


@dataclass(frozen=True)
class FactView:
    """One fact of an item: its name, and a text or links. Links that are only `listed` have no commas between them."""

    name: str
    text: str = ""
    links: tuple[LinkView, ...] = ()
    listed: bool = False


@dataclass(frozen=True)
class QuoteView:
    """A piece of evidence. `support` is a percentage, or None if the whole claim is in the quote."""

    text: str
    anchor: str | None
    support: int | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class ItemView:
    """An event, a commitment, an actor or a dropped claim.

    `ref` is its id on the page ("e1"), `badges` are its labels, `doubts` what an editor should check. `filters` are the
    values that the filters compare, by the name of the filter.
    """

    ref: str
    kind: str
    statement: str
    anchor: str | None = None
    badges: tuple[str, ...] = ()
    facts: tuple[FactView, ...] = ()
    quotes: tuple[QuoteView, ...] = ()
    doubts: tuple[str, ...] = ()
    main: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MomentView:
    """A dated item on the timeline, or the publication of the article (`item` is None)."""

    days: str
    item: ItemView | None


@dataclass(frozen=True)
class BriefView:
    """All that the page shows of a brief. `pane` is None if the brief does not hold the text of its article."""

    pane: Pane | None
    events: tuple[ItemView, ...]
    commitments: tuple[ItemView, ...]
    actors: tuple[ItemView, ...]
    dropped: tuple[ItemView, ...]
    timeline: tuple[MomentView, ...]
    undated: int
    warnings: tuple[str, ...]


def view_of(brief: Brief, text: str | None, show: Callable[[str], Markup]) -> BriefView:
    """Return what the page shows. `show` makes a piece of the article HTML; the template escapes everything else."""
    return _Views(brief, text, show).brief_view()


class _Views:
    """Builds the views of one brief. An item's ref is the letter of its kind and its number, counted from 1."""

    def __init__(self, brief: Brief, text: str | None, show: Callable[[str], Markup]) -> None:
        self.brief, self.text = brief, text
        self.claims: tuple[Event | Commitment, ...] = (*brief.events, *brief.commitments)
        self.refs = {id(item): f"{letter}{n}" for letter, items in self._kinds() for n, item in enumerate(items, 1)}
        self.actors = {actor.id: LinkView(actor.name, self.refs[id(actor)]) for actor in brief.actors}
        self.pane: Pane | None = None
        if text is not None:
            noted = {self.refs[id(claim)] for claim in self.claims}
            self.pane = pane(text, self._marks(), "m", show, noted)

    def _kinds(self) -> Iterable[tuple[str, Sequence[object]]]:
        brief = self.brief
        return (("e", brief.events), ("c", brief.commitments), ("a", brief.actors), ("d", brief.dropped))

    def brief_view(self) -> BriefView:
        events = tuple(map(self._event, self.brief.events))
        commitments = tuple(map(self._commitment, self.brief.commitments))
        whens = [e.when for e in self.brief.events] + [c.due for c in self.brief.commitments]
        return BriefView(
            self.pane,
            events,
            commitments,
            tuple(map(self._actor, self.brief.actors)),
            tuple(map(self._dropped, self.brief.dropped)),
            self._timeline(list(zip(whens, (*events, *commitments), strict=True))),
            sum(when is None or when.start is None for when in whens),
            tuple(self._warnings()),
        )

    def _event(self, event: Event) -> ItemView:
        # "other" is what a rule says that cannot tell.
        type_ = "" if event.type is EventType.OTHER else event.type.value
        return self._claim(
            event,
            event.summary,
            badges=(type_, event.status.value),
            fields=(
                self._when("When", event.when),
                FactView("Where", event.place or ""),
                self._people("By", event.agents),
                self._people("Involving", event.others),
            ),
            when=event.when,
            main=event.main,
            filters={"type": event.type.value, "status": event.status.value},
        )

    def _commitment(self, c: Commitment) -> ItemView:
        return self._claim(
            c,
            f"{', '.join(self._link(id).text for id in c.by)}: {c.action}",
            badges=(c.firmness.value, facts.REFRAIN if c.polarity is Polarity.REFRAIN else ""),
            fields=(
                self._people("By", c.by),
                self._people("For", c.to),
                self._when("Due", c.due),
                FactView("Amount", c.amount or ""),
                FactView("Condition", c.condition or ""),
                self._people("Said by", c.said_by),
            ),
            when=c.due,
            filters={"firmness": c.firmness.value},
        )

    def _claim(
        self, claim: Event | Commitment, statement: str, *, badges: Sequence[str], fields: Sequence[FactView],
        when: When | None, filters: Mapping[str, str], main: bool = False,
    ) -> ItemView:  # fmt: skip
        ref, doubts = self.refs[id(claim)], tuple(self._doubts(claim, when))
        quotes = tuple(self._quote(e, only=len(claim.evidence) == 1) for e in claim.evidence)
        weak = any(quote.support is not None for quote in quotes)
        # An event that is a sentence of the article is not quoted again.
        further = facts.further_evidence(claim) if isinstance(claim, Event) else claim.evidence
        return ItemView(
            ref=ref,
            kind=_kind_of(claim),
            statement=statement,
            anchor=self._anchor(claim.evidence),
            badges=tuple(filter(None, badges)),
            facts=_stated(fields),
            quotes=tuple(
                q for q, e in zip(quotes, claim.evidence, strict=True) if q.support is not None or e in further
            ),
            doubts=doubts,
            main=main,
            filters={**filters, "actors": self._filter(actor_ids(claim)), "check": "yes" if doubts or weak else ""},
        )

    def _actor(self, actor: Actor) -> ItemView:
        numbered = [LinkView(str(n), self._anchor([m])) for n, m in enumerate(actor.mentions, 1)]
        involved = [self.refs[id(claim)] for claim in self.claims if actor.id in actor_ids(claim)]
        listed = (
            FactView("Role", actor.role or ""),
            FactView("Acts for", actor.affiliation or ""),
            FactView("Mentioned", links=tuple(numbered), listed=True),
            FactView("In", links=tuple(LinkView(ref.upper(), ref) for ref in involved), listed=True),
        )
        ref = self.refs[id(actor)]
        return ItemView(
            ref, "actor", actor.name, self._anchor(actor.mentions), (actor.kind.value,),
            _stated(listed), filters={"actors": ref},
        )  # fmt: skip

    def _dropped(self, dropped: Dropped) -> ItemView:
        ref = self.refs[id(dropped)]
        anchor = self.pane.anchors.get(ref) if self.pane else None
        return ItemView(ref, "dropped", dropped.claim, anchor, (dropped.item,), doubts=(dropped.reason,))

    def _link(self, id: str) -> LinkView:
        return self.actors.get(id, LinkView(id, None))

    def _people(self, name: str, ids: Sequence[str]) -> FactView:
        return FactView(name, links=tuple(map(self._link, ids)))

    def _filter(self, ids: Sequence[str]) -> str:
        return " ".join(target for id in ids if (target := self._link(id).target))

    def _when(self, name: str, when: When | None) -> FactView:
        days = facts.date(when) or ""
        return FactView(name, f"{days}, no day known" if when and when.start is None else days)

    def _doubts(self, claim: Event | Commitment, when: When | None) -> Iterator[str]:
        if doubt := facts.doubt(claim.unsupported):
            yield doubt
        for e in claim.evidence if self.text is not None else ():
            if self._anchor([e]) is None:
                yield f"CHECK: the article does not have this quote at {e.start} to {e.end}"
        if when and _is_guess(when):
            yield f"CHECK: the days of “{when.text}” are a guess of the model"
        elif when and (other := when.other_reading):
            yield f"CHECK: the model reads “{when.text}” as {other.start} to {other.end}"

    def _quote(self, e: Evidence, *, only: bool) -> QuoteView:
        support = None if e.support.score >= 1 else round(100 * e.support.score)
        # What the only quote lacks is told as a doubt of the item.
        return QuoteView(e.quote, self._anchor([e]), support, () if only else e.support.missing)

    def _anchor(self, spans: Sequence[Span]) -> str | None:
        """Return the id of the mark of the first span that stands at its offsets."""
        if self.pane is None:
            return None
        return next((self.pane.at[s.start] for s in spans if self._stands(s) and s.start in self.pane.at), None)

    def _stands(self, span: Span) -> bool:
        return bool(span.quote) and self.text is not None and self.text[span.start : span.end] == span.quote

    def _marks(self) -> Iterator[Mark]:
        """Yield the marks. What does not stand at its offsets has none, because that would mark other words."""
        brief = self.brief
        for claim in self.claims:
            yield from self._marks_of(claim.evidence, self.refs[id(claim)], _kind_of(claim))
        for actor in brief.actors:
            yield from self._marks_of(actor.mentions, self.refs[id(actor)], "actor")
        if self.text is not None and any(dropped.sentences for dropped in brief.dropped):
            numbered = _numbered(self.text)
            for dropped in brief.dropped:
                cited = [numbered[n - 1] for n in dropped.sentences if 0 < n <= len(numbered)]
                yield from self._marks_of(cited, self.refs[id(dropped)], "dropped")

    def _marks_of(self, spans: Iterable[Span], ref: str, style: str) -> Iterator[Mark]:
        return (Mark(span.start, span.end, ref, style) for span in spans if self._stands(span))

    def _timeline(self, dated: Sequence[tuple[When | None, ItemView]]) -> tuple[MomentView, ...]:
        found: list[tuple[date, date, MomentView]] = []
        for when, item in dated:
            if when and when.days:
                first, last = when.days  # of a deadline, the last day only
                days = str(last) if first == last else f"{first} to {last}"
                days = f"{'by ' if when.deadline else ''}{days}{' ?' if _is_guess(when) else ''}"
                found.append((first, last, MomentView(days, item)))
        published = self.brief.article.published
        if found and published:
            # Behind what was before that day, and before what is on it or later.
            found.append((published, date.min, MomentView(str(published), None)))
        return tuple(moment for *_, moment in sorted(found, key=lambda entry: entry[:2]))

    def _warnings(self) -> Iterator[str]:
        coverage = self.brief.coverage
        if missing := coverage.windows_planned - coverage.windows_done:
            errors = ", ".join(sorted(set(coverage.failures)))
            yield f"{missing} of {coverage.windows_planned} parts of the article were not read ({errors})."
        if doubt := facts.doubt(self.brief.unsupported):
            yield f"Headline and summary: {doubt}"
        if self.brief.article.published is None:
            yield "The publication day is unknown, so phrases such as “next week” have no days."
        if self.text is None:
            yield "The brief was saved without the text of the article, so its quotes cannot be shown in place."


def _stated(facts: Iterable[FactView]) -> tuple[FactView, ...]:
    return tuple(fact for fact in facts if fact.text or fact.links)


def _kind_of(claim: Event | Commitment) -> str:
    return "event" if isinstance(claim, Event) else "commitment"


def _is_guess(when: When) -> bool:
    """Return whether a model gave the days, which nothing checks."""
    return when.start is not None and when.resolved_by is Reader.MODEL


def _numbered(text: str) -> list[Span]:
    """Return the sentences of an article as they were numbered for the model."""
    source = legible(text)
    numbered = sentences(source.text, language_of(source.text))
    return [source.quoted(Span(quote=s.text, start=s.start, end=s.end)) for s in numbered]
