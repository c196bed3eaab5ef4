"""What the docs say of quality: page, picture and stated figures come from one measurement, the same each time."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from benchmarks.picture import picture
from benchmarks.quality import PAGE, PICTURE, STATED, name, page, restated
from demarches.flows.evaluating import Evaluation
from demarches.transforms.scoring.judgements import Bin, Count, Reliability
from demarches.transforms.scoring.scores import Figure

ROOT = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"
TEXTS = {"news": "two articles of news", "few": "one readout"}
BINS = tuple(Bin(place / 10, 10, place / 10 + 0.05, place / 10) for place in range(10))
FOUND = {"statements.found": Figure(3, 4, 8), "statements.actor": Figure(1, 2, 2)}
KINDS = {"statements by kind": {"direct": Count(4, 3, 3, 3), "mixed": Count(0, 0, 1, 0)}}
NEWS = Evaluation(FOUND, KINDS, {"statements": Reliability(BINS, 0)}, {})
FEW = Evaluation({"statements.found": Figure(1, 1, 1)}, {}, {"statements": Reliability((), 1)}, {})
ENTRY = "{measure: found, score: statements.found, file: news, texts: n, gold: 1, precision: 1.0, recall: 1.0, f1: 1.0}"


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return picture({"few": FEW, "news": NEWS}, TEXTS)


def test_the_picture_is_of_the_file_that_has_most(drawn: bytes) -> None:
    told = ["".join(each.itertext()) for each in ElementTree.fromstring(drawn).iter(f"{SVG}text")]
    legend = "statements: expected calibration error 5.0% of 100; two articles of news"
    assert {"direct (3 of 4)", "statements.found (8)", legend} <= set(told)
    assert not {each for each in told if each.startswith(("mixed", "statements.actor"))}


def test_the_picture_is_the_same_each_time_and_bears_no_date(drawn: bytes) -> None:
    assert picture({"few": FEW, "news": NEWS}, TEXTS) == drawn
    assert re.findall(rb"<dc:date>|20\d\d-\d\d-\d\d", drawn) == []


def test_the_page_shows_what_evaluate_prints() -> None:
    assert "\n## two articles of news\n\n```text\nstatements.found             P  75.0%" in page({"news": NEWS}, TEXTS)


def test_figures_are_set_anew_where_their_file_was_measured() -> None:
    text = f"# A comment.\nfigures:\n- {ENTRY}\n- {ENTRY.replace('statements.found', 'statements.actor')}\n"
    found, actor = yaml.safe_load(restated(text, {"news": NEWS}))["figures"]
    assert [found[rate] for rate in ("gold", "precision", "recall", "f1")] == [8, 0.75, 0.375, 0.5]
    assert [actor[rate] for rate in ("gold", "precision", "recall", "f1")] == [2, None, 0.5, None]
    assert restated(text, {"news": NEWS}).startswith("# A comment.\nfigures:\n")
    assert yaml.safe_load(restated(text, {"few": FEW})) == yaml.safe_load(text)


def test_a_file_is_called_the_same_zipped_or_not() -> None:
    assert name(Path("a/dev.gold.jsonl.gz")) == name(Path("dev.gold.jsonl")) == "dev.gold"


def test_stated_figures_are_those_of_the_page() -> None:
    told = (ROOT / PAGE).read_text(encoding="utf-8")
    for entry in yaml.safe_load((ROOT / STATED).read_text(encoding="utf-8"))["figures"]:
        rate = entry["recall"] if entry["f1"] is None else entry["f1"]
        [section] = re.findall(rf"## {re.escape(entry['texts'])}\n(.*?)(?=\n## |\Z)", told, re.DOTALL)
        assert re.search(rf"^{re.escape(entry['score'])} .*{rate:.1%}.*\b{entry['gold']}\b", section, re.MULTILINE)


def test_the_picture_in_the_docs_is_whole() -> None:
    assert ElementTree.parse(ROOT / PICTURE).getroot().tag == f"{SVG}svg"
