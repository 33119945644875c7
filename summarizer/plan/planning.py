"""Plan the requests for an article: number its sentences, group them into windows, and render a request for each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from summarizer.article.countries import country_of
from summarizer.article.legible import Legible, legible
from summarizer.article.sentences import Sentence, sentences
from summarizer.errors import (
    ArticleTooLargeError,
    ArticleTooShortError,
    ConfigurationError,
    EmptyArticleError,
    InputError,
)
from summarizer.language.detection import code_of, language_of, name_of
from summarizer.language.names import named
from summarizer.language.words import words
from summarizer.pace import tick
from summarizer.plan.drafts import DRAFTS, Draft, schema_hash, wire_schema
from summarizer.plan.profiles import Profile
from summarizer.plan.prompts import Message, Prompt, inert, load_prompt
from summarizer.schema import Article, without_surrogates
from summarizer.settings import MAX_CHARACTERS, MIN_WORDS

MAX_TITLE = 1_000
"""Number of characters of a title that a request shows."""


@dataclass(frozen=True)
class Request:
    """One request to a model: chat messages and the draft schema to fill in.

    `number` counts the requests of an article from 0: one for each window, then those that verify its brief.
    `max_tokens` is the room for the answer.
    """

    number: int
    messages: tuple[Message, ...]
    draft: type[Draft]
    max_tokens: int
    temperature: float = 0.0

    @property
    def schema(self) -> dict[str, Any] | None:
        """The response schema, as it is sent to the server; None for an answer of one token."""
        if self.draft.one_token:
            return None
        return {"name": self.draft.__name__, "strict": True, "schema": wire_schema(self.draft)}


@dataclass(frozen=True)
class Plan:
    """The requests for an article, and what they were made from."""

    article: Article
    """The article, its text made legible."""
    legible: Legible
    """The same text with its original, which is quoted."""
    profile: Profile
    prompt: Prompt
    sentences: tuple[Sentence, ...]
    requests: tuple[Request, ...]
    language: str
    """ISO 639 code of the language of the brief."""
    country: str | None = None
    """ISO 3166 code of the country that the article is from, if its language or its address tells it."""

    @property
    def shared_messages(self) -> tuple[Message, ...]:
        """The messages that start every request: the instructions and the worked examples."""
        return self.requests[0].messages[:-1]

    def text_of(self, request: Request) -> str:
        """Return the text of the sentences that a request asks about."""
        numbers = set(request.draft.asked)
        return " ".join(s.text for s in self.sentences if s.number in numbers)

    @property
    def schema_hash(self) -> str:
        """Hash of the draft schema."""
        return schema_hash(DRAFTS[self.profile.draft])


def check(article: Article) -> None:
    """Raise an InputError if the article is empty, too long or too short for a brief, or its language is no code."""
    if not article.text.strip():
        raise EmptyArticleError("the article is empty")
    if article.language and not (article.language.isascii() and article.language.isprintable()):
        raise InputError("the article's language is no ISO 639 code", hint="pass a code such as 'en', or none")
    if len(article.text) > MAX_CHARACTERS:
        raise ArticleTooLargeError(f"the article has {len(article.text):,} characters; the limit is {MAX_CHARACTERS:,}")
    # For most articles, the beginning has enough words, so the rest is not counted.
    if len(words(article.text[:400])) < MIN_WORDS and (count := len(words(article.text))) < MIN_WORDS:
        raise ArticleTooShortError(f"the article has {count} words, fewer than {MIN_WORDS}")


def plan(article: Article, profile: Profile, language: str | None = None) -> Plan:
    """Return the plan of an article: its numbered sentences, grouped into windows with a request for each.

    `language` is the language of the brief; None: that of the article. Raise an InputError if the article is empty, too
    long or too short, and ConfigurationError if the language is unknown or the profile cannot write in it.
    """
    check(article)
    country = country_of(article)
    source = legible(article.text)
    language_code = language_of(source.text, article.language)
    article = article.model_copy(update={"text": source.text, "language": language_code})
    brief_language = code_of(language) if language else article.language
    write_in = name_of(language) if language and brief_language != article.language else None
    if write_in and not profile.translates:
        raise ConfigurationError(
            f"profile {profile.name!r} cannot write in {write_in}, only in the article's language ({article.language})",
            hint="use profile 'large' with a large model",
        )
    profile = profile.reading(english=article.language == "en")
    prompt, draft = load_prompt(profile.prompt), DRAFTS[profile.draft]
    numbered = sentences(article.text, article.language)
    shown = tuple(s if (text := inert(s.text)) == s.text else replace(s, text=text) for s in numbered)
    whole = {
        "title": article.title and inert(article.title[:MAX_TITLE]),
        "published": article.published,
        "write_in": write_in,
        "cased": any(c.isupper() for c in article.text),
        "fence": fence_of(article),
    }
    requests = []
    for index, (first, last) in enumerate(_windows(numbered, profile, article.title)):
        context, asked = shown[max(0, first - profile.context) : first], shown[first:last]
        before = named(" ".join(s.text for s in context))
        messages = prompt.messages(**whole, context=context, named=before, sentences=asked)
        requests.append(Request(index, messages, draft.for_sentences(numbered[first:last]), profile.max_tokens))
    return Plan(
        article, source, profile, prompt, numbered, tuple(requests), language=str(brief_language), country=country
    )


def fence_of(article: Article) -> str:
    """Return a mark for the beginning and end of an article in a prompt: a hash of it, so the article can't hold it."""
    return hashlib.sha256(without_surrogates(f"{article.title}\n{article.text}").encode()).hexdigest()[:8]


def _is_headline(window: Sequence[Sentence], title: str | None) -> bool:
    """Return whether a window only repeats the headline, as the beginning of many texts does."""
    return len(window) == 1 and title is not None and words(window[0].text) == words(title)


def _windows(numbered: Sequence[Sentence], profile: Profile, title: str | None) -> Iterator[tuple[int, int]]:
    """Yield the index ranges of the windows: `profile.window` sentences each, or as many as fit."""
    first = 0
    while first < len(numbered):
        tick()
        last, size = first, 0
        # A token is about four characters in English and fewer in other languages; three is a safe estimate.
        while last < len(numbered) and last - first != profile.window:
            size += len(numbered[last].text) // 3 + 4
            if size > profile.window_tokens and last > first:
                break
            last += 1
        window = numbered[first:last]
        long_enough = not profile.least_words or sum(len(words(s.text)) for s in window) >= profile.least_words
        if long_enough and not _is_headline(window, title):
            yield first, last
        # The report of an event may cross the boundary, so the next window starts before it.
        first = max(last - profile.overlap, first + 1) if last < len(numbered) else last
