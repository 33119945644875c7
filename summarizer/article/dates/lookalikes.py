"""Tell dates from what looks like them: names ("April Jones", "Bloody Sunday"), verbs ("may", "to fall") and counts.

The words around a phrase decide. `finding` finds the phrases.
"""

from __future__ import annotations

import re

from summarizer.article.dates import holidays, words
from summarizer.article.dates.words import HOURS, MONTH, ORDINALS, SEASONS, WEEKDAY, any_of

_AROUND = 60
"""The number of characters before a phrase that are looked at."""
_CAPITAL = re.compile(r"\s+[A-Z][\w’'-]*[a-z]")
_LOWER_NAME = re.compile(rf"\b(?:{MONTH}|{WEEKDAY})", re.IGNORECASE)
_WORD_TOO = re.compile(rf"May|March|Mar|(?:{any_of(ORDINALS)})[\s-](?:quarter|half)", re.IGNORECASE)
_IN_SEASON = re.compile(
    r"\b(?:in|over|since|by|until|during|of|through|early|late|mid)[\s-]+(?:the\s+)?$", re.IGNORECASE
)
_SUPERLATIVE = re.compile(r"\b(?:time|\w{1,20}est|most|only|first|once)\b[^.;,]{0,30}$", re.IGNORECASE)
_BEFORE_DATE = re.compile(
    r"\b(?:in|since|by|until|from|to|and|of|during|through|between|before|after|for|early|late|mid|the)[\s-]+$",
    re.IGNORECASE,
)
_IN_TIME = re.compile(
    r"\b(?:in|since|by|until|till|during|before|after|through|early|late|mid|from)[\s-]+$", re.IGNORECASE
)

# People: their given names and surnames are months too.
_GIVEN = re.compile(r"April|May|June|August|Jan|Mar", re.IGNORECASE)
_DATES_MONTH = re.compile(
    r"\b(?:in|since|until|till|during|through|early|late|mid|last|this|next|the|a|an|each|every|[A-Za-z]+[’']s)[\s-]+$",
    re.IGNORECASE,
)
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Dame|Sen|Rep|Gov|President|Minister|Secretary|Judge|Justice|Senator|Mayor)"
    r"\.?|(?:^|[\s(“\"])(?!(?:In|On|By|Since|Until|Till|During|Through|Before|After|From|To|Of|For|And|The|This|Last|Next"
    r"|Early|Late|Mid|Between|As|At|But|If|When|While|Every|Each|That|Or|A)\b)[A-Z][a-z]+)\s+$"
)
_MARCH = re.compile(r"\s+(?:on|for|of|against|through|to|with)\s+(?:the\s+|our\s+)?[A-Z]")

# Names of weekdays, papers and programmes.
_NAMED_WEEKDAY = re.compile(
    r"\b(?:Bloody|Black|Super|Cyber|Giving|Mail on|Ruby|Man|Girl|His Girl|Casual|Sheffield|Freaky|Small Business"
    r"|Super Bowl) (?:the )?$"
)
_PAPER = re.compile(
    r"\s+(?:Times|Telegraph|Mirror|Mail|Express|Post|Herald|People|World|Independent|Star|Sun|Tribune|Business Post"
    r"|Addams|Night (?:Football|Live|Lights)|Evening Post)\b"
)
_WEEKDAY_ONLY = re.compile(rf"({WEEKDAY})(?:\s+{HOURS})?", re.IGNORECASE)
_SHORT_WEEKDAY = re.compile(r"(?:Sun|Sat|Wed|Fri|Mon)\.", re.IGNORECASE)

_PROGRAMME = re.compile(r"(?:[Tt]he )?(?:This|Last|Next) (?:Day|Week|Weekend|Month|Year)")
_OWNER = re.compile(r"[’']s\s+$")

# Numbers that are not years.
_COUNTED = re.compile(
    r"\s+(?!(?:games|olympics|elections|sanctions|talks|was|is|as|has|its|his|this)\b)[a-z]+s\b|[\s-]years?\b"
)
_MEASURED = re.compile(
    r"\s+(?:percent|per cent|km|kg|tonnes?|dollars?|euros?|miles?|meters?|metres?|GMT|UTC|hours|hrs|[ECMP][SD]?T"
    r"|local time)\b"
)
_PEOPLE = re.compile(
    r"\s+(?:[a-z]{2,20}\s){0,2}(?:people|men|women|children|police|troops|staff|cattle|sheep|homeless|others)\b"
)
_IN_YEAR = re.compile(r"\b(?:in|since|until|till|during|early|late|mid|by|before|after)[\s-]+$", re.IGNORECASE)
_QUANTITY = re.compile(
    r"\b(?:more than|less than|fewer than|at least|at most|nearly|almost|roughly|approximately|some|another|additional"
    r"|estimated|only|total of|record|about|around|over|all|the remaining)\s+$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:\b(?:Resolution|Flight|Route|Room|Page|Highway|Boeing|Airbus|Model|Section|Article|Bill|Lot|Channel|Agenda"
    r"|Vision|Number|No\.|Decree|Directive|Chapter|Paragraph)|#)"
    r"\s+(?:No\.?\s+)?$"
)
_FALL_OF = re.compile(r"\s+of\s+(?!(?:1[5-9]|20)\d\d|last year|this year|next year|the year)")
_NOUN_AFTER = re.compile(
    r"\s+(?!(?:and|or|in|on|at|for|to|with|when|as|but|by|after|before|this|last|next|year|was|were|is|are|will|the|that"
    r"|he|she|it|they|we|had|has|have|so|because|while|since|until|if|despite|from|where|which|who)\b)[a-z]|-[a-z]"
)
_BEFORE_HOLIDAY = re.compile(
    r"\b(?:on|in|at|by|before|until|since|over|during|for|after|around|past|to|of|last|this|next|from|every)\s+$",
    re.IGNORECASE,
)
HOLIDAY = re.compile(rf"(?:(?:this|last|next)\s+)?{holidays.NAME}", re.IGNORECASE)
_BARE_HOLIDAY = re.compile(holidays.BARE, re.IGNORECASE)
_CENTURY = re.compile(words.CENTURY, re.IGNORECASE)
_YEAR_END = re.compile(
    r"(?:the\s+)?(?:calendar\s+)?(?:year|quarter|month|week)(?:[’']s)?[\s-]end|mid-?(?:week|month|year)", re.IGNORECASE
)


