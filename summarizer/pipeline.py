"""Plan and assemble: the two pure ends of the flow, with the gateway's I/O between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from summarizer.claims import EventClaim
from summarizer.clauses import needs_context
from summarizer.draft import DRAFTS, schema_hash
from summarizer.editing import Desk
from summarizer.errors import (
    AnswerError,
    ArticleTooLargeError,
    ArticleTooShortError,
    ConfigurationError,
    EmptyArticleError,
)
from summarizer.gateway import Completion, Request
from summarizer.grounding import words
from summarizer.languages import code_of, language_of, name_of
from summarizer.naming import named
from summarizer.prompting import Message, Prompt, load_prompt
from summarizer.schema import (
    Article,
    Brief,
    Coverage,
    Provenance,
)
from summarizer.segmenting import Sentence, sentences
from summarizer.settings import MAX_CHARACTERS, MIN_WORDS, Endpoint, Profile
from summarizer.wire import Ledger


@dataclass(frozen=True)
class Plan:
    """What will be asked about an article."""

    article: Article
    profile: Profile
    prompt: Prompt
    sentences: tuple[Sentence, ...]
    requests: tuple[Request, ...]
    language: str
    """ISO 639 code of the language that the brief is written in."""

    @property
    def shared_messages(self) -> tuple[Message, ...]:
        """What every request begins with: the instructions and the worked examples."""
        return self.requests[0].messages[:-1]

    def text_of(self, request: Request) -> str:
        """Return the words of the sentences that a request asks about."""
        numbers = set(request.draft.window)
        return " ".join(s.text for s in self.sentences if s.number in numbers)

    @property
    def schema_hash(self) -> str:
        """Hash of the draft schema that the model fills in."""
        return schema_hash(DRAFTS[self.profile.draft])


def check(article: Article) -> None:
    """Raise the typed error for an article that no brief can be made of."""
    if not article.text.strip():
        raise EmptyArticleError("the article is empty")
    if len(article.text) > MAX_CHARACTERS:
        raise ArticleTooLargeError(f"the article has {len(article.text):,} characters, over {MAX_CHARACTERS:,}")
    # The beginning of most articles has enough of them.
    if len(words(article.text[:400])) < MIN_WORDS and (count := len(words(article.text))) < MIN_WORDS:
        raise ArticleTooShortError(f"the article has {count} words, fewer than {MIN_WORDS}")


def plan(article: Article, profile: Profile, language: str | None = None) -> Plan:
    """Number the sentences, cut them into windows and render a request for each.

    `language` is what the brief is to be written in; None: the article's own. Raises an InputError for an article that
    no brief can be made of, ConfigurationError for a language that is none or that the profile can't write in.
    """
    check(article)
    article = article.model_copy(update={"language": language_of(article.text, article.language)})
    wanted = code_of(language) if language else article.language
    write_in = name_of(language) if language and wanted != article.language else None
    if write_in and not profile.translates:
        raise ConfigurationError(
            f"profile {profile.name!r} writes in the article's language ({article.language}), not in {write_in}",
            hint="use profile 'large' with a large model",
        )
    profile = profile.reading(english=article.language == "en")
    prompt, draft = load_prompt(profile.prompt), DRAFTS[profile.draft]
    numbered = sentences(article.text, article.language)
    requests = tuple(
        Request(
            window=index,
            messages=prompt.messages(
                title=article.title,
                published=article.published,
                write_in=write_in,
                context=(context := _context(numbered, first, last, profile, article.language)),
                named=named(" ".join(s.text for s in context)),
                cased=any(c.isupper() for c in article.text),
                sentences=numbered[first:last],
            ),
            draft=draft.for_window(numbered[first:last]),
            max_tokens=profile.max_tokens,
        )
        for index, (first, last) in enumerate(_windows(numbered, profile, article.title))
    )
    return Plan(article, profile, prompt, numbered, requests, language=str(wanted))


def _context(
    numbered: Sequence[Sentence], first: int, last: int, profile: Profile, language: str | None
) -> Sequence[Sentence]:
    """Return the sentences before a window that are shown with it."""
    if profile.lean_context and not any(needs_context(s.text, language) for s in numbered[first:last]):
        return ()
    return numbered[max(0, first - profile.context) : first]


def _is_headline(window: Sequence[Sentence], title: str | None) -> bool:
    """Tell whether a window is only the headline again, which many texts begin with."""
    return len(window) == 1 and title is not None and words(window[0].text) == words(title)


def _windows(numbered: Sequence[Sentence], profile: Profile, title: str | None) -> Iterator[tuple[int, int]]:
    """Give the index ranges of the windows: `profile.window` sentences each, or as many as fit."""
    first = 0
    while first < len(numbered):
        last, size = first, 0
        # About four characters make a token in English, fewer elsewhere: three leaves room.
        while last < len(numbered) and last - first != profile.window:
            size += len(numbered[last].text) // 3 + 4
            if size > profile.window_tokens and last > first:
                break
            last += 1
        window = numbered[first:last]
        long_enough = not profile.least_words or sum(len(words(s.text)) for s in window) >= profile.least_words
        if long_enough and not _is_headline(window, title):
            yield first, last
        # What a happening is told in may lie across the cut: the next window begins before it.
        first = max(last - profile.overlap, first + 1) if last < len(numbered) else last


def assemble(
    plan: Plan,
    completions: Sequence[Completion],
    ledger: Ledger,
    endpoint: Endpoint,
    started: datetime,
    finished: datetime,
    *,
    strict: bool = False,
) -> Brief:
    """Turn drafts into a brief: unify names, ground every claim, resolve dates, merge, and say what was dropped.

    Raises the first error if no window was answered, or, if `strict`, where one was not.
    """
    answered = [c.draft.claims(plan.text_of(c.request)) for c in completions if c.draft is not None]
    failed = [c for c in completions if c.draft is None]
    if failed and (strict or not answered):
        error = failed[0].error or AnswerError("no window was answered")
        error.attempts = tuple(ledger.attempts)
        raise error
    desk = Desk(
        plan.article,
        plan.sentences,
        fill=plan.profile.fill,
        finds_dates=plan.profile.finds_dates,
        translated=plan.language != plan.article.language,
        prompt_source=plan.prompt.source,
    )
    for completion in failed:
        numbers = completion.request.draft.window
        desk.drop("window", f"sentences {numbers[0]} to {numbers[-1]}", str(completion.error), numbers)
    events, commitments = desk.edit(answered)
    used = [n for e in events for n in (*e.agents, *e.others)]
    used += [n for c in commitments for n in (*c.by, *c.to, *c.said_by)]
    actors = desk.cast.actors([*used, *desk.present()])
    ids = {actor.name: actor.id for actor in actors}
    drafted = [claims for claims in answered if claims.summary]
    headline = plan.article.title or (drafted[0].headline if drafted else None) or _first(events)
    made = tuple(desk.event(e, i, ids) for i, e in enumerate(events, start=1))
    return Brief(
        language=plan.language,
        headline=headline,
        summary=desk.summary(drafted, made),
        actors=actors,
        events=made,
        commitments=tuple(desk.commitment(c, i, ids) for i, c in enumerate(commitments, start=1)),
        provenance=Provenance(
            article_hash=hashlib.sha256(plan.article.text.encode("utf-8", "surrogatepass")).hexdigest(),
            model_requested=endpoint.model,
            model_answered=ledger.answered or endpoint.model,
            endpoint=ledger.endpoint or endpoint.label,
            prompt=plan.prompt.name,
            prompt_version=plan.prompt.version,
            prompt_hash=plan.prompt.hash,
            schema_hash=plan.schema_hash,
            library_version=_library_version(),
            profile=plan.profile.name,
            started=started,
            finished=finished,
            attempts=tuple(ledger.attempts),
        ),
        dropped=tuple(desk.dropped),
        coverage=Coverage(
            windows_done=len(answered),
            windows_planned=len(plan.requests),
            failures=tuple(type(c.error).__name__ for c in failed),
        ),
    )


def _first(events: Sequence[EventClaim]) -> str:
    return events[0].summary.rstrip(".") if events else "(no headline)"


@cache
def _library_version() -> str:
    try:
        return version("summarizer")
    except PackageNotFoundError:
        return "0+unknown"
