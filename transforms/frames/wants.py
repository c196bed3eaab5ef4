"""Spans of what is wanted: a word of demanding, the frame it stands in, and its complement."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.frames.nouns import demand_words
from demarches.transforms.parsing.clauses import (
    FIRST_PERSON,
    SUBJECTS,
    child,
    conjuncts,
    finite,
    first_joined,
    is_infinitive,
    is_mandative,
    is_meant,
    is_negated,
    is_verbal,
    preposition,
)
from demarches.transforms.units import Span

# How a thing is wanted where only what became of it tells: it was done at somebody's request, or not done.
DONE = ("met", "unmet")
MODALS = frozenset(["must", "should"])
INFINITIVES = ("xcomp", "ccomp", "advcl", "acl", "relcl")
FINITE = ("VBD", "VBN", "VBP", "VBZ")
SPANS = frozenset(["day", "hour", "minute", "month", "week", "year"])
RECEIVING = frozenset(["get", "hear", "obtain", "receive"])
PREPOSITIONS = frozenset(
    ["against", "as", "by", "for", "from", "including", "into", "of", "on", "regarding", "to", "upon"]
)
PUT_TO = ("for", "from", "on", "to", "with")
ADDRESSED = ("dobj", "dative", "nsubjpass")
WITHHOLDING = frozenset(
    [
        "block",
        "boycott",
        "break",
        "close",
        "continue",
        "cut",
        "freeze",
        "halt",
        "keep",
        "remain",
        "stay",
        "stop",
        "suspend",
        "withhold",
    ]
)
PROTESTING = frozenset(
    ["complain", "condemn", "convey", "deliver", "demand", "discuss", "express", "lodge", "make", "protest", "voice"]
)
FORETELLING = frozenset(["eventually", "inevitably", "probably", "surely"])
UNDONE = frozenset(["decline", "fail", "refuse"])
LAWS = frozenset(["article", "bill", "clause", "law", "legislation", "provision", "rule"])


class Cue(NamedTuple):
    """An entry of the vocabulary of demanding: how it demands, and where the one who demands is found."""

    form: str
    demander: str
    needs_addressee: bool


class Want(NamedTuple):
    """A thing wanted: the head of its phrase, the word that shows it is wanted, and the frame between them."""

    head: Token
    cue: Token
    frame: str


@cache
def cues() -> dict[tuple[str, str, str], Cue]:
    """What `demand_cues` says of each lemma, part of speech and frame."""
    return {
        (row["lemma"], row["pos"], row["frame"]): Cue(row["form"], row["demander"], row["needs_addressee"] == "true")
        for row in vocabulary("demand_cues")
    }


@cache
def outcomes() -> dict[tuple[str, str], str]:
    """What `outcome_cues` says of each lemma and part of speech."""
    return {(row["lemma"], row["pos"]): row["outcome"] for row in vocabulary("outcome_cues")}


def tells_outcome(token: Token) -> str | None:
    """What `outcome_cues` says of a word: that it sways who is asked, or that somebody manages to or fails."""
    return outcomes().get((token.lemma_.lower(), token.pos_))


@cache
def market() -> frozenset[str]:
    """What is said of the demand that buyers make."""
    return frozenset(row["lemma"] for row in vocabulary("market_cues"))


def cue_of(want: Want) -> Cue | None:
    """The entry of the vocabulary by which `want` is wanted, if there is one."""
    known, (_, cue, frame) = cues(), want
    frame = "met" if frame in DONE else frame
    return known.get((cue.lemma_.lower(), cue.pos_, frame)) or known.get((cue.lower_, cue.pos_, frame))


def follows(want: Want) -> bool:
    """Whether the word of demanding says of the thing before it that it is wanted: "the cuts sought by Iran"."""
    return want.cue.head == want.head and want.cue.dep_ in ("acl", "advcl", "relcl")


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
            if want.head.i not in taken and want.cue.i not in taken and holds(want):
                joined = (each for each in conjuncts(want.head) if not is_alternative(each))
                things = [each for each in joined if each == want.head or not demands_itself(each)]
                taken.update(each.i for each in things)
                yield from (want._replace(head=each) for each in things)


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


def framed(cue: Token) -> Iterator[Want]:
    """What stands in any frame of `cue`, whether or not the vocabulary knows it."""
    yield from complements(cue)
    yield from _told_of(cue)
    yield from told_as(cue)
    yield from _limited(cue)
    yield from _modal(cue)
    yield from _conditional(cue)


def holds(want: Want) -> bool:
    """Whether the frame is one of demanding, not denied, and put to someone."""
    cue = cue_of(want)
    if cue is None or not want.head.text[0].isalpha() or denies(want):
        return False
    if want.frame == "that" and cue.form != "condition" and not is_mandative(want.head):
        return False
    return not cue.needs_addressee or is_put_to_someone(want)


def denies(want: Want) -> bool:
    """Whether a word of demanding demands nothing there: "did not ask for help", "a demand for gas", "we must act"."""
    denied = is_negated(want.cue) or (want.cue.dep_ == "xcomp" and want.cue.head.lemma_ in UNDONE)
    if want.cue.lemma_ == "time" and want.cue.dep_ == "dobj":
        return True  # who "needs time to think" asks for nothing else
    if want.cue.lemma_ == "order" and want.cue.i and want.cue.nbor(-1).lower_ == "in":
        return True  # "in order to"
    if want.cue.lemma_ == "summon" and want.head.lemma_ in PROTESTING:
        return True  # "summoned the ambassador to protest"
    # Who failed to persuade has asked.
    return (
        is_by_law(want.cue)
        or is_of_market(want)
        or is_of_all(want)
        or is_general(want)
        or (denied and tells_outcome(want.cue) != "sways")
    )


def is_by_law(cue: Token) -> bool:
    """Whether only a law asks for it, of everybody: "a clause that obliges parties to hold primaries"."""
    told = cue.dep_ == "relcl" and (doer := child(cue, "nsubj")) is not None and doer.lower_ in ("that", "which")
    return bool(told) and cue.head.lemma_ in LAWS


def is_of_all(want: Want) -> bool:
    """Whether who speaks says what "we" must do, which asks nobody else."""
    doer = child(bound(want), "nsubj") if is_spoken(want) else None
    return doer is not None and doer.lower_ in FIRST_PERSON


def is_general(want: Want) -> bool:
    """Whether it is a rule for whoever is such, or a forecast: "Passengers must pay", "it must surely fall"."""
    if want.frame != "modal":
        return False
    doer = child(bound(want), "nsubj")
    anybody = doer is not None and doer.tag_ == "NNS" and doer.is_sent_start and not doer.n_lefts + doer.n_rights
    return bool(anybody) or any(each.lower_ in FORETELLING for each in bound(want).children)


def is_spoken(want: Want) -> bool:
    """Whether who speaks wants it, and the subject must do it: "Iran must leave", "Iran needs to leave"."""
    cue = cue_of(want)
    return cue is not None and cue.demander == "speaker"


def bound(want: Want) -> Token:
    """The verb whose subject must do the thing: "needs" of "Iran needs to leave", "leave" of "Iran must leave"."""
    return want.cue if want.frame == "to" and is_verbal(want.cue) else first_joined(want.head)


def is_of_market(want: Want) -> bool:
    """Whether buyers "demand" it: "a growing demand for gas", "expects demand for gas to grow"."""
    around = [want.cue.head, *want.cue.children]
    rising = child(want.head, "nsubj")
    if rising is not None and rising.lemma_ == "demand":
        return True
    return (want.cue.lemma_, want.frame) == ("demand", "for") and any(each.lemma_ in market() for each in around)


def is_put_to_someone(want: Want) -> bool:
    """Whether the clause names someone else who is to do the thing: "asked Iran to leave", not "asked to leave"."""
    doing = {want.head, bound(want)} if is_spoken(want) else {want.head}
    if any(child(each, "nsubj", "nsubjpass") is not None for each in doing) and want.frame != "doing":
        return True
    around = [*want.cue.children, *(want.head.children if want.frame == "object" else ())]
    return any(
        each.dep_ in ADDRESSED or (each.dep_ == "prep" and each.lower_ in PUT_TO)
        for each in around
        if each != want.head
    )


def _modal(cue: Token) -> Iterator[Want]:
    """What a party "must" or "should" do: no question, and nothing that is so already."""
    if cue.lemma_ not in MODALS or cue.dep_ != "aux" or cue.sent.text.rstrip().endswith("?"):
        return
    doer = child(cue.head, *SUBJECTS)
    inverted = doer is not None and doer.i > cue.i  # "should the talks fail"
    if not inverted and not any(each.lower_ == "have" and each.dep_ == "aux" for each in cue.head.children):
        yield Want(cue.head, cue, "modal")


def _conditional(cue: Token) -> Iterator[Want]:
    opening = cue.dep_ == "mark" or (cue.dep_ == "advmod" and cue.lower_ == "when")
    clause = cue.head if opening else child(cue, "pcomp") if cue.dep_ == "prep" else _provided(cue)
    if clause is not None and is_verbal(clause):
        if _is_held_back_for(cue, clause):
            yield Want(clause, cue, "held")
        yield Want(clause, cue, "only" if cue.i and cue.nbor(-1).lower_ == "only" else "if")


def _provided(cue: Token) -> Token | None:
    """The clause behind "provided", which the parser often takes for what provides something."""
    if (
        cue.lower_ not in ("provided", "providing")
        or cue.tag_ not in ("VBG", "VBN")
        or cue.dep_ not in ("acl", "advcl")
    ):
        return None
    behind = cue.doc[cue.i + 1 : cue.sent.end]
    stop = next((each.i for each in behind if each.is_punct or each.lower_ in ("by", "for", "with")), cue.sent.end)
    return next((each for each in cue.doc[cue.i + 1 : stop] if each.pos_ == "VERB" and each.tag_ in FINITE), None)


def _is_held_back_for(cue: Token, clause: Token) -> bool:
    """Whether something is held back for what another does: "closed the border until Iran leaves", "only once"."""
    main, doer = clause.head, child(clause, "nsubj", "nsubjpass")
    if doer is None or doer.lower_ in FIRST_PERSON or not is_verbal(main):
        return False
    meant = is_meant(main)
    if cue.lower_ in ("after", "once", "when"):
        return meant and cue.i > 0 and cue.nbor(-1).lower_ == "only"
    denied = is_negated(main) or any(each.lower_ == "no" for each in main.subtree if each.i < main.i)
    held = main.lemma_ in WITHHOLDING and (meant or finite(clause).tag_ in ("VBP", "VBZ"))
    return held or (meant and denied)


def complements(cue: Token) -> Iterator[Want]:
    """What stands as the complement of `cue`, each under the frame that joins the two.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> doc = next(parse(["France called on Iran to free the sailors."]))
    >>> [(want.frame, want.head.text) for want in complements(doc[1])]
    [('on', 'Iran'), ('to', 'free')]
    """
    for each in cue.children:
        yield from _complement(cue, each)
    yield from _next_infinitive(cue)
    yield from _next_thing(cue)
    yield from _colon_list(cue)
    if cue.dep_ in SUBJECTS and cue.head.lemma_ in ("be", "include"):
        yield from _predicate(cue)
    if cue.dep_ == "attr" and cue.head.lemma_ == "be" and (thing := child(cue.head, "nsubj")) is not None:
        yield Want(thing, cue, "is")


def _complement(cue: Token, each: Token) -> Iterator[Want]:
    if each.dep_ in ("dobj", "nsubjpass") and is_verbal(cue):
        yield Want(each, cue, "object")
        yield from _hung_on(cue, each)
    elif each.dep_ in ("acl", "agent", "dative", "prep") and each.lower_ in PREPOSITIONS:
        yield from _prepositional(cue, each)
    elif each.dep_ in INFINITIVES and each.i > cue.i and is_verbal(each):
        yield from _clausal(cue, each)


def _clausal(cue: Token, clause: Token) -> Iterator[Want]:
    gift = child(clause, "dobj") if clause.lemma_ in RECEIVING else None
    if is_infinitive(clause) and gift is not None:
        yield Want(gift, cue, "receive")
    elif is_infinitive(clause):
        yield Want(clause, cue, "to")
    elif clause.dep_ in ("ccomp", "acl") and child(clause, *SUBJECTS) is not None:
        yield Want(clause, cue, "that")
    elif clause.tag_ == "VBG" and clause.dep_ in ("xcomp", "ccomp"):
        yield Want(clause, cue, "doing")


def _prepositional(cue: Token, prep: Token) -> Iterator[Want]:
    """The thing after a preposition: the last noun, for the parser takes "non-expansion" for three."""
    thing = next((each for each in reversed([*prep.children]) if each.dep_ in ("pobj", "pcomp")), None)
    listed = prep.lower_ != "as" or any(each.lower_ == "such" for each in cue.children)
    if thing is not None and listed:
        yield Want(thing, cue, prep.lower_)
        yield from _hung_on(cue, thing)


def _told_of(cue: Token) -> Iterator[Want]:
    """The thing before a verb that says who wants it: "the cuts [sought by Iran]", "the truce [that Iran proposed]"."""
    if cue.dep_ not in ("acl", "relcl") or cue.head.pos_ not in ("NOUN", "PROPN") or cue.head.i > cue.i:
        return
    done = cue.tag_ == "VBN" and preposition(cue, "by") is not None
    meant = child(cue, "dobj")
    if done or (meant is not None and meant.tag_ in ("WDT", "WP")):
        yield Want(cue.head, cue, "object")


def told_as(cue: Token) -> Iterator[Want]:
    """What is done "as Iran had asked", "as required by Iran"; not while it is done, "as Iran asked for help"."""
    # "Refrained from going, as Iran had asked" tells of no going.
    if cue.dep_ != "advcl" or cue.tag_ not in FINITE or not is_verbal(cue.head) or cue.head.tag_ == "VBG":
        return
    if cue.head.lemma_ == "say":
        return  # it was done as told, not said
    marked = any(each.lower_ == "as" and each.dep_ in ("mark", "advmod", "prep") for each in cue.children)
    told = (each for each in cue.children if each.dep_ in ("ccomp", "dobj", "prep", "xcomp") and each.i > cue.i)
    if marked and all(each.lower_ in ("by", "do", "her", "him", "it", "them") for each in told):
        yield Want(cue.head, cue, "as")


def _limited(cue: Token) -> Iterator[Want]:
    """What somebody is given time for: "gave Iran until Friday to leave", "gave Iran two days to leave"."""
    if cue.lemma_ != "give":
        return
    spans = [each for each in cue.children if each.dep_ in ("dobj", "npadvmod") and each.lemma_ in SPANS]
    given = child(cue, "dobj", "dative")
    # The parser may hang the day on what is told of him who is given it: "gave the men camped there until Friday to".
    holders = [cue, *(given.subtree if given is not None else ())]
    day = next(filter(None, (preposition(each, "until", "till") for each in holders)), None)
    limited = [cue, day.head.head, *day.subtree] if day is not None else [cue] if spans else []
    for above in dict.fromkeys((*limited, *spans)):
        for each in above.children:
            if each.dep_ in INFINITIVES and is_infinitive(each) and each.i > (day or cue).i:
                yield Want(each, cue, "until")


def _hung_on(cue: Token, noun: Token) -> Iterator[Want]:
    """The infinitive that the parser hung on who asks or is asked: "called on Iran [to free them]"."""
    for each in noun.children:
        if each.dep_ in ("acl", "relcl") and is_infinitive(each):
            yield Want(each, cue, "to")


def _next_infinitive(cue: Token) -> Iterator[Want]:
    """The infinitive right after a noun and its owner, whatever the parser hung it on: "a call by Iran [to leave]"."""
    last = cue.right_edge.i
    for place in sorted({cue.i, last}) if cue.pos_ == "NOUN" else ():
        after = cue.doc[place + 1] if place + 1 < cue.sent.end else None
        verb = after.head if after is not None and after.tag_ == "TO" else cue
        if is_verbal(verb) and verb.head != cue and not verb.is_ancestor(cue):
            yield Want(verb, cue, "to")


def _next_thing(cue: Token) -> Iterator[Want]:
    """The thing after "for" right behind a noun and its owner, where the parser hung it on what is done about that."""
    prep = cue.right_edge.nbor() if cue.pos_ == "NOUN" and cue.right_edge.i + 1 < cue.sent.end else None
    thing = child(prep, "pobj", "pcomp") if prep is not None and prep.lower_ == "for" else None
    if thing is not None and cue.dep_ in ("dobj", "pobj") and cue.lemma_ in demand_words():
        yield Want(thing, cue, "for")


def _colon_list(cue: Token) -> Iterator[Want]:
    """The first thing of "our key demands: leaving, paying and a promise"."""
    if cue.pos_ != "NOUN":
        return
    doc, end = cue.doc, cue.sent.end
    colon = next((each.i for each in doc[cue.i + 1 : end] if each.text == ":"), end)
    for each in doc[colon + 1 : end]:
        if each.head.i < colon or each.head == each:
            yield Want(each, cue, "colon")
            return


def _predicate(cue: Token) -> Iterator[Want]:
    for each in cue.head.children:
        if each.i > cue.head.i and each.dep_ in ("attr", "xcomp", "ccomp", "dobj", "advcl"):
            yield Want(each, cue, "is")
