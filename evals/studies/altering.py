"""Alter true items by rule, so that each says something that the article does not say.

The true items are the gold of the cases, as a large model would give them. Every alteration changes one thing and
leaves the rest; nothing is random. What code can see to be true as well is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from summarizer.article.sentences import Sentence, sentences
from summarizer.article.text import find_name

from ..data.cases import Case
from ..data.perfect import perfect_answer

DraftItem = dict[str, Any]
"""An event, a commitment or an actor of a draft, as a model gives it in JSON."""

COPIED = ("when", "place", "due", "condition", "amount")


@dataclass(frozen=True)
class Altered:
    """One altered item: the kind of the alteration, the list of the draft that it stands in, and the item.

    `actors` are those of the draft; items of `summary` and `headline` have their text in the key of that name.
    """

    kind: str
    part: str
    content: DraftItem
    actors: tuple[DraftItem, ...]
    origin: DraftItem | None = None
    """The item before it was altered."""


@dataclass(frozen=True)
class Source:
    """A case, its draft from gold, and where its actors are named."""

    case: Case
    draft: dict[str, Any]
    numbered: dict[int, Sentence]

    @classmethod
    def of(cls, case: Case) -> Source:
        """Return the source of a case; items that no single sentence contains are left out."""
        return cls(case, perfect_answer(case).draft, {s.number: s for s in sentences(case.article.text, "en")})

    def copied(self, item: DraftItem) -> DraftItem:
        """Return an item without the copied fields that its sentences do not have: gold sees the whole article."""
        cited = self.cited(item)
        return {k: None if k in COPIED and v and not find_name(v, cited) else v for k, v in item.items()}

    def cited(self, item: DraftItem) -> str:
        """Return the text of the sentences that an item cites."""
        return " ".join(self.numbered[n].text for n in item["sentences"])

    def forms(self, id: str) -> tuple[str, ...]:
        """Return the strings by which the article names an actor, the longest first."""
        actor = next(a for a in self.case.gold.actors if a.id == id)
        return tuple(sorted({actor.name, *actor.mentions}, key=lambda form: (-len(form), form)))

    def is_named(self, id: str, text: str) -> bool:
        """Return whether a text names an actor by one of its forms, or by the last word of its name."""
        forms = self.forms(id)
        return any(_holds(text, form) for form in (*forms, forms[0].split()[-1]))

    def unnamed_first(self, item: DraftItem) -> list[str]:
        """Return the ids of the actors that the cited sentences do not name, those named before them first."""
        cited, first = self.cited(item), min(item["sentences"])
        away = [a["id"] for a in self.draft["actors"] if not self.is_named(a["id"], cited)]
        before = " ".join(s.text for n, s in self.numbered.items() if n < first)
        return sorted(away, key=lambda id: not self.is_named(id, before))

    def named_in(self, item: DraftItem) -> list[str]:
        """Return the ids of the actors that the cited sentences name."""
        cited = self.cited(item)
        return [a["id"] for a in self.draft["actors"] if self.is_named(a["id"], cited)]


def _holds(text: str, form: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE) is not None


NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
INEXACT = {
    "first": "second", "second": "third", "third": "fifth", "half": "a third", "thousands": "millions",
    "hundreds": "dozens",
    "dozens": "hundreds", "millions": "thousands", "twice": "five times", "double": "triple", "quarter": "half",
}  # fmt: skip
MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
UNITS = {
    "million": "billion", "billion": "million", "trillion": "billion", "percent": "million", "per cent": "million",
    "days": "years", "weeks": "years", "months": "years", "years": "days", "year": "week", "month": "year",
    "hours": "days",
    "minutes": "hours", "day": "year", "kilometers": "meters", "miles": "feet", "tons": "grams", "dollars": "euros",
    "acres": "square miles", "$": "€", "%": " million",
}  # fmt: skip
OPPOSITES = {
    "approved": "rejected", "rejected": "approved", "accepted": "refused", "won": "lost", "lost": "won",
    "bought": "sold",
    "sold": "bought", "increase": "decrease", "increased": "decreased", "reduce": "increase", "reduced": "increased",
    "rose": "fell", "fell": "rose", "opened": "closed", "open": "close", "closed": "opened", "close": "open",
    "joined": "left", "left": "joined", "supported": "opposed", "support": "oppose", "opposed": "supported",
    "began": "ended", "begin": "end", "started": "stopped", "start": "stop", "ended": "began", "stopped": "started",
    "released": "detained", "detained": "released", "arrested": "freed", "freed": "arrested", "killed": "rescued",
    "rescued": "killed", "condemned": "praised", "praised": "condemned", "criticized": "praised", "confirmed": "denied",
    "denied": "confirmed", "imposed": "lifted", "lifted": "imposed", "allowed": "banned", "banned": "allowed",
    "appointed": "dismissed", "dismissed": "appointed", "elected": "ousted", "ousted": "elected", "arrived": "departed",
    "departed": "arrived", "welcomed": "condemned", "strengthen": "weaken", "strengthened": "weakened",
    "raise": "lower",
    "raised": "lowered", "expand": "reduce", "expanded": "reduced", "launched": "ended", "agreed": "refused",
    "convicted": "acquitted", "acquitted": "convicted", "enter": "leave", "entered": "left", "attack": "defend",
    "attacked": "defended", "destroyed": "built", "built": "destroyed", "continue": "stop", "lend": "borrow",
    "export": "import", "import": "export", "create": "destroy", "improve": "worsen", "withdraw": "deploy",
    "withdrew": "deployed", "deployed": "withdrew", "protect": "attack", "accuse": "absolve", "accused": "absolved",
}  # fmt: skip
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|will|would|has|have|had|can|could|may|might|should|must)\b")
_PAST = re.compile(r"(?<=\s)[a-z]+ed\b")
_NEGATION = re.compile(r"\b(?:not|never) |n't\b|\bno (?=\w)")
_ANY_NEGATION = re.compile(r"\b(?:not|never|no|nobody|none|neither|nor|without|cannot|\w+n['’]t)\b", re.IGNORECASE)
_HEDGES = (
    (re.compile(r"\b(?:may|might|could) have (?=\w)"), "has "), (re.compile(r"\b(?:may|might|could)\b"), "will"),
    (re.compile(r"\b(?:reportedly|allegedly|possibly|probably|likely|perhaps) "), ""),
    (re.compile(r"\bis (?:believed|thought|alleged|said|reported|suspected) to have "), ""),
    (re.compile(r"\b(?:is|are) (?:expected|likely) to "), "will "),
)  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*\d|(?<![\w.,])\d")


def _texts(text: str, cited: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of each alteration of a statement that cites these sentences."""
    for match in _NUMBER.finditer(text):
        digits = match.group()
        changed = digits[:-1] + str((int(digits[-1]) + 1) % 10 if len(digits) > 1 else int(digits) + 1)
        if not re.search(rf"(?<!\d){re.escape(changed)}(?!\d)", cited):
            yield "digits changed", _put(text, match, changed)
        others = [n for n in dict.fromkeys(_NUMBER.findall(cited)) if n != digits and n not in text]
        yield from (("another number of the sentence", _put(text, match, other)) for other in others[:1])
    for kind, changes in (
        ("one … twelve changed", dict(zip(NUMBER_WORDS, [*NUMBER_WORDS[1:], "fifteen"], strict=True))),
        ("first, half, thousands", INEXACT),
        ("weekday or month in the text", _next(MONTHS) | _next(WEEKDAYS)),
        ("unit in the text", UNITS),
        ("verb by its opposite", OPPOSITES),
    ):
        for word, other in changes.items():
            edge = r"(?<!\w)" if word[0].isalnum() else ""
            found = re.search(edge + re.escape(word) + (r"(?!\w)" if word[-1].isalnum() else ""), text)
            if found is None or _holds(cited, other.strip()):
                continue
            # "for years" is no number with a unit.
            if kind != "unit in the text" or re.search(r"\d", text[max(0, found.start() - 12) : found.end() + 4]):
                yield kind, _put(text, found, other)
    yield from _modal_texts(text, cited)


