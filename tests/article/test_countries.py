"""The country of an article."""

from __future__ import annotations

import pytest

from summarizer.article.countries import country_of
from summarizer.schema import Article


@pytest.mark.parametrize(
    ("language", "url", "expected"),
    [
        ("en-GB", None, "GB"),
        ("en_us", None, "US"),
        ("zh-Hant-TW", None, "TW"),
        ("en-AU", "https://www.bbc.co.uk/news", "AU"),
        ("en", "https://www.bbc.co.uk/news", "GB"),
        (None, "https://www.lemonde.fr/article", "FR"),
        (None, "https://www.whitehouse.gov/briefing", "US"),
        (None, "https://example.com/in", None),
        (None, "https://news.example.io/", None),
        (None, "https://ec.europa.eu/", None),
        (None, "http://[broken", None),
        (None, "no address", None),
        (None, "http://10.0.0.1/", None),
        ("en", None, None),
        (None, None, None),
    ],
)
def test_the_language_or_the_address_tells_the_country(
    language: str | None, url: str | None, expected: str | None
) -> None:
    assert country_of(Article(text="x", language=language, url=url)) == expected
