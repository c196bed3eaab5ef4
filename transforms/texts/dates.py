"""Dates as datelines and credits write them."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = r"(?P<month>{}|sept)\.?".format("|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS))
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_FORMS = (
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
    # With dots the day comes first; what has slashes is read in two ways, so its day stays unknown.
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
    rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})",
    r"(?P<year>)(?P<month>)(?P<day>)\d{1,2}/\d{1,2}/\d{4}",
)
_DATES = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)


def is_date(text: str) -> bool:
    """Whether all of `text` has the shape of a date, though its day may stay unknown.

    >>> is_date("Wednesday, February 2, 2022"), is_date("03/04/2022"), is_date("in February 2022")
    (True, True, False)
    """
    return any(form.fullmatch(text) for form in _DATES)


def parse_date(text: str) -> date | None:
    """Read the day that `text` gives, or None where it gives none or one of several.

    >>> parse_date("02.02.2022"), parse_date("03/04/2022")
    (datetime.date(2022, 2, 2), None)
    """
    match = next(filter(None, (form.fullmatch(text) for form in _DATES)), None)
    if match is None or not match["year"]:
        return None
    try:
        return date(int(match["year"]), _month(match["month"]), int(match["day"]))
    except ValueError:  # the thirtieth of February
        return None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(text[:3].lower()))
