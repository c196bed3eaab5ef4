"""What stands in the frames of a word of demanding: its complements, and what is told of the thing itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.frames.answers import CALLED, agreed, refused
from demarches.transforms.frames.conditions import FINITE, conditional
from demarches.transforms.frames.cues import Want, is_stranded, wanting
from demarches.transforms.frames.nouns import demand_words
from demarches.transforms.parsing.clauses import (
    CLAUSES,
    RELATIVE,
    SUBJECTS,
    child,
    finite,
    is_infinitive,
    is_meant,
    is_verbal,
    preposition,
    told_before,
)

MODALS = frozenset(["must", "should"])
STATING = ("be", "include", "remain")
INFINITIVES = ("xcomp", "ccomp", "advcl", "acl", "relcl")
OPENING = ("amod", "compound", "det", "nmod", "nummod", "poss")
SPANS = frozenset(["day", "hour", "minute", "month", "week", "year"])
RECEIVING = frozenset(["get", "hear", "obtain", "receive"])
PREPOSITIONS = frozenset(
    ["against", "as", "by", "for", "from", "including", "into", "of", "on", "regarding", "to", "upon"]
)
# What may follow "as Iran asked", which tells nothing else that is asked for.
AS_TOLD = frozenset(
    ["after", "at", "before", "by", "do", "during", "her", "him", "in", "it", "on", "since", "them", "while"]
)
TELLING = frozenset(["announce", "declare", "inform", "tell"])


def framed(cue: Token) -> Iterator[Want]:
    """What stands in any frame of `cue`, whether or not the vocabulary knows it."""
    yield from complements(cue)
    yield from _told_of(cue)
    yield from _under(cue)
    yield from _put_first(cue)
    yield from _told_to(cue)
    yield from told_as(cue)
    yield from _limited(cue)
    yield from _least(cue)
    yield from _modal(cue)
    yield from conditional(cue)


def _modal(cue: Token) -> Iterator[Want]:
    """What a party "must" or "should" do: no question, and nothing that is so already."""
    if cue.lemma_ not in MODALS or cue.dep_ != "aux" or cue.sent.text.rstrip().endswith("?"):
        return
    doer = child(cue.head, *SUBJECTS)
    inverted = doer is not None and doer.i > cue.i  # "should the talks fail"
    if not inverted and not any(each.lower_ == "have" and each.dep_ == "aux" for each in cue.head.children):
        yield Want(cue.head, cue, "modal")


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
    yield from _among_them(cue)
    if cue.dep_ in SUBJECTS and cue.head.lemma_ in STATING:
        yield from _predicate(cue)
    if cue.dep_ == "attr" and cue.head.lemma_ == "be" and (thing := child(cue.head, "nsubj")) is not None:
        before = thing.tag_ in RELATIVE and cue.head.dep_ == "relcl"
        yield Want(_whole(cue.head.head, cue.head) if before else thing, cue, "is")


def _complement(cue: Token, each: Token) -> Iterator[Want]:
    if each.dep_ in ("dobj", "nsubjpass") and is_verbal(cue):
        yield Want(each, cue, "object")
        yield from _hung_on(cue, each)
    elif each.dep_ in ("acl", "agent", "dative", "prep") and each.lower_ in PREPOSITIONS:
        yield from _prepositional(cue, each)
    elif each.dep_ == "prep" and each.i > cue.i and (said := child(each, "pobj")) is not None:
        yield from _hung_on_message(cue, said)
    elif each.dep_ in INFINITIVES and each.i > cue.i and is_verbal(each):
        yield from _clausal(cue, each)


def _clausal(cue: Token, clause: Token) -> Iterator[Want]:
    gift = child(clause, "dobj") if clause.lemma_ in RECEIVING else None
    if is_infinitive(clause) and gift is not None:
        yield Want(gift, cue, "receive")
    elif is_infinitive(clause) and not _is_to_do_so(clause):
        yield Want(clause, cue, "to")
    elif clause.dep_ in ("ccomp", "acl") and child(clause, *SUBJECTS) is not None:
        yield Want(clause, cue, "that")
    elif clause.tag_ == "VBG" and clause.dep_ in ("xcomp", "ccomp"):
        yield Want(clause, cue, "doing")
    elif clause.tag_ == "VBN" and clause.dep_ == "xcomp":
        yield Want(clause, cue, "done")


def _is_to_do_so(clause: Token) -> bool:
    """Whether "do" stands for what was told before: "as Peru had asked it to do"."""
    asked = any(each.lower_ == "as" for each in clause.head.children)
    return asked and clause.lemma_ == "do" and child(clause, "dobj") is None


def _prepositional(cue: Token, prep: Token) -> Iterator[Want]:
    """The thing after a preposition: the last noun, for the parser takes "non-expansion" for three."""
    thing = next((each for each in reversed([*prep.children]) if each.dep_ in ("pobj", "pcomp")), None)
    listed = prep.lower_ != "as" or any(each.lower_ == "such" for each in cue.children)
    # What the condition for talks is stands behind it.
    told = prep.lower_ == "for" and cue.lemma_ == "condition" and cue.dep_ in SUBJECTS and cue.head.lemma_ in STATING
    if thing is not None and listed and not told:
        yield Want(thing, cue, prep.lower_)
        yield from _hung_on(cue, thing)


def _told_of(cue: Token) -> Iterator[Want]:
    """The thing before a verb that says who wants it: "the cuts [sought by Iran]", "the truce [Iran called for]"."""
    if cue.dep_ in ("acl", "relcl") and cue.head.pos_ in ("NOUN", "PROPN") and cue.head.i < cue.i:
        yield from (Want(_whole(cue.head, cue), cue, frame) for frame in wanting(cue))


def _under(cue: Token) -> Iterator[Want]:
    """What somebody would do by a plan: "the plan under which he [would leave] office"."""
    for clause in cue.children if cue.pos_ == "NOUN" else ():
        if clause.dep_ == "relcl" and is_meant(clause) and preposition(clause, "under") is not None:
            yield Want(clause, cue, "under which")


def _whole(thing: Token, cue: Token) -> Token:
    """What a plain noun after "of" belongs to: "a swap of prisoners [floated by Egypt]", or calls by another name."""
    if thing.lemma_ in CALLED and thing.dep_ in ("appos", "npadvmod") and told_before(thing):
        deed = thing.head
        return child(deed, "xcomp") or deed if is_verbal(deed) else deed  # "agreed to leave, a step it had urged"
    if thing.pos_ == "NUM" and thing.dep_ == "pobj":
        above = thing.head.head  # "granted them retirement at 55, which they had demanded"
        return child(above, "dobj") or above if is_verbal(above) else above
    apart = cue.dep_ == "relcl" and cue.left_edge.i > 0 and cue.left_edge.nbor(-1).text == ","
    of = thing.dep_ == "pobj" and thing.head.lower_ == "of"
    plain = of and (apart or child(thing, "det", "poss") is None)
    return thing.head.head if plain and thing.head.head.pos_ == "NOUN" else thing


def _put_first(cue: Token) -> Iterator[Want]:
    """The thing that a passive puts first: "a recount [was called for]", "patience [was asked of] the men"."""
    thing = child(cue, "nsubjpass")
    if thing is None:
        return
    yield from (Want(thing, cue, each.lower_) for each in cue.children if is_stranded(each))
    if preposition(cue, "of") is not None:
        yield Want(thing, cue, "of whom")


def _told_to(cue: Token) -> Iterator[Want]:
    """What somebody is told in the words themselves: "[Leave Cyprus,] Parliament told Turkey"."""
    for each in cue.children:
        if each.i < cue.i and each.dep_ in CLAUSES and each.left_edge.is_sent_start and _is_imperative(each):
            yield Want(each, cue, "words")


def _is_imperative(verb: Token) -> bool:
    """Whether a verb bids: "Leave Cyprus"; the parser takes what begins a headline for a name."""
    bare = verb.tag_ == "VB" or (verb.is_sent_start and verb.pos_ == "PROPN" and child(verb, "dobj") is not None)
    return bare and child(verb, "mark", *SUBJECTS) is None and not is_infinitive(verb)


def told_as(cue: Token) -> Iterator[Want]:
    """What is done "as Iran had asked", "as required by Iran"; not while it is done, "as Iran asked for help"."""
    # "Refrained from going, as Iran had asked" tells of no going.
    if cue.dep_ != "advcl" or finite(cue).tag_ not in FINITE or not is_verbal(cue.head) or cue.head.tag_ == "VBG":
        return
    if cue.head.lemma_ == "say":
        return  # it was done as told, not said
    marked = any(each.lower_ == "as" and each.dep_ in ("mark", "advmod", "prep") for each in cue.children)
    told = (each for each in cue.children if each.dep_ in ("ccomp", "dobj", "prep", "xcomp") and each.i > cue.i)
    if marked and all(each.lower_ in AS_TOLD for each in told):
        verb = child(cue.head, "ccomp") if cue.head.lemma_ in TELLING else cue.head
        if verb is not None and verb.i < cue.i:
            yield Want(refused(verb) or agreed(verb), cue, "as")


def _least(cue: Token) -> Iterator[Want]:
    """What alone would do: "would accept nothing less than a recount", "nothing short of repeal"."""
    for less in cue.children if cue.lower_ == "nothing" else ():
        thing = preposition(less, "of", "than") if less.lower_ in ("less", "short") else None
        if thing is not None:
            yield Want(thing, cue, "less than")


def _limited(cue: Token) -> Iterator[Want]:
    """What somebody is given time for: "gave Iran until Friday to leave", "gave Iran two days to leave"."""
    if cue.lemma_ != "give":
        return
    spans = [each for each in cue.children if each.dep_ in ("dobj", "npadvmod") and each.lemma_ in SPANS]
    given = child(cue, "dobj", "dative")
    # The parser may hang the day on what is told of him who is given it: "gave the men camped there until Friday to".
    holders = [cue, *(given.subtree if given is not None else ())]
    day = next(filter(None, map(_until, holders)), None)
    limited = [cue, day.head.head, *day.subtree] if day is not None else [cue] if spans else []
    for above in dict.fromkeys((*limited, *spans)):
        for each in above.children:
            if each.dep_ in INFINITIVES and is_infinitive(each) and each.i > (day or cue).i:
                yield Want(each, cue, "until")


def _until(token: Token) -> Token | None:
    """The day up to which something is given: "until Friday", "up to Friday"."""
    up = next((each for each in token.children if each.lower_ == "up" and each.dep_ == "prep"), None)
    return preposition(token, "until", "till") or (preposition(up, "to") if up is not None else None)


def _hung_on(cue: Token, noun: Token) -> Iterator[Want]:
    """The infinitive that the parser hung on who asks or is asked: "called on Iran [to free them]"."""
    for each in noun.children:
        if each.dep_ in ("acl", "relcl") and is_infinitive(each):
            yield Want(each, cue, "to")


def _hung_on_message(cue: Token, said: Token) -> Iterator[Want]:
    """The infinitive that the parser hung on what it is said in: "urged Iran in a letter from Paris [to free them]"."""
    if is_verbal(cue) and said.lemma_ in _messages():
        yield from (Want(each, cue, "to") for each in said.subtree if each.dep_ == "acl" and is_infinitive(each))


@cache
def _messages() -> frozenset[str]:
    """In what, or before whom, somebody may say what he wants: "in a speech", "before a crowd"."""
    return frozenset(row["lemma"] for row in vocabulary("message_nouns"))


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


def _among_them(cue: Token) -> Iterator[Want]:
    """The things of "a list of demands, among them closing the base, a truce and talks"."""
    if cue.tag_ != "NNS" or cue.lemma_ not in demand_words():
        return
    doc, end = cue.doc, cue.sent.end
    places = range(cue.i + 1, end - 2)
    first = next((i + 2 for i in places if [each.lower_ for each in doc[i : i + 2]] == ["among", "them"]), end)
    thing = doc[first] if first < end else cue
    while thing.dep_ in OPENING and thing.head.i > thing.i:
        thing = thing.head
    if thing != cue:
        yield Want(thing, cue, "colon")
    for each in doc[first + 1 : end]:
        # The parser seldom joins the gerunds of such a list.
        if thing.tag_ == each.tag_ == "VBG" and (each.nbor(-1).text == "," or each.nbor(-1).lower_ == "and"):
            yield Want(each, cue, "colon")


def _predicate(cue: Token) -> Iterator[Want]:
    for each in cue.head.children:
        if each.i > cue.head.i and each.dep_ in ("attr", "xcomp", "ccomp", "dobj", "advcl"):
            yield Want(each, cue, "is")
