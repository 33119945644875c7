"""Read PDF files by PDFium (extra `readers`).

A PDF file has lines, not paragraphs. Lines are joined by their places on the page: a line break ends a sentence.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from summarizer.article.hyphens import without_line_ends
from summarizer.article.readers.source import Source, imported, one_line
from summarizer.errors import ArticleTooLargeError, UnreadableArticleError
from summarizer.schema import Article
from summarizer.settings import MAX_CHARACTERS

MAX_PAGES = 500

_LOCK = threading.Lock()  # PDFium is not safe for use by several threads
_NO_TITLE = re.compile(
    r"^(?:microsoft \w+ - |untitled|document\d*$)|\.(?:docx?|pdf|indd|qxp|rtf|odt|html?|pages)$", re.I
)
_END = re.compile(r"""[.!?…:。！？]["'”’»)\]]*$""")
_HYPHEN = "\ufffe\u00ad\x02"
"""What PDFium gives for a hyphen at the end of a line, whether it divides a word or belongs to it."""
_DIVIDING = re.compile(f"[{_HYPHEN}]+")
_DIVIDED = re.compile(r"[\w.]-$")
"""PDFium leaves a hyphen at the end of a line as it is if no letter is before it: "25-"."""


@dataclass(frozen=True)
class _Line:
    text: str
    left: float
    right: float
    bottom: float
    height: float
    page: int


def read_pdf(source: Source) -> Article:
    """Return the article of a PDF file. Its dates are those of the file, not of the article, so it has no day."""
    pdfium = imported("pypdfium2", f"the PDF file {source.name}")
    with _LOCK:
        try:
            document = pdfium.PdfDocument(source.data)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower():
                message, hint = "is protected by a password", "save it without the password"
            else:
                message, hint = "is not a valid PDF file", "save it again, or save its text"
            raise UnreadableArticleError(f"{source.name} {message}", hint=hint) from None
        try:
            if len(document) > MAX_PAGES:
                raise ArticleTooLargeError(f"{source.name} has {len(document)} pages; the limit is {MAX_PAGES}")
            lines = _lines(document, source.name)
            title = one_line(document.get_metadata_dict().get("Title"))
        finally:
            document.close()
    text = _paragraphs(_without_running_lines(lines))
    if not text:
        raise UnreadableArticleError(
            f"{source.name} has no text; its pages may be pictures", hint="run text recognition (OCR) on it first"
        )
    return Article(text=text, title=None if title and _NO_TITLE.search(title) else title)


def _lines(document: Any, name: str) -> list[_Line]:
    lines: list[_Line] = []
    characters = 0
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        try:
            text = textpage.get_text_range()
            if (characters := characters + len(text)) > 2 * MAX_CHARACTERS:
                raise ArticleTooLargeError(f"{name} has more than {MAX_CHARACTERS:,} characters, the limit")
            lines += _lines_of_page(textpage, text, number)
        finally:
            textpage.close()
            page.close()
    return lines


def _lines_of_page(textpage: Any, text: str, number: int) -> list[_Line]:
    """Return the lines of a page with their places, which are 0 if PDFium counts characters in another way."""
    exact = textpage.count_chars() == len(text)
    lines: list[_Line] = []
    for match in re.finditer(r"[^\r\n]+", text):
        if not match[0].strip():
            continue
        first = match.start() + len(match[0]) - len(match[0].lstrip())
        last = match.start() + len(match[0].rstrip()) - 1
        left, bottom, right, height = 0.0, 0.0, 0.0, 0.0
        if exact:
            boxes = [textpage.get_charbox(index, loose=True) for index in (first, last)]
            left, right, bottom = boxes[0][0], boxes[1][2], boxes[0][1]
            height = boxes[0][3] - boxes[0][1]
        lines.append(_Line(match[0].strip(), left, right, bottom, height, number))
    return lines


def _without_running_lines(lines: list[_Line]) -> list[_Line]:
    """Leave out headers, footers and page numbers: first and last lines of pages that are alike but for numbers."""
    pages = {line.page for line in lines}
    if len(pages) < 2:
        return lines
    edges: list[_Line] = []
    for page in pages:
        on_page = [line for line in lines if line.page == page]
        edges += {id(line): line for line in (*on_page[:1], *on_page[-1:])}.values()
    alike = Counter(re.sub(r"\d+", "0", line.text) for line in edges)
    running = {id(line) for line in edges if alike[re.sub(r"\d+", "0", line.text)] > max(1, len(pages) // 2)}
    return [line for line in lines if id(line) not in running]


def _paragraphs(lines: list[_Line]) -> str:
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 3 * a.height]
    step = median(steps) if steps else 0.0
    text = ""
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if before is None:
            text = line.text
        elif _continues(before, line, step, lines):
            if _DIVIDED.search(before.text):
                text = text[:-1] + _HYPHEN[0]
            text += line.text if text[-1] in _HYPHEN else f" {line.text}"
        else:
            text += f"\n{line.text}"
    return without_line_ends(text, _DIVIDING)


def _continues(before: _Line, line: _Line, step: float, lines: list[_Line]) -> bool:
    """Return whether a line is in the same paragraph as the one before it."""
    if before.text[-1] in _HYPHEN:
        return True
    ended = bool(_END.search(before.text))
    if before.page != line.page or not (before.height and line.height):
        return not ended and line.text[0].islower()
    if abs(before.height - line.height) > 0.15 * before.height:
        return False
    down = before.bottom - line.bottom
    if down < -before.height:  # up: another column
        return not ended and not line.text[0].isupper()
    if down < 0.5 * before.height:
        return True
    if step and down > 1.35 * step:
        return False
    # The last line of a paragraph is short, and the first one of the next is indented.
    edge = max(other.right for other in lines if other.page == line.page and abs(other.left - before.left) < 40)
    width = edge - min(before.left, line.left)
    short = edge - before.right > 0.2 * width
    indented = line.left - before.left > 0.7 * line.height
    return not ((ended and short) or (ended and indented))
