"""Roles: the title or the description that a text gives to whom it names, and to nobody beside.

In a list of people, the title of one stands between commas, directly behind the name of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.language.english.lexicon import CONNECTORS, NO_TITLES, SPEECH
from summarizer.language.names import is_body, is_common, is_country, is_title, places_of, split_title


def title_before(text: str, start: int) -> str | None:
    """Return the title directly before a name ("US Ambassador to India"), or None.

    `start` is the offset at which the name starts.
    """
    line = text[max(0, start - 120) : start]
    # Return early: the word before most names cannot end a title.
    nearest = line.rsplit(None, 1)[-1:] if line.endswith(" ") else []
    if not any(word[:1].isupper() or is_title(word) for word in nearest):
        return None
    line = line[max(line.rfind("\n"), *map(line.rfind, '“”"')) + 1 :]
    if not line.endswith((" ", ", ")):
        return None
    tokens: list[str] = []
    for token in reversed(line.split()):
        bare = token.strip(",")
        if not (bare[:1].isupper() or bare.casefold() in CONNECTORS or is_title(bare)) or bare[-1:].isdigit():
            break  # also at the G7, where the President speaks
        if token.endswith((".", ";", ":", ",")) and len(token) > 3 and not re.fullmatch(r"(?:[A-Z]\.)+", token):
            break
        if bare.casefold() in ("according", "meanwhile", "earlier", "later", "when", "while", "as"):
            break
        tokens.insert(0, token)
    while tokens and tokens[0].casefold() in CONNECTORS:
        tokens.pop(0)
    if not tokens or tokens[-1].casefold() in CONNECTORS or tokens[-1].endswith(("’s", "'s")):
        return None  # "Ambassador to India": India is part of the title, not the person who has it
    title = _own_title(" ".join(tokens).strip(" ,"))
    return title if any(is_title(word) for word in title.split()) and title not in _NO_ROLES else None


_NO_ROLES = ("vice", "Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms")
_HONORIFIC = re.compile(r"(?<=\w) (?:Dr|Mrs?|Ms)\.?$")
_NO_TITLE = re.compile(rf"^(?:(?:{'|'.join(sorted(NO_TITLES))})\s+)+", re.IGNORECASE)


def _own_title(title: str) -> str:
    """Return a title without what is not the own one of who is named after it.

    Words of its sentence ("Under President") and another one who is named with it ("Secretary of State Marco Rubio and
    Foreign Minister") stand before it, as does whose the person with the title is ("Supporters of General"). A given
    name stands behind it ("Syrian President Bashar").
    """
    before, joint, last = title.rpartition(" and ")
    if joint and any(map(is_title, last.split())) and _is_another(before, last):
        title = last
    title = _HONORIFIC.sub("", _NO_TITLE.sub("", title))
    *_, last = re.split(r" (?:of|for|with) ", title)
    if all(map(is_title, last.split())) and not any(map(is_title, title.removesuffix(last).split())):
        return last
    parts = title.split()
    end = max((at for at, part in enumerate(parts, 1) if is_title(part)), default=0)
    given = parts[end:]
    return " ".join(parts[:end]) if end and all(part.isalpha() and _is_no_word(part) for part in given) else title


def _is_no_word(word: str) -> bool:
    return word[:1].isupper() and not is_common(word) and not is_country(word)


def _is_another(before: str, title: str) -> bool:
    """Return whether who is named before "and" and a title is somebody else: "Ida Moe and President", "Kremlin and
    President"; "Trade and Industry Minister" is one."""
    titled = split_title(before)
    if titled.title is not None:
        return not all(map(is_common, titled.name.split()))
    names = before.split()
    is_person = len(names) == 2 and all(name[:1].isupper() for name in names) and any(map(_is_no_word, names))
    return is_person or (all(map(is_title, title.split())) and not any(map(is_title, names)))


def _names_another(description: str) -> bool:
    """Return whether a description between commas is the next of a list of people, with a title of its own: "Secretary
    of State Ida Moe", but not "Chief of Staff to President Ida Moe"."""
    name, title = (titled := split_title(description)).name, titled.title
    if title is None or not description[:1].isupper() or is_body(name) or is_country(name):
        return False
    *_, whose = re.split(r"\b(?:of|to|for|with|under) ", title)
    if whose != title and " and " not in whose and any(map(is_title, whose.split())):
        return False
    # "Director of Larvik" is nobody's name, but "Director Larvik" is.
    is_name = is_title(title.split()[-1]) or " " in name
    return is_name and not all(map(is_common, name.split()))


_NO_DESCRIPTION = re.compile(rf"^(?:and|or|but|under|\w+ by)\b|\b(?:{SPEECH}|is|was|has|will|to be)\b")
_DESCRIPTION = re.compile(r", (?:the |a |an )?([^,.;\n“”]{3,80}),")


def title_after(text: str, end: int) -> str | None:
    """Return the description between commas after a name (", the chairman of the panel,"), or None.

    `end` is the offset at which the name ends.
    """
    match = _DESCRIPTION.match(text, end, end + 100)
    described = match.group(1).split() if match else []
    # A clause ("…, the minister said that …") is not a description, nor is what a sentence goes on with.
    if (
        match
        and any(map(is_title, described))
        and not _NO_DESCRIPTION.search(match.group(1))
        and not _names_another(match.group(1))
    ):
        return match.group(1)
    return None


def holder(title: str, text: str) -> str | None:
    """Return the person named after a title and a comma ("the Minister for Railways, Ashwini Vaishnaw"), or None."""
    if not any(map(is_title, title.split())) or _names_another(title):
        return None
    bearers = (match.group(1) for at in places_of(title, text) if (match := _BEARER.match(text, at + len(title))))
    return next((bearer for bearer in bearers if not any(map(is_title, bearer.split()))), None)


_BEARER = re.compile(r", ((?:[A-Z][\w'’-]+\.? ){1,2}[A-Z][\w'’-]+)(?=[\s,.;])")


def is_spouse(full: str, surname: str, text: str) -> bool:
    """Return whether a full name is that of a First Lady, in a text whose President goes by the surname alone."""
    if full == surname or f"First Lady {full}" not in text:
        return False
    return re.search(rf"\bPresident {re.escape(surname)}\b", text) is not None


def fullest_title(titles: Iterable[str | None]) -> str | None:
    """Return the longest of the titles that a text has beside a name; that of a First Lady is not the President's."""
    found = [title for title in titles if title]
    own = [title for title in found if not ("President" in found and title.startswith("First Lady"))]
    return max(own, key=len, default=None)
