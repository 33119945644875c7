"""Roles: the title or the description that a text gives to whom it names, and to nobody beside.

In a list of people, the title of one stands between commas, directly behind the name of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarizer.language.english.lexicon import CONNECTORS, FUNCTION_WORDS, HONORIFICS, NO_TITLES, SPEECH, listed
from summarizer.language.lemmas import is_word, lemma
from summarizer.language.names import is_body, is_common, is_country, is_title, places_of, split_title
from summarizer.language.people import is_like_verb, is_person_noun, is_trade


def title_before(text: str, start: int) -> str | None:
    """Return the title directly before a name ("US Ambassador to India", "council leader"), or None.

    `start` is the offset at which the name starts.
    """
    line = text[max(0, start - 120) : start]
    # Return early: the word before most names cannot end a title.
    line, field = _without_field(line)
    nearest = line.rsplit(None, 1)[-1].rstrip(",") if line.endswith(" ") and line.strip() else ""
    if not (nearest[:1].isupper() or is_title(nearest) or is_person_noun(nearest)):
        return None
    line = line[max(line.rfind("\n"), *map(line.rfind, '“”"')) + 1 :]
    is_apposed = line.endswith(", ") and not nearest.isupper() and _BEARER.match(text, start - 2) is not None
    tokens = _run_before(line.rstrip(" ,") if is_apposed else line)
    while tokens and tokens[0].casefold() in CONNECTORS:
        tokens.pop(0)
    if not tokens or tokens[-1].casefold() in CONNECTORS or tokens[-1].endswith(("’s", "'s")):
        return None  # "Ambassador to India": India is part of the title, not the person who has it
    whole = " ".join(tokens)
    before = line[: line.rfind(whole)]
    is_one = _OWNER.search(before) or _OWNER.search(whole) or (_ONE.search(before) and _ENDED.match(text, start))
    if is_apposed and not (is_one or _IS_FIRST.fullmatch(before)):
        return None  # "Ida Moe, a minister, Ana Reyes and others": only the next of a list
    title = without_honorific(_own_title(_POSSESSIVE.sub("", whole.strip(" ,"))))
    parts = title.split()
    if not parts:
        return None
    head = _BEHIND_HEAD.split(title)[0].rpartition(" ")[2]
    is_role = any(map(is_title, parts)) or _is_noun_for_person(head.lower())
    is_office = not _NO_OFFICE.issuperset(map(str.casefold, parts))
    return f"{title}{field}" if is_role and is_office else None


def without_honorific(title: str) -> str:
    """Return a title without the form of address at its end, or nothing if it is no more than that: "Dr", "MP Sir"."""
    return _HONORIFIC.sub("", f" {title}").strip()


def _without_field(line: str) -> tuple[str, str]:
    """Return a line up to an office, and the field without capitals behind it: "the head", " of mission"."""
    found = _FIELD.search(line)
    words = found[2].split()[1:] if found and is_title(found[1]) else []
    is_field = bool(words) and not any(word in FUNCTION_WORDS or is_person_noun(word) for word in words)
    return (f"{line[: found.end(1)]} ", found[2].rstrip()) if found and is_field else (line, "")


_FIELD = re.compile(r"\b([a-z]+)( of (?:[a-z-]+ ){1,3})$")


def _run_before(line: str) -> list[str]:
    """Return the words at the end of a line that can be a title: capitalised, or nouns before a noun for a person."""
    words = line.split()
    tokens: list[str] = []
    is_noun = False  # whether the last words are nouns without a capital
    while words:
        token = words.pop()
        bare = token.strip(",")
        before = words[-1] if words else ""
        is_noun = is_noun or (bare.islower() and bare.casefold() not in CONNECTORS and not is_title(bare))
        if bare == "then":
            return []  # "then prime minister Karst" may have another office by now
        if bare.casefold() in CONNECTORS and is_noun:
            break
        is_of_office = bare[:1].isupper() or bare.casefold() in CONNECTORS or is_title(bare)
        if not (is_of_office or _is_modifier(bare, before, tokens)):
            break
        if bare[-1:].isdigit():
            break  # also at the G7, where the President speaks
        is_abbreviated = re.fullmatch(r"(?:[A-Z]\.)+", token) or (is_title(token) and token.endswith("."))
        if token.endswith((".", ";", ":", ",")) and len(token) > 3 and not is_abbreviated:
            break
        if bare.casefold() in ("according", "meanwhile", "earlier", "later", "when", "while", "as"):
            break
        tokens.insert(0, token)
    return tokens


def _is_modifier(word: str, before: str, behind: Sequence[str]) -> bool:
    """Return whether a word without a capital is a noun or an adjective of a title: "press secretary", and of "the
    jailed leader", but not of "have sacked coach Karst" or "will back coach Karst"."""
    low = before.casefold().strip(",")
    if behind and behind[0].casefold() in CONNECTORS:
        return False  # "the resignation of Minister Karst"
    if word.endswith(("ed", "ing")) and word not in _OTHER_OFFICE:
        is_adjective = low in _DETERMINERS or before.endswith(("’s", "'s")) or is_title(low)
        return is_adjective or (word.endswith("ed") and low in _PREPOSITIONS)
    if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", word) or word in _NO_MODIFIERS or word.endswith("ly"):
        return False
    last = word.rpartition("-")[2]
    if lemma(last, "en") not in (last, last.removesuffix("s")) or not is_word(last, "en") or _SPOKEN.fullmatch(word):
        return False
    is_plural = re.search(r"[^s’']s$", low) is not None and low not in FUNCTION_WORDS and not _SPOKEN.fullmatch(low)
    is_firm = before[:1].isupper() and is_person_noun(word)  # "Larvik Airways pilot", unlike "Residents back"
    is_subject = low in _BEFORE_VERBS or (is_plural and not is_firm)
    return not (is_subject and is_like_verb(last.removesuffix("s")))


