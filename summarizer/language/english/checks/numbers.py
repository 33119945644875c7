"""Does the claim have a number that its sentences lack, or that has another unit or counts something else there?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from text_to_num import alpha2digit

from summarizer.article.dates.words import MONTHS
from summarizer.article.text import REMEMBERED, fold
from summarizer.language.english.checks.reading import root, roots_of
from summarizer.language.english.lexicon import either, listed
from summarizer.language.words import FUNCTION_WORDS, NUMBER_WORDS, numbers
from summarizer.schema import without_surrogates

_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "bn": 9, "mn": 6, "tn": 12} | {
    "lakh": 5, "crore": 7,
}  # fmt: skip
_LETTERS = {"m": 6, "k": 3, "b": 9, "t": 12}
"""Scales behind an amount of money only: "$3m"."""
_SYMBOLS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "%": "percent"}
_INEXACT = listed("inexact_numbers")
_EQUAL = {
    "half": ("50", "0.5", "halves"), "quarter": ("25", "quarters", "fourth"), "dozen": ("12", "dozens"),
    "twice": ("2", "double", "doubled"), "double": ("twice", "doubled", "2"), "doubled": ("double", "twice"),
    "12": ("dozen",), "2": ("both", "twice", "pair", "couple"),
    "1": ("once", "single", "sole", "only", "a", "an"), "50": ("half",), "10": ("decade",), "7": ("week",), "1st": ("opening", "debut", "maiden"),
}  # fmt: skip
"""What says the same number in other words."""
# A digit comes first, because a pattern that starts with anything else is tried at every character.
_QUANTITY = (
    r"(?P<digits>\d(?<![\w.]\d)"
    # 5:30, 150,000, 1,50,000, 150 000, 2.5
    r"(?:\d*:\d\d(?::\d\d)?|\d{0,2}(?:,\d{2,3})+(?:\.\d+)?|\d{0,2}(?:[ ']\d{3})+(?!\d)|\d*(?:[.,]\d+)*))"
    r"(?P<nth>st|nd|rd|th)?(?!\d)"
    rf"(?:[ -]?(?P<scale>{'|'.join(_SCALES)}|1000000000000|1000000000|1000000|1000|100)s?\b|(?P<letter>[mkbt])\b)?"
)
_EXACT, _ANY = re.compile(_QUANTITY), re.compile(rf"{_QUANTITY}|\b{either('inexact_numbers')}")
_CURRENCY = re.compile(
    r"\b[a-z]{1,3}\.?(?=\d[\d,.]*(?: ?(?:million|billion|trillion|crore|lakh|thousand|m|bn)\b|,\d{3}))"
)
"""The letters of a currency before a sum: "N5 million", "Sh412,000"."""
_MONEY = re.compile(r" (?:dollar|euro|pound|rupee|peso)s?\b")
_SYMBOL = re.compile(r"[$€£¥₹] ?$")
_REFERS = re.compile(r"\b(?:the|these|those|all|its|their|his|her) $")
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})[a-z]*\.? $")
_THEN = re.compile(r"\b(?:then|again|another)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIMES = ("in", "since", "until", "during")
_ROUNDED = re.compile(
    r"\b(?:(?P<near>about|around|roughly|approximately|some)|(?P<less>nearly|almost|close to|just under|less than)|"
    r"(?P<more>more than|over|at least|just over)) [$€£¥₹]?$"
)
_ROUNDING = {
    "near": (Decimal("0.97"), Decimal("1.03")),
    "less": (Decimal(1), Decimal("1.1")),
    "more": (Decimal("0.8"), Decimal(1)),
}
"""How much of a number a rounder one may be that is told in its place, by the word before it."""
_BEHIND = re.compile(
    r"\b(from|to|in|since|until|during) (?:(?:about|around|some|nearly|almost|only|just|the|a) )*[$€£¥₹]?$"
)
_DIGITS = r"(?<![\d.])(\d[\d.]*)"
_DATE = re.compile(rf"\b({'|'.join(MONTHS)})[a-z]*\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? ((?:19|20)\d\d))?")
_AFTER = re.compile(r"[ -]*([^\W\d_][\w']*|%)")
_UNSPELLED = re.compile(rf"\b(?:{'|'.join(sorted(w for w in _INEXACT if w.endswith('s')))})\b")
_OF_NAME = re.compile(rf"\b(?:{'|'.join(word.capitalize() for word in listed('ordinals'))}) (?=[A-Z])")
"""Ordinals that are part of a name: "First Lady", "Second Avenue"."""
_RUN, _DIGIT = re.compile(r"[a-z0-9_]+"), re.compile(r"\d")
_WORDS = listed("numbers", "ordinals", "more_numbers", "more_ordinals")
"""The words of which every number that is written out has one; a text without them needs no reading by the library."""
_NUMERALS = _WORDS | _INEXACT
_NTH = ("st", "nd", "rd", "th")


class Quantity(NamedTuple):
    """A number of a text: its value as digits, an ordinal as "1st", else the word; and the roots of what follows it.

    A number that refers ("the two leaders") counts what was named, and need not stand there itself. `behind` is the
    preposition before it: "to" in "from 4 to about 5 percent". `rounded` tells which way, as in `_ROUNDING`.
    """

    value: str
    counts: tuple[str, ...] = ()
    refers: bool = False
    behind: str | None = None
    after_comma: bool = False
    rounded: str | None = None

    @property
    def unit(self) -> str | None:
        """Return the unit of measure of the number, or None."""
        return self.counts[0] if self.counts and self.counts[0] in roots_of("units") else None


@lru_cache(maxsize=REMEMBERED)
def has_number(text: str) -> bool:
    """Return whether a text may have a number: most have none."""
    return not _NUMERALS.isdisjoint(_RUN.findall(fold(text))) or _DIGIT.search(fold(text)) is not None


@lru_cache(maxsize=REMEMBERED)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of an English text, in order."""
    if not has_number(text):
        return ()
    return tuple(_quantities(*_read(text)))


