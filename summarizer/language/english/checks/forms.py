"""Does a text have a name in another form: as an adjective, by its initials, without its legal form?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from summarizer.article.text import REMEMBERED, Found, as_seen, fold
from summarizer.language import nations
from summarizer.language.english.lexicon import ALIASES, AUXILIARY, listed
from summarizer.language.lemmas import lemma
from summarizer.language.names import canonical, is_country, is_title
from summarizer.language.naming import (
    by_its_words,
    capital_words,
    capitalised,
    capitals,
    has_form,
    holds_name,
    parts,
    pieces_of,
)
from summarizer.language.words import telling_words, words


def is_held(wanted: tuple[str, ...], texts: Sequence[str]) -> bool:
    """Return whether the texts, read together, have these words of a name; see `naming.holds_name`.

    A country stands there by its adjective, too, and a long name by its initials.
    """
    if (found := by_its_words(wanted, texts)) is not None:
        return found
    present = pieces_of(texts)
    if all(has_form(word, present) or _has_adjective(word, present) for word in parts(wanted)):
        return True
    return _is_short(wanted, texts)


def stands_together(wanted: tuple[str, ...], text: str) -> bool:
    """Return whether the words of a name stand near each other in a text: "Afghan team", not "Afghans … their team"."""
    tokens = [frozenset(word.split("-")) | {word} for word, _ in capitalised(text)]
    width = len(parts(wanted)) + 2
    for at in range(len(tokens)):
        pieces = frozenset().union(*tokens[at : at + width])
        if all(has_form(word, pieces) or _has_adjective(word, pieces) for word in parts(wanted)):
            return True
    return _is_short(wanted, (text,))


def _has_adjective(word: str, pieces: frozenset[str]) -> bool:
    """Return whether the adjective of a word is there, or the word of which it is the adjective."""
    if word[:ALIKE] not in starts(pieces):
        return False
    alike = (piece for piece in pieces if piece.startswith(word[:ALIKE]))
    return any(_is_adjective(word, piece) or _is_adjective(piece, word) for piece in alike)


ALIKE = 3
"""How many first letters a word has in common with its plural and its adjective, or all if it is shorter."""


@lru_cache(maxsize=REMEMBERED)
def starts(pieces: frozenset[str]) -> frozenset[str]:
    """Return the first letters of words, of which each form of a word there has the same."""
    return frozenset([piece[:ALIKE] for piece in pieces])


def starts_of(names: Iterable[str]) -> frozenset[str]:
    """Return the first letters of the last words of names, as by `starts`: no text has a form of one without them."""
    return frozenset([own[-1][:ALIKE] for name in names if (own := parts(telling_words(name)))])


def states_by(pieces: frozenset[str]) -> set[str]:
    """Return the states, by their canonical names, that words may stand for: "u.s", "lisbon"."""
    by_word = _states_by_word()
    return {by_word[piece] for piece in by_word.keys() & pieces}


@cache
def _states_by_word() -> dict[str, str]:
    return {city: canonical(state) for city, state in nations.capitals().items()} | ALIASES


def _is_short(wanted: Sequence[str], texts: Sequence[str]) -> bool:
    """Return whether the texts have the full name of which these letters are the initials: "UNECA"."""
    letters = wanted[0].replace(".", "")
    if len(wanted) > 1 or not 3 <= len(letters) <= 6:
        return False
    return any(letters in _initials(text) for text in texts)


@lru_cache(maxsize=REMEMBERED)
def _initials(text: str) -> str:
    """Return the first letters of the words of a text that start with a capital."""
    return "".join(word[:1] for word in capital_words(text))


_LEGAL_FORM = re.compile(r",? (?:Corp|Inc|Ltd|LLC|Co|plc|AG|GmbH|S\.?A|Company|Corporation)\.?$")
_OF_INITIALS = re.compile(r"^([A-Z]{3,}) (?:Facility|Fund|Project|Initiative|Program(?:me)?|Mechanism|Scheme)$")
"""What a name of initials is mostly left without: "VELAX" is the VELAX Facility, but Reyes is not the Reyes Fund."""


def names_briefly(name: str, text: str) -> bool:
    """Return whether a text has one of the short forms of a name; see `short_forms`."""
    bare, *letters = short_forms(name)
    if not letters:
        return bare != name and holds_name(bare, text)
    return letters[0] in text and letters[0] in re.findall(r"\w+", text)


@lru_cache(maxsize=REMEMBERED)
def short_forms(name: str) -> tuple[str, ...]:
    """Return a name without its legal form or, if it has none, as it is and by its initials: "GM" of General Motors."""
    bare = _LEGAL_FORM.sub("", name)
    if of_initials := _OF_INITIALS.match(bare):
        return (of_initials[1],)
    if bare != name:
        return (bare,)
    letters = initials(name)
    return (name, letters) if len(letters) > 1 else (name,)


@lru_cache(maxsize=REMEMBERED)
def initials(name: str) -> str:
    """Return the initials of a name, with a number before one of them, or the abbreviation that it gives itself."""
    if given := _ABBREVIATED.search(name):
        return given[1]  # "leaders of the Gulf Cooperation Council (GCC)"
    return "".join(_INITIAL.findall(name)).replace(".", "") if not name[:1].islower() else ""


_ABBREVIATED, _INITIAL = re.compile(r"\(([A-Z]{2,})\)"), re.compile(r"(?<!\S)\d*[A-Z](?:\.[A-Z](?=\.))*")


_OFFICIAL = listed("acting_for_states")


@lru_cache(maxsize=REMEMBERED)
def acting_capitals(text: str) -> tuple[tuple[str, Found], ...]:
    """Return the states whose capital stands in a text for the government, and where: "Lisbon agreed".

    A city where something happens does not: "a storm in Lisbon", "LISBON (Reuters)", "Lisbon Airport".
    """
    of = nations.capitals()
    if of.keys().isdisjoint(pieces_of((text,))):
        return ()
    found = (match for match in _CITY.finditer(as_seen(text)) if fold(match.group()) in of)
    return tuple((canonical(of[fold(m.group())]), Found(m.group(), m.start(), m.end())) for m in found)


# The letter comes first, because a pattern that starts with a lookbehind is tried at every character.
_CITY = re.compile(r"[A-Z](?<!\w.)(?<!\bin .)(?<!\bat .)(?<!\bnear .)(?<!\bfrom .)[a-z]{3,}\b(?! [A-Z]|-)")


def names_country(country: str, text: str, others: Sequence[str] = ()) -> bool:
    """Return whether a text names a country by an abbreviation ("the U.S.") or who acts for it ("Afghan officials").

    Officials who are actors themselves, with one of the `others` as their folded name, act for themselves.
    """
    key = canonical(country)
    return key in _as_countries(text) or any(
        _is_adjective(key, word) and not any(f"{word} {official}" in other for other in others)
        for word, official in _before_officials(text)
    )


@lru_cache(maxsize=REMEMBERED)
def _as_countries(text: str) -> frozenset[str]:
    """Return the capitalised words of a text, and the parts of those with a hyphen, as a country is called by them."""
    pieces = [piece.rstrip(".") for word in capitals(text) for piece in (word, *word.split("-"))]
    return frozenset([ALIASES.get(piece, piece) for piece in pieces])


@lru_cache(maxsize=REMEMBERED)
def _before_officials(text: str) -> tuple[tuple[str, str], ...]:
    """Return the capitalised words of a text with the one after them that acts for a country, or tells what one does:
    "Afghan", "officials"; "Turkish", "have" of "the Turkish have left"."""
    found = (("", False), *capitalised(text))
    return tuple(
        (word, after)
        for (before, _), (word, capital), (after, _) in zip(found, found[1:], found[2:], strict=False)
        if capital and (after in _OFFICIAL or (before == "the" and _is_verb(after)))
    )


def _is_verb(word: str) -> bool:
    """Return whether a word behind a people's name is no plural ("the Turkish attacks"), but an auxiliary or a past form."""
    return word in AUXILIARY or (not word.endswith("s") and lemma(word, "en") != word)