def _modal_texts(text: str, cited: str) -> Iterator[tuple[str, str]]:
    if _ANY_NEGATION.search(text):
        for match in _NEGATION.finditer(text):
            yield "negation removed", _put(text, match, "")
    else:
        kind = "evidence has another" if _ANY_NEGATION.search(cited) else "evidence has none"
        if verb := _AUXILIARY.search(text):
            yield f"negation added, {kind}", f"{text[: verb.end()]} not{text[verb.end() :]}"
        elif verb := _PAST.search(text):
            yield f"negation added, {kind}", f"{text[: verb.start()]}never {text[verb.start() :]}"
    for pattern, instead in _HEDGES:
        if hedge := pattern.search(text):
            # "She hopes that it may", where it "will" by what she said.
            if instead.strip() and _holds(cited, instead.strip()):
                continue
            yield "hedge removed", _put(text, hedge, instead)
            break


def _next(names: list[str]) -> dict[str, str]:
    return dict(zip(names, [*names[1:], names[0]], strict=True))


def _put(text: str, match: re.Match[str], instead: str) -> str:
    return text[: match.start()] + instead + text[match.end() :]


def _renamed(source: Source, text: str, old: str, new: str) -> str | None:
    """Return a text with one actor's name in place of another's; None if it does not name the other, or if one
    name is a part of the other."""
    if set(source.forms(old)[0].lower().split()) & set(source.forms(new)[0].lower().split()):
        return None
    for form in source.forms(old):
        if match := re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            return _put(text, match, source.forms(new)[0])
    return None


