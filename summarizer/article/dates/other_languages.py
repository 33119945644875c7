"""Date phrases in languages other than English: absolute dates, weekdays, "yesterday", "last week" and their like.

The names are those of Unicode CLDR (`vocabulary`). What stands beside a name decides whether it means one certain day:
"am nächsten Montag" does; "jeden Montag", "bis Montag" and "am darauffolgenden Montag" do not. Such a phrase is found
with the words that change it, and has no days: none are better than wrong ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from summarizer.article.dates import calendar
from summarizer.article.dates.calendar import Days, Frame
from summarizer.article.dates.vocabulary import Vocabulary, plain, vocabulary

_PLAIN = re.compile(
    r"(?:\b(?:le|la|les|l'|el|los|en|au|du|de|del|den|dem|der|am|im|in|il|em|no|na|nel|w|we|op|på|в|во|у|на|года?|року"
    r"|roku)\b|في|يوم|عام|سنة|شهر|को|में|सन्?|के|दिन|于|於|在|[\s,，、.()（）])*",
    re.IGNORECASE,
)


class _Beside(NamedTuple):
    """What CLDR does not have of a language: the words before and after a date that make it a bound, a repetition or
    another day, and, where a weekday needs one, the word before it: any other there may mean "following" or "every"."""

    before: str
    after: str = ""
    on: str | None = None


_LISTED = {
    "ar": _Beside(
        "منذ حتى قبل بعد بين كل من إلى", "المقبل المقبلة التالي التالية السابق السابقة الجاري المنصرم الفائت"
    ),
    "cs": _Beside("od do před po mezi každý každou", on="v ve"),
    "de": _Beside(
        "seit bis ab vor nach von vom zum zwischen spätestens frühestens jeden anfang mitte ende gegen binnen", on="am"
    ),
    "es": _Beside(
        "desde hasta de del tras entre cada todos finales principios mediados", "siguiente anterior viene", on="el"
    ),
    "fr": _Beside(
        "depuis jusqu dès de du avant après d ici entre chaque tous début fin mi partir",
        "suivant suivante précédent précédente passé",
    ),
    "hi": _Beside("हर आगामी बीते गत पिछले अगले", "तक से पहले बाद"),
    "it": _Beside(
        "da dal dall dalla di del dell dello della fino entro dopo prima tra fra ogni inizio fine metà al",
        "seguente successivo successiva precedente",
    ),
    "ko": _Beside("매주 오는", "부터 까지"),
    "nl": _Beside("sinds tot vanaf van voor na tussen elke iedere begin half eind komende aanstaande aankomende"),
    "pl": _Beside("od do przed po między każdy każdą co", on="w we"),
    "pt": _Beside(
        "desde até de da do entre cada todas todos fim início meados após", "seguinte anterior vem", on="na no"
    ),
    "ru": _Beside("с со до после к ко перед между по каждый каждую начале середине конце от", on="в во"),
    "tr": _Beside("her önümüzdeki geçtiğimiz ertesi", "kadar önce sonra beri itibaren"),
    "uk": _Beside("з зі із від до після перед між по кожен кожну початку кінця", on="у в"),
}
_UNSPACED_BESIDE = {
    "ja": (r"(?:毎|翌|同|から|まで)$", r"(?:[週月次翌毎第前同先来]の?)$", r"から|まで|以降|以来|より|前|後|ごろ|頃"),
    "zh": (
        r"[每年逢至到自从從由]$",
        r"[上下本这這那个個首末第週周]$",
        r"至|到|起|以[来來前后後]|之?[前后後]|为止|為止",
    ),
}
"""The same without spaces: what changes a date that it stands before, what a weekday, and what changes one after it."""
_YEAR = r"(?:1[5-9]|20)\d\d"
_DIGITS = {ord(digit): str(n % 10) for n, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９")}
_DASH = r"\s*[-–—]\s*"
_DAY_BEFORE = re.compile(rf"(?<![\w.,])\d\d?(?:er|[.º°])?(?:{_DASH}|\s+\w{{1,3}}\s+)$")
"""Another day before the first one: "du 6 au 15 septembre"."""
_JOINT = re.compile(rf"{_DASH}|\s+\w{{1,3}}\s+")
"""What stands between the ends of a range."""
_NEAREST = timedelta(days=3)
"""How far "this Monday" may be from the publication date to be the only one that can be meant."""
_SPACE = r"(?:\s+|['-])"
_WORD = "(?:[^\\W_]|[\u0900-\u0d7f\u064b-\u0652])+"
"""A word, with the vowel signs of Indian scripts and Arabic, which are no letters to `re`."""
_BEFORE, _AFTER = re.compile(rf"(?:{_WORD}{_SPACE}){{1,3}}$"), re.compile(rf"(?:{_SPACE}{_WORD}){{1,4}}")
_BESIDE = 60  # characters, about as many as so many words have

_Found = tuple[int, int, Days | None]


class _Word(NamedTuple):
    """A word beside a date, in lower case, and where it stands."""

    text: str
    start: int
    end: int


def find(text: str, language: str, frame: Frame) -> Iterator[_Found]:
    """Yield the start, end and days of each date phrase of a text; the days are None if they cannot be resolved."""
    if vocabulary(language) is None:
        return
    # The length stays the same, so the offsets stay valid.
    normal = text.translate(_DIGITS).replace("’", "'")
    pattern, at, free = _pattern(language), 0, 0
    last: re.Match[str] | None = None
    while m := pattern.search(normal, at):
        at = m.end()
        phrase = _Phrase(m, language, frame)
        if phrase.is_morning or phrase.is_of_name:
            continue
        joint = _JOINT.match(normal, m.end())
        follows = joint and pattern.match(normal, joint.end())
        in_range = last is not None and _JOINT.fullmatch(normal, last.end(), m.start()) and not last["turn"]
        if in_range or (follows and not follows["turn"]):
            found: _Found = *m.span(), None
        else:
            try:
                found = phrase.read()
            except (ValueError, OverflowError):
                found = *m.span(), None
        start, end, days = found
        yield max(start, free), end, days
        at, last, free = max(at, end), m, end


def expression(text: str, language: str, frame: Frame) -> Days | None:
    """Return the days of a phrase that consists of one date and words that do not change it ("el", "في يوم")."""
    found = list(find(text, language, frame))
    if len(found) != 1:
        return None
    start, end, days = found[0]
    return days if _PLAIN.fullmatch(text[:start].replace("’", "'")) and _PLAIN.fullmatch(text[end:]) else None


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of the dates of a language of which there are names."""
    names = vocabulary(language)
    assert names is not None

    def any_of(found: Mapping[str, object]) -> str:
        # Vowel signs may be written in Arabic.
        signs = r"[\u064b-\u0652]*" if language == "ar" else ""
        longest = sorted(found, key=len, reverse=True)
        return "|".join("".join(re.escape(c) + signs for c in name) for name in longest) or "(?!)"

    months, weekdays, days, turns = map(any_of, (names.months, names.weekdays, names.days, names.turns))
    years = any_of({name: turn for name, turn in names.turns.items() if turn.unit == "year"})
    weeks = any_of({name: turn for name, turn in names.turns.items() if turn.unit == "week"})
    numeric = (
        rf"(?<!\d)(?P<iy>{_YEAR})[-/.](?P<im>\d\d?)[-/.](?P<id>\d\d?)(?!\d)"
        rf"|(?<!\d)(?P<nd>\d\d?)[/.](?P<nm>\d\d?)[/.](?P<ny>{_YEAR})(?!\d)"
    )
    if names.spaced:
        named = (
            rf"(?<!\w)(?:(?:{weekdays})\.?,?\s+(?:(?:le|el|den|de)\s+)?)?"
            rf"(?:(?<![\d.,])(?P<number>\d\d?)(?:er|[.º°])?\s+(?:de\s+)?)?"
            rf"(?P<month>{months})(?:\.(?!\W*$))?(?:\s*/\s*(?:{months}))?"
            rf"(?:,?\s+(?:del?\s+)?(?:(?P<year>{_YEAR})|(?:l')?(?P<turned>{years})))?(?!\w)"
            rf"|(?<!\w)(?:(?P<week>{weeks})\s+)?(?P<weekday>{weekdays})(?!\w)|(?<!\w)(?P<turn>{turns})(?!\w)|(?<!\w)(?P<day>{days})(?!\w)"
            rf"|(?<![\w$€£.,/-])(?P<only>(?:1[89]|20)\d\d)(?![\w%/-]|[.,]\d)"
        )
    else:
        named = (
            rf"(?:(?P<year>{_YEAR})年|(?P<turned>{years})の?)?(?P<month>1[0-2]|0?[1-9])月(?!期)"
            rf"(?:(?P<number>3[01]|[12]\d|0?[1-9])[日号號])?|(?P<only>{_YEAR})年(?![度代级級])"
            rf"|(?:(?P<week>{weeks})の?)?(?P<weekday>{weekdays}|(?<=[周週])[一二三四五六日天])"
            rf"|(?P<turn>{turns})(?![末初底中度])|(?P<day>{days})"
        )
    return re.compile(f"{numeric}|{named}", re.IGNORECASE)