@lru_cache(maxsize=REMEMBERED)
def _read(text: str) -> tuple[str, re.Pattern[str]]:
    """Return a text folded and with its number words in digits, and the pattern of the numbers in it."""
    folded = _CURRENCY.sub("", fold(_OF_NAME.sub("", text)).replace("per cent", "percent"))
    words = frozenset(_RUN.findall(folded))
    pattern = _EXACT if words.isdisjoint(_INEXACT) else _ANY
    return folded if words.isdisjoint(_WORDS) else _in_digits(folded), pattern


def _in_digits(folded: str) -> str:
    """Return a folded text with its number words in digits."""
    # "Thousands" is no 1,000, and the hyphen of "six-year" hides the number.
    kept = _UNSPELLED.sub(lambda match: f"{match.group()}zz", folded)
    if "-" in kept:
        kept = re.sub(r"(?<=[a-z])-(?=[a-z])", " - ", kept)
        kept = re.sub(
            r"(ty) - (one|two|three|four|five|six|seven|eight|nine|fir|sec|thi|fou|fif|six|sev|eig|nin)", r"\1-\2", kept
        )
    kept = str(alpha2digit(without_surrogates(kept), "en", threshold=0)).replace("zz", "")
    return re.sub(r"\b(?:one|two|three)\b", lambda match: NUMBER_WORDS[match.group()], kept)


def _quantities(text: str, pattern: re.Pattern[str]) -> Iterator[Quantity]:
    for match in pattern.finditer(text):
        start, at, letter = match.start(), match.end(), match["letter"]
        symbol = _SYMBOL.search(text[max(0, start - 2) : start])
        counts: list[str] = [_SYMBOLS[symbol.group()[0]]] if symbol else []
        # "May 7" is the seventh of May, and counts nothing that is named after it.
        counts += [month[1]] if (month := _MONTH.search(text[max(0, start - 11) : start])) else []
        if letter and not symbol and not _MONEY.match(text, at):
            letter, at = None, at - 1  # "5m" may be meters
        while len(counts) < 4 and (after := _AFTER.match(text, at)):
            word, at = after.group(1), after.end()
            if word in ("of", "more", "u.s", "us"):
                continue
            if word in FUNCTION_WORDS:
                break
            counts.append(_SYMBOLS.get(word) or root(word))
        refers = (
            match["digits"] is not None
            and len(match["digits"]) == 1
            and not match["nth"]
            and _REFERS.search(text[max(0, start - 8) : start]) is not None
        )
        before = text[max(0, start - 24) : start]
        behind, rounded = _BEHIND.search(before), _ROUNDED.search(before)
        yield Quantity(
            _value(match, letter),
            tuple(counts),
            refers,
            behind.group(1) if behind else None,
            text[max(0, start - 2) : start] == ", ",
            rounded.lastgroup if rounded else None,
        )


def _value(match: re.Match[str], letter: str | None) -> str:
    if match["digits"] is None:
        return match.group()
    digits = numbers(match["digits"])
    if len(digits) != 1 or digits[0].count(".") > 1:
        return match["digits"]
    value = Decimal(digits[0])
    if letter:
        value *= 10 ** _LETTERS[letter]
    elif scale := match["scale"]:
        value *= Decimal(scale) if scale.isdigit() else 10 ** _SCALES[scale]
    plain = f"{value.normalize():f}"
    return plain + {"1": "st", "2": "nd", "3": "rd"}.get(plain[-1], "th") if match["nth"] else plain


