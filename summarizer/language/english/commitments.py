"""Commitments out of English sentences: the action is the sentence's own verb phrase, the promisor its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from summarizer.article.dates.resolving import find
from summarizer.article.text import fold
from summarizer.claims import CommitmentClaim
from summarizer.language.english.events import Reading, dates_saying, in_time
from summarizer.language.english.lexicon import SAYING
from summarizer.language.english.modality import is_agentless, is_prediction, outlook, undertaking_verbs
from summarizer.language.english.participants import antecedent, named
from summarizer.language.english.predicates import masked
from summarizer.language.english.subjects import is_pronoun, subject_of
from summarizer.language.rules import Actors
from summarizer.schema import Polarity, Span

SHORTEST_ACTION = 8
"""Characters of an action, below which it says nothing that can be checked."""

LONGEST_ACTION = 240
"""Characters of an action, beyond which it ends at its last comma."""

_ACTION = re.compile(
    r"\s*(?:(?:also|now|then|soon|jointly|together|[a-z]+ly)\s+)*(?P<action>(?P<no>not\s+|never\s+)?(?!be\b|the\b|a\b|an\b|its\b|their\b|that\b)[a-z]{2,}\b)"
)
_NOMINAL = re.compile(r"\bcommit(?:s|ted|ments?)? to (?:\w+ly )?$")
"""After these a noun may follow as well as a verb: only a form in -ing is surely one."""

_ENDS = re.compile(
    r"[;:]\s|\s[-–—]{1,2}\s|[”\"]|,\s(?:which|who|whom|whose|where|while|whereas|although|though|but|because|since|adding|noting|saying)\b|"
    rf",?\s(?:according to)\b|,\s(?:(?:[A-Z][\w.’'-]*|the|an?|he|she|they|it|[a-z]+)\s){{1,6}}{SAYING}\b|,?\sand (?:said|added|that)\b|"
    # What another one undertakes: "… and Finland will pay".
    r",?\sand\s(?:(?!that\b|which\b|who\b)[\w’'-]+\s){1,4}?(?:will|would|(?:hopes|plans|intends|aims) to)\b"
)


def commitments_of(
    reading: Reading, earlier: Sequence[Reading], speakers: tuple[str, ...], actors: Actors, published: date | None
) -> Iterator[CommitmentClaim]:
    """Yield what a sentence says that somebody undertakes, where it is known who does.

    `earlier` are the readings before it, the nearest first; `speakers` are those who say "we" in the article's own voice.
    """
    text = reading.text
    taken = 0
    for start, end in undertaking_verbs(text):
        action = _ACTION.match(text, end)
        if start < taken or action is None:
            continue
        stop, at = _end_of(text, start), action.start("action")
        # "Norway's decision to build it pleased …": the action ends before the verb whose subject it is part of.
        if (main := reading.parsed.main) and start < main.verb < stop:
            stop = len(text[: main.verb].rstrip())
        phrase, refrains = text[start:stop], action["no"] is not None or fold(text[start:end]).endswith("n't")
        firmness = outlook(phrase).firmness
        if firmness is None or stop - at < SHORTEST_ACTION or is_agentless(phrase) or is_prediction(phrase):
            continue
        if _NOMINAL.search(fold(text[start:at])) and not re.match(r"[a-z]+ing\b", text[at:]):
            continue
        by = _promisor(reading, start, earlier, speakers, actors)
        if not by:
            continue
        taken = stop
        yield CommitmentClaim(
            action=text[at:stop],
            by=by,
            firmness=firmness,
            polarity=Polarity.REFRAIN if refrains else Polarity.DO,
            sentences=(reading.sentence.number,),
            due=_due(reading, at, stop, published),
            said_by=_source(reading, by, actors),
            statement=Span(quote=text[at:stop], start=reading.statement.start + at, end=reading.statement.start + stop),
        )


def _end_of(text: str, start: int) -> int:
    cut = _ENDS.search(text, start + 8)
    stop = cut.start() if cut else len(text.rstrip(' .!?”"’»'))
    if stop - start > LONGEST_ACTION:
        comma = text.rfind(",", start + 60, start + LONGEST_ACTION)
        stop = comma if comma > 0 else text.rfind(" ", start, start + LONGEST_ACTION)
    return len(text[:stop].rstrip(" ,;:.")) if stop > start else stop


def _promisor(
    reading: Reading, at: int, earlier: Sequence[Reading], speakers: tuple[str, ...], actors: Actors
) -> tuple[str, ...]:
    """Return who undertakes it: the subject before the verb, or whom a pronoun in its place certainly means."""
    main = reading.parsed.main
    # "…, pledging to stay": the participle's subject is that of the sentence.
    if main and re.match(r"(?:[a-z]+ing to|announced)\b", reading.text[at:]):
        return named(main.subject, actors) if main.verb <= at else ()
    subject = subject_of(reading.text, at)
    if subject is None:
        return ()
    if not is_pronoun(subject):
        first = reading.text.rfind(subject, 0, at)
        if joint := _WITH_PRONOUN.match(subject):
            subject = subject[joint.end() :]
        elif joint := _BEHIND_PRONOUN.search(reading.text[:first]):
            first = joint.start()
        if joint:
            # "Karst said that he and Mayor Moe will …": without him it would be half of the truth.
            teller = named(main.subject, actors) if reading.parsed.saying and main and main.end <= first else ()
            return tuple(dict.fromkeys((*teller, *named(subject, actors)))) if teller else ()
        return named(subject, actors) or antecedent(subject, earlier, actors)
    if fold(subject) == "we":
        return speakers if masked(reading.text)[at : at + 1].strip() else ()
    if reading.parsed.saying and main and main.end < at:
        between = fold(reading.text[main.end : at])
        if re.fullmatch(rf"[^,;]{{0,40}}?(?:that )?{re.escape(fold(subject))}\s*(?:also )?", between):
            told = main.subject
            return antecedent(told, earlier, actors) if is_pronoun(told) else named(told, actors)
        return ()
    return antecedent(subject, earlier, actors) if reading.text.startswith(subject[:1].upper() + subject[1:]) else ()


_WITH_PRONOUN = re.compile(r"\b(?:he|she|they|it|we|I)(?:,| and) (?:the |his |her |their )?", re.IGNORECASE)
_BEHIND_PRONOUN = re.compile(rf"{_WITH_PRONOUN.pattern}$", re.IGNORECASE)


def _due(reading: Reading, at: int, stop: int, published: date | None) -> str | None:
    """Return the date phrase of an action: one inside of it, else the sentence's only one, if it opens the sentence."""
    text = reading.text
    phrases = [p for p in find(text, published, past=False) if in_time(p.when, published, past=False)]
    inside = [p for p in phrases if at <= p.start < stop]
    if inside:
        return inside[0].text
    opening = [p for p in phrases if p.start <= 6 and not dates_saying(p, text)]
    # "On Monday Karst said that …" dates the saying.
    return opening[0].text if len(phrases) == 1 and opening and not reading.parsed.saying else None


_TRAILING_SOURCE = re.compile(
    rf",[”\"]?\s(?:(?P<who>(?:the\s)?[A-Z][\w.’'-]*(?:\s(?:of|for|and|the)?\s?[A-Z][\w.’'-]*)*|(?:[a-z]+\s){{0,2}}[a-z]+s)\s{SAYING}\b|{SAYING}\s(?P<inverted>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*))"
)


def _source(reading: Reading, by: tuple[str, ...], actors: Actors) -> tuple[str, ...]:
    """Return who says so, where the sentence attributes it."""
    if reading.parsed.saying and reading.parsed.main:
        return named(reading.parsed.main.subject, actors)
    trailing = _TRAILING_SOURCE.search(reading.text)
    return named(trailing["who"] or trailing["inverted"], actors) if trailing else ()
