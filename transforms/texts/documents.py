"""Raw files to documents: decoded, split into articles, and joined with what their sidecars say."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

from charset_normalizer import from_bytes

from demarches.transforms.errors import BadInput
from demarches.transforms.ids import content_id
from demarches.transforms.texts.languages import ENGLISH, is_english
from demarches.transforms.texts.sidecars import NOTHING_KNOWN, Sidecar
from demarches.transforms.texts.splitting import Article, has_paragraph, split
from demarches.transforms.units import Document

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# One encoding a script, or as many as cannot be taken for one another; more of them guess worse.
WESTERN = ["cp1252"]
SCRIPTS = [
    *("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]
ASCII = bytes(range(128))
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
WHOLE = "the whole file"
# Some 40,000 words: more is no article, and a parser holds the whole of it in memory.
LONGEST = 250_000
PLAIN = (".txt", ".text", "")


@dataclass(frozen=True)
class RawFile:
    """A file as delivered: its path below the folder of raw text, its bytes, and what its sidecar says."""

    path: str
    data: bytes = field(repr=False)
    sidecar: Sidecar = NOTHING_KNOWN


class Decoded(NamedTuple):
    """The text of a raw file, and the encoding that it was found to be in."""

    text: str
    encoding: str


def documents(raw_files: Iterable[RawFile]) -> list[Document]:
    """Documents of all `raw_files`; of byte-identical articles the first by path and place is the document.

    >>> raws = [RawFile("b.txt", b"Lavrov agreed."), RawFile("a.txt", b"Lavrov agreed.")]
    >>> [document.raw_path for document in documents(raws)]
    ['a.txt']

    Raises:
        BadInput: A file cannot be read; `read` tells of one file at a time.
    """
    return unique(document for raw in raw_files for document in read(raw))


def unique(found: Iterable[Document]) -> list[Document]:
    """Keep the first of documents with the same text, by path and place, whatever the order of `found`."""
    firsts: dict[str, Document] = {}
    for document in sorted(found, key=lambda document: (document.raw_path, document.ordinal)):
        firsts.setdefault(document.document_id, document)
    return list(firsts.values())


def read(raw: RawFile) -> list[Document]:
    """Documents that a raw file holds.

    Raises:
        BadInput: It is no plain text, in no encoding that can be told, or holds no article.
    """
    suffix = PurePosixPath(raw.path).suffix
    if suffix.lower() not in PLAIN:
        raise BadInput(raw.path, "its name", f"files of type {suffix!r} are not read", "deliver plain text as .txt")
    text = decode(raw).text
    if not text.strip():
        raise BadInput(raw.path, WHOLE, "it is empty", "deliver its text, or take it away")
    if not has_paragraph(text):
        problem = "no paragraph in it ends as sentences do: it holds page furniture only"
        raise BadInput(raw.path, WHOLE, problem, "deliver the article itself, or take it away")
    return articles(text, raw.sidecar, raw.path, sha256(raw.data).hexdigest())


def require_readable(document: Document, sidecar: Sidecar) -> None:
    """See that a document is one that can be read; the others of its file are none the worse for it.

    Raises:
        BadInput: It is too long, or not English; a sidecar that says that it is English is believed.
    """
    place = f"article {document.ordinal + 1}, from character {document.char_start}"
    if len(document.text) > LONGEST:
        problem = f"it has {len(document.text):,} characters, more than the {LONGEST:,} that are read as one article"
        raise BadInput(document.raw_path, place, problem, "deliver its parts as files of their own")
    if document.language.split("-")[0] != ENGLISH:
        problem = f"its sidecar says that it is in {document.language!r}, and only English is read"
        raise BadInput(document.raw_path, place, problem, "deliver a translation, or take it away")
    if sidecar.language is None and not is_english(document.text):
        remedy = "deliver a translation, or write 'language: en' in its sidecar if it is English all the same"
        raise BadInput(document.raw_path, place, "it is not in English", remedy)


def articles(text: str, sidecar: Sidecar = NOTHING_KNOWN, raw_path: str = "", raw_sha256: str = "") -> list[Document]:
    r"""Documents in a decoded text; one whose sidecar has a title is one article, and blank text is none.

    >>> [(d.title, d.text, d.char_start) for d in articles("\n\nNATO Rejects Demands\n\nNATO said no.\n")]
    [('NATO Rejects Demands', 'NATO Rejects Demands\n\nNATO said no.', 2)]
    """
    found = split(text, single=sidecar.title is not None)
    return [_document(article, ordinal, text, sidecar, raw_path, raw_sha256) for ordinal, article in enumerate(found)]


def _document(article: Article, ordinal: int, text: str, sidecar: Sidecar, raw_path: str, raw_sha256: str) -> Document:
    words = article.span.of(text)
    return Document(
        document_id=content_id("doc", words),
        text=words,
        title=sidecar.title or article.title,
        published_on=sidecar.published_on or article.published_on,
        publisher=sidecar.publisher or article.publisher,
        sources=sidecar.sources or article.sources,
        url=sidecar.url,
        language=sidecar.language or ENGLISH,
        licence=sidecar.licence,
        raw_path=raw_path,
        raw_sha256=raw_sha256,
        ordinal=ordinal,
        char_start=article.span.start,
        char_end=article.span.end,
    )


def decode(raw: RawFile) -> Decoded:
    """Decode a raw file: by its byte order mark, as UTF-8, or in the encoding that its letters speak for.

    Offsets count from after the mark; no other character is changed.

    >>> decode(RawFile("a.txt", "“Nyet”".encode()))
    Decoded(text='“Nyet”', encoding='utf-8')

    Raises:
        BadInput: It is binary, or in no encoding that can be told.
    """
    mark = next((mark for mark in MARKS if raw.data.startswith(mark)), None)
    encoding = MARKS[mark] if mark else "utf-8"
    try:
        text = raw.data.decode(encoding)
    except UnicodeDecodeError as error:
        if mark:
            raise _undecodable(raw, error) from error
        return _guessed(raw, error)
    if encoding.startswith("utf-8"):
        _refuse_binary(raw, tolerated=len(raw.data) // 100)
    return Decoded(text, encoding)


def _guessed(raw: RawFile, error: UnicodeDecodeError) -> Decoded:
    _refuse_binary(raw, tolerated=0)
    best = from_bytes(raw.data, cp_isolation=_candidates(raw.data)).best()
    if best is None or _is_mixed(raw.data, best.encoding):
        raise _undecodable(raw, error) from error
    try:
        return Decoded(raw.data.decode(best.encoding), best.encoding)
    except UnicodeDecodeError as error:  # of a large file only samples were tried
        raise _undecodable(raw, error) from error


def _candidates(data: bytes) -> list[str]:
    """Text with less than one byte in five beyond ASCII is Western: other scripts have more."""
    return WESTERN if 5 * len(data.translate(None, delete=ASCII)) < len(data) else SCRIPTS


def _is_mixed(data: bytes, encoding: str) -> bool:
    """Whether Western text has letters in UTF-8 too: read in one encoding it would be garbled."""
    return encoding in WESTERN and not data.decode("utf-8", "ignore").isascii()


def _undecodable(raw: RawFile, error: UnicodeDecodeError) -> BadInput:
    problem = f"byte 0x{raw.data[error.start]:02x} is no {error.encoding} and no other encoding can be told"
    return BadInput(raw.path, f"byte {error.start}", problem, "save it as UTF-8")


def _refuse_binary(raw: RawFile, tolerated: int) -> None:
    """Raise BadInput for a zero byte, or more than `tolerated` control characters: text has none or few."""
    first = CONTROLS.search(raw.data)
    if first and (b"\0" in raw.data or len(CONTROLS.findall(raw.data)) > tolerated):
        problem = f"it is binary: byte 0x{first[0][0]:02x} is no text"
        raise BadInput(raw.path, f"byte {first.start()}", problem, "deliver its text in UTF-8")
