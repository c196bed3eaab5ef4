"""Which demands an answer answers: by where the reader points, by words, by parties, and by the order of the text."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

from spacy.tokens import Span as Phrase
from spacy.tokens import Token

from demarches.transforms.exchanges.scene import Scene, owners
from demarches.transforms.frames.answers import names_demand
from demarches.transforms.frames.cues import is_wanted
from demarches.transforms.frames.forms import form_of
from demarches.transforms.parsing.chances import chance, log_odds
from demarches.transforms.parsing.clauses import RELATIVE, told_before
from demarches.transforms.parsing.tagger import READER, Tagged
from demarches.transforms.parsing.tokens import span_of
from demarches.transforms.units import Actor, Demand, Link, Span

REACH = 1500
NEXT = 7  # characters behind a noun in which what it demands begins, where the parser hung that elsewhere: " for a"
BEFORE, BEHIND = 3, 8  # words around the first of an answer among which one may say what kind of demand it answers
CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
SEVERAL = 0.6  # how much less likely each may be where several are answered: "rejected the demands"
MOST = 0.5  # share of words, or of the reader's chance, that alone says why there is a link


class Ties(NamedTuple):
    """What ties an answer to a demand."""

    pointed: float  # share of the chance that the reader gives to all demands
    asked: float  # whether who answers was asked
    unasked: float  # whether the demand names nobody who is asked
    others: float  # whether others were asked for it, and who answers for something else
    words: float  # share of the demand's words that the answer has too
    around: float  # that its sentence has
    sentence: float  # whether one sentence tells both
    next: float  # whether the answer's sentence is the next one
    near: float  # how close before the answer the demand stands, 0 to 1
    latest: float  # whether it is the last one before the answer
    form: float  # whether a word at the answer calls it what it is: "rejected the ultimatum"
    ahead: float  # how close behind the answer it stands, where the answer names a demand that is yet to be told
    many: float  # logarithm of how many demands there are
    rule: float  # whether a rule sees the answer
    seen: float  # log odds of the mean chance of its words to be an answer, by the reader


class Ledger:
    """The demands of a document, with what of them ties answers to them."""

    def __init__(self, scene: Scene, tagged: Tagged, demands: Sequence[Demand]) -> None:
        self.scene, self.tagged, self.demands = scene, tagged, demands
        self._words = [frozenset().union(*(_lemmas(self._phrase(s)) for s in each.mentions)) for each in demands]
        self._sentences = [{self._sentence(span) for span in each.mentions} for each in demands]

    def links(self, said: Span, responders: Collection[Actor], by_rule: bool) -> tuple[Link, ...]:
        """The demands that `responders` likeliest answer with the words at `said`, in their order.

        The confidence of a link is that of the whole: that they answer just this demand, and so.
        """
        settings = self.tagged.settings
        found = self.ties(said, responders, by_rule)
        chances = [chance(each, settings.weights["link"]) for each in found]
        told = {token.tag_ for token in self._phrase(said) if names_demand(token)}
        share = settings.limits.answers * SEVERAL if "NNS" in told else 1.0 if "NN" in told else settings.limits.answers
        least = share * max(chances, default=0.0)
        sure = {place: chances[place] for place, each in enumerate(found) if chances[place] >= least}
        if "NNS" in told:
            sure |= self._listed(sure)
        return tuple(Link(place, round(sure[place], 2), _method(found[place])) for place in sorted(sure))

    def _listed(self, sure: Mapping[int, float]) -> dict[int, float]:
        """The demands that one sentence lists, each as sure as the surest: "rejected the demands" rejects them all."""
        lists = [[place for place, each in enumerate(self.demands) if self._are_listed(place, first)] for first in sure]
        return {place: max(sure.get(each, 0.0) for each in listed) for listed in lists for place in listed}

    def _are_listed(self, one: int, other: int) -> bool:
        same = self.demands[one].demanders == self.demands[other].demanders
        return same and not self._sentences[one].isdisjoint(self._sentences[other])

    def told_by(self, noun: Token | None) -> tuple[int, ...]:
        """The demands that a noun and what belongs to it tell: "its call for talks", "an order by Iran to leave".

        "Which" tells that of the thing before it: "asked for an inquiry, which he ruled out".
        """
        if noun is None:
            return ()
        if noun.tag_ in RELATIVE:
            if noun.dep_ != "dobj":
                return ()
            return self._of(noun.head.head)
        if told_before(noun):
            before = [
                (each.end, place)
                for place, demand in enumerate(self.demands)
                for each in demand.mentions
                if noun.sent.start_char <= each.start and each.end <= noun.left_edge.idx
            ]
            return (max(before)[1],) if before else ()
        if is_wanted(noun):
            return self._of(noun)
        last = _behind_owner(noun.right_edge)
        reach = last.idx + len(last) + NEXT
        end = noun.sent.end_char
        told = [n for n, _ in enumerate(self.demands) if self._begins_within(n, noun.idx, min(reach, end))]
        if noun.tag_ == "NNS" and told:
            # "A list of demands by Chile, among them ...", each of which the parser hangs elsewhere.
            later = (n for n, _ in enumerate(self.demands) if self._begins_within(n, noun.idx, end))
            told += [n for n in later if n not in told and self._are_listed(n, told[0])]
        return tuple(sorted(told))

    def _begins_within(self, number: int, start: int, end: int) -> bool:
        """Whether a place of a demand begins between two characters."""
        return any(start < span.start < end for span in self.demands[number].mentions)

    def _of(self, thing: Token) -> tuple[int, ...]:
        """The demands for what a word names."""
        word = span_of(thing)
        return tuple(n for n, each in enumerate(self.demands) if any(span.covers(word) for span in each.mentions))

    def asked(self, links: Iterable[Link]) -> tuple[Actor, ...]:
        """Who was asked for what the links lead to, each once."""
        return tuple(dict.fromkeys(actor for link in links for actor in self.demands[link.demand].targets))

    def likely(self, links: Iterable[Link]) -> tuple[Link, ...]:
        """The links that are likely enough: none rather than a wrong one."""
        return tuple(link for link in links if link.confidence >= self.tagged.settings.limits.linked)

    def of_others(self, links: Sequence[Link], responder: Actor) -> tuple[Link, ...]:
        """The links to demands that `responder` has not put to others himself."""
        asking = (self.demands[link.demand] for link in links)
        own = (responder in each.demanders and responder not in each.targets for each in asking)
        return tuple(link for link, is_own in zip(links, own, strict=True) if not is_own)

    def ties(self, said: Span, responders: Collection[Actor], by_rule: bool) -> list[Ties]:
        """What ties the words at `said` to each demand."""
        phrase, here = self._phrase(said), self._sentence(said)
        words, around = _lemmas(phrase), _lemmas(phrase.sent)
        gaps = [_gap(said, each) for each in self.demands]
        latest, pointed = min(gaps, default=REACH), self._pointed(said)
        told = _forms_around(phrase)
        asked = [not {*responders}.isdisjoint(each.targets) for each in self.demands]
        ahead, seen = self._ahead(said, gaps), log_odds(self.tagged.inside("answer", said)[0])
        return [
            Ties(
                pointed=pointed[place],
                asked=float(asked[place]),
                unasked=float(not demand.targets),
                others=float(bool(demand.targets) and not asked[place] and any(asked)),
                words=_share(words, self._words[place]),
                around=_share(around, self._words[place]),
                sentence=float(here in self._sentences[place]),
                next=float(here - 1 in self._sentences[place]),
                near=1 - gaps[place] / REACH,
                latest=float(gaps[place] == latest < REACH),
                form=float(demand.form in told),
                ahead=ahead[place],
                many=log(len(self.demands)),
                rule=float(by_rule),
                seen=seen,
            )
            for place, demand in enumerate(self.demands)
        ]

    def _pointed(self, said: Span) -> list[float]:
        places = [(number, span) for number, demand in enumerate(self.demands) for span in demand.mentions]
        [scores] = self.tagged.scores("answers", [said], [span for _, span in places])
        sums = [0.0] * len(self.demands)
        for (number, _), each in zip(places, scores.candidates, strict=True):
            sums[number] += each
        total = sum(sums) or 1.0
        return [each / total for each in sums]

    def _ahead(self, said: Span, gaps: Sequence[int]) -> list[float]:
        """How close behind the answer each demand stands whose owner it names, where none of his is told before it."""
        about = next((token for token in self._phrase(said) if names_demand(token)), None)
        asking = {actor for party in (owners(about, self.scene) if about is not None else ()) for actor in party}
        theirs = [not asking.isdisjoint(each.demanders) for each in self.demands]
        if any(gap < REACH for gap, own in zip(gaps, theirs, strict=True) if own):
            return [0.0] * len(self.demands)
        return [
            own * max(1 - min(max(span.start - said.end, 0), REACH) / REACH for span in demand.mentions)
            for demand, own in zip(self.demands, theirs, strict=True)
        ]

    def _phrase(self, span: Span) -> Phrase:
        return self.scene.doc.char_span(*span, alignment_mode="expand")

    def _sentence(self, span: Span) -> int:
        return bisect(self._starts, span.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start_char for sentence in self.scene.doc.sents]


def _method(each: Ties) -> str:
    if each.words >= MOST:
        return "words"
    if each.ahead:
        return "reference"
    return READER if each.pointed >= MOST else "order"


def _forms_around(phrase: Phrase) -> set[str]:
    """The forms of demand that words at the beginning of an answer name."""
    near = phrase.doc[max(0, phrase.start - BEFORE) : phrase.start + BEHIND]
    return {form for token in near if token.pos_ == "NOUN" and (form := form_of(token.lemma_.lower()))}


def _behind_owner(last: Token) -> Token:
    """The last word of who puts a demand, where the parser hung that elsewhere: "a proposal | by Peru | to leave"."""
    behind = last.nbor() if last.i + 1 < last.sent.end else None
    owner = behind is not None and behind.lower_ in ("by", "from") and behind.dep_ in ("agent", "prep")
    return behind.right_edge if behind is not None and owner else last


def _share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / len(theirs) if theirs else 0.0


def _lemmas(tokens: Phrase) -> frozenset[str]:
    return frozenset(each.lemma_.lower() for each in tokens if each.pos_ in CONTENT and not each.is_stop)


def _gap(said: Span, demand: Demand) -> int:
    """How many characters before the answer the demand stands; `REACH` for one that is farther or comes later."""
    before = (said.start - each.end for each in demand.mentions if each.end <= said.start)
    return min(min(before, default=REACH), REACH)
