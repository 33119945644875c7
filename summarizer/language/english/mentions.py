"""Who else of an article is an actor, beside those who do what it tells of?

An article introduces with a title whoever matters to it, lists those who take part one a line, names the states and
bodies that a happening concerns, and counts the people for whom it has no name. Only extraction uses this; a large model
lists such actors itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, wraps
from itertools import groupby
from typing import TypeVar

from summarizer.article.dates.words import MONTH_NAMES, WEEKDAY_NAMES
from summarizer.article.text import REMEMBERED, find_name, fold
from summarizer.claims import ActorClaim
from summarizer.language.english.bodies import whole_names
from summarizer.language.english.lexicon import (
    AUXILIARIES,
    COLLECTIVES,
    COUNTED_PEOPLE,
    FUNCTION_WORDS,
    NAME,
    ORGANIZATION,
    PLURAL_PEOPLE,
    SPEECH,
    UNIONS,
    either,
    table,
)
from summarizer.language.kinds import has_article, is_place, kind_of, stands_alone
from summarizer.language.lemmas import is_word
from summarizer.language.names import (
    is_body,
    is_clean,
    is_common,
    is_country,
    is_no_given_name,
    is_office,
    named,
    split_title,
)
from summarizer.language.nations import is_demonym
from summarizer.language.people import is_person_noun
from summarizer.language.roles import title_after, title_before
from summarizer.language.rules import Actors
from summarizer.schema import ActorKind

FEWEST = 3
"""Names that make a list."""

OFTEN = 4
"""Mentions from which on a name is taken for one of the story, whatever it is."""


MODIFYING = 0.8
"""Share of the mentions of a name before a noun from which on it is an adjective."""

Text = TypeVar("Text")


def _present(find: Callable[[Text, Actors], Iterable[ActorClaim]]) -> Callable[[Text, Actors], tuple[str, ...]]:
    """Return a rule that takes in the candidates found as actors, and returns the names that they go by."""

    @wraps(find)
    def rule(text: Text, actors: Actors) -> tuple[str, ...]:
        claims = (claim for claim in find(text, actors) if not names_nobody(claim.name, actors.text))
        return tuple(dict.fromkeys(name for claim in claims if (name := actors.add(claim)) is not None))

    return rule


@_present
def involved(statement: str, actors: Actors) -> Iterator[ActorClaim]:
    """Return whom a statement names as concerned by what it tells: states, bodies, and who is named again and again.

    One that is named only to say where or whose something is ("in Sydney", "Iran's") is not concerned.
    """
    known = [span for name in actors.known() for span in find_name(name, statement)]
    for name in whole_names(statement):
        # "White House Council" is a part of "White House Council on Supply Chains".
        part = all(any(k.start <= s.start and s.end <= k.end for k in known) for s in find_name(name, statement))
        spans = find_name(name, actors.text)
        often = len(spans) >= OFTEN and not is_where(actors.text, name, 0.5) and not is_adjective(actors.text, name)
        # "Construction" is no name where the article also has "construction".
        is_thing = any(span.quote.islower() for span in spans) and not PLURAL_PEOPLE.search(fold(name))
        often = often and not (is_thing or is_place(name, actors.text) or (is_demonym(name) and name[-1] != "s"))
        concerned = is_country(name) or is_body(name) or often or is_person_in_full(name, actors.text)
        if concerned and not (part or is_office(name) or is_where(statement, name)):
            yield ActorClaim(name)


_BETWEEN = rf"(?:(?!{either('needing_more')}|as\b|while\b|than\b)[a-z-]+ ){{0,2}}?"
_PEOPLE_OF = re.compile(rf"\b(?:[A-Z][\w-]+[ -])?(?P<whose>[A-Z][\w.’'-]*) {_BETWEEN}{COUNTED_PEOPLE}\b")


@_present
def people_of(statement: str, actors: Actors) -> Iterator[ActorClaim]:
    """Return the people whom a statement names by their nation: "Kenyan officials", "U.S. civil servants"."""
    for match in _PEOPLE_OF.finditer(statement):
        whose = match["whose"]
        is_nation = is_demonym(whose) and whose[-1] != "s"
        if (is_nation or (whose.isupper() and is_country(whose))) and not is_where(statement, match[0]):
            yield ActorClaim(match[0], ActorKind.GROUP)


@lru_cache(maxsize=REMEMBERED)
def is_person_in_full(name: str, text: str) -> bool:
    """Return whether a name is a person's given name and surname, by its words and by how the text uses it."""
    name = split_title(name).name
    parts = name.split()
    if not 2 <= len(parts) <= 4 or not all(map(_NAME_PART.fullmatch, parts)) or all(map(is_common, parts)):
        return False
    if is_no_given_name(parts[0]) or re.search(r"['’]s\b", name):
        return False  # "Yesterday Karst", "Larvik’s Karst"
    if is_where(text, name, 0.5) or has_article(name, text) or any(map(_MODIFIER.fullmatch, parts)):
        return False
    if is_common(parts[-1]) and not stands_alone(parts[-1], text):
        return False  # "Larvik Airfield"
    return kind_of(name, text) is ActorKind.PERSON