@lru_cache(maxsize=REMEMBERED)
def family(name: str) -> str:
    """Return how a folded text calls the family of a person: "the karsts" of Odo Karst."""
    last = fold(name).rpartition(" ")[2]
    return f"the {last}{'es' if last.endswith(('s', 'x', 'z', 'ch', 'sh')) else 's'}"


def own_parts(name: str, others: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return the parts of a person's name that no other, each given by its parts, shares: "Najib", "Abadi"."""
    shared = {piece for other in others for piece in other}
    own = (piece for piece in parts(words(name)) if len(piece) > 3 and piece not in shared)
    return frozenset(piece for piece in own if not is_title(piece))


@lru_cache(maxsize=REMEMBERED * 4)
def _is_adjective(country: str, word: str) -> bool:
    """Return whether a word is the adjective of a country's name, or of its people: "Estonian", "Israelis"."""
    if country == f"{word}istan":
        return True
    stem = country.rstrip("aeoy") if len(country) > 4 else country
    if len(stem) < 4 or not word.startswith(stem) or len(word) > len(stem) + 5 or is_country(word):
        return False
    if len(stem) > 4 and re.fullmatch(r"(?:e|i)?ans?", word[len(stem) :]):
        return True
    return is_country(country) and re.search(r"(?:n|i|ese|ish|ns|is|ic)$", word) is not None


def opening_name(statement: str) -> str | None:
    """Return the country that a statement opens with: a single capitalised word there may be any other word."""
    match = _OPENING.match(as_seen(statement))
    if match is None or not match[1][0].isupper():
        return None
    word = _POSSESSIVE.sub("", match[1]).rstrip(".")
    return word if is_country(word) else None


_OPENING, _POSSESSIVE = re.compile(r"[\W_]*(\w[\w.'’-]*)"), re.compile(r"['’]s?$")
