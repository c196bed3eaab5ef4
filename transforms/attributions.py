"""Who says what, from the parse and the quotation marks: content, source and cue of each attribution."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Doc, Token

from demarches.transforms.clauses import child, is_verbal
from demarches.transforms.quotations import overlapping
from demarches.transforms.reports import LEAST, Attribution, name_phrase, rate_of, reports, source_of, span_of
from demarches.transforms.units import Span

SENTENCE_END = frozenset(".!?;")
UNFINISHED = (",", "?", "!", "—", "–", "-", "…", "...")
SENTENCE = 7  # words from which a quotation is taken for a sentence
SPEECH = 4  # words from which a quotation without a cue of its own is taken for speech, not for scare quotes
SPOKEN_FRAMES = ("verb_quote", "verb_clause", "aside")
HEADED = re.compile(r"^([A-Z][^:;,!?“”\"\n]{1,40}): +(\S[^\n]*[^\s.])\.?$", re.MULTILINE)
# Precision of each way on annotated US political news.
QUOTATION, COLON, NAMED_LINE = 0.93, 0.86, 0.6


@dataclass(frozen=True)
class _Quotation:
    """A quotation with the words of its sentence before and after it that stand in no quotation."""

    span: Span
    before: Sequence[Token]
    after: Sequence[Token]
    words: int
    ending: str
    paragraph_start: int
    is_fragment: bool


def attributions(doc: Doc, quotes: tuple[Span, ...]) -> list[Attribution]:
    """Every attribution of `doc`, in order, no word in two of them.

    >>> from demarches.transforms.quotations import quotations
    >>> from demarches.transforms.sentences import parse
    >>> text = "“We see no answer,” Lavrov said. “We insist on one.”"
    >>> [span.of(text) for span in attributions(next(parse([text])), quotations(text))[0].content]
    ['“We see no answer,”', '“We insist on one.”']
    """
    placed = list(_placed(doc, quotes))
    sentences = [each for each in placed if not each.is_fragment]
    spoken = _spoken(sentences)
    used = {each.cue for each in spoken}
    clauses = (_whole(each, quotes) for each in reports(doc, quotes) if each.cue not in used)
    fragments = _spoken([each for each in placed if each.is_fragment])
    return _joined(apart([*spoken, *clauses, *fragments, *headed(doc)]), placed)


def headed(doc: Doc) -> Iterator[Attribution]:
    """Lines that open with the name of who speaks: "Lavrov: talks useless"."""
    for line in HEADED.finditer(doc.text):
        name = doc.char_span(*line.span(1), alignment_mode="expand")
        if all(token.pos_ == "PROPN" or token.is_punct for token in name) and name.ents:
            source = Span(*line.span(1))
            yield Attribution((Span(*line.span(2)),), source, Span(source.end, source.end + 1), "headed", NAMED_LINE)


def apart(found: Iterable[Attribution]) -> list[Attribution]:
    """Those of `found` that share no words with one before, in the order of the text."""
    kept: list[Attribution] = []
    taken: set[int] = set()
    for each in found:
        places = {i for span in each.content for i in range(span.start, span.end)}
        if not taken & places:
            taken |= places
            kept.append(each)
    return sorted(kept, key=lambda each: each.content)


def _whole(report: Attribution, quotes: tuple[Span, ...]) -> Attribution:
    """The report with each quotation that its content begins or breaks off in taken whole."""
    quoted = (quote for span in report.content for quote in overlapping(span, quotes))
    return replace(report, content=tuple(merged([*report.content, *quoted])))


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in order, those that overlap made one."""
    last: Span | None = None
    for span in sorted(spans):
        if last is not None and span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _placed(doc: Doc, quotes: tuple[Span, ...]) -> Iterator[_Quotation]:
    text, starts = doc.text, [token.idx for token in doc]  # spaCy makes the text anew each time it is asked
    quoted = {i for quote in quotes for i in range(quote.start, quote.end)}
    ending = ""
    for quote in quotes:
        first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end)
        body = [token for token in doc[first:last] if not (token.is_punct or token.is_space)]
        before = _before(doc, first, quoted)
        place = before[0].i if before else first
        goes_on = ending in UNFINISHED and place > 0 and doc[place - 1].idx in quoted
        ending = next((each.text for each in reversed(doc[first : last - 1]) if not each.is_space), "")
        yield _Quotation(
            quote,
            before,
            _beside(doc, range(last, len(doc)), quoted),
            len(body),
            ending,
            _reach(text, quote),
            _is_name(body) or (not goes_on and bool(body) and body[0].text[0].islower()),
        )


def _reach(text: str, quote: Span) -> int:
    """From where a speaker may go on in `quote`: its paragraph, or the one before where it is all quotation."""
    start = text.rfind("\n", 0, quote.start) + 1
    end = text.find("\n", quote.end)
    alone = not text[start : quote.start].strip() and not text[quote.end : end if end >= 0 else len(text)].strip()
    return text.rfind("\n", 0, len(text[:start].rstrip())) + 1 if alone else start


