"""Commitments out of English sentences: the action is the sentence's own verb phrase, the promisor its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from summarizer.article.text import fold, fold_in_place
from summarizer.claims import CommitmentClaim
from summarizer.language.english.days import due_of
from summarizer.language.english.doers import Doing
from summarizer.language.english.events import FIRST_PERSON, Reading
from summarizer.language.english.lexicon import SAYING, SPEECH, either
from summarizer.language.english.modality import is_agentless, is_prediction, outlook, undertaking_verbs
from summarizer.language.english.participants import both, can_mean, named, source_of
from summarizer.language.english.pointing import points_within
from summarizer.language.english.subjects import is_pronoun, subject_of
from summarizer.language.lemmas import is_word, lemma
from summarizer.language.rules import Actors
from summarizer.schema import Polarity

SHORTEST_ACTION = 8
"""Characters of an action, below which it says nothing that can be checked."""

LONGEST_ACTION = 240
"""Characters of an action, beyond which it ends at its last comma."""

_ACTION = re.compile(
    rf"\s*(?:(?!{either('hedges_likely')})(?:also|now|then|soon|jointly|together|[a-z]+ly)\s+)*"
    rf"(?P<action>(?P<no>not\s+|never\s+)?(?!(?:be|the|an?|its|their|that|very)\b|{either('hedges_likely')})[a-z]{{2,}}\b)"
)
_ING = r"[a-z]*[aeiouy][a-z]*ing\b"
_DENIAL = re.compile(r"\b(?:\w+n't|(?P<no>not|never) to)$")
"""Behind words that undertake something: "won't", "agreed not to"."""
_DENIED = re.compile(r"(?:\b(?:not|never|no longer|to|nor|neither)|n['’]t)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
"""Before words that undertake something: it is not undertaken, or not yet ("urged Norway to promise to pay")."""
_GERUND = re.compile(rf"(?P<first>{_ING})(?: and (?P<second>{_ING}))?")
_ANOTHER_GERUND = re.compile(
    rf",? and (?:to )?(?:\w+ly )?{_ING}|, (?:to )?(?:\w+ly )?(?!{either('participial_prepositions')}){_ING}"
)
_NOMINAL = re.compile(r"\bcommit(?:s|ted|ments?)? to (?:\w+ly )?$")
"""After these a noun may follow as well as a verb: only a form in -ing is surely one."""

_ENDS = re.compile(
    rf"[;:]\s|\s[-–—]{{1,2}}\s|[”\"]|,\s(?!as well as)(?:{either('clause_openers', 'saying', end='')}|adding|noting|saying)\b|"
    rf",?\saccording to\b|,\s(?:[\w.’'-]+\s){{1,6}}?{SAYING}\b|,?\sand (?:said|added|that)\b|"
    # What another one undertakes: "… and Finland will pay".
    r",?\sand\s(?:(?!that\b|which\b|who\b)[\w’'-]+\s){1,4}?(?:will|would|(?:hopes|plans|intends|aims) to)\b|"
    r",?\sand\s(?:he|she|it|they)\s"
)
_MARK = re.compile(r"[“”\"]")
_UNABLE = re.compile(rf"\b(?:hundreds|thousands|millions?|billions?)\b|\b{either('periods')}$", re.IGNORECASE)
"""Crowds and times undertake nothing: "160 million people will go online", "the school year will begin"."""
_NOBODY = Doing()
_OURS = re.compile(r"\b(?:[Oo]urs?|us|[Mm]y|me)\b")


def commitments_of(
    reading: Reading,
    earlier: Sequence[Reading],
    speakers: tuple[str, ...],
    actors: Actors,
    published: date | None,
    doing: Doing = _NOBODY,
) -> Iterator[CommitmentClaim]:
    """Yield what a sentence says that somebody undertakes, where it is known who does.

    `earlier` are the readings before it, the nearest first; `speakers` are those who say "we" in the article's own
    voice, `doing` is who does what the sentence tells.
    """
    text = reading.text
    taken = 0
    # "He said Norway will pay": whose word it is, another sentence tells.
    if doing.is_untold and doing.pronoun and doing.pronoun.word not in ("we", "our"):
        return
    # "We have a rival who won’t …": a quotation of somebody with a view of his own, and nobody is told to have said it.
    is_view = FIRST_PERSON.search(text) is not None and re.search(rf"\b{SPEECH}\b", reading.bare) is None
    for start, end in undertaking_verbs(text):
        if is_view and not reading.bare[start : start + 1].strip():
            continue
        action = _ACTION.match(text, end)
        if start < taken or action is None or _DENIED.search(text, 0, start) or _is_by_nobody(reading, start):
            continue
        stop, at = _end_of(reading, start), action.start("action")
        # "Norway's decision to build it pleased …": the action ends before the verb whose subject it is part of.
        if (main := reading.parsed.main) and start < main.verb < stop:
            stop = len(text[: main.verb].rstrip())
        phrase, denial = text[start:stop], _DENIAL.search(fold_in_place(text[start:end]))
        refrains = denial is not None or action["no"] is not None
        firmness = outlook(phrase).firmness
        if firmness is None or stop - at < SHORTEST_ACTION or is_agentless(phrase) or is_prediction(phrase):
            continue
        gerund = _GERUND.match(text, at) if (nominal := _NOMINAL.search(fold(text[start:at]))) else None
        if nominal and not gerund:
            continue
        if gerund and (another := _ANOTHER_GERUND.search(text, gerund.end(), stop)):
            stop = another.start()
        by = _promisor(reading, start, earlier, speakers, actors, doing.by_pronoun)
        if not by or any(map(_UNABLE.search, by)):
            continue
        # Whose "our borders" are, only who says "we" tells; what "this process" is, another sentence.
        own = reading.bare[at:stop]
        if points_within(own) is not None or (_OURS.search(own) and by != speakers):
            continue
        taken = stop
        does = _infinitive(gerund) + text[gerund.end() : stop] if gerund else text[at:stop]
        yield CommitmentClaim(
            # "agreed not to close it": the action has to say so.
            action=f"{denial['no'] or 'not'} {does}" if denial else does,
            by=by,
            firmness=firmness,
            polarity=Polarity.REFRAIN if refrains else Polarity.DO,
            sentences=(reading.sentence.number,),
            due=due_of(reading, at, stop, published),
            said_by=source_of(reading, actors),
            statement=reading.span(start + denial.start() if denial else at, stop),
        )


def _infinitive(gerund: re.Match[str]) -> str:
    """Return "commits to developing and building" as what completes "will": "develop and build"."""
    return " and ".join(_base(form) for form in gerund.groups() if form)


def _base(form: str) -> str:
    if (base := lemma(form, "en")) != form:
        return base
    # The dictionary has "building" and "closing" as nouns.
    stem = form.removesuffix("ing")
    single = stem[:-1] if re.search(r"([^lsfz])\1$", stem) else stem
    return next((base for base in (f"{stem}e", single) if is_word(base, "en")), stem)


def _end_of(reading: Reading, start: int) -> int:
    """Return where the action ends that is undertaken with the words at `start`; what it quotes it has whole or not."""
    text = reading.text
    # Within a quotation, its end is that of the action.
    quoted = not reading.bare[start : start + 1].strip()
    cut = _ENDS.search(text if quoted else reading.bare, start + 8)
    stop = cut.start() if cut else len(text.rstrip(' .!?”"’»' if quoted else " .!?’»"))
    marks = [mark.start() for mark in _MARK.finditer(text, start, stop)]
    if len(marks) % 2:
        stop = marks[-1]
    if stop - start > LONGEST_ACTION:
        comma = text.rfind(",", start + 60, start + LONGEST_ACTION)
        stop = comma if comma > 0 else text.rfind(" ", start, start + LONGEST_ACTION)
    return len(text[:stop].rstrip(" ,;:.")) if stop > start else stop


def _is_by_nobody(reading: Reading, at: int) -> bool:
    """Return whether the verb that begins here has nobody as its subject: "Neither Reyes nor Karst will …"."""
    found = (one for one in (reading.parsed.main, reading.parsed.told) if one is not None)
    return any(one.verb <= at <= one.end and one.is_by_nobody for one in found)


def _promisor(
    reading: Reading,
    at: int,
    earlier: Sequence[Reading],
    speakers: tuple[str, ...],
    actors: Actors,
    meant: tuple[str, ...],
) -> tuple[str, ...]:
    """Return who undertakes it: the subject before the verb, or whom a pronoun in its place certainly means."""
    text, main = reading.text, reading.parsed.main
    # "…, pledging to stay": the participle's subject is that of the sentence.
    if main and re.match(r"(?:[a-z]+ing to|announced)\b", text[at:]):
        return named(main.subject, actors) if main.verb <= at else ()
    subject = subject_of(text, at)
    if subject is None:
        return ()
    if joint := _WITH_PRONOUN.search(text[: text.rfind(subject, 0, at)] + subject):
        # "Karst said that he and Mayor Moe will …": without him it would be half of the truth.
        teller = named(main.subject, actors) if main and reading.parsed.saying and main.end <= joint.start() else ()
        return tuple(dict.fromkeys((*teller, *named(joint["other"] or "", actors)))) if teller else ()
    if not is_pronoun(subject):
        return named(subject, actors) or both(subject, earlier, actors)
    if fold(subject) == "we":
        return speakers if reading.bare[at : at + 1].strip() else ()
    # "He has agreed to …": whom the sentence before is about.
    if main and main.verb <= at <= main.end and fold(main.subject) == fold(subject):
        return meant
    # "Reyes said on Monday that he will …"
    told = rf"[^,;]{{0,40}}?(?:that )?{re.escape(fold(subject))}\s*(?:also )?"
    is_told = main and reading.parsed.saying and main.end < at and re.fullmatch(told, fold(text[main.end : at]))
    tellers = (named(main.subject, actors) or meant) if main and is_told else ()
    return tellers if can_mean(fold(subject), tellers, actors.text) else ()


_WITH_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|we|I)(?:,| and) (?:the |his |her |their )?(?P<other>[A-Z][\w.’' -]*)?$", re.IGNORECASE
)
