"""Sidecars: what they may say, and what is said of those that say something else."""

from dataclasses import fields as members
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarches.datapackage.vocabularies import codelist
from demarches.transforms.errors import BadInput
from demarches.transforms.texts.sidecars import NOTHING_KNOWN, Sidecar, fields, parse_sidecar

PATH = "a b.txt.yaml"
FULL = """\
# what the editor knows
publisher: "The Herald: Sunday"
published_on: 2022-02-02
language: no
licence: CC-BY-4.0
url: https://example.org/1?a=b
title: Bern Says 'No'
sources:
  - Wire
  - 12
"""


@pytest.mark.parametrize(
    ("text", "sidecar"),
    [
        ("", NOTHING_KNOWN),
        ("# nothing yet\n", NOTHING_KNOWN),
        ("publisher:\nurl: null\n", NOTHING_KNOWN),
        ("published_on: '2022-02-02'", Sidecar(published_on=date(2022, 2, 2))),
        ("sources: []", Sidecar(sources=())),
        ("title: 2022", Sidecar(title="2022")),
        (
            FULL,
            Sidecar(
                "The Herald: Sunday",
                date(2022, 2, 2),
                "no",
                "CC-BY-4.0",
                "https://example.org/1?a=b",
                "Bern Says 'No'",
                ("Wire", "12"),
            ),
        ),
    ],
)
def test_what_a_sidecar_says(text: str, sidecar: Sidecar) -> None:
    assert parse_sidecar(text, PATH) == sidecar


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("publisher: A\ndate: 2022-02-02", "line 2", "'date' is no key; write one of publisher, published_on,"),
        ("title: A\ntitle: B", "line 2", "'title' stands twice"),
        ("published_on: 02.02.2022", "line 1", "published_on is '02.02.2022'; write it like 2022-02-02"),
        ("published_on: 2022-02-30", "line 1", "published_on is '2022-02-30'; write it like 2022-02-02"),
        ("published_on: 2022-W05-3", "line 1", "published_on is '2022-W05-3'"),
        ("licence: CC-BY", "line 1", "licence is 'CC-BY'; write one of CC-BY-2.5, CC-BY-4.0, CC0-1.0,"),
        ("language: English", "line 1", "language is 'English'; write it like en"),
        ("url: example.org", "line 1", "url is 'example.org'; write it like https://"),
        ("publisher: ''", "line 1", "publisher is ''; write one line of text"),
        ("publisher: [A, B]", "line 1", "publisher is no single value"),
        ("sources: Wire", "line 1", "sources is 'Wire'; write it like [Sputnik, Interfax]"),
        ("sources: [{a: b}]", "line 1", "sources is no single value"),
        ("[a]: b", "line 1", "is no key"),
        ("- publisher", "line 1", "it has no keys"),
        ("publisher: A\nurl: 'https://a", "line 2", "it is no YAML"),
        ("publisher: \x07", "the whole file", "it is no YAML"),
        ("[" * 5000, "the whole file", "it is no YAML"),
    ],
)
def test_a_wrong_sidecar_is_refused_by_key_and_line(text: str, place: str, words: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_sidecar(text, PATH)
    assert (caught.value.path, caught.value.place) == (PATH, place)
    assert words in str(caught.value)


def test_the_schema_declares_what_the_sidecar_holds() -> None:
    assert list(fields()) == [member.name for member in members(Sidecar)]
    assert all(field["description"] for field in fields().values())


@pytest.mark.parametrize("code", [row["code"] for row in codelist("licences")])
def test_every_licence_code_is_taken(code: str) -> None:
    assert parse_sidecar(f"licence: {code}", PATH).licence == code


@given(st.one_of(st.text(), st.dictionaries(st.sampled_from(sorted(fields())), st.text()).map(str)))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_sidecar(text, PATH)
    except BadInput as error:
        assert error.path == PATH
