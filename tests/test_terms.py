"""Until when a thing is demanded, what is threatened, and whether it is withdrawn, by sentences like those of the news.

What is wanted stands in square brackets; the sentences are said on Wednesday, 2 February 2022.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarches.datapackage.vocabularies import codelist, vocabulary
from demarches.transforms.parsing.tagger import reader
from demarches.transforms.terms.days import day_after, last_day
from demarches.transforms.terms.terms import with_terms
from demarches.transforms.units import Demand, Span, Term

SAID = date(2022, 2, 2)

DEADLINES = {
    "by a weekday": ("Norway wants Iceland to [reopen the port] by Thursday.", [("by Thursday", "2022-02-03")]),
    "in the words wanted": (
        "Chile called on Peru to [free the fishermen by 30 June].",
        [("by 30 June", "2022-06-30")],
    ),
    "given until": (
        "Ghana gave the company until Monday to [pay the tax].",
        [("until Monday", "2022-02-07")],
    ),
    "given hours": ("Niger gave the envoy 48 hours to [leave the country].", [("48 hours", "2022-02-04")]),
    "has until": ("Oslo has until noon on Friday to [withdraw its bid].", [("until noon on Friday", "2022-02-04")]),
    "within": ("The court told the bank to [publish the list] within ten days.", [("within ten days", "2022-02-12")]),
    "before the end of": (
        "Kenya must [close the camps] before the end of the year, Somalia said.",
        [("before the end of the year", "2022-12-31")],
    ),
    "before a day": ("Spain urged Cuba to [release her] before 1 March.", [("before 1 March", "2022-02-28")]),
    "by a month": ("Egypt asked Sudan to [sign the accord] by June.", [("by June", "2022-06-30")]),
    "by a year": ("The EU asks Serbia to [adopt the law by 2025].", [("by 2025", "2025-12-31")]),
    "no later than": (
        "The union wants the mill to [raise wages] no later than March 1.",
        [("no later than March 1", "2022-03-01")],
    ),
    "named": ("Mali set a Sunday deadline for the troops to [leave].", [("Sunday", "2022-02-06")]),
    "named in the next sentence": (
        "Turkey told Sweden to [extradite the men]. The deadline is 15 March.",
        [("15 March", "2022-03-15")],
    ),
    "before a duty": ("By next month, Poland must [repay the loan].", [("By next month", "2022-03-31")]),
    "from the date of an order": (
        "Within 30 days of the date of this order, the agency shall [submit a plan].",
        [("Within 30 days", "2022-03-04")],
    ),
    "open day": ("Laos asked Thailand to [open the dam] within a few weeks.", [("within a few weeks", None)]),
    "season": ("Laos asked Thailand to [open the dam] by spring.", [("by spring", None)]),
    "from a day that is not told": (
        "The treaty binds Iran to [destroy the stock] within six months of the first visit.",
        [("within six months", None)],
    ),
    "told of the past": (
        "Angola had told the miners to [leave] by Sunday.",
        [("by Sunday", None)],
    ),
    "a year of the past": (
        "In 1958 Moscow demanded that the three powers [leave the city] within six months.",
        [("within six months", None)],
    ),
}

NO_DEADLINE = {
    "day of speaking": "Lavrov said on Monday that NATO must [withdraw its forces].",
    "end of a speech": "France had called on Iran to [free the sailors] by the end of his speech.",
    "by a state": "Greece wants the ban to be [lifted] by Russia.",
    "by a means": "China asked Japan to [send the list] by mail.",
    "by how much": "The union asked the mill to [raise wages by 9 percent].",
    "which session": "Cuba was asked to [sign the text] drafted by Thursday's meeting.",
    "since when": "Peru has asked Chile since 2019 to [open the road].",
    "until when something lasts": "Malta asked Italy to [keep the camps open] until Friday.",
    "background": "By 1843, the settlers wanted Congress to [draw the border].",
    "another demand's": "Spain urged Cuba to [free the poet].\n\nMadrid opens its fair by Friday.",
}

CONSEQUENCES = {
    "or face": ("Kenya told the firm to [pay the fine] or face a ban.", ["face a ban"]),
    "or be": ("The speaker told him to [sit down] or be removed.", ["be removed"]),
    "or it would": (
        "The guild told the paper to [raise wages], or it would go on strike.",
        ["it would go on strike"],
    ),
    "or else": ("Iraq must [free the pilots] or else the talks are over, Kuwait said.", ["the talks are over"]),
    "otherwise": (
        "Portugal must [leave the port]. Otherwise, the fleet will sail.",
        ["the fleet will sail"],
    ),
    "threatening to": (
        "Brazil ordered the app to [name an agent], threatening to suspend it.",
        ["suspend it"],
    ),
    "threatened to, unless": (
        "Ghana threatened to close the mine unless the owners [pay the tax].",
        ["close the mine"],
    ),
    "threatened with": (
        "Prussia demanded that the town [surrender], threatening it with fire.",
        ["fire"],
    ),
    "if not, in the next sentence": (
        "Mali wants France to [hand over the base]. If it does not, the flights will stop.",
        ["the flights will stop"],
    ),
    "if their demands are not met": (
        "The guards want the state to [pay them]. They will walk out if it refuses, their union said.",
        ["They will walk out"],
    ),
    "unless first": (
        "Unless Serbia [withdraws its police], the mayor said, the talks will be called off.",
        ["the talks will be called off"],
    ),
    "unless last": (
        "The pilots said that they would strike on Friday unless the airline [drops the plan].",
        ["they would strike on Friday"],
    ),
    "a series": (
        "Cuba ordered the crew to [leave], threatening to stop its water, food, and fuel.",
        ["stop its water, food, and fuel"],
    ),
    "on pain of": ("The king ordered the monks to [leave] on pain of death.", ["death"]),
    "warning": (
        "“If Iran [attacks our ships], we will answer,” the admiral said.",
        ["we will answer"],
    ),
}

NO_CONSEQUENCE = {
    "choice": "Cuba asked Spain to [send grain or rice].",
    "otherwise good": "Cuba asked Spain to [send grain] in an otherwise friendly letter.",
    "threat by a storm": "Cuba asked Spain to [send grain]. The storm threatened to destroy the harvest.",
    "someone's failing": "Cuba asked Spain to [send grain]. It would not say if the ships had left.",
    "question": "Does Cuba want Spain to [send grain]? Will it buy rice if Spain does not?",
}

WITHDRAWN = {
    "dropped its demand": (
        "Honduras has dropped its demand that Peru [pay rent for the base].",
        "dropped its demand",
    ),
    "withdrew, in the next sentence": (
        "Turkey asked Sweden to [extradite the men]. On Friday it withdrew the request.",
        "withdrew the request",
    ),
    "no longer": ("The EU no longer insists on [a full ban on imports].", "no longer insists on"),
    "backed down from": (
        "The mayor backed down from his call for the chief to [resign].",
        "backed down from his call",
    ),
    "gave up": ("Serbia gave up its insistence on [a new vote].", "gave up its insistence"),
    "retracted": ("The judge retracted an earlier request that he [testify].", "retracted an earlier request"),
    "passive": ("The demand was dropped that Norway [open its ports].", "demand was dropped"),
    "passive after its words": ("Iraq’s demand to [cancel the debt] was later withdrawn.", "was later withdrawn"),
}

NOT_WITHDRAWN = {
    "denied": "Iran will not drop its demand that the US [lift the sanctions].",
    "refused": "Iran refused to withdraw its demand to [lift the sanctions].",
    "a condition": "Talks begin once Iran has dropped its demand to [lift the sanctions].",
    "what is wanted": "Iran asked France to [withdraw its troops]. France withdrew its envoy.",
    "in part": "Iran wants France to [free the crew]. It dropped some of its other demands.",
    "another demand": "Iran wants France to [free the crew]. It dropped its demand for a fine.",
    "urged to": "Iran was urged to drop its demand that France [pay a fine].",
}


def said_of(marked: str, form: str = "ultimatum") -> tuple[str, list[Term]]:
    """A text without the brackets in it, and what it says of the demand between them."""
    text = marked.replace("[", "").replace("]", "")
    demand = Demand((Span(marked.index("["), marked.index("]") - 1),), (), (), form, "do", 1.0, "test")
    return text, list(with_terms(reader().read(text).document(), [demand], [SAID])[0].terms)


def words(marked: str, kind: str) -> list[str]:
    text, found = said_of(marked)
    return [each.span.of(text) for each in found if each.kind == kind]


@pytest.mark.parametrize(("marked", "expected"), DEADLINES.values(), ids=DEADLINES)
def test_a_deadline_has_its_words_and_its_day(marked: str, expected: list[tuple[str, str | None]]) -> None:
    text, found = said_of(marked)
    told = [(each.span.of(text), each.day and each.day.isoformat()) for each in found if each.kind == "deadline"]
    assert told == expected


@pytest.mark.parametrize("marked", NO_DEADLINE.values(), ids=NO_DEADLINE)
def test_other_times_are_no_deadlines(marked: str) -> None:
    assert words(marked, "deadline") == []


@pytest.mark.parametrize(("marked", "expected"), CONSEQUENCES.values(), ids=CONSEQUENCES)
def test_a_consequence_is_the_shortest_words_that_say_it(marked: str, expected: list[str]) -> None:
    assert words(marked, "consequence") == expected


@pytest.mark.parametrize("marked", NO_CONSEQUENCE.values(), ids=NO_CONSEQUENCE)
def test_where_nothing_is_threatened_there_is_none(marked: str) -> None:
    assert words(marked, "consequence") == []


@pytest.mark.parametrize(("marked", "expected"), WITHDRAWN.values(), ids=WITHDRAWN)
def test_a_withdrawal_is_the_words_that_say_so(marked: str, expected: str) -> None:
    assert words(marked, "withdrawal") == [expected]


@pytest.mark.parametrize("marked", NOT_WITHDRAWN.values(), ids=NOT_WITHDRAWN)
def test_what_is_denied_partial_or_only_wished_withdraws_nothing(marked: str) -> None:
    assert words(marked, "withdrawal") == []


def test_what_stands_in_the_words_of_one_demand_is_not_said_of_another() -> None:
    text = "Peru asked Chile to open the road and to free the crew by Friday."
    wanted = [
        Span(text.index(each), text.index(each) + len(each)) for each in ("open the road", "free the crew by Friday")
    ]
    demands = [Demand((span,), (), (), "request", "do", 1.0, "test") for span in wanted]
    found = with_terms(reader().read(text).document(), demands, [SAID, SAID])
    assert [len(each.terms) for each in found] == [0, 1]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Friday", "2022-02-04"),
        ("Wednesday", "2022-02-09"),
        ("next Friday", None),
        ("the weekend", "2022-02-06"),
        ("next week", "2022-02-13"),
        ("the end of the month", "2022-02-28"),
        ("Sept. 6", "2022-09-06"),
        ("1 February", None),
        ("August of 1945", "1945-08-31"),
        ("the end of 2018", "2018-12-31"),
        ("the start of March", "2022-03-01"),
        ("mid-September", None),
        ("midnight on Sunday", "2022-02-06"),
    ],
)
def test_a_range_is_its_last_day(told: str, day: str | None) -> None:
    assert last_day(told, SAID) == (date.fromisoformat(day) if day else None)


def test_without_a_day_of_speaking_only_a_whole_date_is_known() -> None:
    assert (last_day("December 1, 1774", None), last_day("Friday", None)) == (date(1774, 12, 1), None)
    assert day_after("48 hours", None) is None


CUES = [(name, row) for name in ("deadline", "consequence", "withdrawal") for row in vocabulary(f"{name}_cues")]
WANTED = ("Withdraw the troops", "leave", "stay", "surrender", "the order")


@pytest.mark.parametrize(("kind", "row"), CUES, ids=[f"{kind} {row['cue']} {row['frame']}" for kind, row in CUES])
def test_every_cue_works_in_its_example(kind: str, row: dict[str, str]) -> None:
    example = row["example"]
    if kind == "withdrawal" and row["frame"] != "ceases":
        marked = f"Spain wants France to [sign]. {example}"
    else:
        wanted = next((each for each in WANTED if each in example), "withdraw")
        marked = example.replace(wanted, f"[{wanted}]", 1)
    assert bool(words(marked, kind)) == (row["frame"] != "unreal")


PARTS = [
    "[leave]",
    "by",
    "Friday",
    "or",
    "face",
    "war",
    "unless",
    "it",
    "will",
    ".",
    "\n",
    "dropped its demand",
    "1 May",
    "ß",
]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PARTS[1:]), max_size=12), st.lists(st.sampled_from(PARTS[1:]), max_size=12))
def test_any_text_gives_terms_that_slice_back(before: list[str], after: list[str]) -> None:
    text, found = said_of(" ".join([*before, PARTS[0], *after]))
    kinds = {row["code"] for row in codelist("term_kinds")}
    for each in found:
        assert 0 <= each.span.start < each.span.end <= len(text)
        assert each.span.of(text).strip() == each.span.of(text)
        assert each.kind in kinds
