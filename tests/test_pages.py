"""The page of a release: whole in one file, no more of a text than is allowed, and it works in a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from demarches.flows.cards import Occasion
from demarches.flows.pages import page
from demarches.flows.tables import read_tables
from demarches.transforms.tables.passages import CUT, passage
from demarches.transforms.units import Span
from tests.editions import TEXT, affair, complete

OCCASION = Occasion("2022.2.0", "2022-02-02T00:00:00Z", None, 1, 0)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = ("headless", "no-sandbox", "disable-gpu", "disable-background-networking", "disable-component-update")
PROBE = """<script>
const fields = filter.elements, counts = [shown.textContent];
for (const [name, value] of [["stance", "none"], ["stance", ""], ["words", "RUSSIA"], ["words", "zzz"]]) {
  fields[name].value = value; filter.dispatchEvent(new Event("input")); counts.push(shown.textContent);
}
counts.push(document.documentElement.scrollWidth <= innerWidth);
document.title = counts.join("|");
</script></body>"""


@pytest.fixture(scope="module")
def made(releases: Path) -> str:
    return (releases / "latest/index.html").read_text(encoding="utf-8")


def test_it_shows_every_demand_with_its_words_marked(made: str, releases: Path) -> None:
    demands = read_tables(releases / "latest")["demands"]
    assert sorted(re.findall(r'<article id="(\S+)"', made)) == sorted(demands["demand_id"])
    assert all(f"<mark>{escape(words)}</mark>" in made for words in demands["text"])


def test_it_needs_nothing_from_elsewhere(made: str) -> None:
    assert re.findall(r"\bsrc=|<link|@import|url\(|fetch\(", made) == []


def test_it_holds_no_more_of_a_text_than_is_allowed(made: str) -> None:
    quoted = [re.sub("<.*?>", "", found) for found in re.findall("<blockquote>(.*?)</blockquote>", made, re.DOTALL)]
    assert max(map(len, quoted)) <= 300 + 2 * len(CUT)


def test_what_a_text_says_is_no_markup() -> None:
    told = affair().tell("later", "The US asked NATO to <script>alert(1)</script>.", day=20)
    told.demand("<script>alert(1)</script>", "united-states", "nato")
    shown = page(complete(told), {}, OCCASION)
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown


def test_an_answer_stands_with_its_demand() -> None:
    tables = complete(affair())
    shown = page(tables, dict.fromkeys(tables["documents"]["document_id"], TEXT), OCCASION)
    assert "Moscow demanded that NATO <mark>withdraw</mark>." in shown
    assert shown.index("<mark>withdraw") < shown.index('<div class="answer">') < shown.index("&#34;refused&#34;")


def test_it_says_what_a_person_has_looked_at() -> None:
    tables = complete(affair())
    flat = tables["demands_with_answers"].assign(demand_curation="confirmed")
    shown = [
        page({**tables, "demands_with_answers": found}, {}, OCCASION)
        for found in (tables["demands_with_answers"], flat)
    ]
    assert [one.count('<span class="code">Confirmed</span>') for one in shown] == [0, 1]


@given(st.text(max_size=200), st.text(min_size=1, max_size=60), st.text(max_size=200), st.integers(1, 120))
def test_a_passage_is_of_the_text_and_no_longer_than_allowed(before: str, words: str, after: str, most: int) -> None:
    text, span = before + words + after, Span(len(before), len(before + words))
    found = passage(text, span, most)
    told = "".join(found).removeprefix(CUT).removesuffix(CUT.strip()).rstrip()
    assert text[span.start :].startswith(found.words)
    assert len(told) <= most


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_browser_filters_it_and_it_fits_a_phone(made: str, tmp_path: Path) -> None:
    probed = tmp_path / "index.html"
    probed.write_text(made.replace("</body>", PROBE), encoding="utf-8")
    options = [f"--{option}" for option in (*OPTIONS, "window-size=500,900", f"user-data-dir={tmp_path / 'profile'}")]
    command = [str(CHROMIUM), *options, "--dump-dom", probed.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    first, unanswered, every, some, none, fits = re.findall("<title>(.*?)</title>", dom)[0].split("|")
    total = int(first.split()[0])
    counts = [int(shown.split()[0]) for shown in (unanswered, every, some, none)]
    assert 0 < counts[0] < total
    assert (counts[1], counts[2] > 0, counts[3], fits) == (total, True, 0, "true")
