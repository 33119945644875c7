"""Commitments out of English sentences: the action is the sentence's own verb phrase, the promisor its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from summarizer.article.text import fold
from summarizer.claims import CommitmentClaim
from summarizer.language.english.days import due_of
from summarizer.language.english.doers import Doing
from summarizer.language.english.events import FIRST_PERSON, Reading
from summarizer.language.english.lexicon import AUXILIARIES, SAYING, SPEECH, either
from summarizer.language.english.modality import is_prediction, undertakings
from summarizer.language.english.participants import apposed, source_of
from summarizer.language.english.pointing import points_within
from summarizer.language.english.promisors import Promisors
from summarizer.language.lemmas import is_word, lemma
from summarizer.language.rules import Actors
from summarizer.schema import Polarity

SHORTEST_ACTION = 8
"""Characters of an action, below which it says nothing that can be checked."""

LONGEST_ACTION = 240
"""Characters of an action, beyond which it ends at its last comma."""

_ACTION = re.compile(
    rf"\s*(?:(?!{either('hedges_likely')})(?:also|now|then|soon|jointly|together|(?!{either('no_adverbs')})[a-z]+ly)\s+)*+"
    rf"(?P<action>(?P<no>not\s+|never\s+)?(?!(?:be(?! [a-z]+ing \S)|not|never|the|an?|its|their|that|very)\b|"
    rf"{either('hedges_likely')})[a-z]{{2,}}\b)"
)
_GIVEN = re.compile(r"\b(?:since|so far|to date|already|in the past)\b")
"""Behind a sum that has been given: "has committed $7 million since May"."""
_SUM = re.compile(r"\s*(?P<action>(?P<no>)\S)")
_ING = r"[a-z]*[aeiouy][a-z]*ing\b"
_GERUND = re.compile(rf"(?P<first>{_ING})(?: and (?P<second>{_ING}))?")
_ANOTHER_GERUND = re.compile(
    rf",? and (?:to )?(?:\w+ly )?{_ING}|, (?:to )?(?:\w+ly )?(?!{either('participial_prepositions')}){_ING}"
)
_NOMINAL = re.compile(r"\b(?:commit(?:s|ted|ments?)?|open) to (?:\w+ly )?$")
"""After these a noun may follow as well as a verb: only a form in -ing is surely one, and what has an object."""
_INFINITIVE = re.compile(
    r"[a-z]{2,} (?:the|an?|its|his|her|their|all|any|more|up to|at least|[$€£]?\d)\b|[a-z]{2,} [A-Z]|work (?:to|with|closely) "
)

_NEXT_SUBJECT = r"(?:(?:(?:an?|the|its|his|her|their)\s(?:[\w’'-]+\s){1,3}?)|(?:[A-Z][\w’'-]*\s){1,4})?"
_ENDS = re.compile(
    # Not before the condition on which it is undertaken.
    rf"[;:]\s|(?<=[a-z]{{4}})[.!?]\s|\s[-–—]{{1,2}}\s|[”\"]|,\s(?!as well as|if\b|unless\b)(?:{either('clause_openers', 'saying', end='')}|adding|noting|saying)\b|"
    rf",?\saccording to\b|,\s(?:[\w.’'-]+\s){{1,6}}?{SAYING}\b|,?\sand (?:said|added|that)\b|"
    # What another one does, or what is done at another time: "… and Finland will pay", "… and had asked for it".
    r",?\sand\s(?:(?!that\b|which\b|who\b)[\w’'-]+\s){1,4}?(?:will|would|(?:hope|plan|intend|aim)s?\sto)\b|"
    r",?\s(?:and|but)\s(?:hopes|plans|intends|aims)\sto\b|"
    rf"(?<!\bhe)(?<!\bshe)(?<!\bit)(?<!\bthey)(?<!\bwe),?\s(?:and|but)\s{_NEXT_SUBJECT}"
    rf"(?:{AUXILIARIES}|{SAYING}|pledged|promised|vowed|warned|[a-z]+ed(?=\s(?:(?:an?|the|its|his|her|their|that)\s|[A-Z$€£¥\d])))\b|"
    r",?\s(?:and|but)\s(?:he|she|it|they)\s"
)
_MARK = re.compile(r"[“”\"]")
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
    pronoun = doing.pronoun if doing.is_untold else None
    # "Orlen Bank will hire 300 people, it said" and "Its chairman, Odo Karst, said" are clear.
    main = reading.parsed.main
    is_clear = pronoun and ((pronoun.attributes and pronoun.word == "it") or (main and apposed(reading, main, actors)))
    if pronoun and pronoun.word not in ("we", "our") and not is_clear:
        return
    promisors = Promisors(reading, doing, earlier, speakers, actors)
    # "We have a rival who won’t …": a quotation of somebody with a view of his own, and nobody is told to have said it.
    is_told = promisors.speaker or re.search(rf"\b{SPEECH}\b", reading.bare)
    is_view = FIRST_PERSON.search(text) is not None and not is_told
    # What stands within a quotation that another sentence opens.
    is_held = not re.search(r"\w", reading.bare) and text[:1] not in '“"'
    for undertaking in undertakings(text):
        start, end = undertaking.start, undertaking.end
        action = (_SUM if undertaking.is_sum else _ACTION).match(text, end)
        is_quoted = not reading.bare[start : start + 1].strip()
        if start < taken or action is None or (is_view and is_quoted):
            continue
        stop, at = _end_of(reading, start), action.start("action")
        # "Norway's decision to build it pleased …": the action ends before the verb whose subject it is part of.
        if main and start < main.verb < stop:
            stop = len(text[: main.verb].rstrip())
        is_given = undertaking.is_sum and _GIVEN.search(text, at)
        if stop - at < SHORTEST_ACTION or is_given or is_prediction(text[at:stop]):
            continue
        gerund = _GERUND.match(text, at) if (nominal := _NOMINAL.search(fold(text[start:at]))) else None
        if nominal and not gerund and not _INFINITIVE.match(text, at):
            continue
        if gerund and (another := _ANOTHER_GERUND.search(text, gerund.end(), stop)):
            stop = another.start()
        if not (by := promisors.of(start)) or (is_held and by != promisors.speaker):
            continue
        # Whose "our borders" are, only who says "we" tells; what "this process" is, another sentence.
        own = (text if is_quoted else reading.bare)[at:stop]
        if points_within(own) is not None or (_OURS.search(own) and by not in (speakers, promisors.speaker)):
            continue
        taken = stop
        due = due_of(reading, at, stop, published)
        does = _infinitive(gerund) + text[gerund.end() : stop] if gerund else text[at:stop]
        does = f"give {does}" if undertaking.is_sum else does
        refrains = undertaking.negation or action["no"]
        yield CommitmentClaim(
            # "agreed not to close it": the action has to say so.
            action=f"{undertaking.negation} {does}" if undertaking.negation else does,
            by=by,
            firmness=undertaking.firmness,
            polarity=Polarity.REFRAIN if refrains else Polarity.DO,
            sentences=(reading.sentence.number,),
            # "On Monday Norway agreed to …" dates the agreement.
            due=due if due and (undertaking.ahead or due in text[at:stop]) else None,
            said_by=source_of(reading, actors) or (promisors.speaker if is_quoted else ()),
            statement=reading.span(undertaking.denied if undertaking.negation else at, stop),
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
    stop = cut.start() if cut else len(text.rstrip(' .!?”"’»*' if quoted else " .!?’»*"))
    marks = [mark.start() for mark in _MARK.finditer(text, start, stop)]
    if len(marks) % 2:
        stop = marks[-1]
    if stop - start > LONGEST_ACTION:
        comma = text.rfind(",", start + 60, start + LONGEST_ACTION)
        stop = comma if comma > 0 else text.rfind(" ", start, start + LONGEST_ACTION)
    return len(text[:stop].rstrip(" ,;:.")) if stop > start else stop