def is_date(text: str, start: int, end: int, *, resolved: bool = True) -> bool:
    """Return whether a match is a date and not a similar phrase such as "may", "to fall" or "2000 people"."""
    phrase, before = text[start:end], text[max(0, start - _AROUND) : start]
    if any(name.group()[0].islower() for name in _LOWER_NAME.finditer(phrase)):
        return False
    if re.search(r"\b(?:every|each)\s+$", before, re.IGNORECASE):
        return False  # "held every June"
    if re.match(r"in\s", phrase, re.IGNORECASE) and _SUPERLATIVE.search(before):
        return False  # "for the first time in 30 years" is a duration
    if _PROGRAMME.fullmatch(phrase) and (_OWNER.search(before) or _NOUN_AFTER.match(text, end)):
        return False  # "on the channel's This Week", not "Board to Meet Next Week"
    if re.sub(r"^the ", "", phrase.lower()) in SEASONS:
        named = phrase.split()[-1][0].isupper() and _CAPITAL.match(text, end)  # "the Summer Olympics"
        return bool(_IN_SEASON.search(before)) and not named and not _FALL_OF.match(text, end)
    if HOLIDAY.fullmatch(phrase):
        return _is_holiday(text, start, end, before, resolved)
    if _GIVEN.fullmatch(phrase) or _WORD_TOO.fullmatch(re.sub(r"^the ", "", phrase.lower())):
        return _is_month(text, end, phrase, before)
    if m := _WEEKDAY_ONLY.fullmatch(phrase):
        short = _SHORT_WEEKDAY.fullmatch(phrase) and re.search(r"\b[Tt]he $", before)  # the newspaper, or the star
        return not (short or _NAMED_WEEKDAY.search(before) or _PAPER.match(text, start + m.end(1)))
    if _CENTURY.fullmatch(phrase):
        return not _NOUN_AFTER.match(text, end)  # "21st century threats"
    if phrase.isdigit():
        return _is_year(text, end, before)
    if _YEAR_END.fullmatch(phrase):
        return bool(_BEFORE_HOLIDAY.search(before))
    return not (
        re.search(r"weekend$", phrase, re.IGNORECASE) and re.match(r"\s+(?:edition|of)\b", text[end : end + 12])
    )


def _is_month(text: str, end: int, phrase: str, before: str) -> bool:
    """Return whether the name of a month is one: not in "April Jones", "Theresa May" and "the March on Washington"."""
    if _PERSON_BEFORE.search(before) and not re.search(rf"\b(?:{WEEKDAY}|{MONTH})\s+$", before, re.IGNORECASE):
        return False
    if phrase.lower().startswith("march") and _MARCH.match(text, end) and not _IN_TIME.search(before):
        return False
    if _CAPITAL.match(text, end) and not _DATES_MONTH.search(before):
        return False
    if re.search(r"(?:quarter|half)$", phrase, re.IGNORECASE) and re.match(r"\s+of\s+[a-z]", text[end : end + 20]):
        return False  # "the second half of the game"
    return _WORD_TOO.fullmatch(phrase) is None or _BEFORE_DATE.search(before) is not None


def _is_year(text: str, end: int, before: str) -> bool:
    """Return whether a number of four digits is a year: not in "2000 people", "Resolution 1973" and "1900 GMT"."""
    if _NUMBERED.search(before) or _MEASURED.match(text, end):
        return False
    if _PEOPLE.match(text, end) and not _IN_YEAR.search(before):
        return False
    counted = _COUNTED.match(text, end)
    if counted and _QUANTITY.search(before):
        return False
    return not counted or bool(_BEFORE_DATE.search(before) and text[end : end + 5] != " year")


def _is_holiday(text: str, start: int, end: int, before: str, resolved: bool) -> bool:
    """Return whether the name of a holiday is one: not in "Christmas Island" and "the Good Friday Agreement"."""
    phrase = text[start:end]
    if not resolved or (not phrase[0].isupper() and not re.match("this|last|next", phrase)):
        return False
    if _CAPITAL.match(text, end):
        return False
    if _BARE_HOLIDAY.fullmatch(phrase):
        opens = re.match("this|last|next", phrase, re.IGNORECASE) or _BEFORE_HOLIDAY.search(before)
        return bool(opens) and not _NOUN_AFTER.match(text, end)
    return True