_DETERMINERS, _PREPOSITIONS, _OTHER_OFFICE = listed("determiners"), listed("prepositions"), listed("other_office")
_NO_MODIFIERS = (
    FUNCTION_WORDS
    | CONNECTORS
    | listed("auxiliaries", "pasts", "presents", "more_presents", "participles", "clause_openers", "circumstances")
)
_NO_OFFICE = _OTHER_OFFICE - {"assistant", "deputy"}
_BEFORE_VERBS = listed("subject_pronouns", "auxiliaries", "question_words") | {"to"}
_SPOKEN = re.compile(SPEECH)
_BEHIND_HEAD = re.compile(r" (?:of|for|at|in|with|from|on|to) ")
_POSSESSIVE = re.compile(r"^(?:His|Her|Its|Their) (?=[a-z])")
_IS_FIRST = re.compile(r"|.*\. ", re.DOTALL)
_ONE, _ENDED = re.compile(r"\b(?:[Aa]n?|[Aa]nother|[Oo]ne) $"), re.compile(r"[\w .'’-]+,(?! and\b| or\b| [A-Z])")
_OWNER = re.compile(r"(?:\b(?:the|its|his|her|their|our) $)|^(?:The|Its|His|Her|Their|Our) |['’]s? ", re.IGNORECASE)
_HONORIFIC = re.compile(rf"(?<!First)(?: {HONORIFICS}\.?)+$", re.IGNORECASE)
_NO_TITLE = re.compile(rf"^(?:(?:{'|'.join(sorted(NO_TITLES))})\s+)+", re.IGNORECASE)


def _own_title(title: str) -> str:
    """Return a title without what is not the own one of who is named after it.

    Words of its sentence ("Under President") and another one who is named with it ("Secretary of State Marco Rubio and
    Foreign Minister") stand before it, as does whose the person with the title is ("Supporters of General"). A given
    name stands behind it ("Syrian President Bashar").
    """
    for joint in re.finditer(" and ", title):
        before, last = title[: joint.start()], title[joint.end() :]
        if any(map(is_title, last.split())) and _is_another(before, last):
            title = last
            break
    title = _NO_TITLE.sub("", title)
    *_, last = re.split(r" (?:of|for|with) ", title)
    if all(map(is_title, last.split())) and not any(map(is_title, title.removesuffix(last).split())):
        return last
    parts = title.split()
    end = max((at for at, part in enumerate(parts, 1) if is_title(part)), default=0)
    given = parts[end:]
    return " ".join(parts[:end]) if end and all(part.isalpha() and _is_no_word(part) for part in given) else title


