"""Raw files to documents: what is taken, what is refused and with which words."""

import codecs
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarches.transforms.errors import BadInput
from demarches.transforms.ids import content_id
from demarches.transforms.texts.documents import RawFile, articles, decode, documents, read, unique
from demarches.transforms.texts.sidecars import Sidecar, parse_sidecar

RAW = Path(__file__).parent.parent / "raw"
NAME = "ru-main_2022-02-02_security-guarantees.txt"
ARTICLE = b"Bern Rejects the Call\n\nBern said no.\n"
QUOTE = "“We shall not go,” he said – in a café. "
RUSSIAN = "Россия потребовала гарантий. Ответа пока нет. "


@pytest.fixture(scope="module")
def first_file() -> RawFile:
    sidecar = parse_sidecar((RAW / f"{NAME}.yaml").read_text(encoding="utf-8"), NAME)
    return RawFile(NAME, (RAW / NAME).read_bytes(), sidecar)


def test_the_first_file_holds_three_articles(first_file: RawFile) -> None:
    assert [(document.ordinal, document.title) for document in read(first_file)] == [
        (0, "West Failed to Satisfy Russia’s Key Demands on Security Guarantees"),
        (1, "Text is Revealed: US’ Response to Russia’s Security Guarantees"),
        (2, "Russia’s State Duma Called West’s Response ‘Impudent’"),
    ]


def test_its_credits_hold_for_each_article(first_file: RawFile) -> None:
    for document in read(first_file):
        assert (document.publisher, document.published_on) == ("Ru-Main", date(2022, 2, 2))
        assert document.sources == ("Sputnik", "Interfax")
        assert (document.language, document.licence) == ("en", "unknown")


def test_its_articles_slice_back_and_hold_all_but_credits_and_furniture(first_file: RawFile) -> None:
    text, found = decode(first_file).text, read(first_file)
    assert all(text[d.char_start : d.char_end] == d.text for d in found)
    assert all(d.text.startswith(str(d.title)) and d.document_id == content_id("doc", d.text) for d in found)
    assert "\n\n".join(d.text for d in found) == text.split("\n\nRu-Main,")[0]


def test_a_sidecar_wins_over_the_text() -> None:
    known = Sidecar("The Mail", date(2022, 3, 1), "fr", "CC0-1.0", "https://a.org", "No", ("Wire",))
    (document,) = articles("Bern Rejects the Call\n\nBern said no.\n\nThe Herald, 2 May 2022\nSource: X", known)
    assert (document.publisher, document.published_on, document.title) == ("The Mail", date(2022, 3, 1), "No")
    assert (document.sources, document.url) == (("Wire",), "https://a.org")
    assert (document.language, document.licence) == ("fr", "CC0-1.0")


def test_the_same_article_is_one_document_whatever_the_order() -> None:
    raws = [RawFile("b.txt", ARTICLE), RawFile("a.txt", ARTICLE), RawFile("c.txt", b"\n\n" + ARTICLE)]
    assert [document.raw_path for document in documents(raws)] == ["a.txt"]
    assert documents(raws) == documents(reversed(raws)) == unique(documents(raws))


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (QUOTE.encode(), QUOTE, "utf-8"),
        (codecs.BOM_UTF8 + QUOTE.encode(), QUOTE, "utf-8-sig"),
        (QUOTE.encode("utf-16"), QUOTE, "utf-16"),
        (QUOTE.encode("utf-32"), QUOTE, "utf-32"),
        (QUOTE.encode("cp1252"), QUOTE, "cp1252"),
        (b"He said no. " * 500 + "It’s over.".encode("cp1252"), "He said no. " * 500 + "It’s over.", "cp1252"),
        (RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251"),
        (b"One stray \x07 bell. " + b"He said no. " * 10, "One stray \x07 bell. " + "He said no. " * 10, "utf-8"),
        (b"One.\r\nTwo.\rThree.\x0c", "One.\r\nTwo.\rThree.\x0c", "utf-8"),
    ],
)
def test_text_is_decoded_as_it_is(data: bytes, text: str, encoding: str) -> None:
    assert decode(RawFile("a.txt", data)) == (text, encoding)


@pytest.mark.parametrize(
    ("path", "data", "message"),
    [
        ("é a.txt", b"", "é a.txt, the whole file: it is empty"),
        ("a.txt", b" \r\n\t", "a.txt, the whole file: it is empty"),
        ("a.txt", b"Share\n\nLeave a Reply", "a.txt, the whole file: no paragraph in it ends as sentences do"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "a.txt, byte 6: it is binary: byte 0x1a is no text"),
        ("a.txt", b"PK\x03\x04" + ARTICLE, "a.txt, byte 2: it is binary: byte 0x03 is no text"),
        ("a.txt", ARTICLE + "“".encode() + b"\xff", "a.txt, byte 40: byte 0xff is no utf-8"),
        ("a.txt", codecs.BOM_UTF16_LE + b"\x41", "a.txt, byte 2: byte 0x41 is no utf-16"),
        ("a.pdf", ARTICLE, "a.pdf, its name: files of type '.pdf' are not read"),
    ],
)
def test_bad_input_is_refused_by_name_and_place(path: str, data: bytes, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(RawFile(path, data))
    assert str(caught.value).startswith(message)
    assert caught.value.remedy


@pytest.mark.parametrize("data", [b"word " * 300_000, "北约说不。".encode(), "Он ушёл.".encode(), b"NATO says no"])
def test_a_long_line_another_language_and_a_headline_alone_are_taken(data: bytes) -> None:
    assert [document.text for document in read(RawFile("a.txt", data))] == [data.decode().strip()]


@given(st.text())
def test_any_text_gives_documents_that_slice_back(text: str) -> None:
    found = articles(text)
    assert all(text[document.char_start : document.char_end] == document.text for document in found)
    assert [document.ordinal for document in found] == list(range(len(found)))


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    raw = RawFile("a.txt", data)
    try:
        found = read(raw)
    except BadInput as error:
        assert error.path == "a.txt"
    else:
        text = decode(raw).text
        assert found
        assert all(text[document.char_start : document.char_end] == document.text for document in found)
