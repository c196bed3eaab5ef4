"""What is no demand by the codebook, though it may sound like one: families of sentences like those of the news."""

from __future__ import annotations

import pytest

from demarches.transforms.reading import readings
from demarches.transforms.units import Document

FAMILIES = {
    "demand in the economic sense": [
        "Demand for Russian gas fell by a third in Germany last winter.",
        "Strong demand for electric cars lifted the Chinese carmaker's profits, analysts said.",
        "Ukraine's grain is in great demand in Egypt and Tunisia.",
        "The Saudi energy minister said that supply would meet demand for oil until 2040.",
        "Peru's copper exports grew as global demand recovered.",
    ],
    "requested of oneself or of nobody": [
        "The senator insisted on reading the bill herself.",
        "The Serbian president said that he would ask himself whether he had done enough.",
        "The general insisted on leading the parade himself.",
    ],
    "called so": [
        "Wang Yi called the plan a success.",
        "The German chancellor called the vote a sham and the count a farce.",
        "Israeli media called the visit historic.",
        "The rebels call their capital Freedom City.",
        "The Kremlin spokesman called the report a lie.",
    ],
    "questions": [
        "Reporters asked whether Russia would sign the treaty.",
        "“Will Hungary leave the alliance?” a correspondent asked the minister.",
        "Lawmakers asked the general how many soldiers had died.",
        "The judge asked the witness if he had ever met the ambassador.",
        "When asked about the strike, the French president said that talks went on.",
    ],
    "promises of one's own": [
        "Russia promised to return the prisoners by the end of the month.",
        "Canada will send two field hospitals to Haiti, its foreign minister said.",
        "The Turkish president vowed to rebuild the city within a year.",
        "Washington pledged 40 million dollars for the refugees in Chad.",
        "“We must do more ourselves, and we shall,” the Danish prime minister said of her government.",
    ],
    "wishes and aims without an addressee": [
        "Norway hopes to join the talks next spring.",
        "The Pope prayed for peace in the world.",
        "Georgia wants to become a member of the European Union.",
        "The Indian foreign minister said that he longed for quieter times.",
        "Kenya aims to double its tea exports by 2030.",
    ],
    "predictions": [
        "Prices should fall next year, the Bank of England said.",
        "The storm should reach the Philippines by Friday.",
        "Poland will probably win the vote, observers believe.",
        "The talks between Chad and Sudan are expected to end on Sunday.",
        "Analysts said that the Greek government must surely fall within weeks.",
        "Brokers expect world demand for Chilean copper to rise next year.",
        "The United States and its allies will act decisively should Russia invade Ukraine.",
    ],
    "norms without an addressee": [
        "Passengers must show their passports at the border.",
        "Everyone has the right to a fair trial, the charter says.",
        "No state should stand above the law, the professor wrote.",
        "Under the rules, candidates must be at least 35 years old.",
        "Wars ought to be the last resort, the historian wrote.",
    ],
    "joint commitments": [
        "Both presidents agreed to continue the talks in Geneva.",
        "Japan and Australia pledged to deepen their cooperation on defence.",
        "The ministers of the six countries decided to meet again in March.",
        "The two sides reaffirmed their commitment to a lasting ceasefire.",
        "Ankara and Athens agreed that their navies would keep a hotline open.",
    ],
    "a medium's own request for comment": [
        "The ministry did not immediately respond to a request for comment.",
        "The White House did not return calls seeking comment on Tuesday.",
        "The embassy declined to comment when contacted by the newspaper.",
        "Messages left for the lawyer were not returned.",
    ],
    "orders to one's own staff or troops": [
        "The mayor sent her deputies to the harbour.",
    ],
    "talked over by both": [
        "Both leaders discussed the need to protect civilians.",
        "The presidents of Egypt and Kenya exchanged views on trade and security.",
        "Biden and Macron discussed efforts to end the war in Ukraine.",
        "The ministers spoke about ways to reopen the port.",
        "The two prime ministers reviewed the state of the talks on the border.",
    ],
    "told of nobody who wants it": [
        "Iran closed the port in order to protect the ships.",
        "The treaty entered into force after Latvia ratified it.",
        "Brazil condemned the attack on its embassy.",
        "The court found that the law was constitutional.",
        "The president vetoed a bill with a clause that obliges parties to hold primaries.",
        "Morocco and Spain signed an agreement under which ferries will run daily.",
    ],
    "orders to one's own staff": [
        "The French president ordered his troops to leave the base.",
        "The Indian premier instructed his ministers to prepare a report.",
        "Mexican President Ernesto Zedillo ordered the army to halt its hunt for the rebels.",
    ],
}
SENTENCES = [(family, sentence) for family, sentences in FAMILIES.items() for sentence in sentences]


STILL_TAKEN = [
    "The prosecutor requested a recess until the afternoon.",
    "Portugal's prime minister requested the floor and spoke for ten minutes.",
    "Reuters has asked the company for comment.",
    "The general told his soldiers to hold the bridge.",
    "Putin ordered the defence ministry to put the nuclear forces on alert.",
]


@pytest.mark.parametrize(("family", "sentence"), SENTENCES, ids=[f"{one}: {other[:30]}" for one, other in SENTENCES])
def test_it_is_no_demand(family: str, sentence: str) -> None:
    found = next(readings([Document("", sentence)])).demands
    wanted = [span.of(sentence) for each in found for span in each.mentions]
    assert wanted == [], f"{family}: {sentence}"


@pytest.mark.xfail(strict=True, reason="known limits: what mends one shall move it to its family")
@pytest.mark.parametrize("sentence", STILL_TAKEN)
def test_these_are_no_demands_either(sentence: str) -> None:
    assert next(readings([Document("", sentence)])).demands == ()