def _is_no_word(word: str) -> bool:
    return word[:1].isupper() and not is_common(word) and not is_country(word)


def _is_another(before: str, title: str) -> bool:
    """Return whether who is named before "and" and a title is somebody else: "Ida Moe and President", "Kremlin and
    President"; "Trade and Industry Minister" is one."""
    titled = split_title(before)
    if titled.title is not None:
        return not all(map(is_common, titled.name.split()))
    names = before.split()
    is_person = len(names) == 2 and all(name[:1].isupper() for name in names) and any(map(_is_no_word, names))
    return is_person or (all(map(is_title, title.split())) and not any(map(is_title, names)))


def _names_another(description: str) -> bool:
    """Return whether a description between commas is the next of a list of people, with a title of its own: "Secretary
    of State Ida Moe", but not "Chief of Staff to President Ida Moe"."""
    name, title = (titled := split_title(description)).name, titled.title
    if title is None or not description[:1].isupper() or is_body(name) or is_country(name):
        return False
    *_, whose = re.split(r"\b(?:of|to|for|with|under) ", title)
    if whose != title and " and " not in whose and any(map(is_title, whose.split())):
        return False
    # "Director of Larvik" is nobody's name, but "Director Larvik" is.
    is_name = is_title(title.split()[-1]) or " " in name
    return is_name and not all(map(is_common, name.split()))


_NO_DESCRIPTION = re.compile(rf"^(?:and|or|but|under|who|\w+ by)\b|\b(?:{SPEECH}|is|was|has|had|will|to be|and)\b")
_DESCRIPTION = re.compile(
    r"(?:,? (?:[KQ]C|MP))?(?:, (?:aged )?\d\d|, [DRI]-[A-Z][\w.]*)?, "
    r"(?:now )?(?:the |an? )?((?:[^,.;:\n“”\"]|(?<=\b[A-Z])\.){3,110})(?<!\b[A-Z])[,.]"
)
_CLAUSE = re.compile(r" (?:who|whose|which|that|where|when)\b.*")


def title_after(text: str, end: int) -> str | None:
    """Return the description between commas after a name (", the chairman of the panel,"), or None.

    `end` is the offset at which the name ends.
    """
    match = _DESCRIPTION.match(text, end, end + 140)
    if match is None:
        return None
    described = _CLAUSE.sub("", match.group(1))
    head = _BEHIND_HEAD.split(described)[0].rpartition(" ")[2]
    is_titled = any(map(is_title, described.split())) or _is_noun_for_person(head)
    # A clause ("…, the minister said that …") is not a description, nor is what a sentence goes on with.
    return described if is_titled and not _NO_DESCRIPTION.search(described) and not _names_another(described) else None


def _is_noun_for_person(word: str) -> bool:
    return word.islower() and is_person_noun(word) and not is_trade(word)


def holder(title: str, text: str) -> str | None:
    """Return the person named after a title and a comma ("the Minister for Railways, Ashwini Vaishnaw"), or None."""
    if not any(map(is_title, title.split())) or _names_another(title):
        return None
    bearers = (match.group(1) for at in places_of(title, text) if (match := _BEARER.match(text, at + len(title))))
    return next((bearer for bearer in bearers if not any(map(is_title, bearer.split()))), None)


_BEARER = re.compile(r", ((?:[A-Z][\w'’-]+\.? ){1,2}[A-Z][\w'’-]+)(?=[\s,.;])")


def is_spouse(full: str, surname: str, text: str) -> bool:
    """Return whether a full name is that of a First Lady, in a text whose President goes by the surname alone."""
    if full == surname or f"First Lady {full}" not in text:
        return False
    return re.search(rf"\bPresident {re.escape(surname)}\b", text) is not None


def fullest_title(titles: Iterable[str | None]) -> str | None:
    """Return the longest of the titles that a text has beside a name; that of a First Lady is not the President's."""
    found = [title for title in titles if title]
    own = [title for title in found if not ("President" in found and title.startswith("First Lady"))]
    return max(own, key=len, default=None)
