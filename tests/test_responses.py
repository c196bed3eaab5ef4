"""Who answers which demand, and how."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarches.datapackage.vocabularies import codelist, vocabulary
from demarches.transforms.reading import read as tables
from demarches.transforms.reading import readings
from demarches.transforms.units import Demand, Document, Response

ASKED = "Greece asked Turkey to withdraw its ships. "

ANSWERS = {
    "refused to": ("Turkey refused to withdraw them.", "refused to withdraw them", "reject"),
    "rejected": ("Turkey has rejected the request.", "has rejected the request", "reject"),
    "accepted": ("Turkey accepted the request.", "accepted the request", "accept"),
    "not accepted": ("Turkey did not accept the request.", "did not accept the request", "reject"),
    "failed to": ("Turkey failed to satisfy the request.", "failed to satisfy the request", "reject"),
    "agreed to": ("Turkey agreed to withdraw its ships.", "agreed to withdraw its ships", "accept"),
    "agreed to discuss": ("Turkey agreed to discuss the request.", "agreed to discuss the request", "partial"),
    "passive": ("The request was rejected by Turkey.", "The request was rejected by Turkey", "reject"),
    "noun": (
        "Turkey's refusal to withdraw its ships angered Athens.",
        "Turkey's refusal to withdraw its ships",
        "reject",
    ),
    "reply": ("Turkey gave a negative reply.", "gave a negative reply", "reject"),
    "silence": ("Turkey did not respond to the request.", "did not respond to the request", "ignore"),
    "ignored": ("Turkey ignored the request.", "ignored the request", "ignore"),
    "study": ("Turkey is studying the request.", "is studying the request", "defer"),
    "voted to defy": ("Turkey voted to defy the request.", "defy the request", "reject"),
    "scoffed at": ("Turkey scoffed at the request.", "scoffed at the request", "reject"),
    "cold water": (
        "Turkey poured cold water on the request.",
        "poured cold water on the request",
        "reject",
    ),
    "put off": ("Turkey put off a decision on the request.", "put off a decision on the request", "defer"),
    "turned down": ("Turkey turned down the request.", "turned down the request", "reject"),
    "not ready": ("Ankara said it was not ready to withdraw them.", "was not ready to withdraw them", "reject"),
    "unacceptable": ("“The request is unacceptable,” Erdogan said.", "The request is unacceptable", "reject"),
}

NO_ANSWERS = {
    "nobody asked": "The museum accepted a gift.",
    "failure at play": "The team failed to win the match.",
    "agreement with others": "The senator agreed with reporters that it was late.",
    "ready for winter": "Norway is ready to welcome tourists.",
    "what is wanted": "France asked Iran to accept the border.",
}


def read(text: str) -> tuple[tuple[Demand, ...], tuple[Response, ...]]:
    """The demands and responses of a text that is all that there is."""
    found = next(readings([Document("", text)]))
    return found.demands, found.responses


@pytest.mark.parametrize(("answer", "words", "stance"), ANSWERS.values(), ids=ANSWERS)
def test_answers_have_words_a_responder_and_a_stance(answer: str, words: str, stance: str) -> None:
    text = ASKED + answer
    found = [(span.of(text), each.responder.name, each.stance) for each in read(text)[1] for span in each.mentions]
    assert found == [(words, "Turkey", stance)]


@pytest.mark.parametrize(("answer", "words", "stance"), ANSWERS.values(), ids=ANSWERS)
def test_answers_are_linked_to_what_was_asked(answer: str, words: str, stance: str) -> None:
    found = read(ASKED + answer)[1]
    assert [link.demand for each in found for link in each.links] == [0], (words, stance)


@pytest.mark.parametrize("text", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_what_answers_nobody_is_no_answer(text: str) -> None:
    assert read(text)[1] == ()


@pytest.mark.parametrize(
    ("text", "words", "stance"),
    [
        ("Japan persuaded Iran to stop the tests.", "persuaded Iran to stop the tests", "accept"),
        ("Iran was persuaded by Japan to stop the tests.", "persuaded by Japan to stop the tests", "accept"),
        (
            "Japan succeeded in persuading Iran to stop the tests.",
            "succeeded in persuading Iran to stop the tests",
            "accept",
        ),
        (
            "Japan secured from Iran the release of the sailors.",
            "secured from Iran the release of the sailors",
            "accept",
        ),
        ("Japan failed to persuade Iran to stop the tests.", "failed to persuade Iran to stop the tests", "reject"),
        ("Japan could not persuade Iran to stop the tests.", "could not persuade Iran to stop the tests", "reject"),
    ],
)
def test_a_demand_may_tell_its_own_outcome(text: str, words: str, stance: str) -> None:
    found = [(span.of(text), each.responder.name, each.stance) for each in read(text)[1] for span in each.mentions]
    assert found == [(words, "Iran", stance)]


@pytest.mark.parametrize(
    "text", ["Japan tried to persuade Iran to stop the tests.", "Japan will convince Iran to leave."]
)
def test_what_is_not_done_yet_has_no_outcome(text: str) -> None:
    demands, responses = read(text)
    assert len(demands) == 1 and responses == ()


def test_what_is_done_at_the_request_of_another_accepts_it() -> None:
    text = "Syria asked Russia to join the war. Russia joined the war at the request of the Syrian government."
    found = [(span.of(text), each.stance) for each in read(text)[1] for span in each.mentions]
    assert found == [("joined the war at the request of the Syrian government", "accept")]


@pytest.mark.parametrize(
    ("text", "words", "stance"),
    [
        (
            "Chile dismissed calls by Peru to free the sailors.",
            "dismissed calls by Peru to free the sailors",
            "reject",
        ),
        ("Chile gave in to demands from Peru for a truce.", "gave in to demands from Peru for a truce", "accept"),
        (
            "Chile turned down an offer by Peru to share the river.",
            "turned down an offer by Peru to share the river",
            "reject",
        ),
        (
            "Chile has yet to reply to a proposal by Peru to reopen the border.",
            "has yet to reply to a proposal by Peru to reopen the border",
            "ignore",
        ),
        (
            "Chile left the talks despite calls from Peru to stay.",
            "left the talks despite calls from Peru to stay",
            "reject",
        ),
        ("Chile freed the sailors, as Peru had asked.", "freed the sailors", "accept"),
        ("Chile is to free the sailors, as Peru has long demanded.", "free the sailors", "accept"),
        (
            "Chile freed the sailors after repeated appeals from Peru.",
            "freed the sailors",
            "accept",
        ),
        ("Chile left unanswered a petition from Peru for an inquiry.", "unanswered", "ignore"),
        (
            "Chile will study a proposal by Peru to reopen the border.",
            "will study a proposal by Peru to reopen the border",
            "defer",
        ),
        (
            "Chile agreed to a request by Peru to open the site, but only if the inspectors left.",
            "agreed to a request by Peru to open the site",
            "partial",
        ),
        (
            "Chile accepted most of Peru's demands for a new border.",
            "accepted most of Peru's demands for a new border",
            "partial",
        ),
        (
            "Chile rejected a truce put forward by Peru.",
            "rejected a truce put forward by Peru",
            "reject",
        ),
        (
            "Chile gave a qualified yes to the proposal of Peru to reopen the border.",
            "gave a qualified yes to the proposal of Peru to reopen the border",
            "partial",
        ),
        (
            "Chile threw cold water on a proposal by Peru to reopen the border.",
            "threw cold water on a proposal by Peru to reopen the border",
            "reject",
        ),
        (
            "Chile said no to a request by Peru for a truce.",
            "said no to a request by Peru for a truce",
            "reject",
        ),
        ("Chile freed the sailors on Monday, a key demand of Peru.", "freed the sailors on Monday", "accept"),
        (
            "Chile will not free the sailors, its premier told reporters, despite a demand by Peru.",
            "will not free the sailors",
            "reject",
        ),
        ("Chile will free the sailors after appeals from Peru.", "free the sailors", "accept"),
        ("Peru urged Chile to close the bay, something Chile has ruled out.", "has ruled out", "reject"),
        (
            "Peru set a deadline for Chile to leave the bay. Chile let the deadline pass.",
            "let the deadline pass",
            "ignore",
        ),
        (
            "Peru demanded that Chile apologize; Chile expressed regret but stopped short of an apology.",
            "stopped short of an apology",
            "reject",
        ),
        (
            "Chile refused to free the sailors despite a plea by Peru.",
            "refused to free the sailors despite a plea by Peru",
            "reject",
        ),
        ("Chile freed the sailors after Peru had asked it to let them go.", "freed the sailors", "accept"),
        (
            "Peru asked Chile to leave the bay. Chile has no intention of leaving the bay.",
            "has no intention of leaving the bay",
            "reject",
        ),
        (
            "Chile said it would need until Monday to study a request by Peru for a vote.",
            "would need until Monday to study a request by Peru for a vote",
            "defer",
        ),
        (
            "Chile has met with silence a plea by Peru to free the sailors.",
            "has met with silence a plea by Peru to free the sailors",
            "ignore",
        ),
        (
            "Chile passed the bill in the teeth of appeals from Peru to drop it.",
            "passed the bill in the teeth of appeals from Peru to drop it",
            "reject",
        ),
        (
            "Chile put off for a week its answer to a request by Peru for a vote.",
            "put off for a week its answer to a request by Peru for a vote",
            "defer",
        ),
        ("Peru has proposed a cut of 5 percent, a figure Chile dismissed.", "dismissed", "reject"),
        (
            "Peru gave Chile until Friday to open the sites, but Chile answered by leaving the treaty.",
            "answered by leaving the treaty",
            "reject",
        ),
        ("Chile met none of Peru's demands for a new border.", "met none of Peru's demands for a new border", "reject"),
        (
            "Peru said it would pay only after Chile had freed the men, a condition Chile called absurd.",
            "called absurd",
            "reject",
        ),
        (
            "Chile has left the bay under a plan put forward by Peru.",
            "left the bay under a plan put forward by Peru",
            "accept",
        ),
        ("Chilean warships left the bay after Peru had asked Chile to go.", "left the bay", "accept"),
        (
            "Peru asked Chile for an inquiry, and the government of Gabriel Boric turned the request down.",
            "turned the request down",
            "reject",
        ),
        ("Peru asked Chile for help, but prosecutors in Santiago declined.", "declined", "reject"),
        ("Peru proposed a truce to Chile; it has had no reply.", "has had no reply", "ignore"),
        (
            "Peru asked Chile for an inquiry, which Chile flatly ruled out.",
            "Chile flatly ruled out",
            "reject",
        ),
    ],
)
def test_one_sentence_may_tell_a_demand_and_what_became_of_it(text: str, words: str, stance: str) -> None:
    demands, found = read(text)
    assert [(span.of(text), each.responder.name, each.stance) for each in found for span in each.mentions] == [
        (words, "Chile", stance)
    ]
    assert [demands[link.demand].demanders[0].name for each in found for link in each.links] == ["Peru"]


def test_who_retaliates_refuses() -> None:
    [answer] = read("Saudi Arabia expelled the envoy after Canada called on it to free the women.")[1]
    assert (answer.responder.name, answer.stance) == ("Saudi Arabia", "reject")


def test_his_office_answers_for_him() -> None:
    text = "French unions urged Emmanuel Macron to withdraw the bill. His office rejected the request."
    [answer] = read(text)[1]
    assert (answer.responder.name, answer.mentions[0].of(text)) == ("Emmanuel Macron", "rejected the request")


def test_who_does_a_thing_rather_than_yield_refuses() -> None:
    answers = read("Chile left the pact rather than bow to a demand by Peru for an inquiry.")[1]
    assert {(each.responder.name, each.stance) for each in answers} == {("Chile", "reject")}


def test_what_is_announced_in_yielding_was_demanded() -> None:
    text = "Chile gave in to the miners and announced that their leader would be freed."
    [demand], [answer] = read(text)
    assert [actor.name for actor in demand.demanders] == ["miners"]
    assert (answer.mentions[0].of(text), answer.responder.name, answer.stance) == ("be freed", "Chile", "accept")


def test_what_shall_be_done_until_a_day_has_not_been_done() -> None:
    text = "The Egyptian army gave Mohamed Morsi 48 hours to meet the demands of the people."
    [demand], answers = read(text)
    assert (demand.demanders[0].name, demand.targets[0].name, answers) == (
        "Egyptian Armed Forces",
        "Mohamed Morsi",
        (),
    )


def test_who_denies_a_request_beside_an_order_to_another_is_the_subject_of_both() -> None:
    text = "The court in Lima ordered Chile to open the bay but turned down Peru's request that it pay a fine."
    answers = read(text)[1]
    assert "Chile" not in [each.responder.name for each in answers]


def test_who_bows_to_their_demand_has_not_made_it() -> None:
    text = "Miners ended a strike after the Nigerian Coal Corporation gave in to their demand to halt the sale."
    [demand], [answer] = read(text)
    assert [each.name for each in demand.demanders] == ["miners"]
    assert answer.responder.name == "Nigerian Coal Corporation"


def test_a_deed_and_the_words_that_say_how_it_is_meant_are_one_answer() -> None:
    text = "Chile freed the sailors, bowing to an ultimatum from Peru to let them go."
    [answer] = read(text)[1]
    assert [span.of(text) for span in answer.mentions] == [
        "freed the sailors",
        "bowing to an ultimatum from Peru to let them go",
    ]
    assert (answer.responder.name, answer.stance) == ("Chile", "accept")


def test_a_deed_that_two_rules_see_is_told_once() -> None:
    text = "Iran let inspectors into the Parchin site, meeting a request the United Nations first made in 2012."
    frames = tables([Document("", text)])
    assert list(frames["responses"]["stance"]) == ["accept"]


@pytest.mark.parametrize(
    ("text", "words", "stance"),
    [
        (
            "Chile pulled its troops out to meet the demand of Peru.",
            "pulled its troops out to meet the demand of Peru",
            "accept",
        ),
        (
            "Chile vowed to stay despite a request by Peru to leave.",
            "stay despite a request by Peru to leave",
            "reject",
        ),
        ("Chile has once more refused to leave the island.", "has once more refused to leave the island", "reject"),
    ],
)
def test_what_is_meant_or_done_for_a_demand_answers_it(text: str, words: str, stance: str) -> None:
    found = [(span.of(text), each.responder.name, each.stance) for each in read(text)[1] for span in each.mentions]
    assert found == [(words, "Chile", stance)]


def test_what_is_ruled_out_is_refused() -> None:
    text = "Turkey ruled out withdrawing its troops."
    assert [(each.mentions[0].of(text), each.stance) for each in read(text)[1]] == [
        ("ruled out withdrawing its troops", "reject")
    ]


def test_who_leaves_office_does_what_was_asked_of_him() -> None:
    text = "Peru told Robert Mugabe to step down. He refused. He resigned a week later."
    told = [(span.of(text), each.responder.name, each.stance) for each in read(text)[1] for span in each.mentions]
    assert told == [("refused", "Robert Mugabe", "reject"), ("resigned a week later", "Robert Mugabe", "accept")]


def test_a_deadline_that_passes_is_no_answer_but_silence() -> None:
    text = "Peru gave Chile until Friday to leave the bay. The deadline passed without a word."
    told = [(span.of(text), each.responder.name, each.stance) for each in read(text)[1] for span in each.mentions]
    assert told == [("The deadline passed without a word", "Chile", "ignore")]


def test_it_is_who_says_what_it_will_do() -> None:
    text = "The United States called on Sudan's army to extend a truce. The army said it was ready to do so."
    assert [(each.responder.name, each.stance) for each in read(text)[1]] == [("Sudanese Armed Forces", "accept")]


def test_a_list_of_demands_is_answered_whole() -> None:
    text = "Qatar rejected a list of demands by Egypt, among them the closure of a channel and the removal of troops."
    demands, [answer] = read(text)
    assert [link.demand for link in answer.links] == [*range(len(demands))] == [0, 1]


def test_what_is_done_under_pressure_was_demanded() -> None:
    text = "Israel eased its blockade of the Gaza Strip under pressure from the European Union."
    [demand], [answer] = read(text)
    assert ([each.name for each in demand.demanders], answer.responder.name) == (["European Union"], "Israel")


def test_the_company_is_the_one_that_was_asked() -> None:
    text = "Brazil's Supreme Court ordered Petrobras to hand over its files, and the company complied."
    assert [(each.responder.name, each.stance) for each in read(text)[1]] == [("Petrobras", "accept")]


@pytest.mark.parametrize(
    "text",
    [
        "Workers marched to back their demand for higher pay.",
        "Accepting the plan would mean agreeing to the British demand for cruisers.",
    ],
)
def test_backing_ones_own_demand_or_only_thinking_of_it_answers_nothing(text: str) -> None:
    assert read(text)[1] == ()


def test_who_is_unwilling_to_accede_refuses() -> None:
    found = read("France asked Iran to free the sailors. Iran proved unwilling to accede to the request.")[1]
    assert [(each.responder.name, each.stance) for each in found] == [("Iran", "reject")]


def test_an_answer_ends_where_another_clause_begins() -> None:
    text = "France asked Iran to free the sailors. Iran refused to free the sailors, but it sent them letters."
    assert [span.of(text) for each in read(text)[1] for span in each.mentions] == ["refused to free the sailors"]


def test_who_is_thanked_for_it_has_done_it() -> None:
    found = read("Putin invited Macron to visit Moscow. Putin thanked Macron for accepting the invitation.")[1]
    assert [(each.responder.name, each.stance) for each in found] == [("France", "accept")]


def test_one_phrase_may_give_two_parties_answers() -> None:
    found = read("The US and NATO have rejected Russia’s demand to withdraw troops.")[1]
    assert sorted(each.responder.name for each in found) == ["NATO", "United States"]
    assert len({each.mentions for each in found}) == 1


@pytest.mark.parametrize(
    "answer",
    ["Neither Turkey nor Cyprus accepted the request.", "Cyprus did not object, nor did Turkey accept the request."],
)
def test_what_nobody_accepts_is_rejected(answer: str) -> None:
    assert ("Turkey", "reject") in [(each.responder.name, each.stance) for each in read(ASKED + answer)[1]]


def test_an_answer_is_linked_to_the_demand_of_the_one_who_answers() -> None:
    text = "Greece asked Turkey to withdraw its ships. Spain asked Chile to free a pilot. Turkey rejected the request."
    assert [link.demand for each in read(text)[1] for link in each.links] == [0]


def test_an_answer_to_several_demands_is_linked_to_each() -> None:
    text = "Greece asked Turkey to withdraw its ships and to pay a fine. Turkey rejected the demands."
    assert [link.demand for each in read(text)[1] for link in each.links] == [0, 1]


def test_an_answer_to_demands_answers_all_that_one_sentence_lists() -> None:
    text = "Greece asked Turkey to withdraw its ships, to pay a fine and to free a pilot. Turkey rejected the demands."
    assert [link.demand for each in read(text)[1] for link in each.links] == [0, 1, 2]


def test_a_deed_is_linked_to_the_demand_that_it_meets() -> None:
    text = "Greece asked Turkey to withdraw its ships. Spain asked Chile to free a pilot. Turkey withdrew its ships."
    assert [link.demand for each in read(text)[1] for link in each.links] == [0]


def test_an_answer_to_several_proposals_is_linked_to_those_told_later() -> None:
    text = "Turkey ignored Greece's demands. Greece had demanded that Turkey withdraw its ships."
    assert [link.demand for each in read(text)[1] for link in each.links] == [0]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["Iran", "must", "leave", "refused", "to", "no", "\n", "request", ".", "was", "it", "ß"]))
)
def test_any_text_gives_links_in_range(words: list[str]) -> None:
    text = " ".join(words)
    wanted, found = read(text)
    for each in found:
        assert all(0 <= span.start < span.end <= len(text) for span in each.mentions)
        assert all(0 <= link.demand < len(wanted) and 0 < link.confidence <= 1 for link in each.links)


def test_stance_cues_are_sorted_and_unique_with_known_stances() -> None:
    rows = vocabulary("stance_cues")
    keys = [(row["lemma"], row["pos"], row["frame"]) for row in rows]
    stances = {row["code"] for row in codelist("stances")} | {""}
    assert keys == sorted(set(keys))
    assert all({row["stance"], row["negated"]} <= stances for row in rows)


@pytest.mark.parametrize(
    "silence",
    ["declined to comment", "did not respond to a request for comment", "did not immediately return calls for comment"],
)
def test_who_says_nothing_to_a_medium_answers_no_demand(silence: str) -> None:
    text = f"Greece demanded that Turkey withdraw its ships from the strait. Turkey {silence}."
    assert read(text)[1] == ()
    assert read(text.replace(silence, "rejected the demand"))[1] != ()


def test_whose_goods_a_refusal_is_about_has_not_asked_for_it() -> None:
    demands, [refusal] = read("Dockers in Durban refused on Thursday to unload a Chinese freighter carrying bullets.")
    assert (demands, refusal.responder.name, refusal.stance, refusal.links) == ((), "dockers", "reject", ())


def test_what_somebody_would_not_do_despite_pleas_was_demanded_and_refused() -> None:
    text = "Leonid Kuchma said he would not sack the minister, despite calls from protesters in Kiev."
    [demand], [refusal] = read(text)
    assert [span.of(text) for span in demand.mentions] == ["sack the minister"]
    assert [actor.name for actor in demand.demanders] == ["protesters"]
    assert [span.of(text) for span in refusal.mentions] == ["would not sack the minister"]
    assert [(link.demand, refusal.stance) for link in refusal.links] == [(0, "reject")]


def test_who_needs_time_to_study_it_defers() -> None:
    text = "Chile proposed to Peru that the gulf be split into two sectors, an idea Lima said it needed time to study."
    _, [answer] = read(text)
    assert (answer.mentions[0].of(text), answer.responder.name, answer.stance) == (
        "needed time to study",
        "Peru",
        "defer",
    )


@pytest.mark.parametrize(
    ("text", "wanted", "said", "who"),
    [
        (
            "Kazakhstan proposed to Russia and Iran that the seabed be split, an idea Tehran opposed.",
            "the seabed be split",
            "opposed",
            "Iran",
        ),
        (
            "Rebels in Lima will kill the hostages unless President Alberto Fujimori of Peru frees their comrades, "
            "a demand he dismissed as blackmail.",
            "frees their comrades",
            "dismissed as blackmail",
            "Alberto Fujimori",
        ),
    ],
)
def test_what_is_called_by_another_name_behind_it_is_answered_there(
    text: str, wanted: str, said: str, who: str
) -> None:
    [demand], [answer] = read(text)
    assert demand.mentions[0].of(text) == wanted
    assert (answer.mentions[0].of(text), answer.responder.name, answer.stance) == (said, who, "reject")
    assert [link.demand for link in answer.links] == [0]
