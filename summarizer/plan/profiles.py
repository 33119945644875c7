"""Profiles: how much a model is asked at a time, and in which form."""

from __future__ import annotations

from dataclasses import dataclass, replace

from summarizer.errors import ConfigurationError


@dataclass(frozen=True)
class Profile:
    """How much of an article a model is asked about at a time, and in which form.

    `window`: sentences a request is about (None: as many as fit `window_tokens`, of which the last `overlap` are asked
    about again with the next). `context`: sentences before the window that are shown, not asked about. `prompt`: the
    template's name. `draft`: the schema that the model fills in. `max_tokens`: limit of an answer. `rules`: the
    language rules that read dates, places, participants and sources off the sentence where the draft does not ask
    for them ('neutral': none). `lean_context`: show context only to sentences that refer back. A window with fewer
    than `least_words` words (a byline, a dateline) is read as context only. `translates`: whether the model can be
    asked to write in another language than the article's. `finds_dates`: whether code looks for the date phrase,
    where neither the rules nor the draft give it. `abroad`: the profile in place of this one for articles that are
    not English, as the rules are.
    """

    name: str
    prompt: str
    draft: str
    window: int | None
    context: int
    max_tokens: int
    rules: str = "neutral"
    lean_context: bool = False
    least_words: int = 0
    window_tokens: int = 6_000
    overlap: int = 0
    translates: bool = False
    finds_dates: bool = False
    abroad: Profile | None = None

    def reading(self, *, english: bool) -> Profile:
        """Return the profile for an article: this one, or the one for other languages."""
        return self if english or self.abroad is None else self.abroad


_SMALL = Profile(
    "small",
    prompt="sentence.v1",
    draft="sentence",
    window=1,
    context=1,
    max_tokens=300,
    lean_context=True,
    least_words=4,
    finds_dates=True,
)
PROFILES = {
    "small": replace(_SMALL, prompt="clause.v1", draft="clause", max_tokens=160, rules="english", abroad=_SMALL),
    # 6,000 tokens hold some 3,000 words: what they tell fits the limit of an answer, so that none is cut.
    "large": Profile(
        "large",
        prompt="brief.v1",
        draft="article",
        window=None,
        context=5,
        max_tokens=8_000,
        overlap=3,
        translates=True,
    ),
}


def profile_for(name: str | None, *, embedded: bool) -> Profile:
    """Return the profile of this name, or the default one: `small` for an embedded model, `large` otherwise."""
    try:
        return PROFILES[name or ("small" if embedded else "large")]
    except KeyError:
        raise ConfigurationError(f"no profile {name!r}: use one of {', '.join(PROFILES)}") from None
