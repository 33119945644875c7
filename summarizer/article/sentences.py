"""Split an article into numbered sentences with exact character offsets.

The segmenter is sentencex (https://github.com/wikimedia/sentencex; about 300 languages; MIT; wheels without
dependencies). `python -m evals.studies.segmenters` compares it with pysbd, nupunkt, syntok and blingfire. It is the
only one that recognizes the Chinese full stop and the Hindi danda without a language code. It returns the text
unchanged, and it is the fastest. In English, nupunkt splits "the U.S. Secretary", and pysbd joins sentences after
"D.C.". syntok is as good as sentencex with the additions below, but supports neither Hindi nor Chinese.

This module adds the following, each for an error seen in news text:

- Split lines first: a headline, a byline or a bullet has no full stop. Only the ends of lines and paragraphs count; a
  form feed or U+2028 is a space, and so is the end of a line in a text wrapped at a width (see `_wrapped`).
- Keep an opening quotation mark with the sentence that it opens, and a closing one with the sentence that it closes.
- Join a piece that cannot start a sentence to the one before it (see `_continues`).
- Split quoted speech, which sentencex keeps in one piece, at its full stops if it is longer than `LONG_SPEECH` words,
  and a list longer than `LONG_LIST` words at its semicolons. Longer sentences without either stay whole, up to
  `LONGEST` characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import pairwise

from summarizer.article.dates.vocabulary import plain, vocabulary
from summarizer.pace import tick
from summarizer.schema import without_surrogates

LONG_SPEECH = 40
"""A sentence with more words is split at full stops inside quotation marks."""

LONG_LIST = 80
"""A sentence with more words is split at semicolons."""

NARROWEST, WIDEST = 50, 100
"""The width of a wrapped text, in characters: narrower lines are headlines or verse, longer ones are paragraphs."""

MIN_WRAPPED = 3
"""A text with fewer full lines is not taken for a wrapped one."""

LONGEST = 4_000
"""The number of characters of a sentence. What is longer, a table or a text without full stops, is cut, so that a
request about it does not become too long for the model."""

PIECE, LARGEST_PIECE = 4_000, 8_000
"""The number of characters of a line that sentencex gets at once, and of one in which it finds no end. Few paragraphs
are as long."""

MOST = 0.7
"""The share of full lines in a wrapped text, among lines that another follows: the last of a paragraph is not full.
And the largest share of lines with a capital at their start."""

_OPENING = "“‘«„「『（"
_CLOSING = "”’»」』）"
_PAIRS = ("“”", "«»", "「」", "『』", "()")
_EITHER = '"”»'
"""Marks that open quotations or close them: »so« in German, ”så” in Swedish."""
_QUOTES = _OPENING + _EITHER


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article: `article[start:end] == text`. `number` counts from 1."""

    number: int
    start: int
    end: int
    text: str


def sentences(text: str, language: str | None = None) -> tuple[Sentence, ...]:
    """Return the sentences of `text` in order.

    The spans do not overlap, have no white space at either end, and together cover every character that is not white
    space. `language` is an ISO 639 code; a region is ignored. None works for every language whose full stop is known,
    but without the abbreviations of that language. Never raises. A text of white space has no sentences.
    """
    code = re.split(r"[-_]", language)[0].lower() if language else "en"
    spans = (span for start, end in _lines(text) for span in _line_spans(text, start, end, code))
    return tuple(Sentence(number, start, end, text[start:end]) for number, (start, end) in enumerate(spans, 1))


_LINE = re.compile(r"[^\n\r\u2029]*(?:\r\n|[\n\r\u2029]|$)")
_ITEM = re.compile(r"\s|[-*•·–—]\s|\(?\w{1,3}[.)]\s")


def _lines(text: str) -> Iterator[tuple[int, int]]:
    found = [match.span() for match in _LINE.finditer(text) if match.group()]
    wrapped = _wrapped(text, found)
    start = 0
    for number, (_, end) in enumerate(found):
        tick()
        if number in wrapped:
            continue
        if text[start:end].strip():
            yield start, end
        start = end


def wrapped_ends(text: str) -> list[tuple[int, int]]:
    """Return the white space at the ends of lines at which a text was only wrapped, as start and end offsets."""
    lines = [match.span() for match in _LINE.finditer(text) if match.group()]
    return [(lines[n][0] + len(text[slice(*lines[n])].rstrip()), lines[n][1]) for n in sorted(_wrapped(text, lines))]


