"""Subjects: who does what a verb of an English sentence says, by the words before it."""

from __future__ import annotations

import re

from summarizer.article.text import fold, fold_in_place
from summarizer.language.english.lexicon import AUXILIARY, PRONOUNS, SPEECH, either

_VERB_GROUP = re.compile(
    rf"(?:\b(?:{either('verb_group', end='')}|(?!{either('no_adverbs')})\w+ly)\s+|\w+[’']ll\s+)+$", re.IGNORECASE
)
_BREAK = re.compile(
    rf",(?! [js]r\.)|[;:()\"]|(?<=[a-z]{{3}})[.!?]\s|\s-+\s|\b(?:{either('clause_openers')}|(?:and|or)\b)|"
    # Not "the United States", "the emergency declared in May".
    rf"(?<!united )\b(?:{SPEECH}|responded|replied|assured)\b(?! (?:by|in|at|to|for|from)\b)"
)
_ADVERBIAL = re.compile(
    rf"(?:{either('adverbials', end='')}|(?:last|this|next) (?:week|month|year)|\w+day|\w+ly)\b(?!')"
)
_NAMED = r"\b[A-Z][\w.’'-]*(?: (?:(?:of|for|the) ){0,2}[A-Z][\w.’'-]*)*"
# "In Orlen, and both will …": a comma before "and" belongs to a list of three.
_LISTED = re.compile(rf"(?:(?:[A-Z][\w.’' -]*, )+{_NAMED},?|{_NAMED}) and\s*$")
_ASIDE = re.compile(
    r",\s(?:(?:who|whose|which|where|when|including|along|together|with|formerly|an?|the)\b|[a-z]+(?:ed|ing)\b)"
    r"(?:[^,;:()“”\"]|(?<=\d),(?=\d)){0,120},\s*$"
)
"""Between commas behind a subject: a relative clause, a participle, an apposition."""
_TELLS = re.compile(r"\b(?:told|tells?|assured|informed|promised)\s*$")
_IN_CLAUSE = re.compile(r"\s((?:he|she|it|they|we|I|(?:the|his|her|its|their)\s.*))$")
_PRONOUN_LAST = re.compile(r"[a-z] (he|she|they|I)$")
"""Behind an introduction: "as president he will"."""
REACH = 300
"""Characters before a verb within which its subject begins."""


def subject_of(sentence: str, at: int) -> str | None:
    """Return the words before a verb that name who does it, as the sentence has them: a pronoun, a name, a description.

    None where they can't be told, or stand before another verb ("Karst wept and will leave"). What stands between
    commas after a name is skipped, "A and B" is taken together.
    """
    group = _VERB_GROUP.search(sentence[:at])
    end = group.start() if group else at
    if aside := _ASIDE.search(sentence[:end]):
        end = aside.start()
    folded = fold_in_place(sentence)
    start = _break_before(folded, end)
    if not folded[start:end].strip():
        # "Karst, the governor, will …", "rebels who have …": whoever stands before it.
        if re.search(r"\b(?:and|or|but)\s*$", folded[:end]):
            return None
        end = max((m.start() for m in _BREAK.finditer(folded, max(0, start - REACH), start)), default=0)
        start = _break_before(folded, end)
        if folded[end : end + 1] == "," and folded[start - 1 : start] == ",":
            end = start - 1
            start = _break_before(folded, end)
    # "invest in Orlen and we will …": a pronoun is joined to nobody before it.
    while not is_pronoun(sentence[start:end].strip()) and (joined := _LISTED.search(sentence[:start])):
        start = joined.start()
    subject = sentence[start:end].strip(' ,“”"')
    # "told analysts the group would": whom it is told to is no part of it.
    if clause := (_IN_CLAUSE if _TELLS.search(folded[:start]) else _PRONOUN_LAST).search(subject):
        subject = clause[1]
    while subject and _ADVERBIAL.match(fold(subject)):
        later = re.search(r"\s(?=(?:the|an?|his|her|its|their|our|he|she|it|they|we|i)\s|[A-Z])", f"{subject} ")
        subject = subject[later.end() :] if later else ""
    # "…, all of whom are teachers, will": no subject, but a clause.
    is_clause = subject.split(" ")[0] in AUXILIARY
    return subject if 0 < len(subject.split()) <= 12 and not is_clause else None


def _break_before(folded: str, end: int) -> int:
    """Return where the last clause before `end` begins."""
    reach = max(0, end - REACH)
    return max((m.end() for m in _BREAK.finditer(folded, reach, end)), default=reach)


def is_pronoun(subject: str) -> bool:
    """Return whether a subject is a pronoun, which names nobody by itself."""
    return fold(subject) in PRONOUNS | {"one", "some", "many"}
