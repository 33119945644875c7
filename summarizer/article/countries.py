"""The country that an article is from, as its language or its address tells it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from summarizer.schema import Article

_GENERIC = frozenset("ac ai am cc co fm gg im io la ly me nu sc sh su to tv vc ws".split())
"""Domains of countries that publishers from anywhere use."""
_AMERICAN = frozenset({"gov", "mil"})


def country_of(article: Article) -> str | None:
    """Return the ISO 3166 code of the country of an article: the region of its language ("en-GB") or the domain of its
    address ("bbc.co.uk"); None if neither tells it."""
    for part in re.split(r"[-_]", article.language or "")[1:]:
        if re.fullmatch(r"[A-Za-z]{2}", part):
            return part.upper()
    try:
        host = urlsplit(article.url or "").hostname or ""
    except ValueError:
        return None
    domain = host.rpartition(".")[2]
    if domain in _AMERICAN:
        return "US"
    if not re.fullmatch(r"[a-z]{2}", domain) or domain in _GENERIC or domain == "eu":
        return None
    return "GB" if domain == "uk" else domain.upper()
