"""Which day words mean: "Thursday", "the end of June", "48 hours", as said on some day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateparser.date import DateDataParser

from demarches.transforms.texts.dates import MONTHS

_MONTH = r"(?:{}|(?:{}|Sept)\b\.?)".format(
    "|".join(name.capitalize() for name in MONTHS), "|".join(name[:3].capitalize() for name in MONTHS)
)
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d-]|[,.]\d)"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_CLOCK = (
    r"(?:noon|midnight|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\d{1,2}:\d\d)(?:\s(?:local\stime|GMT|UTC|[CEMP][DS]?T))?"
)
_UNIT = r"(?:day|week|weekend|month|quarter|year|decade|century)"
_DATE = rf"(?:{_MONTH}\s{_ORDINAL}\b|{_ORDINAL}\s(?:of\s)?{_MONTH})(?:,?\s{_YEAR})?"
_ONE = "|".join(
    [
        rf"(?:{_WEEKDAY},?\s)?(?:the\s)?{_DATE}",
        rf"(?:(?:this|next|coming)\s)?{_WEEKDAY}(?:\s(?:morning|afternoon|evening|night))?",
        rf"{_MONTH}(?:,?\s(?:of\s)?{_YEAR})?",
        _YEAR,
        rf"(?:the|this|next|the\s(?:coming|current)|this\s(?:coming|current))\s{_UNIT}",
        rf"(?:spring|summer|autumn|fall|winter)(?:\s(?:of\s)?{_YEAR})?",
        r"today|tonight|tomorrow|\d{4}-\d\d-\d\d",
    ]
)
_EDGE = r"(?:the\s)?(?:(?P<end>end|close)|(?P<start>start|beginning)|middle)\sof\s"
# A day or a period, with the hour; months are told from "may" and "march" by their capital.
DAY = re.compile(
    rf"\b(?:(?P<clock>{_CLOCK})\s(?:(?:on|of)\s)?)?(?:{_EDGE})?(?:(?P<vague>early|mid|late)[ -])?(?:the\s)?"
    rf"(?P<one>{_ONE})(?:\s(?:at\s)?(?P<hour>{_CLOCK}))?(?![\w-])"
)
_COUNT = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|sixty|ninety"
    r"|twenty-four|thirty-six|forty-eight|seventy-two)"
)
LENGTH = re.compile(
    rf"\b(?P<exact>{_COUNT}[\s-](?:hour|day|week|month|year)s?)\b(?!\s(?:ago|old|long))"
    r"|\b(?:(?:a\s)?few\s|several\s|some\s|\d+\s(?:business|working)\s|the\s(?:coming|next)\s(?:few\s)?)?"
    r"(?:hours|days|weeks|months|years)\b(?!\sago)"
)
# Further away, a day without a year is rather one that has been.
SOON = timedelta(days=300)
_HAS_YEAR = re.compile(_YEAR)
_UNKNOWABLE = re.compile(r"spring|summer|autumn|fall|winter|quarter|decade|century|next\s" + _WEEKDAY)
_SPARE = re.compile(r"\b(?:the|of|on|coming|current)\b|\s(?:morning|afternoon|evening|night)\b")


def last_day(words: str, said: date | None, *, before: bool = False) -> date | None:
    """The last day of what `words` mean on the day `said`, or the last `before` it; None where it cannot be known.

    >>> [str(last_day(words, date(2022, 2, 2))) for words in ("Friday", "the end of June", "next month", "spring")]
    ['2022-02-04', '2022-06-30', '2022-03-31', 'None']
    >>> str(last_day("June", date(2022, 2, 2), before=True))
    '2022-05-31'
    """
    found = DAY.fullmatch(words)
    if found is None or found["vague"] or _UNKNOWABLE.search(words) or "middle" in words:
        return None
    if said is None and not _HAS_YEAR.search(found["one"]):
        return None
    first = bool(found["start"]) or (before and not (found["end"] or found["clock"] or found["hour"]))
    day = _day(found["one"], said or date(2000, 1, 1), first)
    if day and said and day - said > SOON and not _HAS_YEAR.search(found["one"]) and "year" not in words:
        return None
    return day - timedelta(days=1) if day and first and before else day


def day_after(length: str, said: date | None) -> date | None:
    """The day when `length` has passed since the day `said`, as far as it says how long.

    >>> [str(day_after(words, date(2022, 2, 2))) for words in ("48 hours", "six months", "a few days")]
    ['2022-02-04', '2022-08-02', 'None']
    """
    found = LENGTH.fullmatch(length)
    if said is None or found is None or not found["exact"]:
        return None
    return _parsed("in " + length.replace("-hour", " hour").replace("-day", " day"), said, "current")


def _day(one: str, said: date, first: bool) -> date | None:
    words = " ".join(_SPARE.sub(" ", one).split())
    unit = words.removeprefix("this ").removeprefix("next ")
    if unit in ("day", "week", "weekend"):
        ahead = 7 if words.startswith("next ") else 0
        sunday = said + timedelta(days=6 - said.weekday() + ahead)
        return said if unit == "day" else sunday - timedelta(days=6 if unit == "week" else 1) if first else sunday
    return _parsed(f"this {words}" if words == unit and unit in ("month", "year") else words, said, _edge(first))


def _edge(first: bool) -> str:
    return "first" if first else "last"


def _parsed(words: str, said: date, edge: str) -> date | None:
    moment: datetime | None = _parser(said, edge).get_date_data(words)["date_obj"]
    return moment.date() if moment else None


@lru_cache(maxsize=64)
def _parser(said: date, edge: str) -> DateDataParser:
    return DateDataParser(
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(said.year, said.month, said.day),
            "PREFER_DATES_FROM": "future",
            "PREFER_DAY_OF_MONTH": edge,
            "PREFER_MONTH_OF_YEAR": edge,
            "DATE_ORDER": "DMY",
        },
    )
