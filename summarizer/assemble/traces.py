"""Look for what speaks for a name that an article does not have as a whole: its words, in whatever form.

An actor, or a claim about it, is dropped only if there is no such trace.
"""

from __future__ import annotations

import re
import unicodedata

from summarizer.article.text import UNSPACED, find_name, fold
from summarizer.language.names import canonical
from summarizer.language.rules import Wording
from summarizer.schema import ActorKind

MIN_TRACE = 4
"""Letters, at least, of a word that is looked for anywhere in a text, also inside of words."""

_CHARACTER = UNSPACED.pattern
_SCRIPT_CHANGE = re.compile(
    rf"(?<={_CHARACTER})(?=[^\W\d_])(?!{_CHARACTER})|(?<=[A-Za-z\u00c0-\u04ff])(?={_CHARACTER})"
)

_MARKS = ".,;:'\"()#@«»"


def is_traced(name: str, text: str, wording: Wording) -> bool:
    """Return whether a text has at least half of the words of a name, in whatever form, or calls it by an alias."""
    if find_name(canonical(name), text):
        return True
    found = [_has(word, text, wording) for word in _words(name)]
    return sum(found) * 2 >= len(found) > 0


def is_described(name: str, kind: ActorKind | None, text: str, wording: Wording) -> bool:
    """Return whether a text describes somebody by most words of a name that it does not have as a whole.

    "Ada Brand's parents" are described if the text has "Brand" and "her parents". All names in it must be there.
    """
    spaced = [word for word in _words(name) if not UNSPACED.search(fold(word))]
    if len(spaced) < len(_words(name)) and kind is not ActorKind.GROUP:
        # Characters alone make no name, but a name in letters may have a word in characters: "Apple公司".
        return bool(spaced) and all(_has(word, text, wording) for word in spaced)
    named = [word for part in wording.names(f"- {name}") for word in part.split()]
    return is_traced(name, text, wording) and all(_has(word, text, wording) for word in named)


def is_translated_name(name: str, kind: ActorKind | None, text: str) -> bool:
    """Return whether a name in a translated brief may be that of somebody whom the text names in its own language.

    The bare name of a person is the same in every language with the same script.
    """
    is_bare = kind is ActorKind.PERSON and all(word[:1].isupper() for word in name.split())
    return not (is_bare and _script(name) in set(map(_script, text.split())))


def _words(name: str) -> list[str]:
    """Return the words of a name, also where another script begins without a space."""
    return _SCRIPT_CHANGE.sub(" ", name).split()


def _has(word: str, text: str, wording: Wording) -> bool:
    bare = fold(word).strip(_MARKS).removesuffix("'s").strip(_MARKS)
    if not bare or (len(bare) >= MIN_TRACE and bare in fold(text)) or wording.holds(bare, (text,)):
        return True
    stems, present = wording.stems(word), wording.stems(text)
    return bool(stems) and all(wording.holds_stem(stem, present) for stem in stems)


def _script(text: str) -> str:
    """Return the script of the first letter of a text ("LATIN"), empty if it has none."""
    letter = next((character for character in text if character.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""
