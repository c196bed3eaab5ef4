"""Grammar that several stages ask of the parse: who acts in a clause, and where a phrase ends."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from demarches.transforms.units import Span

FIRST_PERSON = frozenset({"i", "me", "my", "our", "us", "we"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
REASONS = frozenset(
    [
        "after",
        "although",
        "as",
        "because",
        "before",
        "lest",
        "once",
        "since",
        "so",
        "though",
        "until",
        "when",
        "whereas",
        "whether",
        "while",
    ]
)
LEAVING = frozenset(["go", "leave", "quit", "resign"])
WHEREFORE = frozenset(["after", "because", "following"])  # prepositions that lead to why it is wanted
ANSWERING = frozenset(["answer", "reply", "respond"])
# By which a demand is answered, not met: "answered the demand to leave by saying".
SAYING = frozenset(["announce", "ask", "declare", "demand", "insist", "offer", "propose", "say", "tell"])
SPLIT = frozenset(["aside", "away", "back", "down", "off", "out", "over", "up"])
PARTICLES = ("advmod", "prep", "prt")  # what a parser may take one for
CLAUSES = ("advcl", "parataxis", "ccomp")
HANGING = frozenset(["unless", "until"])
# What somebody waits to be given: "the union will strike unless it gets a rise".
RECEIVING = frozenset(["gain", "get", "obtain", "receive", "secure", "win"])
MEANS = frozenset(["whereby", "wherein", "whereupon"])
MEANT = frozenset(["'ll", "will", "wo", "would"])
BEFORE_VERB = ("auxpass", "det", "poss", "amod", "nmod")
RELATIVE = ("WDT", "WP")
ARTICLES = ("a", "an", "the")
BREAKS = (",", "–", "—", ";")
TENSED = ("VBD", "VBZ")
WH = ("WDT", "WP", "WP$", "WRB")


def child(token: Token, *deps: str) -> Token | None:
    """The first child of `token` with one of these relations."""
    return next((each for each in token.children if each.dep_ in deps), None)


def preposition(token: Token, *words: str) -> Token | None:
    """What stands after one of these prepositions below `token`: "for" in "a call for help" gives "help"."""
    return next(prepositions(token, *words), None)


def prepositions(token: Token, *words: str) -> Iterator[Token]:
    """All that stands after one of these prepositions below `token`, in the order of the text."""
    for each in token.children:
        if each.dep_ in ("prep", "agent", "dative") and each.lower_ in words:
            found = child(each, "pobj", "pcomp")
            if found is not None:
                yield found


def first_joined(token: Token) -> Token:
    """The first of the things that "and" joins to `token`."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def with_particle(verb: Token) -> str:
    """A verb with its particle: "turn down", "give way"; empty where it has none."""
    behind = (each for each in verb.children if each.i == verb.i + 1)
    particle = next((each for each in behind if each.dep_ in PARTICLES or not each.n_lefts + each.n_rights), None)
    particle = particle or _split_off(verb)
    return f"{verb.lemma_} {particle.lower_}".lower() if particle is not None else ""


def _split_off(verb: Token) -> Token | None:
    """The particle right behind the object of a verb: "down" of "turned the request down"."""
    given = child(verb, "dobj")
    end = given.right_edge.i + 1 if given is not None and given.i > verb.i else verb.sent.end
    particle = verb.doc[end] if end < verb.sent.end else None
    return particle if particle is not None and particle.lower_ in SPLIT and particle.head == verb else None


def is_infinitive(token: Token) -> bool:
    """Whether `token` is a verb after "to"."""
    return any(each.dep_ == "aux" and each.tag_ == "TO" for each in token.children)


def is_mandative(clause: Token) -> bool:
    """Whether a that-clause tells what shall be, not what is: "insisted that he leave", not "that he left"."""
    mark = child(clause, "mark")
    if clause.left_edge.tag_ in WH or (mark is not None and mark.lower_ in ("if", "whether")):
        return False
    lead = finite(clause)
    return lead.tag_ in ("VB", "VBP") or lead.lower_ in ("must", "shall", "should", "would")


def finite(clause: Token) -> Token:
    """The word that carries the tense of a clause: its first auxiliary, else its verb."""
    return next((each for each in clause.lefts if each.dep_ in ("aux", "auxpass")), clause)


