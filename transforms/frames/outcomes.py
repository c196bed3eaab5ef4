"""What came of a demand where its own clause tells: "persuaded Peru to accept arbitration", "failed to persuade it"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from demarches.datapackage.vocabularies import Row, vocabulary
from demarches.transforms.frames.answers import (
    AGREEING,
    REFERRING,
    Answer,
    agreed,
    answered_by,
    answers,
    names_demand,
    refused,
    refuses,
    shared,
)
from demarches.transforms.frames.complements import framed, told_as
from demarches.transforms.frames.cues import Want, cue_of, is_wanted, outcomes, tells_outcome
from demarches.transforms.frames.denials import holds
from demarches.transforms.frames.wants import governing
from demarches.transforms.parsing.clauses import (
    ARTICLES,
    SUBJECTS,
    child,
    finite,
    governor,
    is_infinitive,
    is_meant,
    is_negated,
    is_verbal,
    opens_behind,
    phrase,
    preposition,
)
from demarches.transforms.units import Span

POSSIBLE = frozenset(["can", "may", "might", "must", "shall", "should", "will", "would"])
MEETING = frozenset(
    ["accommodate", "answer", "fulfil", "fulfill", "grant", "heed", "honor", "honour", "meet", "satisfy"]
)
COMPLYING = frozenset(["accord", "comply", "conform"])
ANNOUNCING = frozenset(["announce", "file", "give", "offer", "submit", "tender"])
POSTS = frozenset(["office", "power", "presidency", "throne"])
GIVING_UP = frozenset(
    ["abandon", "cede", "give", "hand", "leave", "relinquish", "renounce", "surrender", "transfer", "vacate", "yield"]
)
# What somebody's deed is called that yields to others, and what leads to these.
CONCEDED = {"concession": "to", "victory": "for"}
# Frames in which a participle says how a deed is meant, by stance.
SHOWING = {"accept": ("demand", "to"), "reject": ("demand",)}
LONGEST = 4  # words of an entry of `deed_cues`
NAMES = ("NOUN", "PROPN")
DONE = frozenset(["VBD", "VBN"])
# What is no deed about what its object names.
UNDONE = frozenset(["be", "become", "consider", "discuss", "have", "include", "mention", "raise", "remain", "repeat"])
VOWING = frozenset(["pledge", "promise", "vow"])


class Outcome(NamedTuple):
    """The words that tell what came of a demand, and the stance of whoever was asked."""

    span: Span
    stance: str


class Deed(NamedTuple):
    """A verb that tells what is done about a demand, the word that names the demand, and the stance.

    `saying` is the verb that says besides how it is meant: "left, bowing to the demand".
    """

    verb: Token
    about: Token
    stance: str
    saying: Token | None = None
    by_asked: bool = False  # whether it answers only where the one who does it was asked


def outcome(doc: Doc, wanted: Span) -> Outcome | None:
    """What came of the demand for the thing at `wanted`; None where its clause does not tell.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> text = "Japan failed to persuade Iran to join the talks."
    >>> found = outcome(next(parse([text])), Span(33, 47))
    >>> found.span.of(text), found.stance
    ('failed to persuade Iran to join the talks', 'reject')
    """
    verb = governing(doc.char_span(*wanted, alignment_mode="expand").root)
    if tells_outcome(verb) != "sways":
        return None
    first = _leading(verb)
    told = tells_outcome(first)
    if told == "fails" or (is_negated(first) and not _is_open(first)):
        stance = "reject"
    elif told in ("manages", "sways") and _is_done(first):
        stance = "accept"
    else:
        return None
    return Outcome(Span(min(_start(first), wanted.start), max(wanted.end, verb.idx + len(verb))), stance)


def leaves(doc: Doc, wanted: Span) -> bool:
    """Whether the thing wanted is that somebody leaves office."""
    place = doc.char_span(*wanted, alignment_mode="expand")
    # Not what is told besides: "refused to sign a plan under which he would leave office".
    besides = {each.i for verb in place if verb.dep_ == "relcl" for each in verb.subtree}
    return any(_tells_leaving(each) or _gives_up(each) for each in place if each.i not in besides)


def leavings(doc: Doc) -> Iterator[Token]:
    """The verbs that tell that somebody has left office, or has said so.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> doc = next(parse(["The minister stepped down, the king announced his abdication, and Peru may resign."]))
    >>> list(leavings(doc))
    [stepped, announced]
    """
    for verb in doc:
        told = child(verb, "dobj") if verb.lemma_ in ANNOUNCING else None
        own = told is not None and child(told, "poss") is not None and _tells_leaving(told)
        if is_verbal(verb) and _is_done(verb) and (own or _tells_leaving(verb)):
            yield verb


def _gives_up(post: Token) -> bool:
    """Whether somebody shall "hand over power", "leave office"."""
    return post.lemma_ in POSTS and post.dep_ == "dobj" and post.head.lemma_ in GIVING_UP


def _tells_leaving(word: Token) -> bool:
    if tells_outcome(word) == "leaves":
        return True
    particle = word.nbor() if is_verbal(word) and word.i + 1 < len(word.doc) else None
    return particle is not None and outcomes().get((f"{word.lemma_} {particle.lower_}".lower(), "VERB")) == "leaves"


def deeds(doc: Doc, answering: Sequence[Answer]) -> Iterator[Deed]:
    """What is done about a demand that the same clause names; `answering` are the words of answering in `doc`.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> doc = next(parse(["Chile joined the talks at the request of Peru, and left despite its calls to stay."]))
    >>> [(each.verb, each.about, each.stance) for each in deeds(doc, [])]
    [(joined, request, 'accept'), (left, calls, 'reject')]
    """
    for noun in doc:
        if (done := _called_demand(noun)) is not None:
            undone = names_demand(noun) and (is_negated(done) or refuses(done))
            yield Deed(done, noun, "reject" if undone else "accept")
        about = noun.dep_ == "pobj" and (noun.head.lower_ == "after" or answered_by(noun) is None)
        stance = _done_about(noun) if about else None
        verb = governor(noun) if stance else _meeting(noun)
        stance = stance or "accept"
        verb = _announced(verb) if verb is not None else None
        if verb is None or verb.lemma_ == "say":
            continue
        if _is_told(verb, stance):
            yield Deed(verb, noun, stance)
    yield from _answering(answering)
    yield from _asked_before(doc)
    for cue in doc:
        for want in told_as(cue):
            if cue_of(want) is not None and (not is_infinitive(want.head) or _is_to(want.head)):
                undone = is_negated(cue.head) or refuses(cue.head)
                yield Deed(cue.head, cue, "reject" if undone else "accept")


def _is_told(verb: Token, stance: str) -> bool:
    """Whether somebody has done it, says that he will, or has agreed to; or will not, where that rejects."""
    meant = _is_refused(verb) if stance == "reject" else _is_agreed(verb)
    return _is_done(verb) or _is_promised(verb) or meant


def _is_to(verb: Token) -> bool:
    """Whether somebody "is to" do it."""
    return bool(verb.dep_ == "xcomp" and verb.head.lemma_ == "be")


def granted(doc: Doc) -> Iterator[Want]:
    """What was wanted where only the deed tells it: "lifted the ban after pleas from Peru", "gave in to Peru and left".

    >>> from demarches.transforms.parsing.sentences import parse
    >>> doc = next(parse(["Chile lifted the ban on grain, bowing to pressure from Peru."]))
    >>> [(want.head, want.cue) for want in granted(doc)]
    [(lifted, pressure)]
    """
    for verb, about, stance, _, by_asked in deeds(doc, answers(doc)):
        undone = stance == "reject"
        thing = refused(verb) if undone and not is_negated(verb) else _announcement(verb, about) or agreed(verb)
        if thing is not None and (stance == "accept" or undone) and not by_asked:
            want = Want(thing, _asking(about), "unmet" if undone else "met")
            if cue_of(want) is not None and not _tells_what(want.cue) and (undone or _is_what_was_asked(want.cue)):
                yield want


def _announcement(verb: Token, about: Token) -> Token | None:
    """What somebody says that he will do, by a noun: "withdrawal" of "announced its withdrawal, a key demand"."""
    return about.head if verb.lemma_ in speaking() and about.dep_ == "appos" and about.head.dep_ == "dobj" else None


def _tells_what(asking: Token) -> bool:
    """Whether the text tells what was asked for: "gave in to protesters who had called for an inquiry"."""
    around = preposition(asking, "to") if is_verbal(asking) else asking
    wants = (want for token in around.subtree for want in framed(token)) if around is not None else ()
    return any(holds(want) and want.head != asking and not _is_pro_verb(want.head) for want in wants)


def _is_pro_verb(verb: Token) -> bool:
    """Whether "do so" or "do it" stands for what was told before."""
    return verb.lemma_ == "do" and any(each.lower_ in ("it", "so", "that", "this") for each in verb.children)


def _asking(about: Token) -> Token:
    """The word that names the demand to which a deed answers: "pressure" of "bowing to pressure"."""
    told = (token for each in about.children for token in (each.children if each.pos_ == "ADP" else (each,)))
    return next(filter(_is_demand, map(shared, told)), about) if is_verbal(about) else shared(about)


def _is_demand(noun: Token) -> bool:
    """Whether a noun names a demand, or what puts one: "weeks of protests"."""
    return names_demand(noun) or (noun.pos_ == "NOUN" and cue_of(Want(noun, noun, "met")) is not None)


def _answering(found: Sequence[Answer]) -> Iterator[Deed]:
    """What somebody does "bowing to a demand", "defying an order", "giving in to those who asked for it"."""
    heads = {answer.head for answer in found if not answer.needs_demand}
    for _, cue, frame, about, stance, _ in found:
        verb = cue.head
        if frame in ("demand", "to") and about is not None and about.pos_ in NAMES and _is_done(cue):
            yield from (Deed(_announced(each), cue, stance) for each in cue.children if _follows(each, cue))
        if frame not in SHOWING.get(stance, ()) or cue.tag_ != "VBG" or cue.dep_ != "advcl":
            continue
        if verb in heads and not (stance == "accept" and refuses(verb)):
            continue
        if _reports(verb):
            announced = child(verb, "ccomp")
            if announced is not None and (_is_promised(announced) or (stance == "reject" and _is_refused(announced))):
                yield Deed(announced, cue, stance)
        elif is_verbal(verb) and (_is_told(verb, stance) or _is_agreed(verb)):
            yield Deed(verb, cue, stance, cue)


def _announced(verb: Token) -> Token:
    """What a verb of speech says that will be done, else what the verb says: "announced that they would be freed"."""
    told = child(verb, "ccomp") if _reports(verb) else None
    first = told is not None and told.i < verb.i and _is_done(told)  # "Kenya has closed it, a minister said"
    return told if told is not None and (first or _is_promised(told) or _is_refused(told)) else verb


def _asked_before(doc: Doc) -> Iterator[Deed]:
    """What somebody does "after Peru had asked it to"; not what he says after that."""
    for cue in doc:
        after = cue.head if cue.dep_ == "pcomp" else child(cue, "mark")
        main = governor(cue.head) if cue.dep_ in ("advcl", "pcomp") else None
        if main is None or after is None or after.lower_ != "after":
            continue
        main = _announced(main)
        asks = child(cue, "nsubj") is not None and any(map(holds, framed(cue)))
        if asks and (main.tag_ in DONE or _is_promised(main)) and not is_negated(main) and not _reports(main):
            yield Deed(main, cue, "reject" if main.lemma_ in _retaliating() else "accept", by_asked=True)


def _reports(verb: Token) -> bool:
    """Whether the verb tells what somebody says."""
    return verb.lemma_ in speaking() and child(verb, "ccomp") is not None


@cache
def _retaliating() -> frozenset[str]:
    """Verbs of what is done to those who have asked, not what they asked for."""
    return frozenset(row["lemma"] for row in vocabulary("retaliation_cues"))


@cache
def speaking() -> frozenset[str]:
    """Verbs by which somebody is told to say something."""
    return frozenset(row["lemma"] for row in vocabulary("speech_cues"))


def _follows(verb: Token, cue: Token) -> bool:
    """Whether a verb tells what somebody does that yields: "gave in to the unions and shelved the reform"."""
    first = verb.left_edge
    own = child(verb, *SUBJECTS) is not None or (first.i > 0 and first.nbor(-1).lower_ == "but")
    told = verb.tag_ in DONE or is_meant(verb)
    joined = (verb.dep_ == "conj" and told and not own) or (verb.dep_ == "advcl" and verb.tag_ == "VBG")
    return joined and verb.i > cue.i and cue_of(Want(verb, cue, "met")) is not None


def _meeting(noun: Token) -> Token | None:
    """What somebody does, "meeting a demand" by it."""
    verb = noun.head.head if noun.head.lower_ == "with" else noun.head
    met = noun.dep_ in ("dobj", "pobj") and names_demand(noun) and noun.lower_ not in REFERRING
    met = met and verb.lemma_ in (MEETING if noun.dep_ == "dobj" else COMPLYING)
    aimed = verb.tag_ == "VBG" or (is_infinitive(verb) and verb.lemma_ != "answer")
    aimed = aimed and child(verb, *SUBJECTS) is None  # not "stressed the need for all to comply"
    done = governor(verb.head) if verb.dep_ in ("advcl", "relcl", "acl") else None
    if not (met and aimed) or done is None or (noun.dep_ == "dobj" and done != verb.head):
        return None
    # "Gave Peru a week to meet the demand" is itself one.
    wants = (want for word in (done, *done.children) for want in framed(word))
    return None if any(want.head == verb and holds(want) for want in wants) else done


def _called_demand(noun: Token) -> Token | None:
    """The verb of a deed that a noun behind calls a demand: "freed the prisoners, a key demand of Hamas"."""
    verb, opens = _last_joined(noun), opens_behind(noun, (*ARTICLES, "one"), (",",))
    apposed = noun.dep_ in ("appos", "dobj", "npadvmod", "oprd") and child(noun, "relcl") is None
    named = names_demand(shared(noun)) or _is_conceded(noun)
    if verb is None or not (opens and apposed and named) or verb.i > noun.i or verb.lemma_ in UNDONE:
        return None
    told = any(holds(want) for word in (noun, verb) for want in framed(word))
    done = _is_done(verb) or _is_promised(verb) or _is_refused(verb) or _is_agreed(verb)
    return verb if done and not told and not _reports(verb) else None


def _is_conceded(noun: Token) -> bool:
    """Whether a deed is called a gain of others: "a concession to protesters", "in a victory for the union"."""
    return noun.lemma_ in CONCEDED and preposition(noun, CONCEDED[noun.lemma_]) is not None


def _last_joined(noun: Token) -> Token | None:
    """The verb that governs a noun, or the last before it that is joined to that one, or whose clause ends there."""
    verb = governor(noun)
    before = [each for each in (verb.children if verb is not None else ()) if is_verbal(each) and each.i < noun.i]
    ends = noun.left_edge.i - 2  # before the comma
    last = (each for each in before[::-1] if each.dep_ == "conj" or (each.dep_ == "advcl" and _ends_at(each, ends)))
    return next(last, verb)


def _ends_at(clause: Token, place: int) -> bool:
    return bool(clause.right_edge.i in (place, place + 1))


def _is_agreed(verb: Token) -> bool:
    """Whether somebody has agreed or begun to do it: "agreed to free them, granting a request"."""
    above = verb.head
    begun = is_infinitive(verb) or verb.tag_ == "VBG"
    return verb.dep_ == "xcomp" and begun and above.lemma_ in AGREEING and _is_done(above)


def _is_refused(verb: Token) -> bool:
    """Whether somebody does not do it, or says that he will not: "would not leave despite the appeal"."""
    return is_negated(verb) and (is_meant(verb) or finite(verb).lower_ in ("did", "do", "does", "has", "have"))


def _is_promised(verb: Token) -> bool:
    """Whether somebody says that he will do it: "would go ahead despite the appeal"."""
    vowed = verb.dep_ == "xcomp" and is_infinitive(verb) and verb.head.lemma_ in VOWING
    return (is_meant(verb) or vowed) and not is_negated(verb)


def _done_about(noun: Token) -> str | None:
    """The stance of who does something "at the request", "in response to calls", "despite the demand"."""
    if noun.head.lower_ == "at":
        return "accept" if noun.tag_ == "NN" and tells_outcome(noun) == "obliges" else None
    if noun.head.lower_ == "in" and _is_conceded(noun):
        return "accept"
    if not _is_demand(noun) or noun.lower_ in REFERRING:
        return None
    if noun.head.lower_ == "after" and preposition(noun, "by", "from", "of") is not None:
        return "accept" if not any(holds(want) for want in framed(noun)) else None
    if noun.head.lower_ == "under" and is_wanted(noun):
        return "accept"  # "stepped down under a plan put forward by the envoy"
    if noun.head.lower_ == "under" and noun.lemma_ == "pressure":
        return "accept" if preposition(noun, "by", "from") is not None else None
    cue = _deed_cue(noun)
    return cue["stance"] if cue else None


def _is_what_was_asked(word: Token) -> bool:
    """Whether what is done is the thing asked for, not only "in response to" who asked."""
    cue = _deed_cue(word) if word.dep_ == "pobj" else None
    # Who acts in response to an appeal by somebody does what was asked, in response to pressure perhaps not.
    put = names_demand(word) and word.lemma_ != "pressure" and preposition(word, "by", "from") is not None
    return cue is None or cue["fulfils"] == "true" or (cue["stance"] == "accept" and put)


def _deed_cue(noun: Token) -> Row | None:
    """The entry of `deed_cues` whose words stand before a noun phrase."""
    first = noun.left_edge
    before = noun.doc[max(noun.sent.start, first.i - LONGEST) : first.i].text.lower()
    return next((row for row in vocabulary("deed_cues") if before.endswith(row["words"])), None)


def _leading(verb: Token) -> Token:
    """The word that tells whether it was done: "failed" of "failed to persuade", "without" of "without persuading"."""
    if not is_infinitive(verb) and verb.tag_ != "VBG" and verb.dep_ != "pcomp":
        return verb
    return verb.head if verb.head.lower_ == "without" else governing(verb)


def _is_done(first: Token) -> bool:
    """Whether it has been done, and not only may be or shall be."""
    finite = first.head if first.pos_ == "ADJ" else first
    return finite.tag_ in DONE and not _is_open(finite) and not is_negated(first)


def _is_open(verb: Token) -> bool:
    return any(each.lower_ in POSSIBLE for each in verb.children if each.dep_ == "aux")


def said_of(verb: Token) -> Span:
    """The words that tell what somebody does, or does not: "would not leave".

    >>> from demarches.transforms.parsing.sentences import parse
    >>> text = "France would not leave despite the appeal."
    >>> said_of(next(parse([text]))[3]).of(text)
    'would not leave despite the appeal'
    """
    span = phrase(verb)
    return Span(min(_start(verb), span.start), span.end)


def _start(first: Token) -> int:
    """Where the words begin that tell it: with "could not", "did not"."""
    denying = (each.idx for each in first.children if each.dep_ in ("aux", "neg"))
    return int(min([first.idx, *denying])) if is_negated(first) else int(first.idx)
