"""Read plain text: its words as they are, and its first line as the title if that is surely a headline."""

from __future__ import annotations

import re

from summarizer.article.readers.decoding import decoded
from summarizer.article.readers.source import Source
from summarizer.schema import Article

FEWEST_WORDS, MOST_WORDS, LONGEST = 4, 20, 120
"""Words and characters of a headline: fewer are a label or a name, more are a paragraph."""
LEAST_PROSE = 12
"""Words of the first line below a headline that ends as a sentence does."""

_OTHER = re.compile(
    r"By\s|Dear\s|For immediate release|(?:From|To|Subject|Date|Sent|Source|Photo|Image)\s*:|\d+[.)]\s", re.I
)
"""What begins a byline, a salutation, a field of a message or an item of a list."""
_CAPITAL = re.compile(r"[“‘\"']?[^\W_a-z]")
_ENDS = re.compile(r"[.!?…,;:–—-][\"”’')\]]*$|[.!?]\s+[“\"]?[A-Z]")
"""What ends as a sentence, a salutation or a dateline does, or has two sentences."""
_ENDS_PROSE = re.compile(r"[.!?…][\"”’')\]]*$")


def read_text(source: Source) -> Article:
    """Return the article of a plain text; raise UnreadableArticleError if it is in no known encoding."""
    text = decoded(source.data, source.name, source.charset)
    return Article(text=text, title=headline_of(text))


def headline_of(text: str) -> str | None:
    """Return the first line of a text if it is surely a headline, else None: "Council backs flood wall".

    It is short, has no full stop, an empty line or a byline below it, and then prose. The text keeps it, so that
    offsets stay; as it repeats the title, no model is asked about it alone.
    """
    line, *below = map(str.strip, text.strip().splitlines() or [""])
    is_short = FEWEST_WORDS <= len(line.split()) <= MOST_WORDS and len(line) <= LONGEST
    if not is_short or not _CAPITAL.match(line) or _OTHER.match(line) or _ENDS.search(line):
        return None
    stands_alone = below and (not below[0] or below[0].startswith("By "))
    prose = next((one for one in below if len(one.split()) >= LEAST_PROSE), "")
    is_above_prose = len(prose) > len(line) and _ENDS_PROSE.search(prose)
    return " ".join(line.split()) if stands_alone and is_above_prose else None
