"""States and territories by their English names in Unicode CLDR, and words for what is theirs: "Kenya", "Kenyan".

CLDR, in babel, has the names and no adjectives. Those are told by their form: the beginning of a name and an ending.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from summarizer.article.text import REMEMBERED, fold
from summarizer.language.english.lexicon import ALIASES, CAPITALS

_LEAST = 4
"""Letters that a name and the word for what is its own begin with: "Cuba", "Cuban"."""
_OWN_ENDING = re.compile(r"[a-z]{0,3}(?:an|ese|ish)")
_ADDED = re.compile(r"[ni]")
"""What is only added to a whole name: "Kenyan", "Iraqi"."""
_LOST_ENDING = re.compile(r"e?y|istan")
"""Without it a name is that of the people: "Turkey", "Germany", "Afghanistan"."""
_ADJECTIVE = re.compile(r"[a-z]{2,}(?:an|ese|ish|ch|di)")
_NO_NATION = frozenset(("republic", "island", "islands", "states", "territories", "territory", "region", "christmas"))


@cache
def territories() -> frozenset[str]:
    """Return the folded English names of all states and territories in Unicode CLDR, as news write them."""
    return frozenset(form for code, name in _in_cldr().items() if code.isalpha() for form in _as_written(fold(name)))


def _in_cldr() -> Mapping[str, str]:
    from babel import Locale

    return Locale("en").territories


def _as_written(territory: str) -> Iterator[str]:
    """Yield the forms of a territory of CLDR: "myanmar (burma)", "trinidad & tobago", "hong kong sar china"."""
    plain = _IN_CHINA.sub("", territory.replace("&", "and"))
    yield from (territory, plain, _IN_BRACKETS.sub("", plain), plain.replace("st. ", "saint "))


_IN_CHINA, _IN_BRACKETS = re.compile(r" sar china$"), re.compile(r" \(.*\)$")


@cache
def capitals() -> Mapping[str, str]:
    """Return states by their folded capitals: of most, the only time zone is called by it in CLDR."""
    from babel import Locale
    from babel.core import get_global

    named, zones = Locale("en").territories, get_global("territory_zones")
    cities = ((code, zone[0].rpartition("/")[2]) for code, zone in zones.items() if len(zone) == 1)
    return {fold(city): named[code] for code, city in cities} | CAPITALS


@lru_cache(maxsize=REMEMBERED)
def is_demonym(word: str) -> bool:
    """Return whether a capitalised word says of what state or continent somebody or something is: "Kenyan", "Turks"."""
    if not word[:1].isupper() or not word.isalpha():
        return False
    own = fold(word).removesuffix("s")
    if own in _languages() and _ADJECTIVE.fullmatch(own):
        return True
    return any(_is_of(own, name) for name in _words_of_names().get(own[:_LEAST], ()))


def _is_of(own: str, name: str) -> bool:
    if own == name:
        return _ADJECTIVE.fullmatch(own) is not None and own not in territories()  # "American Samoa"
    shared = next((at for at, (a, b) in enumerate(zip(own, name, strict=False)) if a != b), min(len(own), len(name)))
    rest, lost = own[shared:], name[shared:]
    if not lost:
        return (_ADDED.fullmatch(rest) or _OWN_ENDING.fullmatch(rest)) is not None
    return bool(_OWN_ENDING.fullmatch(rest) and len(lost) <= 3) or (not rest and bool(_LOST_ENDING.fullmatch(lost)))


@cache
def _languages() -> frozenset[str]:
    from babel import Locale

    return frozenset(map(fold, Locale("en").languages.values()))


@cache
def _words_of_names() -> Mapping[str, Sequence[str]]:
    """Return the words of the names of states and continents, by their first letters."""
    found: dict[str, list[str]] = defaultdict(list)
    words = {word for name in (*map(fold, _in_cldr().values()), *ALIASES) for word in re.findall(r"[a-z]{4,}", name)}
    for word in sorted(words - _NO_NATION):
        found[word[:_LEAST]].append(word)
    return found
