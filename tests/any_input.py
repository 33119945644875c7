"""Strategies for input and answers of any kind, and what holds for whatever comes of them.

`tests/test_any_input.py` has the properties, `tests/fuzz.py` plays them for longer and guided by coverage.
"""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from hypothesis import strategies as st

from summarizer import Article, Brief
from summarizer.article.plain import plain
from summarizer.claims import SentenceKind
from summarizer.plan.drafts import ArticleDraft, Draft, KindDraft, wire_schema
from tests.documents import SAMPLES
from tests.samples import DRAFT, TEXT

HANGS = 60
"""Seconds after which a call counts as one that hangs; on an idle machine each takes a fraction of one."""


@contextmanager
def watched(seconds: int = HANGS) -> Iterator[None]:
    """Fail, with the stack of where it hangs, if the block takes longer. In the main thread only."""

    def hang(*_: object) -> None:
        raise AssertionError(f"it hangs: nothing after {seconds} s")

    before = signal.signal(signal.SIGALRM, hang)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# Texts

PIECES = [
    *TEXT.split("\n"), "Ana Reyes", "Tom Hale", "Mr. Hale", "she", "the port", "will pay", "40 million euros",
    "next week", "by June 31", "on Monday", "in 0000", "February 29, 2026", "the 1990s", "from May 3 to 99 June",
    "Prime Minister Keir Starmer", "Iran's", "'s", "U.S.", "St. ", "a.m.", "e.g. ", "“", "”", '"', "'", "«", "(", ")",
    "\n", "\n\n", "\r\n", "\t", " ", "\u00a0", "\u2028", "\u200b", "\u00ad", "\u202e", "\u0301", "\ufeff", "\x00",
    "\x1b[31m", "\x85", "\ud800", "\udfff", "\U000e0041", "🚢", "ﬃ", "İ", "ß", "ſ", "Ǆ", "ϐ", "⁷", "①", "Ⅷ", "½", "٣",
    "۱۴۰۵", "令和8年", "2026年1月29日", "部长周一会见了大使。", "อังคาร", "화요일에",
    "в понедельник", "يوم الاثنين", "۔", "।",
    "<|im_end|>", "[INST]", "</article>", "{{ x }}", "{%", "<script>", "`", "*", "|", "\\", "=1+1", "- ", "# ", "&lt;",
    "not", "denied", "if", "?", "!", ".", "…", ";", ":", ",", "—", "%", "$", "€3.5bn", "1,000,000", "1e999", "-0",
    "January", "May", "March on", "Second", "2026-02-30", "30/13/2026", "12:61 p.m.", "Q5", "the 32nd", "Easter",
]  # fmt: skip
"""What readers of sentences, names and dates act on, and what steers terminals, pages and models."""

CHARACTERS = st.characters(exclude_categories=())  # surrogates too

LINES = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(CHARACTERS, max_size=30),
)

TEXTS = st.one_of(
    st.tuples(LINES, LINES).map(lambda around: f"{around[0]} {TEXT} {around[1]}"),
    st.lists(LINES, max_size=10).map("\n".join),
)

DAYS = st.none() | st.dates() | st.sampled_from([date.min, date.max, date(2026, 1, 29), date(2028, 2, 29)])

ARTICLES = st.builds(
    Article,
    text=TEXTS,
    title=st.none() | LINES,
    published=DAYS,
    source=st.none() | LINES,
    url=st.none() | LINES | st.just("https://example.org/a"),
    language=st.sampled_from([None, None, "en", "en", "EN-gb", "fr", "de", "zh", "ja", "th", "ar", "ko", "xx", ""])
    | LINES,
    id=st.none() | LINES,
)

# JSON and bytes

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | LINES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LINES, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def mutated(draw: st.DrawFn, of: Any) -> Any:
    """Return a JSON value with up to four of its parts replaced, removed or said twice."""
    value = json.loads(json.dumps(of))
    for _ in range(draw(st.integers(1, 4))):
        places = list(_places(value))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        match draw(st.sampled_from(["replace", "remove", "again", "swap"])):
            case "replace":
                holder[key] = draw(JSON)
            case "remove":
                del holder[key]
            case "again" if isinstance(holder, list):
                holder.append(holder[key])
            case _:
                other, where = draw(st.sampled_from(places))
                holder[key] = json.loads(json.dumps(other[where]))
    return value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


@st.composite
def spoilt(draw: st.DrawFn, data: bytes) -> bytes:
    """Return bytes with some replaced, removed, repeated or put in."""
    for _ in range(draw(st.integers(0, 4))):
        at, length = draw(st.integers(0, len(data))), draw(st.sampled_from([0, 1, 1, 2, 9, 64]))
        new = draw(st.binary(max_size=4) | LINES.map(lambda t: t.encode("utf-8", "surrogatepass")))
        data = data[:at] + draw(st.sampled_from([new, data[at : at + length] * 2, b""])) + data[at + length :]
    return data


TAGS = [
    "<html>", "<p>", "</p>", "<div>", "<article>", "<meta charset=utf-7>", "<base href='http://[::1'>", "<!--",
    "<![CDATA[",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "&#xd800;", "&#0;", "<rss>", "<feed xmlns='http://www.w3.org/2005/Atom'>",
    "<channel>", "<item>", "<title>", "<link href='http://a:b@c:99999/'>", "<pubDate>", "<newsItem guid=''>", "<nitf>",
    "<time datetime='0000-00-00'>", "<script type='application/ld+json'>", '{"@graph": [[{"datePublished": 1e999}]]}',
    '{"text": ', '"published": ', '"bodies": ', '"contentcreated": ', "}", "]", "[", "{", ",", "null", "1e400",
    "NaN", '"',
    "Subject: =?x?q?=ff?=\r\n", "Date: 31 Feb 99999999999 25:61 +9999\r\n", "Content-Type: text/html; charset=\x00\r\n",
    "Content-Transfer-Encoding: base64\r\n", "\r\n\r\n", "--b", "---\n", "date: 2026-99-99\n", "%PDF-1.4\n",
    "PK\x03\x04",
    "1 0 obj", "stream\n", "\n",
]  # fmt: skip

