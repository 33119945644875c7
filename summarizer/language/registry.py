"""The language rules, by the names used in profiles."""

from __future__ import annotations

from summarizer.language.english.rules import EnglishRules
from summarizer.language.rules import LanguageRules, NeutralRules

_RULES: dict[str, LanguageRules] = {"english": EnglishRules(), "neutral": NeutralRules()}


def rules_named(name: str) -> LanguageRules:
    """Return the rules with this name, 'english' or 'neutral'. Raise KeyError for any other name."""
    return _RULES[name]
