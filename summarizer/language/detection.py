"""Which language an article is in: as given, else by its words.

py3langid tells it (a kept fork of langid.py; BSD): all of 127 English, French, Chinese, Arabic, Hindi and Spanish texts
right by their first 400 characters, where langdetect does as well but is no longer kept. It takes a second to load,
so English, which is known by its function words, does not wait for it.
"""

from __future__ import annotations

import re

from summarizer.errors import ConfigurationError
from summarizer.language.words import is_english

SAMPLE = 2_000
"""Characters of an article by which its language is told."""


def language_of(text: str, given: str | None = None) -> str:
    """Return the ISO 639 code of a text's language, as given ("pt-BR" is "pt") or by its words."""
    if given:
        return code_of(given)
    if is_english(text):
        return "en"
    import py3langid

    return str(py3langid.classify(text[:SAMPLE])[0])


def code_of(language: str) -> str:
    """Return the bare code of a language tag: "pt-BR" gives "pt"."""
    return re.split(r"[-_]", language.strip())[0].lower()


def name_of(language: str) -> str:
    """Return the English name of a language, for a prompt; raises ConfigurationError for an unknown code."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language.strip().replace("-", "_")).get_language_name("en")
    except (UnknownLocaleError, ValueError):
        name = None
    if not name:
        raise ConfigurationError(f"no language {language!r}", hint="give an ISO 639 code, for example 'fr'")
    return str(name)
