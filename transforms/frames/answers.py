"""Spans that answer a demand: a word of answering, the frame it stands in, and the stance it takes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, islice
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.frames.cues import is_wanted
from demarches.transforms.frames.nouns import demand_words
from demarches.transforms.parsing.clauses import (
    RELATIVE,
    SUBJECTS,
    calls_deed,
    child,
    governor,
    is_infinitive,
    is_verbal,
    phrase,
    preposition,
    prepositions,
    subject,
    told_before,
    with_particle,
)
from demarches.transforms.units import Span

SHOWN = ("in", "of", "to")  # what leads from a noun to what somebody will not do: "no sign of leaving"
REPLIES = frozenset(["answer", "reaction", "reply", "response"])
DECIDED = REPLIES | {"decision"}
AWAITING = frozenset(["await", "get", "have", "hear", "obtain", "receive"])
REFERRING = frozenset(["it", "one", "ones", "same", "so", "that", "them", "these", "this", "those"])
LINKING = ("AUX", "VERB")
NOBODY = frozenset(["neither", "no", "nobody", "none"])
SHARES = frozenset(["half", "many", "most", "one", "part", "parts", "several", "some", "two"])
ORDINALS = frozenset(["first", "fourth", "last", "second", "third"])
# What a demand may be called behind it: ", an idea Iran rejected".
CALLED = frozenset(
    [
        "condition",
        "exchange",
        "figure",
        "idea",
        "move",
        "option",
        "price",
        "prospect",
        "something",
        "step",
        "sum",
        "swap",
    ]
)
DECIDING = frozenset(["choose", "decide", "resolve", "vote", "vow"])
TIMES = frozenset(["day", "hour", "minute", "month", "time", "week", "year"])
ROWS = TIMES | {"list", "night", "package", "series", "set", "string", "wave"}
THOUGHT_OF = frozenset(["consult", "decide", "digest", "look", "ponder", "reply", "respond", "think", "weigh"])
# Verbs that leave it to their object to tell: "gave a firm no to the demand", "threw cold water on it".
LIGHT = frozenset(["cast", "give", "pour", "say", "throw"])
STUDIED = frozenset(["consider", "examine", "review", "study", "weigh"])
TALKED_OF = STUDIED | {"discuss"}
AGREEING = frozenset(["agree", "begin", "consent", "decide", "start"])
SPOKEN = ("aux", "auxpass", "neg", "advmod", "prt")


class Cue(NamedTuple):
    """An entry of the vocabulary of answering: its stance, that of its denial ("" for none), and its weight."""

    stance: str
    negated: str
    needs_demand: bool


class Answer(NamedTuple):
    """A place that answers: the head of its phrase, the word that shows the stance, and what is answered."""

    head: Token
    cue: Token
    frame: str
    about: Token | None
    stance: str
    needs_demand: bool


@cache
def cues() -> dict[tuple[str, str, str], Cue]:
    """What `stance_cues` says of each lemma, part of speech and frame."""
    return {
        (row["lemma"], row["pos"], row["frame"]): Cue(row["stance"], row["negated"], row["needs_demand"] == "true")
        for row in vocabulary("stance_cues")
    }


@lru_cache(maxsize=1)
def answers(doc: Doc) -> tuple[Answer, ...]:
    """Everything in `doc` whose words may answer a demand, in the order of the text.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> doc = next(parse(["France asked Iran to free the sailors, but Iran rejected the request."]))
    >>> [(each.cue.text, each.frame, each.stance) for each in answers(doc)]
    [('rejected', 'demand', 'reject')]
    """
    found: dict[int, Answer] = {}
    for each in (each for cue in doc for each in islice(_answers(cue), 1)):
        if each.head.i not in found or each.frame in ("demand", "reply"):
            found[each.head.i] = each
    return tuple(found.values())


@lru_cache(maxsize=1)
def answered_things(doc: Doc) -> frozenset[int]:
    """Where the words stand for what is wanted and answered at once: "a truce proposed by Iran was rejected"."""
    about = (each.about for each in answers(doc) if each.frame == "demand")
    return frozenset(thing.i for thing in about if thing is not None and is_wanted(thing))


def answer_at(doc: Doc, span: Span) -> Answer:
    """What the words of `span` answer, and how: by a frame in it, by a word of it, or by its "not" alone.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> answer_at(next(parse(["Iran has not freed the sailors."])), Span(5, 30)).stance
    'reject'
    """
    place = doc.char_span(*span, alignment_mode="expand")
    framed = (each for cue in place for each in _answers(cue))
    worded = (each for cue in place if (each := _answer(cue, "word", None)))
    return next(chain(framed, worded), _unmarked(place))


def answerer(owner: Token) -> Token | None:
    """Who answers a demand that a pronoun owns: "the airline" in "the airline bowed to their demand"."""
    verb = answered_by(owner.head) if owner.dep_ == "poss" else None
    return subject(verb) if verb is not None else None


def answered_by(noun: Token) -> Token | None:
    """The verb that answers the demand which a noun names: "bowed" of "bowed to their demand"."""
    verb = governor(noun) if names_demand(noun) else None
    found = () if verb is None else _answers(verb)
    told = any(each.frame == "decision" or (each.frame in ("demand", "let") and each.about == noun) for each in found)
    return verb if told else None


def _unmarked(place: SpacySpan) -> Answer:
    """An answer by deed: done, or "not" done."""
    denied = any(each.dep_ == "neg" for each in place)
    return Answer(place.root, place.root, "alone", None, "reject" if denied else "accept", False)


def _answers(cue: Token) -> Iterator[Answer]:
    return (each for frame, about in frames(cue) if (each := _answer(cue, frame, about)))


def _answer(cue: Token, frame: str, about: Token | None) -> Answer | None:
    forms = (with_particle(cue), cue.lemma_.lower(), cue.lower_)
    known = next((cues()[each, cue.pos_, frame] for each in forms if (each, cue.pos_, frame) in cues()), None)
    if known is None or (known.stance == "defer" and any(map(_is_opinion, cue.children))):
        return None
    if frame == "by" and preposition(cue, "to") is not None:
        return None  # "responded to the request by sending troops" tells no refusal
    head = clause_of(cue)
    stance = known.negated if is_denied(cue) else known.stance
    if stance == "accept" and about is not None and is_infinitive(about) and about.lemma_ in STUDIED:
        stance = "defer"
    elif stance == "accept" and _is_limited(head, about):
        stance = "partial"
    return Answer(head, cue, frame, about, stance, known.needs_demand) if stance else None


def _is_opinion(clause: Token) -> bool:
    """Whether somebody only thinks so: "considered the proposal to be fair"."""
    return clause.lemma_ == "be" and is_infinitive(clause)


def _is_limited(head: Token, about: Token | None) -> bool:
    """Whether only a part is accepted, or on a condition: "agreed in principle", "to discuss it", "only if"."""
    if about is not None and is_infinitive(about) and about.lemma_ in TALKED_OF:
        return True
    if about is not None and about.dep_ == "pobj" and about.head.lower_ == "of" and about.head.head.lower_ in SHARES:
        return True
    clauses = (each for each in head.children if each.dep_ in ("advcl", "conj") and each.i > head.i)
    said = [each for verb in (head, *clauses) for each in verb.children if each.dep_ in ("advmod", "mark")]
    given = child(head, "dobj")
    said += given.lefts if given is not None else ()
    return any((each.lower_, each.pos_) in _limits() for each in (*said, *prepositions(head, "in", "on")))


@cache
def _limits() -> frozenset[tuple[str, str]]:
    return frozenset((lemma, pos) for (lemma, pos, frame), cue in cues().items() if cue.stance == "partial" == frame)


def frames(cue: Token) -> Iterator[tuple[str, Token | None]]:
    """The frames in which `cue` stands, the telling ones first, each with the word that is answered there."""
    things = _things(cue)
    if (passing := _let_pass(cue)) is not None:
        yield "let", passing
    yield from (("demand", thing) for _, thing in things if names_demand(thing))
    told = any(frame in ("doing", "left", "object", "to") for frame, _ in things)
    if is_verbal(cue) and not told and (apposed := _apposed(cue)) is not None:
        yield "demand", apposed
    yield from things
    if is_verbal(cue) and (named := child(cue, "nsubj")) is not None and names_demand(named):
        yield "subject", named
    yield from _said_of(cue)
    yield from _hung_on_verb(cue)
    if is_verbal(cue) and (given := child(cue, "dobj")) is not None and given.lemma_ in DECIDED:
        yield "decision", given
    if is_verbal(cue) and (weighed := _weighed(cue)) is not None:
        yield "time", weighed
    yield "alone", None


def _hung_on_verb(cue: Token) -> Iterator[tuple[str, Token | None]]:
    """What a word tells that hangs on a verb: "without reply", "met with silence", "had no answer", "said no"."""
    if cue.dep_ == "pobj" and (unanswered := _left_without(cue.head)) is not None:
        yield "without", unanswered
    if cue.dep_ == "pobj" and (met := _met_with(cue.head)) is not None:
        yield "met with", met
    if cue.dep_ in ("amod", "acomp") and (reply := _reply(cue)) is not None:
        yield "reply", reply
    if cue.dep_ == "dobj" and cue.head.lemma_ in AWAITING:
        yield "had", None
    if cue.pos_ == "INTJ" and cue.head.lemma_ == "say" and cue.i > cue.head.i:
        yield "said", None


def _said_of(cue: Token) -> Iterator[tuple[str, Token]]:
    """Of what a word is said: "unacceptable" of "the demand is unacceptable", of "a demand he called unacceptable"."""
    of = child(cue.head, *SUBJECTS) if cue.dep_ in ("acomp", "attr", "oprd") else None
    if of is not None:
        yield from (("demand", of),) if names_demand(of) else ()
        yield "is", of
    if cue.dep_ == "oprd" and (called := _apposed(cue.head)) is not None:
        yield "demand", called


def _things(cue: Token) -> list[tuple[str, Token]]:
    """What `cue` is about, each with the word that leads to it, in the order of the clause."""
    light = cue.dep_ in ("dobj", "intj") and cue.head.lemma_ in LIGHT
    around = [each for each in cue.head.children if light and each.dep_ in ("dative", "prep")]
    # "Stopped short | of it": the parser may hang on a particle what the verb is about.
    around += [each for part in cue.children if part.i == cue.i + 1 and part.dep_ == "advmod" for each in part.children]
    things = [found for each in (*cue.children, *around) if (found := _thing(each, cue))]
    if cue.dep_ in ("oprd", "xcomp") and (left := child(cue.head, "dobj")) is not None:
        things.append(("left", left))
    return things


def _apposed(verb: Token) -> Token | None:
    """What stands behind a demand for it, and is answered there: "demand" of "a demand he rejected"."""
    clause = verb.head if verb.dep_ == "ccomp" and verb.head.dep_ == "relcl" else verb
    noun = clause.head
    told = clause.dep_ == "relcl" or (clause.dep_ == "acl" and child(clause, "nsubj") is not None)
    if not told or noun.pos_ not in ("NOUN", "PRON") or noun.lemma_ not in demand_words() | CALLED:
        return None
    meant = child(verb, "dobj")
    return noun if told_before(noun) and (meant is None or meant.tag_ in RELATIVE) else None


def _thing(each: Token, cue: Token) -> tuple[str, Token] | None:
    """The frame and the word by which a child of `cue` tells what is answered."""
    if each.dep_ in ("dobj", "nsubjpass"):
        return None if calls_deed(each) else ("object", shared(each))
    if each.dep_ in ("dative", "prep") and (thing := child(each, "pobj", "pcomp")) is not None:
        return each.lower_, shared(thing)
    if each.dep_ in ("xcomp", "ccomp", "advcl", "acl") and each.i > cue.i and is_infinitive(each):
        return "to", each
    if each.dep_ in ("xcomp", "ccomp", "advcl", "pcomp") and each.tag_ == "VBG" and each.i in (cue.i + 1, cue.i + 2):
        return "doing", each
    return None


def _let_pass(verb: Token) -> Token | None:
    """The demand that somebody lets pass: "let the deadline pass", "let pass a deadline"."""
    if _is_let(verb):
        thing = child(verb, "nsubj")
    elif any(each.lemma_ == "let" for each in verb.children if each.dep_ == "aux"):
        thing = child(verb, "dobj")
    else:
        thing = None
    return thing if thing is not None and names_demand(thing) else None


def _is_let(verb: Token) -> bool:
    return bool(verb.dep_ == "ccomp" and verb.tag_ == "VB" and verb.head.lemma_ == "let")


def _met_with(prep: Token) -> Token | None:
    """The demand that is met with something: "the call was met with silence"."""
    told = prep.lower_ in ("by", "with") and prep.head.lemma_ in ("answer", "greet", "meet", "receive")
    of = child(prep.head, "nsubjpass", "dobj") if told else None
    return of if of is not None and names_demand(of) else None


def _left_without(prep: Token) -> Token | None:
    """The demand that is left "without reply"."""
    reply = child(prep, "pobj") if prep.lower_ == "without" else None
    below = (prep.head, *prep.head.children, *reply.children) if reply is not None else ()
    return next((each for each in below if each.dep_ in ("dobj", "nsubjpass") and names_demand(each)), None)


def _weighed(verb: Token) -> Token | None:
    """What somebody takes time to think about: "study" of "needs a week to study the plan"."""
    time = child(verb, "dobj", "npadvmod")
    if preposition(verb, "until", "till") is None and (time is None or time.lemma_ not in TIMES):
        return None
    below = (*(time.children if time is not None else ()), *verb.children)
    return next((each for each in below if is_infinitive(each) and each.lemma_ in TALKED_OF | THOUGHT_OF), None)


def shared(thing: Token) -> Token:
    """Of what a thing is a share or a row: the demands of "some of the demands", of "a string of demands"."""
    counted = thing.lower_ in SHARES | ORDINALS | {"all", "any", "each", "none"} or thing.lemma_ in ROWS
    whole = preposition(thing, "of") if counted else None
    return thing if whole is None else whole


def refuses(verb: Token) -> bool:
    """Whether a verb tells that somebody would not do what follows: "refused to leave", "ruled out leaving"."""
    forms = (with_particle(verb), verb.lemma_.lower())
    known = (cues().get((each, verb.pos_, frame)) for each in forms for frame in ("to", "doing"))
    return any(each is not None and each.stance == "reject" for each in known) or _unwanted(verb) is not None


def _unwanted(verb: Token) -> Token | None:
    """What somebody will not do, by a noun: "free" of "showed no inclination to free them", "had no plans to"."""
    noun = child(verb, "dobj")
    told = _answers(noun) if noun is not None and noun.pos_ == "NOUN" else ()
    return next((each.about for each in told if each.stance == "reject" and each.frame in SHOWN), None)


def agreed(verb: Token) -> Token:
    """What somebody agrees or begins to do: "leave" of "agreed to leave"; else the verb itself."""
    told = child(verb, "xcomp") if verb.lemma_ in AGREEING else None
    return told if told is not None and is_infinitive(told) else verb


def refused(verb: Token) -> Token | None:
    """What somebody refuses: "leave" of "refused to leave", "a visa" of "denied him a visa"."""
    if (unwanted := _unwanted(verb)) is not None:
        return unwanted
    told = (about for frame, about in frames(verb) if frame in ("doing", "object", "to")) if refuses(verb) else ()
    return next((about for about in told if about is not None), None)


def _reply(cue: Token) -> Token | None:
    noun = cue.head if cue.dep_ == "amod" else child(cue.head, *SUBJECTS)
    return noun if noun is not None and noun.lemma_ in REPLIES else None


def names_demand(noun: Token) -> bool:
    """Whether a noun phrase stands for a demand: by its noun, by who wants it, or as "it" after one in its sentence."""
    if noun.lower_ in REFERRING or noun.lemma_ in REFERRING:
        return any(each.lemma_ in demand_words() for each in noun.doc[noun.sent.start : noun.i])
    return noun.pos_ == "NOUN" and (noun.lemma_.lower() in demand_words() or is_wanted(noun))


def clause_of(cue: Token) -> Token:
    """The word that heads the answer: the verb before "unacceptable", or before "a negative response"."""
    if is_undone(cue) or _is_let(cue):
        return clause_of(cue.head)
    if cue.dep_ == "pobj" and _met_with(cue.head) is not None:
        return cue.head.head
    if cue.dep_ in ("amod", "acomp", "attr", "oprd", "dobj", "intj", "prep") and cue.head != cue and not is_verbal(cue):
        above = clause_of(_over_preposition(cue.head)) if cue.dep_ == "amod" else cue.head
        return above if above.pos_ in LINKING else cue.head
    return cue


def _over_preposition(noun: Token) -> Token:
    """What a noun hangs on by a preposition: "fell" of "fell on deaf ears"."""
    return noun.head.head if noun.dep_ == "pobj" else noun


def is_undone(cue: Token) -> bool:
    """Whether the verb tells what somebody "failed to", "refused to" or was "unwilling to" do."""
    above = cues().get((cue.head.lemma_.lower(), cue.head.pos_, "to")) if cue.dep_ in ("acl", "xcomp") else None
    return above is not None and above.stance == "reject" and is_infinitive(cue)


def is_settled(answer: Answer) -> bool:
    """Whether the answer has been given, and is not only what somebody may do, or what something would mean."""
    head = answer.head
    meant = head.tag_ == "VBG" and head.dep_ in ("csubj", "pcomp", "xcomp")
    # "would be rejected by Iran" is what somebody else expects.
    expected = child(head, "auxpass") is not None and any(each.lower_ == "would" for each in head.children)
    told = is_undone(answer.cue) or _is_yet_to_be(head) or _is_decided(head)
    return told or not (is_infinitive(head) or meant or expected)


def _is_decided(verb: Token) -> bool:
    """Whether somebody has decided to do it: "voted to defy the order"."""
    above = verb.head
    return verb.dep_ == "xcomp" and above.lemma_ in DECIDING and above.tag_ in ("VBD", "VBN")


def is_denied(cue: Token) -> bool:
    """Whether the answer says that it is not so: "did not accept", "neither accepted", "failed to satisfy"."""
    verbs = {verb.i: verb for verb in (cue, clause_of(cue))}.values()
    return is_undone(cue) or any(_is_negated(verb) or _is_nobodys(verb) for verb in verbs)


def _is_negated(verb: Token) -> bool:
    joined = verb.head.children if verb.dep_ == "conj" else ()
    return (
        _is_yet_to_be(verb)
        or _is_rather_not(verb)
        or any(each.dep_ == "neg" for each in verb.children)
        or any(each.lower_ == "nor" and each.i < verb.i for each in joined)
    )


def _is_rather_not(verb: Token) -> bool:
    """Whether somebody does something "rather than" it, or "without" or "instead of" it."""
    first = verb.nbor(-1) if verb.i and verb.nbor(-1).tag_ == "TO" else verb
    before = verb.doc[max(0, first.i - 2) : first.i].text.lower()
    return before in ("rather than", "instead of") or before.endswith(" without")


def _is_yet_to_be(verb: Token) -> bool:
    """Whether somebody "has yet to" do it."""
    above = verb.head
    return (
        verb.dep_ == "xcomp"
        and above.lemma_ == "have"
        and any(each.lower_ == "yet" for each in verb.doc[above.i : verb.i])
    )


def _is_nobodys(verb: Token) -> bool:
    """Whether nobody does it, or to nothing: "neither side approved", "no state agreed", "met none of the demands"."""
    doer, done = child(verb, *SUBJECTS), child(verb, "dobj", "attr")
    words = [doer, *doer.children] if doer is not None else []
    undone = done is not None and (done.lower_ == "none" or any(each.lower_ == "no" for each in done.children))
    return undone or any(each.lower_ in NOBODY for each in words)


def words_of(answer: Answer) -> Span:
    """The words of the answer: its verb with what is spoken with it, without who answers.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> text = "The US have formally rejected Russia’s key demands."
    >>> [words_of(each).of(text) for each in answers(next(parse([text])))]
    ['have formally rejected Russia’s key demands']
    """
    told = answer.about is not None and is_wanted(answer.about)  # the thing is the demand's, not the answer's
    if not told and any(each.dep_ in ("auxpass", "nsubjpass") or each == answer.about for each in answer.head.lefts):
        return phrase(answer.head, with_subject=True)
    span, first = phrase(answer.head), answer.head
    if _is_yet_to_be(first):
        return Span(first.head.idx, span.end)
    while (before := _spoken_before(first, answer.head)) is not None:
        first = before
    return Span(min(span.start, first.idx), span.end) if first.tag_ != "TO" else span


def _spoken_before(word: Token, head: Token) -> Token | None:
    """Where what is spoken with a verb begins before a word: "has", and "once more" of "has once more refused"."""
    before = word.nbor(-1) if word.i else None
    while before is not None and before.head != head and before.head.i > before.i and before.head.head == head:
        before = before.head
    return before.left_edge if before is not None and before.head == head and before.dep_ in SPOKEN else None