_NAME_PART = re.compile(
    rf"[A-Z][\w’']*[a-z](?:-[A-Za-z]\w+)?|[A-Z]\.?|{either('particles', end='')}|(?:al|el|bin)-[A-Z]\w+"
)
_MODIFIER = re.compile(r"[\w.]+-[a-z]+(?:ed|ing)|Inter-\w+")
"""No part of a person's name: "Norwegian-backed", "Inter-Services"."""


_WHERE = re.compile(rf"\b{either('where')}\s+(?:(?:the|its|their|his|her|our)\s+)?$", re.IGNORECASE)
_LISTED_WHERE = re.compile(
    r"\b(?:in|at|from|near|across) (?:(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*(?:,|,? and) (?:the )?)+$"
)
"""Before a state in a row of them: "teams from Norway, Finland and"."""


@lru_cache(maxsize=REMEMBERED)
def is_where(text: str, name: str, share: float = 1.0) -> bool:
    """Return whether a text has a name, in this share of its mentions, only to say where or whose something is."""
    spans = find_name(name, text)
    rows = [_WHERE, _LISTED_WHERE] if is_country(name) else [_WHERE]
    aside = [any(row.search(text[max(0, s.start - 60) : s.start]) for row in rows)
             or re.match(r"['’]s?\b", text[s.end : s.end + 3]) for s in spans]  # fmt: skip
    return sum(map(bool, aside)) >= share * len(spans)


_MODIFIES = re.compile(rf"[ -](?!(?:{AUXILIARIES}|{SPEECH}|[a-z]+ed|{either('presents', end='')})\b)([a-zA-Z]{{3,}})")


@lru_cache(maxsize=REMEMBERED)
def is_adjective(text: str, name: str) -> bool:
    """Return whether a text has a name of one word mostly before a noun: "Iraqi forces"."""
    spans = find_name(name, text)
    nouns = [m for s in spans if (m := _MODIFIES.match(text, s.end)) and m[1] not in FUNCTION_WORDS]
    return " " not in name and len(nouns) >= MODIFYING * len(spans)