def _wrapped(text: str, lines: list[tuple[int, int]]) -> frozenset[int]:
    """Return the numbers of the lines that end only because the text was wrapped at a width, as in an e-mail.

    A line was wrapped if the first word of the next would have made it longer than the longest line. A text counts as
    wrapped if that holds for at least `MOST` of the lines that another follows directly, and `MIN_WRAPPED` lines, and
    if no more than `MOST` of those after them start with a capital, as headlines do. Scripts without spaces are left.
    """
    bare = [text[start:end].rstrip() for start, end in lines]
    width = max(map(len, bare), default=0)
    if not NARROWEST <= width <= WIDEST:
        return frozenset()
    if _UNSPACED.search(text):
        return frozenset()
    pairs = [(n, line, after) for n, (line, after) in enumerate(pairwise(bare)) if line and after]
    full = [(n, after) for n, line, after in pairs if len(line) + 1 + len(after.split(maxsplit=1)[0]) > width]
    capitals = sum(after[0].isupper() for _, after in full)
    if len(full) < max(MIN_WRAPPED, MOST * len(pairs)) or capitals > MOST * len(full):
        return frozenset()
    return frozenset(n for n, after in full if not _ITEM.match(after))


def _line_spans(text: str, start: int, end: int, code: str) -> Iterator[tuple[int, int]]:
    for span in _segmented(text, start, end, code):
        if _words(text, *span) <= LONG_SPEECH:
            yield from _cut(text, *span)
            continue
        for piece in _segmented(text, *span, code, quotes=False):
            if _words(text, *piece) > LONG_LIST:
                for item in _trimmed(text, *piece, [match.end() for match in _SEMICOLON.finditer(text, *piece)]):
                    yield from _cut(text, *item)
            else:
                yield from _cut(text, *piece)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence in parts of at most `LONGEST` characters, cut after a comma or else a space if it has one."""
    cuts, at = [], start
    while end - at > LONGEST:
        middle, last = at + LONGEST // 2, at + LONGEST
        places = (max(text.rfind(c, middle, last) for c in marks) for marks in (",，、،", " \t\u00a0"))
        at = next((place + 1 for place in places if place >= 0), last)
        cuts.append(at)
    yield from _trimmed(text, start, end, cuts) if cuts else [(start, end)]


def _segmented(text: str, start: int, end: int, code: str, *, quotes: bool = True) -> list[tuple[int, int]]:
    """Return the trimmed spans of the sentences of `text[start:end]`. Without `quotes`, ignore quotation marks."""
    spans: list[tuple[int, int]] = []
    for span in _trimmed(text, start, end, _breaks(text, start, end, code, quotes)):
        before, gap, piece = (
            (_tail(text, *spans[-1]), text[spans[-1][1] : span[0]], text[slice(*span)]) if spans else "   "
        )
        if spans and (_continues(before, gap, piece) or (code != "en" and _is_within_date(before, piece, code))):
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
    return spans


@cache
def _segmenter() -> Callable[[str, str], list[str]]:
    """Return the segmenter. It is imported here because importing the library must not load a binary."""
    segment: Callable[[str, str], list[str]] = import_module("sentencex").segment
    return segment


def _breaks(text: str, start: int, end: int, code: str, quotes: bool) -> Iterator[int]:
    """Yield the offsets at which sentencex ends a sentence; see `_parts`."""
    line = without_surrogates(text[start:end])
    bare = line.rstrip()
    if not bare.isprintable():
        # sentencex panics where an initial follows a wide space. Of what is inside a line, it must not take a form feed
        # or the end of a wrapped line for its end.
        line = re.sub(r"[^\S ]", " ", bare) + line[len(bare) :]
    if not quotes:
        line = re.sub(f'["{_OPENING}{_CLOSING}]', " ", line)
    parts = _parts(code, line)
    if code == "en" and "May. " in line:
        parts = [piece for part in parts for piece in _AFTER_MAY.split(part)]
    offset = start
    for part in parts[:-1]:
        offset += len(part)
        at = offset
        while at < end and text[at] in _CLOSING and not _opens(text, at, end):
            at += 1
        while at - 1 > start and text[at - 1] in _QUOTES and _opens(text, at - 1, end):
            at -= 1
        yield at


def _parts(code: str, line: str) -> list[str]:
    """Return the parts into which sentencex cuts a line.

    Its time grows with the square of the text, so a long line is fed in pieces. What it says about the last part of a
    piece is not used, since that may go on, nor about a quotation or bracket that the piece does not close. A piece
    whose parts do not add up to it is one part.
    """
    parts, start, size = [""], 0, PIECE
    while start < len(line):
        tick()
        piece = line[start : start + size]
        found = _segmenter()(code, piece)
        if sum(map(len, found)) != len(piece):
            found = [piece]
        if start + len(piece) < len(line):
            whole = found[:-1]
            while whole and not _is_closed("".join(whole)):
                whole.pop()
            if not whole and size < LARGEST_PIECE:
                size = LARGEST_PIECE
                continue
            # A sentence of a length that nobody reads has no end here: the next piece goes on with it, at a word.
            found = [*whole, ""] if whole else [piece[: piece.rfind(" ") + 1] or piece]
        start += sum(map(len, found))
        parts[-1] += found[0]
        parts += found[1:]
        size = PIECE
    return parts if parts[-1] else parts[:-1]


def _is_closed(text: str) -> bool:
    """Return whether as many quotations and brackets are closed in a text as are opened."""
    return text.count('"') % 2 == 0 and all(text.count(pair[0]) <= text.count(pair[1]) for pair in _PAIRS)


def _opens(text: str, at: int, end: int) -> bool:
    """Return whether the character at `at` is an opening quotation mark."""
    if text[at] in _OPENING:
        return True
    return text[at] in _EITHER and text[at - 1].isspace() and at + 1 < end and not text[at + 1].isspace()


def _trimmed(text: str, start: int, end: int, breaks: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the non-empty spans between the breaks, without white space at their ends."""
    for stop in [*breaks, end]:
        piece = text[start:stop].rstrip()
        if bare := piece.lstrip():
            yield start + len(piece) - len(bare), start + len(piece)
        start = max(start, stop)