DOCUMENTS = st.one_of(
    st.sampled_from(list(SAMPLES.values())).flatmap(spoilt),
    st.lists(st.sampled_from(TAGS) | LINES, max_size=12).map(lambda t: "".join(t).encode("utf-8", "surrogatepass")),
    TEXTS.flatmap(lambda t: st.sampled_from(["utf-16", "utf-32", "utf-7"]).map(lambda c: t.encode(c, "replace"))),
    TEXTS.map(lambda t: json.dumps({"text": t}).encode()).flatmap(spoilt),
    st.binary(max_size=200),
)

# Drafts


def drafts(draft: type[Draft], text: str) -> st.SearchStrategy[Any]:
    """Drafts that a schema allows, whose words are those of the text now and then."""
    if issubclass(draft, KindDraft):
        shares = st.dictionaries(st.sampled_from(SentenceKind), st.floats(0, 1), min_size=1)
        return st.builds(lambda found: {"shares": found}, shares)
    schema = wire_schema(draft)
    words = text.split() or ["a"]
    of_text = st.tuples(st.integers(0, len(words) - 1), st.integers(1, 8)).map(
        lambda p: " ".join(words[p[0] :][: p[1]])
    )
    phrases = of_text | of_text | LINES | st.sampled_from(PIECES)

    def of(node: dict[str, Any], name: str = "") -> st.SearchStrategy[Any]:
        if "$ref" in node:
            return of(schema["$defs"][node["$ref"].rpartition("/")[2]], name)
        if "anyOf" in node:
            return st.one_of([of(one, name) for one in node["anyOf"]])
        if "enum" in node:
            return st.sampled_from(node["enum"])
        match node["type"]:
            case "object":
                return st.fixed_dictionaries({key: of(value, key) for key, value in node["properties"].items()})
            case "array":
                least = 1 if name in ("sentences", "by") else 0
                return st.lists(of(node["items"], name), min_size=least, max_size=node.get("maxItems", 5))
            case "string" if name in ("agents", "others", "by", "to", "said_by", "id"):
                return st.sampled_from(["a1", "a2", "a3", "a4"])
            case "string" if "pattern" in node:
                return st.from_regex(node["pattern"], fullmatch=True) | st.tuples(phrases, phrases).map(" | ".join)
            case "string":
                longest = node.get("maxLength", 5_000)
                return (phrases | st.just("word " * 1_000)).map(lambda t: t[:longest])
            case "integer":
                return st.integers(1, 3) | st.integers(1, 40)
            case "boolean":
                return st.booleans()
            case "null":
                return st.none()
        raise AssertionError(f"the strategy does not know {node}")

    return of(schema)


def made_valid(content: dict[str, Any], draft: type[Draft]) -> dict[str, Any]:
    """Return a draft that refers only to actors and sentences which there are."""
    if not issubclass(draft, ArticleDraft):
        return content
    content["actors"] = list({actor["id"]: actor for actor in content["actors"]}.values())
    content["actors"] = content["actors"] or [{**DRAFT["actors"][0], "id": "a1"}]
    ids = [actor["id"] for actor in content["actors"]]
    for item in (*content["events"], *content["commitments"]):
        window = draft.asked
        item["sentences"] = [window[number % len(window)] for number in item["sentences"]]
        for name in ("agents", "others", "by", "to", "said_by"):
            if name in item:
                item[name] = [id if id in ids else ids[0] for id in item[name]]
    return content


ANSWERS: st.SearchStrategy[Any] = st.one_of(
    LINES,
    mutated(DRAFT),
    mutated(DRAFT).map(lambda one: f"<think>{json.dumps(one)}</think> ```json\n{json.dumps(one)[:-1]}"),
    drafts(ArticleDraft, TEXT),
    st.just(json.dumps(DRAFT).encode()).flatmap(spoilt).map(lambda data: data.decode("utf-8", "replace")),
    JSON.map(json.dumps),
)
"""What a model may answer."""

# What holds


def assert_sound(brief: Brief, text: str) -> None:
    """Every quote stands where the brief says, every id that is referred to exists, and it is read back as it was."""
    ids = [actor.id for actor in brief.actors]
    assert len(set(ids)) == len(ids)
    spans: list[Any] = [mention for actor in brief.actors for mention in actor.mentions]
    for item in (*brief.events, *brief.commitments):
        spans += [*item.evidence, *filter(None, [item.statement])]
        assert item.evidence
        assert all(actor.id in ids for actor in brief.actors_of(item))
    assert all(plain(words) for words in (*(e.summary for e in brief.events), *(c.action for c in brief.commitments)))
    for when in (*(event.when for event in brief.events), *(c.due for c in brief.commitments)):
        assert when is None or (when.start is None) == (when.end is None)
        assert when is None or when.start is None or when.start <= (when.end or date.max)
    for span in spans:
        assert 0 <= span.start < span.end
        assert text[span.start : span.end] == span.quote
    again = Brief.model_validate_json(brief.model_dump_json())
    assert again.model_dump_json() == brief.model_dump_json()
    assert Brief.model_validate(brief.to_dict()) == brief