def told_before(noun: Token) -> bool:
    """Whether a noun only calls by another name what stands before it: ", an idea Iran rejected"."""
    opens = opens_behind(noun, ("a", "an", "something"), (",",))
    clause = child(noun, "relcl", "acl")
    told = clause is not None and (clause.dep_ == "relcl" or child(clause, "nsubj") is not None)
    return noun.dep_ != "conj" and opens and told


def opens_behind(noun: Token, words: tuple[str, ...], breaks: tuple[str, ...]) -> bool:
    """Whether a noun phrase begins with one of `words` right behind one of `breaks`: "freed them, | a key demand"."""
    first = noun.left_edge
    return first.lower_ in words and first.i > first.sent.start and first.nbor(-1).text in breaks


def is_meant(verb: Token) -> bool:
    """Whether somebody "will" or "would" do it."""
    return any(each.lower_ in MEANT for each in verb.children if each.dep_ == "aux")


def is_negated(token: Token) -> bool:
    """Whether "not", "never" or "no longer" stands before the verb `token`."""
    return any(each.dep_ == "neg" and each.i < token.i for each in token.children)


def conjuncts(token: Token) -> Iterator[Token]:
    """`token` and what is joined to it by "and", "or" and commas, in the order of the text, a thing each.

    A verb is joined to verbs only, for the parser often hangs the next clause on it; "disrupt and dismantle
    the network" and "love and unity" are one thing.
    """
    yield token
    for each in token.children:
        if is_own_thing(token, each):
            yield from conjuncts(each)


def is_own_thing(token: Token, other: Token) -> bool:
    """Whether `other` is joined to `token` and says a thing of its own, not a part of the same."""
    if other.dep_ != "conj" or is_verbal(token) != is_verbal(other) or _is_clause(token, other):
        return False
    if is_verbal(token):
        return any(each.i > token.i and each.dep_ not in ("cc", "conj", "punct") for each in token.children)
    return min(sum(1 for _ in _own_words(each)) for each in (token, other)) > 1


def _is_clause(verb: Token, other: Token) -> bool:
    """Whether `other` is joined to a verb and is another clause: "to sell, but | he left", "to withdraw and | said"."""
    if not (is_verbal(verb) and is_verbal(other) and other.dep_ == "conj"):
        return False
    told = is_infinitive(verb) and other.tag_ in ("VBD", "VBZ") and child(other, "aux", "auxpass") is None
    return told or child(other, *SUBJECTS) is not None


def _own_words(noun: Token) -> Iterator[Token]:
    return (each for each in _within(noun) if not (each.dep_ in ("cc", "conj") or each.is_punct))


def is_verbal(token: Token) -> bool:
    """Whether the parse takes `token` for a verb."""
    return token.pos_ in ("VERB", "AUX")


def governor(token: Token) -> Token | None:
    """The verb that `token` depends on, however deep."""
    while not is_verbal(token):
        if token.head == token:
            return None
        token = token.head
    return token


def is_passive(verb: Token) -> bool:
    """Whether what the verb says is done to its subject: "was told", "told by France", also before or after a noun."""
    told = any(each.dep_ in ("auxpass", "nsubjpass") for each in verb.children)
    alone = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "relcl") and child(verb, "aux", *SUBJECTS) is None
    joined = verb.tag_ == "VBN" and verb.dep_ == "conj" and child(verb, "aux", "dobj", *SUBJECTS) is None
    return told or (alone and preposition(verb, "by") is not None) or (joined and is_passive(verb.head))


def subject(token: Token) -> Token | None:
    """Who does what the verb `token` says, looking up the clause where it has no subject of its own.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> doc = next(parse(["Iran was urged by France to stop."]))
    >>> subject(doc[2])
    France
    """
    if is_passive(token):
        return preposition(token, "by")
    # The last one: "No deal: the rebels spurned the call".
    own = next((each for each in reversed([*token.lefts]) if each.dep_ in ("nsubj", "expl")), None)
    own = own or child(token, "nsubj", "expl") or _after(token)
    if own is not None:
        return own if own.dep_ != "expl" else None
    if token.dep_ in ("acl", "relcl") and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return None if token.tag_ == "VBN" else token.head
    if (other := _led(token) or _praised(token)) is not None:
        return other
    if token.dep_ in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep") and token.head != token:
        return subject(_joined_to(token))
    return None