def lacking(statement: str, quotes: Sequence[str]) -> tuple[list[str], int]:
    """Return the numbers of an English statement that its quotes do not have, and how many were looked up.

    A number is also lacking if the quotes have it of another unit, or if they count the same thing by another one.
    """
    claimed = tuple(dict.fromkeys(quantities(statement)))
    if not claimed:
        return [], 0
    told = [quantity for quote in quotes for quantity in quantities(quote)]
    absent = [q for q in claimed if not _is_told(q, told, quotes)]
    absent = [q for q in absent if not any(_is_number_of(q.value, statement, quote) for quote in quotes)]
    lacks = [_shown(q) for q in absent] or list(_turned(statement, quotes))
    if not lacks and len({quantity.value for quantity in told}) > 1:
        lacks = list(_of_others(statement, quotes))
    return list(dict.fromkeys([*lacks, *_misdated(statement, quotes)])), len(claimed)


_PAIR = re.compile(rf"{_DIGITS}(?: percent)? ?(?:to|-|–|against) ?{_DIGITS}(?!\.?\d)")
_SHARE = re.compile(rf"{_DIGITS} of (?:the|its|their|his|her) {_DIGITS}")


def _turned(statement: str, quotes: Sequence[str]) -> Iterator[str]:
    """Yield a result that the quotes have the other way round ("87 to 13"), and a whole for its part ("38 of its 212")."""
    said, *told = (_read(text)[0].replace(",", "") for text in (statement, *quotes))
    results = {pair.groups() for quote in told for pair in _PAIR.finditer(quote)}
    claimed = [pair.groups() for pair in _PAIR.finditer(said)] if results else []
    yield from (" to ".join(pair) for pair in claimed if pair not in results and pair[::-1] in results)
    for share in (share for quote in told for share in _SHARE.finditer(quote)):
        part, whole = (re.search(rf"(?<![\d.]){n}(?![\d.])", said) for n in share.groups())
        if whole and not part:
            yield share[2]


_LISTED = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*"
_LIST = re.compile(rf"{_LISTED}(?:, {_LISTED})+,? and {_LISTED}")


def _is_number_of(number: str, statement: str, quote: str) -> bool:
    """Return whether a quote names as many as a statement counts: "11 counties", "the counties of Orlen, Varn and …"."""
    counted = re.findall(rf"\b{number} (?:[a-z]+ )?([a-z]+s)\b", statement) if number.isdecimal() else []
    lists = (found for found in _LIST.finditer(quote) if quote[: found.start()].endswith(_before_list(counted)))
    return any(len(re.split(r",? and |, ", found[0])) == int(number) for found in lists)


