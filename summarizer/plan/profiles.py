"""Profiles: how much of an article one request asks about, and with which prompt and draft."""

from __future__ import annotations

from dataclasses import dataclass, replace

from summarizer.errors import ConfigurationError

MIN_WINDOW_TOKENS = 500
"""Smallest window of a profile without a fixed number of sentences. The instructions are several times as long, so that
a smaller window would hardly shorten a request."""


@dataclass(frozen=True)
class Profile:
    """How much of an article one request asks about, and with which prompt and draft.

    * `prompt`: name of the prompt template.
    * `draft`: name of the draft schema that the model fills in.
    * `window`: number of sentences per request; None: as many as fit into `window_tokens`.
    * `context`: number of sentences before the window that are shown but not asked about.
    * `max_tokens`: maximum number of completion tokens of an answer.
    * `rules`: the language rules that extract dates, places, participants and sources from the sentence if the draft
      does not ask for them; 'neutral': none.
    * `least_words`: a window with fewer words (a byline, a dateline) is used only as context.
    * `window_tokens`: maximum number of tokens of a window without a fixed number of sentences.
    * `overlap`: number of sentences at the end of a window that the next window repeats.
    * `translates`: whether the model can write in another language than that of the article.
    * `finds_dates`: whether code searches for the date phrase if neither the rules nor the draft give it.
    * `insertions`: whether code inserts, in square brackets, what a sentence of the article needs to be read alone.
    * `abroad`: profile to use instead of this one for articles that are not in English; None: this one.
    """

    name: str
    prompt: str
    draft: str
    window: int | None
    context: int
    max_tokens: int
    rules: str = "neutral"
    least_words: int = 0
    window_tokens: int = 6_000
    overlap: int = 0
    translates: bool = False
    finds_dates: bool = False
    insertions: bool = True
    abroad: Profile | None = None

    def halved(self) -> Profile | None:
        """Return the profile with windows of half the size, and half the room for their answers.

        Return None if its windows have a fixed number of sentences or would become too small.
        """
        if self.window is not None or self.window_tokens // 2 < MIN_WINDOW_TOKENS:
            return None
        return replace(self, window_tokens=self.window_tokens // 2, max_tokens=self.max_tokens // 2)

    def reading(self, *, english: bool) -> Profile:
        """Return the profile for an article: this one, or the one for other languages if it is not in English."""
        return self if english or self.abroad is None else self.abroad


_SMALL = Profile(
    "small",
    prompt="sentence.v1",
    draft="sentence",
    window=1,
    context=1,
    max_tokens=300,
    least_words=4,
    finds_dates=True,
)
PROFILES = {
    "small": replace(
        _SMALL,
        prompt="kind.v1",
        draft="kind",
        context=0,
        max_tokens=1,
        rules="english",
        abroad=_SMALL,
    ),
    # 6,000 tokens are about 3,000 words: the answer about them stays below `max_tokens` and is not cut off.
    "large": Profile(
        "large",
        prompt="brief.v2",
        draft="article",
        window=None,
        context=5,
        max_tokens=8_000,
        overlap=3,
        translates=True,
    ),
}


def profile_for(name: str | None, *, embedded: bool, insertions: bool = True) -> Profile:
    """Return the profile with this name, with `insertions` or without; None: `small` if embedded, else `large`.

    Raise ConfigurationError for an unknown name.
    """
    try:
        profile = PROFILES[name or ("small" if embedded else "large")]
    except KeyError:
        raise ConfigurationError(f"unknown profile {name!r}", hint=f"use one of: {', '.join(PROFILES)}") from None
    return replace(profile, insertions=insertions)
