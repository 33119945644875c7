"""Documents for the tests of readers, made here: PDF and .docx files, web pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

PARAGRAPHS = (
    "Foreign Minister Ana Reyes is to visit Lisbon next week, officials said on Monday.",
    "She will open the new harbour there and meet the mayor of the city. The harbour cost 40 million euros.",
    "It is the first visit of a minister in ten years & the last before the election in March.",
)
TEXT = "\n".join(PARAGRAPHS)


def page(
    *, title: str = "Reyes to visit Lisbon", body: str = "", head: str = "", paragraphs: Sequence[str] = PARAGRAPHS
) -> str:
    """A web page with an article between the usual surroundings."""
    blocks = "".join(f"<p>{escape(one)}</p>\n" for one in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{title} - The Harbour Post</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Harbour Post">'
        f'<meta property="article:published_time" content="2026-01-29T08:00:00+00:00">{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
        f"<article><h1>{title}</h1>{blocks}{body}</article><aside>Most read: ten harbours</aside>"
        "<script>var shown = 1;</script><footer>Copyright 2021</footer></body></html>"
    )


def docx(body: str, core: str = "") -> bytes:
    """A .docx file from the XML of its body, without namespaces of its own."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>')
        if core:
            package.writestr("docProps/core.xml", core)
    return file.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of a .docx file."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def pdf(*pages: Sequence[tuple[float, float, float, str]], title: str = "") -> bytes:
    """A PDF file: each page has lines as (x, y, size, text), in Latin-1."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        words = [f"BT /F1 {size} Tf {x} {y} Td ({text.translate(_ESCAPED)}) Tj ET" for x, y, size, text in lines]
        stream = "\n".join(words)
        objects.append(f"<< /Length {len(stream.encode('latin-1'))} >>\nstream\n{stream}\nendstream")
        contents = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} 0 R /Resources "
            "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title.translate(_ESCAPED)}) /CreationDate (D:20200101000000Z) >>")
    file, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\n".encode()
    return file + f"startxref\n{file.index(b'xref')}\n%%EOF\n".encode()


_ESCAPED = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\"})


SAMPLES: dict[str, bytes] = {
    ".html": page().encode(),
    ".pdf": pdf([(50, 700, 11, "One.")]),
    ".docx": docx(paragraph("One.")),
    ".eml": b"Subject: =?utf-8?q?x?=\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nOne.\r\n--b--\r\n",
    ".md": b"---\ntitle: T\n---\n# H\n\n- [a](b) `c` **d**\n\n| a |\n|---|\n| b |\n",
    ".xml": b"<rss><channel><item><title>T</title><description>&lt;p&gt;One.</description></item></channel></rss>",
    ".nitf": b"<nitf><body><body.content><p>One.</p></body.content></body></nitf>",
    ".json": b'{"uri": "urn:x", "bodies": [{"contentType": "text/html", "value": "<p>One.</p>"}], "headlines": [{}]}',
    ".jsonl": b'{"text": "One.", "published": "", "language": "en"}\n{"body_html": "<p>One."}\n[]\n',
    ".txt": "Grüße aus Köln.".encode("cp1252"),
}
"""A small document of each kind, by its extension."""
