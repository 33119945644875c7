"""Identifiers of a brief and its article for other systems. They are the same whenever a story is summarized again."""

from __future__ import annotations

import base64
from uuid import NAMESPACE_URL, UUID, uuid5

from summarizer.output.neutral import link_to
from summarizer.schema import Brief, without_surrogates


def stable_uuid(brief: Brief, *parts: str) -> UUID:
    """Return a UUID (version 5) of a story, or of a part of it. A story is known by its address, its id or its text."""
    article = brief.article
    name = "\n".join([article.url or article.id or article.text_sha256, *parts])
    return uuid5(NAMESPACE_URL, without_surrogates(name))


def brief_uri(brief: Brief) -> str:
    """Return the URI of the brief of a story, which later briefs of the story share."""
    return stable_uuid(brief, "brief").urn


def article_uri(brief: Brief) -> str:
    """Return the address of the article or, without one, the name of its text by its hash (RFC 6920)."""
    if (url := link_to(brief.article.url)) is not None:
        return url
    digest = bytes.fromhex(brief.article.text_sha256)
    return f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
