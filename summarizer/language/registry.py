"""The language rules, by the names used in profiles, and the wording of each language."""

from __future__ import annotations

from functools import lru_cache

from summarizer.language.english.rules import EnglishRules
from summarizer.language.english.wording import EnglishWording
from summarizer.language.neutral import NeutralWording
from summarizer.language.rules import LanguageRules, NeutralRules, Wording

_RULES: dict[str, LanguageRules] = {"english": EnglishRules(), "neutral": NeutralRules()}

_ENGLISH = EnglishWording()


def rules_named(name: str) -> LanguageRules:
    """Return the rules with this name, 'english' or 'neutral'. Raise KeyError for any other name."""
    return _RULES[name]


@lru_cache
def wording_of(language: str | None) -> Wording:
    """Return how claims are looked up in a text of this language, an ISO 639 code; None counts as English."""
    return _ENGLISH if language in (None, "en") else NeutralWording(str(language))
