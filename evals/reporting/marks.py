"""Where a text names an actor. Cutting and drawing marks is shared with the page of a brief."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..scoring.items import Extent, occurrences


def named_at(names: Sequence[str], text: str) -> Iterator[Extent]:
    """Yield the places where a text has one of the names: as whole words or, if there are none, anywhere.

    The latter is for scripts without spaces between words.
    """
    for name in dict.fromkeys(names):
        if not name:
            continue
        whole_words = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
        yield from whole_words or occurrences(name, text)