def _joined_to(verb: Token) -> Token:
    """What a verb without subject hangs on, past infinitives that have no tense: "ordered A to pay but | freed B"."""
    above = verb.head
    while verb.dep_ == "conj" and finite(verb).tag_ in TENSED and is_infinitive(above) and is_verbal(above.head):
        above = above.head
    return above


def doer_to(pronoun: Token) -> Token | None:
    """Who does something to him whom a pronoun means, and is another: "Ottawa" in "Ottawa called on it"."""
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    if pronoun.tag_ != "PRP" or pronoun.dep_ not in ("dative", "dobj", "pobj") or not is_verbal(verb):
        return None
    own = child(verb, "nsubj") or _after(verb)
    # "A letter from Chile urging it to act".
    return preposition(verb.head, "from", "by") if own is None and verb.dep_ == "acl" else own


def sayer(pronoun: Token) -> Token | None:
    """Who says what "it" will do or is ready to do: "the army said it would"."""
    clause = pronoun.head
    if pronoun.lower_ != "it" or pronoun.dep_ != "nsubj" or clause.dep_ != "ccomp" or clause.head.lemma_ != "say":
        return None
    saying = child(clause.head, "nsubj")
    told = is_verbal(clause) and (is_meant(clause) or child(clause, "acomp") is not None)
    named = saying is not None and saying.i < pronoun.i and saying.pos_ in ("NOUN", "PROPN")
    return saying if told and named else None


def holder(pronoun: Token) -> Token | None:
    """Who will act until or unless another, whom the pronoun means, does: "the bank will not pay until it leaves"."""
    clause = pronoun.head
    mark = child(clause, "mark") if pronoun.dep_ == "nsubj" and clause.dep_ == "advcl" else None
    if mark is not None and mark.lower_ == "if" and is_verbal(clause.head) and _is_given(clause.head, mark):
        return subject(clause.head)
    if mark is None or mark.lower_ not in HANGING or not is_verbal(clause.head) or clause.lemma_ in RECEIVING:
        return None
    if mark.lower_ == "until" and not (is_negated(clause.head) or child(clause.head, "expl") is not None):
        return None
    main = clause.head
    other = any(each.pos_ == "PROPN" for each in clause.doc[main.i : mark.i])
    if child(main, "expl") is not None and main.dep_ == "ccomp":
        main = main.head  # "said there could be no talks with Chile until it left"
    return subject(main) if other else None


def _is_given(main: Token, mark: Token) -> bool:
    """Whether something is done for another: "promised Ghana a loan if it left", "will pay Chile if it leaves"."""
    other = any(each.pos_ == "PROPN" for each in main.doc[main.i : mark.i])
    return child(main, "dative") is not None or (is_meant(main) and other)


def _after(verb: Token) -> Token | None:
    """The subject that the parser hung on words before it: "after | Ottawa | called", "after striking | men | left"."""
    mark = child(verb, "mark")
    doing = child(mark, "pcomp") if mark is not None else None
    named = child(mark, "pobj") if mark is not None else None
    named = child(doing, "dobj") if named is None and doing is not None else named
    return named if named is not None and named.right_edge.i + 1 == verb.i else None


def _led(verb: Token) -> Token | None:
    """Who is brought to do what the verb says: "it led Brezhnev to invite him"."""
    led = child(verb.head, "dobj") if verb.dep_ in ("xcomp", "ccomp") else None
    return led if led is not None and led.i < verb.i and (led.pos_ == "PROPN" or led.tag_ == "PRP") else None


def _praised(verb: Token) -> Token | None:
    """Who is thanked for what the verb says, or kept from it: "thanked you for coming", "kept Iran from leaving"."""
    if verb.dep_ != "pcomp" or verb.head.lower_ not in ("for", "from"):
        return None
    above = verb.head.head
    if verb.head.lower_ == "from":
        return child(above, "dobj")
    complement = child(above, "acomp")
    return child(above, "dobj") or preposition(above if complement is None else complement, "against", "at", "to")


