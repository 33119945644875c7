"""Compare sentence segmenters on files of articles: `python -m evals.studies.segmenters ARTICLES.jsonl…`.

Each line has `text` and `language`. These articles have no gold segmentation, so the study counts suspicious pieces,
which a reader would not call a sentence. Libraries that are not installed are left out.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from summarizer.article.sentences import sentences

Segmenter = Callable[[str, str], list[str]]

ABBREVIATIONS = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Sen|Rep|Gov|St|No|vs|[A-Z]|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$"
)
INNER_STOP = re.compile(r"[^\W\d_]{4}[.!?][\"”’]?\s+[\"“‘]?[A-Z]|[。！？।؟][”’\"」』]?\s*\w")
COUNTS = ("sentences", "lower case", "abbreviation", "short", "long", "quotes", "missed", "altered", "seconds")


def suspicions(sentence: str) -> Iterator[str]:
    """Yield the reasons why a sentence is suspicious, as names in `COUNTS`."""
    words = len(sentence.split())
    if sentence[0].islower():
        yield "lower case"
    if ABBREVIATIONS.search(sentence):
        yield "abbreviation"
    if words < 3 and sentence.isascii():
        yield "short"
    if words > 80:
        yield "long"
    if sentence.count("“") != sentence.count("”") or sentence.count('"') % 2:
        yield "quotes"
    if INNER_STOP.search(sentence):
        yield "missed"


def _pysbd(module: Any) -> Segmenter:
    known = set(importlib.import_module("pysbd.languages").LANGUAGE_CODES)

    def segment(line: str, language: str) -> list[str]:
        code = language if language in known else "en"
        return list(module.Segmenter(language=code, clean=False).segment(line))

    return segment


def _syntok(module: Any) -> Segmenter:
    def segment(line: str, language: str) -> list[str]:
        tokens = [sentence for paragraph in module.analyze(line) for sentence in paragraph]
        return [line[s[0].offset : s[-1].offset + len(s[-1].value)] for s in tokens]

    return segment


CANDIDATES: dict[str, tuple[str, Callable[[Any], Segmenter]]] = {
    "pysbd": ("pysbd", _pysbd),
    "nupunkt": ("nupunkt", lambda module: lambda line, language: list(module.sent_tokenize(line))),
    "blingfire": ("blingfire", lambda module: lambda line, language: module.text_to_sentences(line).split("\n")),
    "syntok": ("syntok.segmenter", _syntok),
    "sentencex": ("sentencex", lambda module: lambda line, language: list(module.segment(language, line))),
}


def by_lines(segment: Segmenter) -> Segmenter:
    """Return a segmenter that gets one line at a time, as in `summarizer.article.sentences`."""

    def segment_lines(text: str, language: str) -> list[str]:
        pieces = (piece.strip() for line in text.splitlines() if line.strip() for piece in segment(line, language))
        return [piece for piece in pieces if piece]

    return segment_lines


def available() -> dict[str, Segmenter]:
    """Return the segmenters that are installed, and this library's own."""
    segmenters: dict[str, Segmenter] = {}
    for name, (module, make) in CANDIDATES.items():
        try:
            segmenters[name] = by_lines(make(importlib.import_module(module)))
        except ImportError:
            print(f"{name}: not installed")
    segmenters["summarizer"] = lambda text, language: [sentence.text for sentence in sentences(text, language)]
    return segmenters


def measure(segment: Segmenter, articles: list[dict[str, Any]]) -> Counter[str]:
    """Count sentences, suspicious ones, and articles whose characters are not all returned (`altered`)."""
    counts: Counter[str] = Counter()
    for article in articles:
        text, language = article["text"], article.get("language") or "en"
        start = time.perf_counter()
        pieces = segment(text, language)
        counts["seconds"] += round((time.perf_counter() - start) * 1e6)  # in microseconds; printed as seconds
        counts["sentences"] += len(pieces)
        counts["altered"] += "".join("".join(pieces).split()) != "".join(text.split())
        counts.update(suspicion for piece in pieces for suspicion in suspicions(piece))
    return counts


def main() -> None:
    """Print one table of counts for each file and language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="+", help="JSON Lines file with text and language")
    segmenters = available()
    for path in parser.parse_args().articles:
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for language in sorted({record.get("language") or "en" for record in records}):
            chosen = [record for record in records if (record.get("language") or "en") == language]
            print(f"\n{path.name}, {language}: {len(chosen)} articles")
            print("".join(f"{head:>13}" for head in ("", *COUNTS)))
            for name, segment in segmenters.items():
                counts = measure(segment, chosen)
                cells = [f"{counts[head] / 1e6:.3f}" if head == "seconds" else str(counts[head]) for head in COUNTS]
                print("".join(f"{cell:>13}" for cell in (name, *cells)))


if __name__ == "__main__":
    main()