def _before_list(nouns: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{noun}{link}" for noun in nouns for link in (" ", " of ", ": ", ", "))


def _is_count(quantity: Quantity) -> bool:
    """Return whether a number is no ordinal and no part of a date."""
    if quantity.value[-2:] in _NTH or (quantity.counts and quantity.counts[0] in MONTHS):
        return False
    return not _YEAR.fullmatch(quantity.value)


def _of_others(statement: str, quotes: Sequence[str]) -> Iterator[str]:
    """Yield the numbers of which the quotes say something else than the statement, and that of another number.

    "Profits rose 5 percent" where "sales rose 5 percent and profits rose 9 percent": all that the statement says stands
    in another part of a sentence than its number.
    """
    told = [part for quote in quotes for part in _parts(quote)]
    for part in _parts(statement):
        number, *further = part.quantities
        if further:
            continue
        own = [other for other in told if any(q.value == number.value for q in other.quantities)]
        rivals = (
            other
            for other in told
            if part.words <= other.words and any(q.unit == number.unit for q in other.quantities)
        )
        if own and not any(part.words <= other.words for other in own) and any(rivals):
            yield _shown(number)


class _Part(NamedTuple):
    """The words of a part of a sentence with a number, by their roots, without what its numbers count; and these."""

    words: frozenset[str]
    quantities: tuple[Quantity, ...]


@lru_cache(maxsize=REMEMBERED)
def _parts(text: str) -> tuple[_Part, ...]:
    """Return the parts of a sentence that have a number."""
    read, pattern = _read(text)
    found = []
    for part in _PART.split(read):
        if _DIGIT.search(part) and (counted := tuple(filter(_is_count, _quantities(part, pattern)))):
            words = {root(word) for word in _LETTER.findall(part) if word not in FUNCTION_WORDS}
            found.append(_Part(frozenset(words - roots_of("units")), counted))
    return tuple(found)


_PART, _LETTER = re.compile(r",(?!\d)|;|\b(?:and|while|but|of which)\b"), re.compile(r"[a-z]{3,}")


def _misdated(statement: str, quotes: Sequence[str]) -> Iterator[str]:
    """Yield the dates whose day the quotes have in another year, or whose month and year they have with another day."""
    claimed = [date for date in _DATE.findall(fold(statement)) if date[2]]
    told = {date for quote in quotes for date in _DATE.findall(fold(quote))} if claimed else set()
    for month, day, year in claimed:
        if (month, day, year) not in told and any(m == month and y and (d == day or y == year) for m, d, y in told):
            yield f"{day} {month.title()} {year}"


def miscounted(statement: str, quotes: Sequence[str], counts: Collection[int]) -> str | None:
    """Return the number by which a statement refers ("the two leaders") to a group of another size, or None.

    `counts` are the sizes of the groups that are meant; a single one may be a group itself.
    """
    if min(counts, default=0) < 2 or not (referring := [q for q in quantities(statement) if q.refers]):
        return None
    told = {quantity.value for quote in quotes for quantity in quantities(quote)}
    return next((q.value for q in referring if q.value not in told and int(q.value) not in counts), None)


def _shown(quantity: Quantity) -> str:
    return f"{quantity.value} {quantity.unit}" if quantity.unit else quantity.value


_MEASURES = {
    "half": (("percent", 50), ("month", 6)), "quarter": (("percent", 25), ("month", 3)), "3rd": (("percent", 33),),
    "5th": (("percent", 20),), "10th": (("percent", 10),),
}  # fmt: skip
"""Shares, and parts of a year, in percent and months."""
_CONVERTED = {"percent": ("percent", 1), "hour": ("hour", 1), "day": ("hour", 24), "week": ("hour", 168)} | {
    "month": ("month", 1), "year": ("month", 12)
}  # fmt: skip


def _measured(quantity: Quantity) -> set[tuple[str, Decimal]]:
    """Return a number with its unit in all units into which it can be turned: "three days" are 72 hours."""
    found = {(unit, Decimal(value)) for unit, value in _MEASURES.get(quantity.value, ())}
    if quantity.unit in _CONVERTED and _PLAIN.fullmatch(quantity.value):
        unit, factor = _CONVERTED[quantity.unit]
        found.add((unit, Decimal(quantity.value) * factor))
    return found


def _is_told(claimed: Quantity, told: Sequence[Quantity], quotes: Sequence[str]) -> bool:
    if (measured := _measured(claimed)) and any(measured & _measured(q) for q in told if q.value != claimed.value):
        return True
    same = [q for q in told if _is_equal(claimed.value, q.value) or _is_rounded(claimed, q)]
    # "They would then vote" tells of the second vote.
    if not same and claimed.value == "2nd" and any(_THEN.search(fold(quote)) for quote in quotes):
        return not any(q.value[-2:] in _NTH for q in told)
    if not same and claimed.refers:
        return not any(q.counts[:1] and q.counts[0] in claimed.counts and q.value[-1:].isdigit() for q in told)
    if not same:
        words = {word for quote in quotes for word in re.findall(r"\w+", fold(quote))}
        return any(word in words for word in _EQUAL.get(claimed.value, ()) if not word.isdigit())
    if {claimed.behind, *(q.behind for q in same)} == {"from", "to"} and all(q.behind != claimed.behind for q in same):
        return False
    if not claimed.counts and not _YEAR.fullmatch(claimed.value):
        # "since 15" is no 15 minutes, and "May 3, 14" not the fourteenth.
        if claimed.behind in _TIMES and all(q.unit for q in same):
            return False
        if claimed.after_comma and all(q.counts and q.counts[0] in MONTHS for q in same):
            return False
    if claimed.unit and all(q.unit and q.unit != claimed.unit for q in same):
        return False
    # A year counts nothing.
    bare = [q for q in same if not q.counts and not (claimed.counts and _YEAR.fullmatch(q.value))]
    if not claimed.counts or bare or any(set(q.counts) & set(claimed.counts) for q in same):
        return True
    return not any(set(q.counts[:2]) & set(claimed.counts[:2]) for q in told)


def _is_rounded(claimed: Quantity, told: Quantity) -> bool:
    """Return whether a number is told in round: "about 1,200 vans" for 1,187 of them."""
    if claimed.rounded is None or not (_PLAIN.fullmatch(claimed.value) and _PLAIN.fullmatch(told.value)):
        return False
    least, most = _ROUNDING[claimed.rounded]
    is_near = least * Decimal(told.value) <= Decimal(claimed.value) <= most * Decimal(told.value)
    return is_near and len(claimed.value.strip("0.")) < len(told.value.strip("0.")) and claimed.unit == told.unit


_PLAIN = re.compile(r"\d+(?:\.\d+)?")


def _is_equal(claimed: str, told: str) -> bool:
    if claimed == told or told in _EQUAL.get(claimed, ()):
        return True
    # "February 4th" is "February 4"; "the 21st century" is not 21 of something.
    return any(nth[-2:] in _NTH and nth[:-2] == n and n.isdigit() for nth, n in ((told, claimed), (claimed, told)))