def _swaps(
    source: Source, item: DraftItem, field: str, text: str | None, label: str
) -> Iterator[tuple[str, DraftItem]]:
    """Yield the item with the first actor of a field swapped, by one of the sentence and by one of elsewhere."""
    if not item[field]:
        return
    old = item[field][0]
    involved = {id for name in ("agents", "others", "by", "to", "said_by") for id in item.get(name, ())}
    for where, ids in (("of the sentence", source.named_in(item)), ("named elsewhere", source.unnamed_first(item))):
        found = [id for id in ids if (id not in involved if where == "named elsewhere" else id not in item[field])]
        for new in found[:3] if text is None else found[:2]:
            swapped = {**item, field: [new, *item[field][1:]]}
            # The new one may not stand in another field as well.
            for name in ("others", "to"):
                if name in item and name != field:
                    swapped[name] = [id for id in item[name] if id != new]
            if text is not None:
                renamed = _renamed(source, item[text], old, new)
                if renamed is None or _holds(item[text], source.forms(new)[0]):
                    continue
                swapped[text] = renamed
            yield f"{label}, {where}", swapped


def _elsewhere(values: list[str], item: DraftItem, source: Source, instead: str) -> str:
    """Return the first value that the cited sentences do not have."""
    cited = source.cited(item)
    return next((value for value in values if not _holds(cited, value)), instead)


def _fields(source: Source, item: DraftItem, part: str, *, turn: int) -> Iterator[tuple[str, DraftItem]]:
    case = source.case.gold
    dates = [e.date.text for e in case.events if e.date] + [c.due.text for c in case.commitments if c.due]
    for field in ("when", "due"):
        if item.get(field):
            ordered = dates[turn % len(dates) :] + dates[: turn % len(dates)]
            yield "when / due phrase", {**item, field: _elsewhere(ordered, item, source, "next spring")}
    if item.get("place"):
        places = [e.place for e in case.events if e.place]
        yield "place field", {**item, "place": _elsewhere(places, item, source, "Reykjavik")}
    if amount := item.get("amount"):
        for kind, changed in _texts(amount, source.cited(item)):
            if kind in ("digits changed", "one … twelve changed", "unit in the text", "first, half, thousands"):
                yield "amount: number or unit", {**item, "amount": changed}
    if item.get("condition"):
        yield "condition left out", {**item, "condition": None}
        yield "condition: another", {**item, "condition": "if the parliament agrees to it"}
    if part == "events":
        statuses = ["occurred", "ongoing", "scheduled", "proposed", "alleged", "negated"]
        at = statuses.index(item["status"])
        yield "status field", {**item, "status": statuses[(at + 1 + turn % 5) % 6]}
    else:
        levels = ["pledged", "planned", "intended"]
        at = levels.index(item["firmness"])
        yield "firmness field", {**item, "firmness": levels[(at + 1 + turn % 2) % 3]}
        yield "polarity field", {**item, "polarity": "do" if item["polarity"] == "refrain" else "refrain"}