def _before(doc: Doc, first: int, quoted: set[int]) -> list[Token]:
    """The words that lead to a quotation; a colon leads to the next paragraph too."""
    place = first - 1
    while place > 0 and doc[place].is_space:
        place -= 1
    if place >= 0 and doc[place].text != ":":
        place = first - 1
    return _beside(doc, range(place, -1, -1), quoted)[::-1]


def _is_name(words: Sequence[Token]) -> bool:
    """Whether the quoted words look like the title of a work: two to nine, each long one with a capital."""
    return 2 <= len(words) <= 9 and all(each.text[0].isupper() for each in words if len(each) > 3 or each == words[-1])


def _beside(doc: Doc, places: range, quoted: set[int]) -> list[Token]:
    """Words from a quotation's edge to the end of the sentence, the paragraph or to the next quotation."""
    words: list[Token] = []
    for i in places:
        token = doc[i]
        if token.text in SENTENCE_END or "\n" in token.text or token.idx in quoted:
            break
        words.append(token)
    return words


def _spoken(placed: list[_Quotation]) -> list[Attribution]:
    """Quotations that a cue beside them introduces; those of one cue are one attribution."""
    found: dict[Span | None, Attribution] = {}
    for each in placed:
        made = _introduced(each)
        if made is None:
            continue
        if made.cue in found:
            made = replace(found[made.cue], content=(*found[made.cue].content, each.span))
        found[made.cue] = made
    return list(found.values())


def _introduced(each: _Quotation) -> Attribution | None:
    """The quotation with the cue before or after it, if there is one."""
    cue = _cue_before(each) or _cue_after(each)
    if cue is not None:
        side = each.before if cue in each.before else each.after
        return Attribution((each.span,), _source_beside(cue, side), span_of([cue]), "quotation", QUOTATION)
    if _text(each.before[-1:]) == ":":
        return Attribution((each.span,), _first_name(each.before), span_of(each.before[-1:]), "colon", COLON)
    return None


def _cue_before(each: _Quotation) -> Token | None:
    if _text(each.before[-1:]) in (",", ":") or (each.before and _is_cue(each.before[-1])):
        return next((token for token in reversed(each.before) if _is_cue(token)), None)
    return None


def _cue_after(each: _Quotation) -> Token | None:
    """A verb of speaking after an unfinished quotation; after a sentence with a comma any verb speaks."""
    if each.ending not in UNFINISHED and _text(each.after[:1]) != ",":
        return None
    known = next((token for token in each.after if _is_cue(token)), None)
    if known is None and each.ending == "," and each.words >= SENTENCE:
        return next((token for token in each.after if is_verbal(token) and child(token, "nsubj")), None)
    return known


def _text(words: Sequence[Token]) -> str:
    return words[0].text if words else ""


def _is_cue(token: Token) -> bool:
    return is_verbal(token) and any(rate_of(token, frame) >= LEAST for frame in SPOKEN_FRAMES)


def _source_beside(cue: Token, side: Sequence[Token]) -> Span | None:
    """Who speaks by `cue`: as the parse has it where it stays out of quotations, else the name next to the cue."""
    source = source_of(cue)
    start, end = side[0].idx, side[-1].idx + len(side[-1])
    if source is not None and start <= source.start and source.end <= end:
        return source
    names = [token for token in side if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ != "compound"]
    before = [token for token in names if token.i < cue.i]
    after = [token for token in names if token.i > cue.i]
    nearest = before[-1:] or after[:1]
    return _name_beside(nearest[0], cue, start, end) if nearest else source


def _name_beside(head: Token, cue: Token, start: int, end: int) -> Span:
    span = name_phrase(head, cue)
    return span if start <= span.start and span.end <= end else span_of([head])


def _first_name(side: Sequence[Token]) -> Span | None:
    heads = [token for token in side if token.dep_ in ("nsubj", "nsubjpass")]
    heads = heads or [t for t in side if t.pos_ in ("PROPN", "PRON", "NOUN") and t.dep_ != "compound"]
    return _name_beside(heads[0], side[-1], side[0].idx, side[-1].idx + len(side[-1])) if heads else None


def _joined(found: list[Attribution], placed: list[_Quotation]) -> list[Attribution]:
    """`found` with quotations that have no cue of their own added to what the same speaker said just before."""
    rest, starts = list(found), [each.content[0].start for each in found]
    taken = {i for each in found for span in each.content for i in range(span.start, span.end)}
    for each in placed:
        if each.words < SPEECH or not taken.isdisjoint(range(each.span.start, each.span.end)):
            continue
        n = _last_said(rest, bisect_left(starts, each.span.start), each.paragraph_start)
        if n is not None:
            rest[n] = replace(rest[n], content=tuple(sorted((*rest[n].content, each.span))))
    return rest


def _last_said(found: Sequence[Attribution], before: int, start: int) -> int | None:
    """The place of the last quotation `before` a place that reaches beyond `start`, else of the last attribution."""
    last = None
    for n in takewhile(lambda n: found[n].content[-1].end > start, range(before - 1, -1, -1)):
        last = n if last is None else last
        if found[n].method == "quotation":
            return n
    return last