_AMOUNT = (
    r"(?:\d[\d,.]*(?<![,.])(?:\s(?:million|thousand))?|(?:tens|hundreds) of thousands|dozens|scores|hundreds|thousands|"
    rf"millions|(?:{either('numbers', end='')}|several|a few)(?:\s(?:dozen|hundred|thousand|million))?)"
)
_ABOUT = rf"(?:{either('about')}\s)?"
_AFTER_HEAD = re.compile(r"\s(?:of|from|in|with|for|who|at|to|on|between|over)\s")
_NOBODY = re.compile(
    # A piece of a sentence, or one who is not told: "of the dockers", "among them", "both groups", "We've", "official".
    r"(?:of|among|both|more(?! than\b)|less(?! than\b)|one of|(?:the )?(?:bodies|remains|lives|deaths) of)\s.*|.*\slives|\w+['’](?:ve|re|ll|d|m)|"
    r"(?:official|government|source)|.* and (?:all|other|some)\b.*|"
    # A military action or a disease: "Operation Sea Shield", "COVID-19".
    r"(?-i:Operation [A-Z].*|[A-Z]{3,}-\d+)|"
    # Behind a name: the party and state of a member of Congress; somebody known by his age only, beside his name.
    r"(?-i:[DRI]-[A-Z].*)|\d+-year-old (?-i:[A-Z]\w+)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"[A-Z][a-z]*(?:(?P<nation>ian|ean|ican|ghan|ese)|ish|ic|ing|tion)|[A-Z]\w*-[a-z]+")


def names_nobody(name: str, text: str) -> bool:
    """Return whether what stands where an actor may stand names none: a piece of a sentence, an adjective, an activity."""
    is_nothing = _NOBODY.fullmatch(name) is not None or _CALENDAR.fullmatch(name) is not None
    return is_nothing or is_piece(name) or is_attribute(name, text) or _is_vague(name, text) or _is_cut(name, text)


_CALENDAR = re.compile("|".join(map(str.capitalize, (*MONTH_NAMES, *WEEKDAY_NAMES))))
_JOINED = re.compile(r"(?: and |, )(?!the\b)")
_COUNTED_BEFORE = re.compile(rf"(?:{_AMOUNT}|{either('more_numbers')})\s(?:\w+\s)?$")
"""Before the noun: "two men" are listed as they are counted, and "men" are the same."""
_LEAD = 300
"""Characters of headline and lead: whom these call by a noun alone, the article is about ("Farmers block the port")."""


def _is_vague(name: str, text: str) -> bool:
    """Return whether a name is only a noun for people, or several, that does not tell whose or which: "members",
    "owners and operators"."""
    words = _JOINED.split(fold(name))
    if any(" " in word or word in ORGANIZATION or word in COLLECTIVES for word in words):
        return False
    if name[1:] != name[1:].lower() or is_demonym(name):
        return False
    # "Sheikh" may be a name.
    is_noun = all(PLURAL_PEOPLE.search(word) or (name.islower() and is_person_noun(word)) for word in words)
    lead = fold(text[:_LEAD])
    first = re.search(rf"\b{re.escape(fold(name))}\b", lead)
    return is_noun and (first is None or _COUNTED_BEFORE.search(lead, 0, first.start()) is not None)


def _is_cut(name: str, text: str) -> bool:
    """Return whether a name of several words is everywhere a part of a longer one: "Task Force" of "Task Force 59"."""
    bare = split_title(name).name
    if " " not in bare or bare.split()[-1].islower() or kind_of(bare, text) in (ActorKind.PERSON, ActorKind.COUNTRY):
        return False
    spans = find_name(name, text)
    goes_on = _GOES_ON if is_body(bare) else _GOES_ON_JOINED  # "White House and Treasury", "Security and Trade Advisor"
    return bool(spans) and all(goes_on.match(text, span.end) for span in spans)


_GOES_ON, _GOES_ON_JOINED = re.compile(r" (?:[A-Z][a-z]|\d)|-[A-Z]"), re.compile(r" (?:and )?(?:[A-Z][a-z]|\d)|-[A-Z]")


_COUNT = re.compile(
    rf"^(?:\S+['’]s\s)?(?:{_ABOUT}{_AMOUNT}|some|all|both|the)(?:\s(?:of|more|other|the))*\s", re.IGNORECASE
)
_PIECE = re.compile(
    rf"besides\s|.*(?<!\band)\s(?:the|an?|all|any|more|{_AMOUNT})\s|(?:we|they|I)\s", re.IGNORECASE | re.DOTALL
)
_TELLS = re.compile(
    rf".*\s{either('speech', end='s')}\s(?:on|in|at|to|that)\b|.*\s(?:says?|said|claims?|refers?)(?:\s(?:[a-z]+\s)?[A-Z]|$)",
    re.DOTALL,
)


def is_piece(name: str) -> bool:
    """Return whether a description goes on as a sentence does: "Veerian media report thousands more soldiers". Before its
    first preposition, people are counted or determined once, at the beginning."""
    if _TELLS.match(name):
        return True
    if not re.search(r"\b[a-z]+$", name):
        return False
    head = _AFTER_HEAD.split(name, maxsplit=1)[0]
    return _PIECE.match(_COUNT.sub("", head)) is not None


def is_attribute(name: str, text: str) -> bool:
    """Return whether a name of one word only says of what nation or kind something is, or what is done: "Afghan",
    "Democratic", "Construction". Its ending and the dictionary tell, unless the text has "the Vatican said"
    or a surname, "Ida Browning"."""
    word = fold(name)
    attribute = _ATTRIBUTE.fullmatch(name)
    if attribute is None or word in ORGANIZATION or word in UNIONS or is_country(name):
        return False
    stands = rf"\b[Tt]he {name}(?:[.,;’']|\s(?:{AUXILIARIES}|{SPEECH})\b)|[a-z,] [A-Z][a-z]+ {name}\b"
    if re.search(stands, text):
        return False
    return is_common(word) or (attribute["nation"] is not None and is_word(f"{word}s", "en"))  # "Americans"


@_present
def bulleted(sentences: Sequence[str], actors: Actors) -> Iterator[ActorClaim]:
    """Return those whom a text lists one a line, three or more in a row, each line a name and nothing else."""
    items = (re.match(r"[-–—•*·]\s+([A-Z].*)", text, re.DOTALL) for text in sentences)
    listed = (item[1] if item and len(item[1].split()) <= 8 and is_clean(item[1]) else "" for item in items)
    for is_item, run in groupby(listed, key=bool):
        row = list(run)
        yield from map(ActorClaim, row if is_item and len(row) >= FEWEST else ())


_SOURCE = re.compile(
    rf"(?<![\w@-])(?P<before>{NAME})(?:,\s[^,;“”\"]{{3,70}},)?\s(?:also\s|has\s|had\s|have\s)?{SPEECH}\b|"
    rf"(?<=, )(?P<bearer>{NAME}),\s{SPEECH}\b|(?:[,”\"]\s*{SPEECH}|[Aa]ccording to(?: an?| the)?)\s(?P<after>{NAME})"
)


@_present
def quoted(sentence: str, actors: Actors) -> Iterator[ActorClaim]:
    """Return the named sources whom a sentence quotes: actors even where they do nothing else."""
    for match in _SOURCE.finditer(sentence):
        inside = "the " if match.start() else ""  # behind other words, a capital tells a name
        for name in whole_names(inside + (match["before"] or match["bearer"] or match["after"]))[-1:]:
            # "The minister, Ida Moe, said"; but not "In Larvik, Norway, officials said".
            if not match["bearer"] or is_person_in_full(name, actors.text):
                yield ActorClaim(name)


@_present
def introduced(sentence: str, actors: Actors) -> Iterator[ActorClaim]:
    """Return the people whom a sentence introduces with their titles ("Foreign Minister Ana Reyes"): an article does
    so with those who matter to it."""
    for form in named(f"- {sentence}"):
        titled = split_title(form)
        spans = find_name(titled.name, sentence)
        if len(titled.name.split()) < 2 or not spans or is_office(titled.name) or re.search(r"['’]s\b", titled.name):
            continue
        has_title = titled.title or title_before(sentence, spans[0].start) or title_after(sentence, spans[0].end)
        if has_title and kind_of(titled.name, actors.text, titled=True) is ActorKind.PERSON:
            yield ActorClaim(form)


_BEFALLS = table("befalls")
_WHO = rf"{_ABOUT}{_AMOUNT}(?: of)?\s(?:[A-Za-z][\w.’'-]*\s){{0,3}}?{COUNTED_PEOPLE}"
_STRIKES = rf"\b(?P<verb>{'|'.join(_BEFALLS)})(?:ing|e?d|e?s|e)?\s"
_FATE = rf"\b(?P<fate>{either('fates')})"
_COUNTED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "killed five Jordanian intelligence officers"; "14 other people were hurt"
        rf"{_STRIKES}(?P<who>{_WHO})",
        rf"(?P<who>\b{_WHO})(?:(?! and )[^.;,]){{0,40}}?{_FATE}",
    )
)


@_present
def counted(sentence: str, actors: Actors) -> Iterator[ActorClaim]:
    """Return the people whom a sentence counts as those whom something befalls ("at least 76 people were killed"): they
    have no name, and are named as they are counted. A bare number ("wounding 238", "thousands") names nobody."""
    for match in (match for pattern in _COUNTED for match in pattern.finditer(sentence)):
        told = match.groupdict()
        fate = told.get("fate") or _BEFALLS.get(fold(told.get("verb") or ""))
        yield ActorClaim(re.sub(r"^(?:the|an?)\s+", "", match["who"], flags=re.IGNORECASE), ActorKind.GROUP, fate)
