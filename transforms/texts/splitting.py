"""The text of a raw file to the articles in it, by the shape of its lines.

A block is a run of lines between blank ones. Four shapes matter:

- a *headline*: a short line alone in its block that is in title case, or does not end as sentences do;
- a *paragraph*: it ends as sentences do, or is long;
- a *dateline*: a date, or a place and a date, under a headline or at the head of the file;
- *credits*, after a body: lines like "Ru-Main, 02.02.2022" (a name, a date), "Source: Sputnik, Interfax".

A subhead looks like a headline, so a headline alone splits nothing. A file holds several articles only where
it begins with a headline and shows that it is a delivery of several, in one of these ways:

1. *dated*: the first headline has a dateline, and further headlines have one each;
2. *signed*: further headlines follow on credits, and the last article has credits too;
3. *gathered*: credits stand once, at the end, and every line that stands alone before them is a headline in
   full: title case, five words or more, no full stop, two paragraphs or more and no lists below it.

Everything else is one article. Credits and the short lines that follow on them (links, comment forms) belong
to no article; without credits nothing is taken away, as a signature or the end of a list has the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise, takewhile
from typing import NamedTuple

from demarches.transforms.texts.dates import is_date, parse_date
from demarches.transforms.units import Span

HEADLINE_LENGTH = 200
HEADLINE_WORDS = 3
GATHERED_WORDS = 5
GATHERED_PARAGRAPHS = 2
LONG = 200
CLOSERS = "\"'”’»›)]*_ \t\u00a0"
SENTENCE_ENDS = tuple(".!?…。！？؟।")
LIST_MARKS = tuple("-–—•*·>#\\<|=")

_BLOCK = re.compile(r"\S[^\r\n]*(?:(?:\r\n|\r|\n)[^\S\r\n]*\S[^\r\n]*)*")
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAME_AND_DATE = re.compile(r"(?P<name>[^\W\d_][^|:;]{0,60}?)(?:\s*[,|–—]|\s-)\s*(?P<date>\S.*)")
_SOURCE = re.compile(r"sources?\s*:\s*(?P<names>\S.*[^\s.])", re.IGNORECASE)


class Article(NamedTuple):
    """An article's place in its text, with what its headline, dateline and credits say."""

    span: Span
    title: str | None = None
    published_on: date | None = None
    publisher: str | None = None
    sources: tuple[str, ...] = ()


class Block(NamedTuple):
    """A run of lines between blank ones."""

    span: Span
    lines: tuple[str, ...]

    @property
    def head(self) -> str:
        """The first line."""
        return self.lines[0]


def split(text: str, single: bool = False) -> tuple[Article, ...]:
    r"""Find the articles that `text` holds, in their order; `single` says that it is known to hold one.

    >>> text = "US’ Response to Russia\n\nNATO is not ready.\n\nRu-Main, 02.02.2022\nSource: Sputnik"
    >>> [article.span.of(text) for article in split(text)]
    ['US’ Response to Russia\n\nNATO is not ready.']
    """
    blocks = _blocks(text)
    starts = (0,) if single else _starts(blocks)
    bounds = pairwise((*starts, len(blocks)))
    parts = [blocks[start:end] for start, end in bounds if start < end]
    ends = [_signed_at(part) for part in parts]
    signs = [_credits(part[end:]) for part, end in zip(parts, ends, strict=True)]
    return tuple(
        _article(part[:end], next(filter(None, signs[number:]), ()))
        for number, (part, end) in enumerate(zip(parts, ends, strict=True))
    )


def has_paragraph(text: str) -> bool:
    r"""Whether anything in `text` reads as a sentence, or it is a single block: else it is furniture only.

    >>> has_paragraph("Related Posts\n\nLeave a Reply"), has_paragraph("Lavrov agreed.\n\nLeave a Reply")
    (False, True)
    """
    blocks = _blocks(text)
    return len(blocks) == 1 or any(map(_is_paragraph, blocks))


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(_block(text, match.start(), match.end()) for match in _BLOCK.finditer(text))


def _block(text: str, start: int, end: int) -> Block:
    whole = text[start:end].rstrip()
    return Block(Span(start, start + len(whole)), tuple(line.strip() for line in _LINE.findall(whole)))


def _starts(blocks: Sequence[Block]) -> Sequence[int]:
    """Where the articles begin, by that rule of the module which finds most."""
    headed = [number for number in range(len(blocks)) if _is_headed(blocks, number)]
    if headed[:1] != [0]:
        return (0,)
    return max((rule(blocks, headed) for rule in (_dated, _signed, _gathered)), key=len) or (0,)


def _dated(blocks: Sequence[Block], headed: Sequence[int]) -> Sequence[int]:
    starts = [number for number in headed if _is_dateline(blocks[number + 1])]
    return starts if starts[:1] == [0] else ()


def _signed(blocks: Sequence[Block], headed: Sequence[int]) -> Sequence[int]:
    starts = [0, *(number for number in headed[1:] if _follows_credits(blocks, number))]
    parts = [blocks[start:end] for start, end in pairwise((*starts, len(blocks)))]
    return starts if all(_signed_at(part) < len(part) for part in parts) else ()


def _follows_credits(blocks: Sequence[Block], number: int) -> bool:
    """Whether credits are the last thing above the block but for lines that are no sentences."""
    above = reversed(blocks[:number])
    return any(_is_credits(block) for block in takewhile(lambda block: not _is_paragraph(block), above))