class _Phrase:
    """A date that was found in a text, and what stands beside it."""

    def __init__(self, match: re.Match[str], language: str, frame: Frame) -> None:
        names = vocabulary(language)
        assert names is not None
        self._names: Vocabulary = names
        self._match, self._part, self._frame = match, match.groupdict(), frame
        self._language, self._listed = language, _LISTED.get(language)
        text, (start, end) = match.string, match.span()
        before = _BEFORE.search(text, max(0, start - _BESIDE), start)
        self._left = _words_in(before)[::-1]
        self._right = _words_in(_AFTER.match(text, end, min(len(text), end + _BESIDE)))

    @property
    def is_morning(self) -> bool:
        """Whether a word for tomorrow is one for the morning here: "der Morgen", "la mañana"."""
        if plain(self._part["day"] or "") not in self._names.parts:
            return False
        left = self._left[0].text if self._left else ""
        is_noun = _PLAIN.fullmatch(left) or self._names.modifier(left) is not None or left in self._before
        return self._match[0][0].isupper() or bool(left and is_noun)

    @property
    def _before(self) -> Sequence[str]:
        return self._listed.before.split() if self._listed else ()

    @property
    def is_of_name(self) -> bool:
        """Whether a year is part of a name, as beside any other word: "Agenda 2030"."""
        beside = self._left[0].text if self._left else ""
        is_told = not beside or beside in _IN or beside in self._before or self._names.unit(beside) is not None
        return self._names.spaced and self._part["only"] is not None and not is_told

    def read(self) -> _Found:
        """Return the phrase with the words that change it, and its days; raise ValueError if it has none."""
        return self._spaced() if self._names.spaced else self._unspaced()

    def _unspaced(self) -> _Found:
        (start, end), text = self._match.span(), self._match.string
        before, before_weekday, after = _UNSPACED_BESIDE.get(self._language, ("(?!)", "(?!)", "(?!)"))
        left = re.search(before, text[max(0, start - 3) : start])
        if left is None and self._part["weekday"] and not self._part["week"]:
            left = re.search(before_weekday, text[max(0, start - 3) : start])
        right = re.match(after, text[end : end + 2])
        if left or right:
            return start - len(left[0] if left else ""), end + len(right[0] if right else ""), None
        return start, end, self._days(self._frame)

    def _spaced(self) -> _Found:
        (start, end), part, names = self._match.span(), self._part, self._names
        for word in self._until_other():
            if word.text in self._before:
                return word.start, end, None
        if part["number"] and (day := _DAY_BEFORE.search(self._match.string[: self._match.start("number")])):
            return day.start(), end, None
        if part["only"]:
            return start, end, self._days(self._frame)
        if (
            not any(part[name] for name in ("day", "weekday", "month"))
            or part["year"]
            or part["turned"]
            or part["week"]
        ):
            return start, end, self._days(self._frame)
        if unit := self._unit():
            return self._of_unit(unit)
        for word in self._right[:2]:
            if self._listed and word.text in self._listed.after.split():
                return start, word.end, None
        if part["day"]:
            return start, end, self._days(self._frame)
        for word in (*self._left[:1], *self._right[:1]):
            if (offset := names.modifier(word.text)) is not None:
                return min(start, word.start), max(end, word.end), self._turned(offset)
        if self._left and not part["number"] and self._is_unsure(self._left[0].text):
            return self._left[0].start, end, None
        return start, end, self._days(self._frame)

    def _is_unsure(self, before: str) -> bool:
        """Return whether a word before a weekday or month may change it."""
        if self._listed is None:
            return True
        return (
            self._part["weekday"] is not None and self._listed.on is not None and before not in self._listed.on.split()
        )

    def _until_other(self) -> Iterator[_Word]:
        """Yield the words before the date up to the first that is not plain."""
        for word in self._left:
            yield word
            if not _PLAIN.fullmatch(word.text) and word.text not in _TO:
                return

    def _unit(self) -> _Word | None:
        """Return the word for a week or year beside the date: "Montag nächster Woche", "volgende week maandag"."""
        left = [word for word in self._left[:1] if self._part["weekday"] and self._names.unit(word.text) == "week"]
        return next((word for word in (*left, *self._right[:3]) if self._names.unit(word.text)), None)

    def _of_unit(self, unit: _Word) -> _Found:
        """Return a weekday of the week, or a day or month of the year, that a word beside it tells."""
        beside = [w for w in (*self._left[:2], *self._right) if w.end + 1 == unit.start or unit.end + 1 == w.start]
        told = next(((w, n) for w in beside if (n := self._names.modifier(w.text)) is not None), None)
        words = [unit] if told is None else [unit, told[0]]
        start = min(self._match.start(), *(w.start for w in words))
        end = max(self._match.end(), *(w.end for w in words))
        kind, days = self._names.unit(unit.text), None
        if told and self._part["weekday"] and kind == "week":
            days = self._weekday_of(told[1])
        elif told and self._part["month"] and kind == "year":
            days = self._dated(self._frame.day.year + told[1], self._frame)
        return start, end, days

    def _turned(self, offset: int) -> Days | None:
        """Return the days of a weekday, day or month beside a word for "last" (-1), "this" (0) or "next" (1); None if
        it can mean two."""
        frame = self._frame
        if self._part["weekday"]:
            return self._turned_weekday(offset)
        days = self._days(Frame(frame.day, offset < 0 if offset else frame.past, frame.country))
        if not offset:
            return days
        if self._part["number"]:
            return days if (days.start > frame.day) == (offset > 0) else None
        # "Nächsten März", in January, is this March for some, and the one of the next year for others.
        return days if (days.end < frame.day if offset < 0 else days.start.year > frame.day.year) else None

    def _turned_weekday(self, offset: int) -> Days | None:
        today = self._frame.day
        ahead = today + timedelta(days=(self._weekday - today.weekday()) % 7 or 7)
        back = today - timedelta(days=(today.weekday() - self._weekday) % 7 or 7)
        if offset < 0:
            return calendar.day(back)
        if offset > 0:
            # "Nächsten Freitag", on a Tuesday, is this Friday for some, and the one of the next week for others.
            return calendar.day(ahead) if ahead > calendar.week(today).end else None
        if today.weekday() == self._weekday:
            return calendar.day(today)
        nearest = ahead if ahead - today <= _NEAREST else back
        return calendar.day(nearest) if self._frame.past in (None, nearest < today) else None

    @property
    def _weekday(self) -> int:
        name = plain(self._part["weekday"] or "")
        return self._names.weekdays.get(name, "一二三四五六日".find(name.replace("天", "日")))

    def _weekday_of(self, weeks: int) -> Days:
        return calendar.day(calendar.week(self._frame.day, weeks).start + timedelta(days=self._weekday))

    def _dated(self, year: int | None, frame: Frame) -> Days:
        """Return the day or month of a year, or of the most plausible one."""
        name, number = plain(self._part["month"] or ""), self._part["number"]
        month = int(name) if name.isdigit() else self._names.months[name]
        return (
            calendar.day_of_month(year, month, int(number), frame) if number else calendar.month_of(year, month, frame)
        )

    def _days(self, frame: Frame) -> Days:
        """Return the days of the phrase, if nothing beside it changes them; raise ValueError if it has none."""
        part, names = self._part, self._names
        for order in ("i", "n"):
            if part[f"{order}y"]:
                return calendar.day(date(*(int(part[f"{order}{unit}"] or 0) for unit in "ymd")))
        if part["week"]:
            return self._weekday_of(names.turns[plain(part["week"])].offset)
        if part["weekday"]:
            return calendar.weekday(self._weekday, frame)
        if part["day"]:
            shift = names.days[plain(part["day"])]
            if shift is None:
                if frame.past is None:
                    raise ValueError("yesterday or tomorrow: the tense is unknown")
                shift = -1 if frame.past else 1
            return calendar.unit("day", frame.day, shift)
        if part["turn"]:
            turn = names.turns[plain(part["turn"])]
            return calendar.unit(turn.unit, frame.day, turn.offset)
        if part["only"]:
            return calendar.year(int(part["only"]))
        if part["turned"]:
            return self._dated(frame.day.year + names.turns[plain(part["turned"])].offset, frame)
        return self._dated(int(part["year"]) if part["year"] else None, frame)


_IN = frozenset("en in im em no nel w we у в во på في عام سنة सन में".split())
"""What stands before a year that dates something."""
_TO = frozenset("à a".split())


def _words_in(match: re.Match[str] | None) -> list[_Word]:
    if match is None:
        return []
    found = re.finditer(_WORD, match[0])
    return [_Word(plain(w[0]), match.start() + w.start(), match.start() + w.end()) for w in found]
