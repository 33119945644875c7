"""The format in which a brief is sent: that of the parameter `format`, else what the header `Accept` likes best."""

from __future__ import annotations

from enum import StrEnum

import mimeparse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from summarizer.output.formats import FORMATS, MEDIA_TYPES, rendered
from summarizer.schema import Brief

Format = StrEnum("Format", {name.upper(): name for name in FORMATS})  # type: ignore[misc]
"""The names of the formats, for OpenAPI and checks of the parameter."""

LINES = "application/x-ndjson"
"""The media type of JSON Lines: articles of a batch, its results, and the progress of the form."""

_NAMES = {media_type: name for name, media_type in MEDIA_TYPES.items()}


def format_of(accept: str | None, asked: str | None = None) -> str:
    """Return the name of a format. Of those that are liked alike it is JSON.

    Raise HTTPException (406) if no format is accepted, before anything is paid for.
    """
    if asked is not None:
        return asked
    # The last of those that fit equally well is taken.
    known = sorted(_NAMES, key=lambda media_type: media_type == MEDIA_TYPES["json"])
    try:
        chosen = mimeparse.best_match(known, accept or "*/*")
    except mimeparse.MimeTypeParseException:
        chosen = ""
    if not chosen:
        raise HTTPException(406, f"no format of a brief is accepted; there are {', '.join(_NAMES)}")
    return _NAMES[chosen]


def response_with(brief: Brief, format: str, *, full: bool = True) -> Response:
    """Return the response with a brief in a format."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    return Response(rendered([brief], format, full=full), 200, headers, MEDIA_TYPES[format])
