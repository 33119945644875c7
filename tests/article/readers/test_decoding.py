"""Decoding: texts of every encoding that news comes in."""

from __future__ import annotations

import codecs
import sys

import pytest

from summarizer.article.readers.decoding import declared_in, decoded
from summarizer.errors import MissingExtraError, UnsupportedFormatError

ENGLISH = "The minister said on Tuesday that “no decision” was taken – the café owners’ group spoke of £3m."
GERMAN = "Die Regierung hat beschlossen, die Zuschüsse zu erhöhen. Der Bürgermeister von München begrüßte das."
RUSSIAN = "Президент заявил во вторник, что решение будет принято на следующей неделе."
TEXTS = {
    "en": (ENGLISH, ["cp1252"]),
    "de": (GERMAN, ["cp1252", "latin-1"]),
    "de short": ("Grüße aus Köln, sagte er.", ["cp1252"]),
    "fr": ("Le président a déclaré mardi que l’Élysée n’avait pas encore décidé. « C’est une étape »", ["cp1252"]),
    "pl": ("Premier zapowiedział, że rząd podwyższy płacę. Związkowcy żądają więcej.", ["cp1250", "iso8859-2"]),
    "ru": (RUSSIAN, ["cp1251", "koi8-r", "cp866"]),
    "el": ("Ο πρωθυπουργός δήλωσε την Τρίτη ότι η απόφαση θα ληφθεί την επόμενη εβδομάδα.", ["cp1253"]),
    "tr": ("Cumhurbaşkanı salı günü kararın gelecek hafta alınacağını söyledi. İçişleri yanıt vermedi.", ["cp1254"]),
    "ar": ("قال الرئيس يوم الثلاثاء إن القرار سيتخذ الأسبوع المقبل ولم ترد الوزارة.", ["cp1256"]),
    "zh": ("国家主席星期二表示，决定将于下周作出。外交部没有回应置评请求。", ["gb18030"]),
    "ja": ("首相は火曜日、来週決定すると述べた。外務省は応じなかった。", ["shift_jis", "euc_jp", "iso2022_jp"]),
    "ko": ("대통령은 화요일 다음 주에 결정을 내릴 것이라고 말했다.", ["euc_kr"]),
}


@pytest.mark.parametrize(
    ("text", "encoding"), [(text, name) for text, names in TEXTS.values() for name in names], ids=lambda v: v[:12]
)
def test_a_legacy_encoding_is_recognized(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, "", "a", "a\r\nb", "\u2028", "😀" * 9], ids=lambda text: text[:9])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_recognized(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ENGLISH, GERMAN])
def test_utf_16_without_a_mark_is_recognized(encoding: str, text: str) -> None:
    assert decoded(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("Grüße".encode("latin-1"), "iso-8859-1", "Grüße"),
        (b"\x93Yes\x94", "ISO-8859-1", "“Yes”"),
        (b"\x93Yes\x94", "us-ascii", "“Yes”"),
        ("Grüße".encode(), "utf-8", "Grüße"),
        (RUSSIAN.encode("koi8-r"), "KOI8-R", RUSSIAN),
        (codecs.BOM_UTF8 + "Grüße".encode(), "latin-1", "Grüße"),
        ("Grüße".encode(), "no-such-encoding", "Grüße"),
        ("Grüße".encode(), "base64", "Grüße"),
        ("Grüße".encode("cp1252"), "utf-8", "Gr\ufffd\ufffde"),
        (b"", "utf-8", ""),
    ],
)
def test_a_declared_encoding_counts(data: bytes, charset: str, text: str) -> None:
    assert decoded(data, "a", charset).startswith(text)


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<?xml version="1.0" encoding="windows-1252"?>', "windows-1252"),
        (b"<?xml version='1.0' encoding='UTF-16'?>", "UTF-16"),
        (b'<html><head><meta charset="utf-8">', "utf-8"),
        (b"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=iso-8859-2'>", "iso-8859-2"),
        (b"<meta charset=gbk>", "gbk"),
        (b"<p>charset=utf-8</p>", None),
        (b"", None),
    ],
)
def test_a_declaration_is_found(head: bytes, charset: str | None) -> None:
    assert declared_in(head) == charset


def test_a_text_that_was_cut_within_a_character_is_still_utf_8() -> None:
    assert decoded(GERMAN.encode() + "ü".encode()[:1], "a") == GERMAN + "\ufffd"
    assert decoded((RUSSIAN * 9).encode() + b"\xff" + RUSSIAN.encode(), "a").count("\ufffd") == 1


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 4, b"\0" * 100, b"\0\1\2\3", b"\x89PNG\r\n\x1a\n" + bytes(range(200)), b"a\0b\0\0c\xff" * 30],
    ids=len,
)
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(UnsupportedFormatError, match="binary"):
        decoded(data, "a.txt")


def test_without_the_extra_utf_8_is_read_and_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chardet", None)
    assert decoded(GERMAN.encode(), "a.txt") == GERMAN
    with pytest.raises(MissingExtraError, match=r"a\.txt, which is not UTF-8") as caught:
        decoded(GERMAN.encode("cp1252"), "a.txt")
    assert caught.value.extra == "readers"
