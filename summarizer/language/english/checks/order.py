"""Does who acts stand in the sentences before the verb, or after "by", or does another one?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.article.text import fold
from summarizer.language.english.checks.positions import tokens_of
from summarizer.language.english.checks.presence import Presence
from summarizer.language.english.checks.reading import leading, roots_of
from summarizer.language.english.lexicon import either

_BY = re.compile(r"\b(?:by|between|among|with|to|for|said|says|according to) (?:[\w.'-]+ ){0,6}$")
_PASSIVE = re.compile(rf"\b{either('be')} (?:\w+ly )?$")
_AGENT = re.compile(r"^\w+ (?:[\w-]+ ){0,4}by (?:[\w.-]+ ){0,4}$")


def comes_after(name: str, rivals: Sequence[str], verb: str, cited: Sequence[int], presence: Presence) -> str | None:
    """Return the rival that stands in the sentences before a verb, given by its root, with the actor only behind it.

    None if the sentences do not have the verb, if they have the actor before it or after "by", or if no rival is there.
    """
    if verb in roots_of("any_order"):
        return None
    found = None
    for quote in map(presence.text, cited):
        if (at := _start(verb, quote)) is None or not (own := presence.places(name, quote)):
            continue
        others = ((rival, span.start) for rival in rivals for span in presence.places(rival, quote))
        if _PASSIVE.search(fold(quote[max(0, at - 24) : at])):
            # "Karst was founded by Reyes": who acts stands behind "by".
            there = [rival for rival, start in others if _AGENT.search(fold(quote[at:start]))]
            if not there or any(span.start > at for span in own):
                return None
        elif any(span.start < at or _BY.search(fold(quote[: span.start])) for span in own):
            return None
        else:
            there = [rival for rival, start in others if start < at]
        found = found or next(iter(there), None)
    return found


def _start(verb: str, text: str) -> int | None:
    """Return where the first word with a root starts in a text, or None if it has none."""
    tokens = tokens_of(text)
    return tokens.starts[tokens.roots.index(verb)] if verb in tokens.roots else None


def verb_of(statement: str) -> str | None:
    """Return the root of the first word that carries a statement without its subject: "agree" of "has agreed to …"."""
    word = leading(statement)
    return None if word is None else word.root
