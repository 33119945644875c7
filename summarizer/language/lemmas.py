"""Base forms of words ("signé": "signer"), from the dictionaries of simplemma.

simplemma is maintained, has no dependencies and knows 54 languages. A dictionary is loaded when the first word of its
language is looked up: a quarter of a second and 20 MB for English, one to two seconds and 120 MB for German or Russian.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

REMEMBERED_WORDS = 20_000
"""Size of the cache of base forms: the words of a few hundred articles."""

_DICTIONARIES = {"no": "nb", "sr": "hbs", "hr": "hbs", "bs": "hbs"}
"""Codes of the dictionaries that are not those of the language."""


@lru_cache(maxsize=REMEMBERED_WORDS)
def lemma(word: str, language: str) -> str:
    """Return the base form of a word, or the word itself if the language (an ISO 639 code) or the word is unknown."""
    if not has_lemmas(language) or (word.isascii() and word.lower() == word.upper()):
        return word  # a number or a mark, in any language
    code = _DICTIONARIES.get(language, language)
    # Most words are plain ones of the dictionary, as given or in the other case. `lemmatize` finds them there too, but
    # only after preparing for all others.
    if word.isascii() and word.isalpha():
        known, cased = _dictionary(code), word.lower() if word[0].isupper() else word.capitalize()
        if (found := known.get(word) or known.get(cased)) is not None:
            return found
    from simplemma import lemmatize

    return str(lemmatize(word, lang=code))


@lru_cache(maxsize=8)  # as many as simplemma keeps itself
def _dictionary(code: str) -> Mapping[str, str]:
    from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY

    return DEFAULT_DICTIONARY_FACTORY.get_dictionary(code)


@lru_cache(maxsize=REMEMBERED_WORDS)
def is_word(word: str, language: str) -> bool:
    """Return whether the dictionary of a language has a word, in the case in which it is given."""
    from simplemma import is_known

    return has_lemmas(language) and bool(is_known(word, lang=_DICTIONARIES.get(language, language)))


@lru_cache
def has_lemmas(language: str) -> bool:
    """Return whether there is a dictionary of a language (an ISO 639 code)."""
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return _DICTIONARIES.get(language, language) in SUPPORTED_LANGUAGES
