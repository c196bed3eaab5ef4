"""Spans of what is wanted: a word of demanding, the frame it stands in, and its complement."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from demarches.transforms.frames.complements import framed, told_as
from demarches.transforms.frames.cues import Want, cue_of
from demarches.transforms.frames.denials import holds
from demarches.transforms.frames.nouns import deed_nouns, demand_words
from demarches.transforms.parsing.clauses import (
    SUBJECTS,
    child,
    conjuncts,
    finite,
    first_joined,
    is_mandative,
    is_verbal,
    preposition,
    subject,
)
from demarches.transforms.units import Span

CONDITIONS = ("held", "if", "offered", "only")


def follows(want: Want) -> bool:
    """Whether the word of demanding says of the thing before it that it is wanted: "the cuts sought by Iran"."""
    of = preposition(want.head, "of")
    return want.cue.head in (want.head, of) and want.cue.dep_ in ("acl", "advcl", "relcl")


def wants(doc: Doc) -> Iterator[Want]:
    """Everything that the words of demanding in `doc` show to be wanted, one a thing, in order of the cues.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> doc = next(parse(["France called on Iran to free the sailors and to pay a fine."]))
    >>> [want.head.text for want in wants(doc)]
    ['free', 'pay']
    """
    taken: set[int] = set()
    for cue in doc:
        for want in framed(cue):
            if want.head.i not in taken and want.cue.i not in taken and holds(want) and not _names_demand(want):
                joined = [each for each in conjuncts(want.head) if want.frame == "if not" or not is_alternative(each)]
                # "Called off the strike, as Chile had asked, and agreed to talks."
                joined = [each for each in joined if want.frame != "as" or each.i < want.cue.i or each == want.head]
                joined += _clauses_besides(want)
                things = [each for each in joined if each == want.head or not demands_itself(each)]
                taken.update(each.i for each in things)
                yield from (want._replace(head=each) for each in things)


def _clauses_besides(want: Want) -> list[Token]:
    """More clauses of one condition or demand: "unless the men were freed and | the siege was lifted"."""
    clauses = want.head.children if want.frame in (*CONDITIONS, "that") and is_verbal(want.head) else ()
    own = [each for each in clauses if each.dep_ == "conj" and child(each, *SUBJECTS) is not None]
    if want.frame == "that":
        return [each for each in own if child(each, "mark") is not None and is_mandative(each)]
    return [each for each in own if finite(each).tag_ == finite(want.head).tag_]


def _names_demand(want: Want) -> bool:
    """Whether what is put to somebody is a demand by name, which tells what for: "put forward a plan for talks"."""
    named = want.frame == "object" and want.head.pos_ == "NOUN" and want.head.lemma_ in demand_words()
    return named and any(holds(each) for each in framed(want.head))


def demands_itself(thing: Token) -> bool:
    """Whether what seems to be wanted is another word of demanding: "we urge all to help and call on Iran to leave"."""
    bare = thing.pos_ == "VERB" and all(each.tag_ != "TO" for each in thing.children)
    return bare and any(holds(each) for each in framed(thing))


def is_alternative(thing: Token) -> bool:
    """Whether the verb is what comes if it is not done: "withdraw or face sanctions"."""
    before = thing.doc[max(thing.i - 2, 0) : thing.i]
    return thing.dep_ == "conj" and is_verbal(thing) and any(each.lower_ == "or" for each in before)


def want_at(doc: Doc, span: Span) -> Want:
    """How the thing that `span` names is wanted: under the nearest word of demanding around it, if any.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> doc = next(parse(["France called on Iran to free the sailors."]))
    >>> want = want_at(doc, Span(25, 41))
    >>> want.cue, want.frame
    (called, 'to')
    """
    place = doc.char_span(*span, alignment_mode="expand")
    around = (cue for cue in place.sent if not place.start <= cue.i < place.end)
    known = [want._replace(head=place.root) for cue in around for want in framed(cue) if _is_of(want, place)]
    above = Want(place.root, governing(place.root), "")
    nearest = min(known, key=lambda want: abs(want.cue.i - place.start), default=None)
    return nearest or _wanted_as(place.root) or above


def _wanted_as(thing: Token) -> Want | None:
    """A thing that somebody would or would not do "as Iran proposed": "would not hear of talks, as Iran had asked"."""
    verb: Token | None = thing
    while verb is not None and not is_verbal(verb):
        verb = governing(verb) if governing(verb) != verb else None
    above = (verb, governing(verb)) if verb is not None else ()
    told = (want for each in above for cue in each.children for want in told_as(cue))
    return next((want._replace(head=thing) for want in told if cue_of(want) is not None), None)


def wanting_of(owner: Token) -> Token | None:
    """Who wants a deed of whom a pronoun means: "Ottawa" in "after Ottawa had called for its withdrawal"."""
    deed = owner.head
    if owner.dep_ != "poss" or owner.tag_ != "PRP$" or deed.lemma_ not in deed_nouns():
        return None
    cue = governing(deed)
    told = any(want.head == deed and cue_of(want) is not None for want in framed(cue))
    return subject(cue) if told else None


def governing(thing: Token) -> Token:
    """The word above a thing, over what it is joined to and prepositions: "overtures" of "overtures for peace"."""
    above = first_joined(thing).head
    while above.pos_ == "ADP" and above.head != above:
        above = above.head
    return above


def _is_of(want: Want, place: SpacySpan) -> bool:
    """Whether the wanted thing lies in `place`, or is the last before it, in a row that the parser did not see."""
    if cue_of(want) is None:
        return False
    if any(place.start <= each.i < place.end for each in conjuncts(want.head)):
        return True
    return want.head.i < place.start and is_verbal(want.head) == is_verbal(place.root) and want.cue.i < want.head.i