_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]")
_INITIALS = re.compile(r"\b[A-Z]{1,3}\.$")
_SEMICOLON = re.compile(r"[;；؛]")
_CLOCK = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_AFTER_CLOCK = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Eastern|Central|Mountain|Pacific|Greenwich)\b"
    r"|[A-Z]{1,3}[SD]?T\b|UTC\b|\()"
)


def _tail(text: str, start: int, end: int) -> str:
    """Return the end of a sentence, as far as `_continues` looks at it: joined again and again, one may become long."""
    return text[max(start, end - 40) : end]


def _continues(previous: str, gap: str, piece: str) -> bool:
    """Return whether `piece`, which follows `previous` after `gap`, continues the same sentence.

    It does if it has no letter or digit (a stray quotation mark), starts in lower case ('"Stop!" he said', but not
    "iPhone sales fell"), follows a list number ("1. First") or, without a space, an abbreviation ("EE.UU."), or is the
    day or time zone of a clock time ("at 5 p.m. Friday").
    """
    if not any(character.isalnum() for character in piece):
        return True
    if piece[0].islower() and not re.match(r"[a-z]+[A-Z]", piece):
        return True
    if _LIST_NUMBER.fullmatch(previous) or (not gap and _INITIALS.search(previous)):
        return True
    return bool(_CLOCK.search(previous) and _AFTER_CLOCK.match(piece))


_DAY_OR_MONTH = re.compile(r"(?:^|[\s(])(?:(?P<day>\d{1,2})|(?P<month>[^\W\d_]{2,5})|(?P<title>M))\.$")


def _is_within_date(previous: str, piece: str, code: str) -> bool:
    """Return whether the stop behind `previous` is one of a date ("am 3. | Februar", "28 janv. | 2026") or of "M."."""
    found = _DAY_OR_MONTH.search(previous)
    if found is None:
        return False
    if found["title"]:
        return code == "fr"  # Monsieur
    names = vocabulary(code)
    if names is None:
        return False
    if found["month"]:
        return piece[0].isdigit() and plain(found["month"]) in names.months
    return plain(re.split(r"[\s.,]", piece, maxsplit=1)[0]) in names.months


_AFTER_MAY = re.compile(r"(?<=\bMay\. )(?=[A-Z“\"])")
"""The month that sentencex takes for an abbreviation as it does the others: "… by May. Karst …"."""

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def _words(text: str, start: int, end: int) -> int:
    """Return the number of words. Scripts without spaces (Chinese, Japanese, Thai …) count two characters per word."""
    piece = text[start:end]
    unspaced = 0 if piece.isascii() else len(_UNSPACED.findall(piece))
    return len(piece.split()) + unspaced // 2