def _items(source: Source) -> Iterator[tuple[str, str, DraftItem, DraftItem]]:
    """Yield the kind of each altered item, its list, the item and what it was before."""
    turn = 0
    for part, text in (("events", "summary"), ("commitments", "action")):
        for whole in source.draft[part]:
            turn += 1
            item = source.copied(whole)
            away = [
                id
                for f in ("agents", "by", "said_by")
                for id in item.get(f, ())
                if not source.is_named(id, source.cited(item))
            ]
            yield f"unaltered{', somebody not named there' if away else ''}", part, item, item
            if item != whole:
                yield "gold field from another sentence", part, whole, item
            for kind, changed in _texts(item[text], source.cited(item)):
                yield kind, part, {**item, text: changed}, item
            for kind, altered_item in (
                *_fields(source, item, part, turn=turn),
                *_other_actors(source, item, part, text),
            ):
                yield kind, part, altered_item, item


def _other_actors(source: Source, item: DraftItem, part: str, text: str) -> Iterator[tuple[str, DraftItem]]:
    if part == "events":
        label = "speaker of a statement" if item["type"] == "statement" else "agent"
        yield from _swaps(source, item, "agents", text, label)
        yield from _swaps(source, item, "agents", None, f"{label}, id only")
        if reversed_ := _reversed(source, item):
            yield "agent and other reversed", reversed_
    else:
        for field in ("by", "said_by", "to"):
            yield from _swaps(source, item, field, None, "promisor" if field == "by" else f"{field} field")


def _reversed(source: Source, item: DraftItem) -> DraftItem | None:
    """Return an item whose first agent and first other have changed places, in fields and text; None if it has none."""
    if not item["agents"] or not item["others"] or item["type"] in ("meeting", "agreement"):
        return None
    agent, other, text = item["agents"][0], item["others"][0], item["summary"]
    places = {}
    for id in (agent, other):
        found = (re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in source.forms(id))
        if (match := next(filter(None, found), None)) is None:
            return None
        places[id] = match
    first, second = sorted(places.values(), key=lambda match: match.start())
    if second.start() < first.end():
        return None
    changed = text[: first.start()] + second.group() + text[first.end() : second.start()] + first.group()
    agents, others = [other, *item["agents"][1:]], [agent, *item["others"][1:]]
    return {**item, "summary": changed + text[second.end() :], "agents": agents, "others": others}


def _briefs(source: Source) -> Iterator[tuple[str, str, DraftItem, DraftItem]]:
    """Yield altered summaries and headlines of the whole brief, made from the summaries of events, and the events."""
    article = source.case.article.text
    for item in source.draft["events"]:
        text, cited, origin = item["summary"], source.cited(item), source.copied(item)
        for part in ("summary", "headline"):
            yield f"unaltered {part}", part, {part: text}, origin
        kinds = set()
        for kind, changed in _texts(text, article):
            if kind not in kinds and not kind.startswith("verb"):
                kinds.add(kind)
                yield "brief's summary", "summary", {"summary": changed}, origin
                yield "headline", "headline", {"headline": changed}, origin
        for id in item["agents"][:1]:
            others = [a for a in source.unnamed_first(item) if a not in item["others"]]
            renamed = [_renamed(source, text, id, other) for other in others[:2]]
            for changed in filter(None, renamed):
                if not _holds(cited, changed):
                    yield "brief's summary: other actor", "summary", {"summary": changed}, origin
                    yield "headline: other actor", "headline", {"headline": changed}, origin


def altered(source: Source) -> Iterator[Altered]:
    """Yield every altered item of a case, and the unaltered ones (kind "unaltered"); no two are the same."""
    actors, seen = tuple(source.draft["actors"]), set()
    for kind, part, item, origin in (*_items(source), *_briefs(source)):
        key = (kind == "unaltered", part, repr(sorted(item.items())))
        if key not in seen:
            seen.add(key)
            yield Altered(kind, part, item, actors, origin)
    yield from _roles(source)


def _roles(source: Source) -> Iterator[Altered]:
    """Yield the drafts in which an actor has the role of another."""
    items = [("events", item, "agents") for item in source.draft["events"]]
    items += [("commitments", item, "by") for item in source.draft["commitments"]]
    for actor in source.draft["actors"]:
        roles = [a["role"] for a in source.draft["actors"] if a["role"] and a["role"] != actor["role"]]
        where = next(((part, item) for part, item, field in items if actor["id"] in item[field]), None)
        if actor["role"] and where:
            role = next((r for r in roles if r not in actor["role"] and actor["role"] not in r), "Chief Astronomer")
            changed = [{**a, "role": role} if a is actor else a for a in source.draft["actors"]]
            yield Altered("role of an actor", where[0], where[1], tuple(changed), where[1])