def _gathered(blocks: Sequence[Block], headed: Sequence[int]) -> Sequence[int]:
    end = _signed_at(blocks)
    alone = [number for number, block in enumerate(blocks[:end]) if _is_headline(block)]
    starts = [number for number in alone if not blocks[number].head.rstrip(CLOSERS).endswith(".")]
    full = end < len(blocks) and starts[:1] == [0] and set(starts) <= set(headed)
    parts = [blocks[start:stop] for start, stop in pairwise((*starts, end))]
    return starts if full and all(map(_is_full, parts)) else ()


def _is_full(part: Sequence[Block]) -> bool:
    """Whether `part` is a headline as long as those of news, with paragraphs and no lists below it."""
    title, body = part[0].head, part[1:]
    worded = len(title.split()) >= GATHERED_WORDS and _is_titled(title)
    listed = any(block.head.startswith(LIST_MARKS) for block in body)
    return worded and not listed and sum(map(_is_paragraph, body)) >= GATHERED_PARAGRAPHS


def _is_headed(blocks: Sequence[Block], number: int) -> bool:
    """Whether the block is a headline with a paragraph below it, a dateline between them or not."""
    if not _is_headline(blocks[number]):
        return False
    below = blocks[number + 1 : number + 3]
    body = below[1:] if below and _is_dateline(below[0]) else below
    return bool(body) and _is_paragraph(body[0]) and not _is_credits(body[0])


def _signed_at(part: Sequence[Block]) -> int:
    """Where the last credits of `part` begin, if what follows on them is furniture; its length if not.

    Furniture is fewer paragraphs than the body's, none long; below a source alone, which could be a table's, none.
    """
    last = max((number for number, block in enumerate(part) if _is_credits(block)), default=-1)
    run = list(takewhile(lambda number: _is_credits(part[number]), range(last, -1, -1)))
    above = list(filter(_is_paragraph, part[: last + 1 - len(run)]))
    below = list(filter(_is_paragraph, part[last + 1 :]))
    signed = not below or any(_is_signed(part[number]) for number in run)
    ends = signed and len(below) < len(above) and not any(map(_is_long, below))
    return run[-1] if run and ends else len(part)


def _article(body: Sequence[Block], sign: Sequence[str]) -> Article:
    title = body[0].head if _is_headline(body[0]) and any(map(_is_paragraph, body[1:])) else None
    datelines = [line for block in body[:2] if _is_dateline(block) for line in block.lines]
    dates = [day for line in (*datelines, *sign) if (day := parse_date(_named_date(line)[1]))]
    names = [name for line in sign if (name := _named_date(line)[0])]
    return Article(
        Span(body[0].span.start, body[-1].span.end),
        title,
        dates[0] if dates else None,
        names[0] if names else None,
        tuple(source for line in sign for source in _sources(line)),
    )


def _credits(blocks: Sequence[Block]) -> Sequence[str]:
    return tuple(line for block in blocks if _is_credits(block) for line in block.lines)


def _sources(line: str) -> list[str]:
    match = _SOURCE.fullmatch(line)
    return [name.strip() for name in re.split("[,;]", match["names"])] if match else []


def _named_date(line: str) -> tuple[str | None, str]:
    """Part a line like "Ru-Main, 02.02.2022" into its name and its date; (None, line) where it is none."""
    match = _NAME_AND_DATE.fullmatch(line)
    named = match is not None and not is_date(line) and is_date(match["date"])
    return (match["name"], match["date"]) if match and named else (None, line)


def _is_dateline(block: Block) -> bool:
    return len(block.lines) == 1 and is_date(_named_date(block.head)[1])


def _is_credits(block: Block) -> bool:
    """Whether all lines are credits, and one says more than a date: a date alone may head a diary's entry."""
    named = [bool(_SOURCE.fullmatch(line) or _named_date(line)[0]) for line in block.lines]
    return any(named) and all(name or is_date(line) for name, line in zip(named, block.lines, strict=True))


def _is_signed(block: Block) -> bool:
    return any(_named_date(line)[0] for line in block.lines)


def _is_headline(block: Block) -> bool:
    line = block.head
    worded = len(_WORD.findall(line)) >= HEADLINE_WORDS
    short = worded and len(block.lines) == 1 and len(line) <= HEADLINE_LENGTH
    plain = not line.startswith(LIST_MARKS) and not line.endswith((":", ";", ","))
    shaped = short and plain and (_is_titled(line) or not _ends_sentence(line))
    return shaped and not _is_dateline(block) and not _is_credits(block)


def _is_titled(line: str) -> bool:
    """Whether the long words, and half of all words, begin with a capital: title case, whatever its style."""
    words = [word for word in re.findall(r"[^\W_]+", line) if not word.isdigit()]
    small = [word for word in words if word[0].islower()]
    return 2 * len(small) <= len(words) and all(len(word) < 5 for word in small)


def _is_paragraph(block: Block) -> bool:
    return _is_long(block) or _ends_sentence(block.lines[-1])


def _is_long(block: Block) -> bool:
    return block.span.end - block.span.start > LONG


def _ends_sentence(line: str) -> bool:
    return line.rstrip(CLOSERS).endswith(SENTENCE_ENDS)
