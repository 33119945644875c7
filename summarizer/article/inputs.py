"""Build an `Article` from the arguments of a call, and parse its publication day."""

from __future__ import annotations

from datetime import date

from summarizer.article.stamps import day_of
from summarizer.errors import InputError, InvalidDateError
from summarizer.schema import Article


def as_article(article: str | Article, published: str | date | None = None, title: str | None = None) -> Article:
    """Return the article with this title and publication day.

    Raise InputError for what is neither a text nor an `Article`, InvalidDateError if the day is invalid.
    """
    if title is not None and not isinstance(title, str):
        raise InputError(f"the title is of the class {type(title).__name__}", hint="pass it as text")
    if not isinstance(article, str | Article):
        raise InputError(
            f"the article is of the class {type(article).__name__}",
            hint="pass its text or an Article; read_article makes one of a file, summarize_many takes several",
        )
    base = Article(text=article) if isinstance(article, str) else article
    day = parse_day(published) if published is not None else base.published
    return base.model_copy(update={"published": day, "title": title if title is not None else base.title})


def parse_day(published: str | date) -> date:
    """Return the day of a date, or of a text in any form of `day_of`. Raise InvalidDateError for other values."""
    day = day_of(published) if isinstance(published, str | date) else None
    if day is None:
        raise InvalidDateError(f"invalid publication date {published!r}")
    return day
