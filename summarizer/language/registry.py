"""The language rules by the names that profiles give."""

from __future__ import annotations

from summarizer.language.english.rules import EnglishRules
from summarizer.language.rules import LanguageRules, NeutralRules

_RULES: dict[str, LanguageRules] = {"english": EnglishRules(), "neutral": NeutralRules()}


def rules_named(name: str) -> LanguageRules:
    """Return the rules of a name, 'english' or 'neutral'; KeyError for any other."""
    return _RULES[name]