def phrase(head: Token, *, with_subject: bool = False) -> Span:
    """The words of the thing that `head` names, without what is joined to it, reasons and relative clauses.

    A clause starts at its verb, or at its subject where that is no addressee.
    """
    before = (*BEFORE_VERB, *SUBJECTS) if with_subject else BEFORE_VERB
    kept = [head]
    for each in head.children:
        hidden = is_verbal(head) and each.i < head.i and each.dep_ not in before
        if not (hidden or is_own_thing(head, each) or _is_clause(head, each) or _left_out(each, head)):
            kept.extend(_within(each))
    return _trimmed(kept, head)


def _within(token: Token) -> Iterator[Token]:
    yield token
    for each in token.children:
        if not _left_out(each, token):
            yield from _within(each)


def _left_out(token: Token, head: Token) -> bool:
    """Whether `token` opens a clause that tells more than what the thing is."""
    if token.dep_ in ("punct", "meta"):
        return False
    before = head.doc[token.left_edge.i - 1] if token.left_edge.i else None
    comma = before is not None and before.text in BREAKS and token.i > head.i
    if token.dep_ == "relcl" and (comma or token.left_edge.lower_ in ("that", "which")):
        return True
    if token.dep_ == "appos" and comma and token.left_edge.lower_ in ARTICLES:
        return True
    if token.i > head.i and (told_before(token) or calls_deed(token)):
        return True
    if token.dep_ in CLAUSES and token.left_edge.lower_ in MEANS:
        return True
    if _says_how(token, head):
        return True
    first = token.left_edge
    if first.i > head.i and [each.lower_ for each in head.doc[first.i : first.i + 2]] == ["in", "order"]:
        return True
    if token.dep_ == "ccomp" and token.left_edge.lower_ == "whether":
        return False
    if token.dep_ in CLAUSES or token.dep_ == "prep":
        return token.i > head.i and (comma or (token.left_edge.lower_ in REASONS and token.dep_ in CLAUSES))
    return False


def _says_how(token: Token, head: Token) -> bool:
    """Whether a preposition tells why something is wanted, or in which words it is answered: "by saying"."""
    if token.dep_ != "prep" or token.i < head.i:
        return False
    way = child(token, "pcomp") if token.lower_ == "by" and head.lemma_ not in ANSWERING else None
    if token.lower_ == "over" and head.lemma_ in LEAVING:
        return True
    return token.lower_ in WHEREFORE or (way is not None and way.lemma_ in SAYING)


def calls_deed(noun: Token) -> bool:
    """Whether what the parser takes for an object calls a deed something: "freed them, a key demand of Peru"."""
    told = any(each.dep_ in ("dobj", "xcomp") for each in noun.head.children if each.i < noun.i)
    return noun.dep_ == "dobj" and opens_behind(noun, ARTICLES, BREAKS) and told


def _trimmed(tokens: list[Token], head: Token) -> Span:
    """The span of those `tokens` that share the line of `head`, without punctuation or "and" at its ends."""
    doc, places = head.doc, [each.i for each in tokens]
    first, last = head.i, head.i
    while first > min(places, default=head.i) and "\n" not in doc[first - 1].text:
        first -= 1
    while last < max(places, default=head.i) and "\n" not in doc[last + 1].text:
        last += 1
    words = sorted(
        each.i
        for each in tokens
        if first <= each.i <= last and not (each.is_punct or each.is_space or each.dep_ == "cc")
    ) or [head.i]
    start, end = first_part(doc[words[0]]), doc[_closed(words, doc)]
    return Span(start.idx, end.idx + len(end.text))


def _closed(words: list[int], doc: Doc) -> int:
    """The last of `words` that no parenthesis left open stands before."""
    opened = 0
    for place in range(words[-1], words[0], -1):
        opened += (doc[place].text == "(") - (doc[place].text == ")")
        if opened > 0:
            return next(word for word in reversed(words) if word < place)
    return words[-1]


def first_part(token: Token) -> Token:
    """The first token of a word that hyphens divide: "non" of "non-expansion"."""
    while token.i > 1 and token.nbor(-1).text == "-" and not (token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_):
        token = token.nbor(-2)
    return token
