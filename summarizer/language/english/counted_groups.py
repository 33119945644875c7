"""Counting: the people whom an article has no name for, only a number.

The dead of a disaster, those who fled, a crowd: the guidelines' kind "group". Only extraction uses this; a large
model lists such actors itself. The cues are English.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.article.text import REMEMBERED, fold
from summarizer.claims import ActorClaim
from summarizer.language.rules import Actors
from summarizer.schema import ActorKind

_AMOUNT = (
    r"(?:\d[\d,.]*(?<![,.])(?:\s(?:million|thousand))?|(?:tens|hundreds) of thousands|dozens|scores|hundreds|thousands"
    r"|millions|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few)"
    r"(?:\s(?:dozen|hundred|thousand|million))?)"
)
_ABOUT = (
    r"(?:(?:at (?:least|most)|(?:more|less|fewer) than|as many as|up to|about|around|some|nearly|almost|over|roughly"
    r"|an estimated)\s)?"
)
_PEOPLE = (
    r"(?:people|persons|men|women|boys|girls|children|schoolchildren|civilians|migrants|refugees|pilgrims|students|soldiers"
    r"|troops|officials|patients|fans|families|victims|diplomats|immigrants|militants|rebels|hostages|detainees|residents"
    # Nouns of people by their endings, but for things that end so.
    r"|(?!\w*(?:met(?:er|re)s|quarters|numbers|orders|letters|papers|computers|copters|tankers|containers|motors|tractors|doors"
    r"|floors|sectors|factors)\b)[a-z]{3,}(?:ers|ors|ants|ists|ees|ians))"
)
_FATE = (
    r"(?:dead|dying|died|killed|wounded|injured|hurt|missing|arrested|detained|kidnapped|trampled|displaced|evacuated"
    r"|rescued|stranded)"
)
_BEFALLS = {"kill": "killed", "wound": "wounded", "injur": "injured", "hurt": "hurt", "displac": "displaced",
            "arrest": "arrested", "detain": "detained", "evacuat": "evacuated", "rescu": "rescued"}  # fmt: skip
_STRIKES = rf"\b(?P<verb>{'|'.join(_BEFALLS)})(?:ing|e?d|e?s|e)?\s"
_COUNTED = (
    # "killed five Jordanian intelligence officers"
    re.compile(
        rf"{_STRIKES}(?P<who>{_ABOUT}{_AMOUNT}(?: of)?\s(?:[A-Za-z][\w.’'-]*\s){{0,3}}?{_PEOPLE})\b", re.IGNORECASE
    ),
    # "over 345 Muslim pilgrims have been killed", "14 other people were hurt"
    re.compile(
        rf"(?P<who>\b{_ABOUT}{_AMOUNT}(?: of)?\s(?:[A-Za-z][\w.’'-]*\s){{0,3}}?{_PEOPLE})\b"
        rf"(?:(?! and )[^.;,]){{0,40}}?\b(?P<fate>{_FATE})\b",
        re.IGNORECASE,
    ),
    # "killing 107 or more and wounding 238", "107 dead"
    re.compile(rf"{_STRIKES}{_ABOUT}(?P<who>{_AMOUNT})(?=\s(?:or more|others|and|in|at|on)\b|[,.;]|$)", re.IGNORECASE),
    re.compile(
        rf"(?P<who>\b{_AMOUNT})\s(?:others?\s|more\s)?(?:(?:were|was|are|have been|had been)\s)?(?P<fate>{_FATE})\b",
        re.IGNORECASE,
    ),
    # "attracting thousands to the event": no number, but nobody counts anything but people so
    re.compile(
        r"(?:^|(?<=\w\s))(?P<who>(?:[Dd]ozens|[Hh]undreds|[Tt]housands|[Mm]illions))"
        r"(?=\s(?:to|in|at|have|has|had|were|are|who|from|more)\b|[.,;]|$)"
    ),
)

_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)


def counted(sentence: str, actors: Actors) -> tuple[str, ...]:
    """Return the people whom a sentence counts as those whom something befalls ("at least 76 people were killed",
    "wounding 238"), or as a crowd ("thousands"): they have no name, and are named as they are counted."""
    found = [actors.add(ActorClaim(who, ActorKind.GROUP, fate)) for who, fate in _counts(sentence)]
    return tuple(name for name in dict.fromkeys(found) if name is not None)


@lru_cache(maxsize=REMEMBERED)
def _counts(sentence: str) -> tuple[tuple[str, str | None], ...]:
    """Return whom a sentence counts, and what befalls them."""
    found: list[tuple[str, str | None]] = []
    for pattern in _COUNTED:
        for match in pattern.finditer(sentence):
            if match.group("who")[0].isupper() and sentence[: match.start("who")].strip(' “"'):
                continue  # a headline, whose words are all capitalised
            told = match.groupdict()
            fate = told.get("fate") or _BEFALLS.get(fold(told.get("verb") or ""))
            who = _ARTICLE.sub("", match.group("who"))
            found.append((who, fate))
    return tuple(found)
