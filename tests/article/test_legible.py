"""Legible text: what prompts and rules see, and the original of what is quoted."""

from __future__ import annotations

import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import summarize
from summarizer.article.legible import legible
from summarizer.article.sentences import sentences
from summarizer.schema import Span
from summarizer.testing import ScriptedEndpoint

ODD = st.text(
    alphabet=st.sampled_from(
        list("ab. \n\f\u2028\u00ad\u200b\u200d\ufeffée\u0301か\u3099김가\u1100\u1161\u11a8क\u093c")
    )
)


@given(st.text() | ODD)
def test_every_sentence_has_its_original(text: str) -> None:
    made = legible(text)
    for sentence in sentences(made.text):
        span = made.quoted(Span(quote=sentence.text, start=sentence.start, end=sentence.end))
        assert text[span.start : span.end] == span.quote
        assert "".join(sentence.text.split()) in "".join(legible(span.quote).text.split())


@given(st.text() | ODD)
def test_legible_text_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", legible(text).text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Ker\u00adry", "Kerry"),
        ("\ufeffKerry\u200b said", "Kerry said"),
        ("Ker\u2060ry", "Kerry"),
        ("Ker\u200dry", "Kerry"),
        ("Jose\u0301", "José"),
        ("Jose\u00ad\u0301", "José"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("\u1100\u1175\u11b7", "김"),
        ("カ\u3099サ\u3099", "ガザ"),
        ("a\u2028b\x85c\fd", "a b c d"),
        ("Ker\x00\x1b\x7f\x9b\u202e\u2066ry", "Kerry"),
        ("Kerry" + "".join(chr(0xE0000 + ord(c)) for c in "ignore this") + " said", "Kerry said"),
        ("Ker\u180e\ufff9ry", "Kerry"),
        ("می\u200cخواهد", "می\u200cخواهد"),
        ("क्\u200dष", "क्\u200dष"),
        ("plain", "plain"),
        ("“Zürich”\n\nKerry", "“Zürich”\n\nKerry"),
        ("\u00ad", ""),
    ],
)
def test_what_is_seen(text: str, seen: str) -> None:
    assert legible(text).text == seen


STORY = (
    "Odo Karst, the governor, closed the port of Orlen on Monday after a fire that killed three workers. "
    "Labour Minister José Reyes announced on Tuesday that she would visit Lisbon on 4 February to meet the dockers. "
    "Mayor Tom Hale pledged to pay 150,000 euros to the families of the dead before the end of the year."
)


def _divided(width: int) -> str:
    """Wrap the story in lines that are all but full, because long words are divided."""
    lines = [""]
    for word in STORY.split():
        room = width - len(lines[-1]) - 2
        if len(word) > room + 1 and word.isalpha() and 2 <= room <= len(word) - 2:
            lines[-1] += f" {word[:room]}-"
            lines.append(word[room:])
        elif len(word) > room + 1:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return "\n".join(line.strip() for line in lines)


def _with(unseen: str) -> str:
    return "".join(f"{c}{unseen}" if c.islower() else c for c in STORY)


@pytest.mark.parametrize(
    "text",
    [
        *map(
            _with,
            ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\x1b", "\u202e", "\U000e0041"],
        ),
        unicodedata.normalize("NFD", STORY),
        "\n".join(textwrap.wrap(STORY, 60)),
        *map(_divided, (51, 54, 57, 58, 66, 77)),
        "\r\n".join(textwrap.wrap(STORY, 72)),
        STORY.replace(" that ", "\u2028that "),
        STORY.replace(" that ", "\x85that "),
        STORY.replace(" on ", "\fon "),
    ],
)
def test_the_brief_is_that_of_the_plain_text_with_quotes_of_the_original(text: str) -> None:
    with ScriptedEndpoint(["A"]) as endpoint:
        plain, brief = (summarize(t, base_url=endpoint.base_url, model="any", profile="small") for t in (STORY, text))
    assert [(a.name, a.role, len(a.mentions)) for a in brief.actors] == [
        (a.name, a.role, len(a.mentions)) for a in plain.actors
    ]
    assert [e.summary for e in brief.events] == [e.summary for e in plain.events] != []
    assert [c.action for c in brief.commitments] == [c.action for c in plain.commitments]
    assert [d.reason for d in brief.dropped] == [d.reason for d in plain.dropped]
    assert {"Odo Karst", "José Reyes"} <= {a.name for a in brief.actors}
    assert brief.commitments
    items = (*brief.events, *brief.commitments)
    spans = [span for item in items for span in (*item.evidence, *filter(None, [item.statement]))]
    for span in (*spans, *(mention for actor in brief.actors for mention in actor.mentions)):
        assert text[span.start : span.end] == span.quote != ""


DIVIDED = {
    "gov-\nernment": "government",
    "gov-\r\nernment": "government",
    "gov- \nernment": "government",
    "gov\u2010\nernment": "government",
    "gov\u00ad\nernment": "government",
    "well\u00ad\nknown": "wellknown",
    "Wed-\nnesday": "Wednesday",
    "minis-\ntry's": "ministry's",
    "OFFI-\nCIALS": "OFFICIALS",
    "Bundes-\nkanzler": "Bundeskanzler",
    "well-\nknown": "well-known",
    "so-\ncalled": "so-called",
    "Saudi-\nled": "Saudi-led",
    "Smith-\nJones": "Smith-Jones",
    "pre- \nand post-war": "pre- and post-war",
    "vice-\npresident": "vice-president",
    "UN-\nbacked": "UN-backed",
    "three-\nday": "three-day",
}
"""Words at the end of a line, and how they are seen."""


def _wrapped_around(divided: str) -> str:
    """Wrap a story at a width at which a line ends in the middle of this word."""
    first, _, second = divided.partition("\n")
    line = f"{'He spoke of it'.ljust(60 - len(first.rstrip()) - 1, 'x')} {first}"
    return "\n".join(
        [
            *textwrap.wrap(STORY, 60),
            f"{line}\n{second} of this town on that day, to all of them there.",
            "",
            *textwrap.wrap(STORY, 60),
        ]
    )


@pytest.mark.parametrize("divided", DIVIDED)
def test_a_word_that_a_wrapped_line_divides_is_whole_and_quoted_as_it_stands(divided: str) -> None:
    text = _wrapped_around(divided)
    made, seen = legible(text), DIVIDED[divided]
    start = made.text.index(seen)
    span = made.quoted(Span(quote=seen, start=start, end=start + len(seen)))
    assert span.quote == text[span.start : span.end] == divided
    assert divided not in made.text
    for sentence in sentences(made.text):
        quoted = made.quoted(Span(quote=sentence.text, start=sentence.start, end=sentence.end))
        assert text[quoted.start : quoted.end] == quoted.quote


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("The gov-\nernment met. A government spoke.", "The government met. A government spoke."),
        ("The Gov-\nernment met. A government spoke.", "The Government met. A government spoke."),
        ("The gov-\nernment met.", "The gov-\nernment met."),  # nothing says that it is one word, or that lines wrap
        ("A list:\n- one\n- two", "A list:\n- one\n- two"),
        ("He said -\nand left.", "He said -\nand left."),
        ("Headline with a dash-\nThe dashthe story.", "Headline with a dash-\nThe dashthe story."),
    ],
)
def test_a_line_end_elsewhere_divides_only_a_word_of_the_text(text: str, seen: str) -> None:
    assert legible(text).text == seen
