"""Read a text with the trained reader: spans with their kinds, and how likely two of them belong together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from spacy.tokens import Doc
from tokenizers import Tokenizer

from demarches.transforms.parsing import grammar
from demarches.transforms.parsing.chances import Weights, log_odds, sigmoid
from demarches.transforms.parsing.grammar import GRAMMAR
from demarches.transforms.parsing.pieces import Page, Pieces, Window, body_size, buckets, cut_to_pieces, page, windows
from demarches.transforms.parsing.runs import runs_of
from demarches.transforms.units import Span

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

KINDS = ("source", "cue", "content", "wanted", "answer")
RELATIONS = ("source", "cue", "join", "demander", "target", "responder", "answers", "same")
UNITS = ("statements", "demands")
CLASSES = {
    "form": ("request", "demand", "proposal", "condition", "ultimatum"),
    "direction": ("do", "stop", "refrain"),
    "stance": ("accept", "partial", "counter", "defer", "reject", "ignore"),
    # Whether an official stands for himself there or for the party that he speaks for.
    "demander": ("self", "party"),
    "target": ("self", "party"),
    "responder": ("self", "party"),
}
SUPPORTED = 0.15  # chance of a word that a rule takes too, below which the reader speaks against it
READER = "reader"  # what the tables call the method by which the reader finds things
POINT = 64
CUT_POSSESSIVE = re.compile(r"(?<=\w['’])s\b")
HEADS = np.cumsum([len(values) for values in GRAMMAR.values()])[:-1]
OUT = 0


@dataclass(frozen=True)
class Limits:
    """The least chances that decide, learnt on texts held out of training."""

    words: tuple[float, ...] = (0.5,) * len(KINDS)  # of a word to be in a span, a kind each
    same: float = 0.5  # to restate an earlier demand
    answers: float = 0.5  # of the likeliest demand's chance, to be answered too
    linked: float = 0.08  # of a demand, to be answered at all
    target: float = 0.3  # of a party, to be asked at all
    beside: float = 0.5  # of a party, to stand beside the likeliest


@dataclass(frozen=True)
class Settings:
    """What training leaves to the reader beside its weights.

    `bias` [relation, bucket] is what distance adds to a pointer; `trust` [unit, 3] turns a span's mean and
    least chance into the chance that the unit holds (constant, mean's weight, least's weight, in log odds);
    `weights` are those of who stands in which role, and as whom, and of how sure rules and reader are together.
    """

    bias: Floats
    trust: Floats
    limits: Limits = Limits()
    weights: Mapping[str, Weights] = field(default_factory=dict)


@dataclass(frozen=True)
class Tag:
    """A stretch of the text of one kind; the mean and the least chance of its words, 0 to 1."""

    kind: str
    span: Span
    mean: float
    weakest: float


@dataclass(frozen=True)
class Scores:
    """Of one span and relation: the chance of each candidate, of no answer, and of the text's issuer.

    They sum to at most 1; the rest fell on words that are no candidate, of which `word` is the likeliest.
    """

    candidates: tuple[float, ...]
    none: float
    issuer: float
    word: Span
    word_chance: float


@dataclass(frozen=True)
class Sheet:
    """A page as it was read: queries and keys [row, relation, point], unpadded."""

    page: Page
    window: Window
    queries: Floats
    keys: Floats


@dataclass(frozen=True)
class Tagged:
    """A text as the reader sees it.

    `chances` are [piece, kind, out/begin/in], `codes` [piece, code], `grammar` [head, piece] the likeliest values.
    """

    text: str
    headline: str
    pieces: Pieces
    top: Pieces  # the headline's
    chances: Floats
    codes: Floats
    grammar: Ints
    sheets: tuple[Sheet, ...]
    settings: Settings

    def tags(self, kind: str) -> list[Tag]:
        """Find the spans of a kind, in the order of the text."""
        number, words = KINDS.index(kind), self.pieces.words
        chances = self.chances[words, number]
        inside = 1 - chances[:, OUT]
        runs = runs_of(chances, self.settings.limits.words[number])
        ends = self.pieces.word_ends
        return [
            Tag(
                kind,
                Span(int(self.pieces.starts[words[a]]), _whole(self.text, int(ends[b - 1]))),
                float(inside[a:b].mean()),
                float(inside[a:b].min()),
            )
            for a, b in runs
        ]

    def document(self) -> Doc:
        """The text's tokens, sentences and names, made anew."""
        words = self.pieces.words
        return grammar.document(self.text, self.pieces.starts[words], self.grammar[:, words])

    def suspected(self, kinds: Sequence[str], least: float) -> Ints:
        """Where the words start whose chance to be in a stretch of one of the kinds is at least `least`."""
        words = self.pieces.words
        chances = 1 - self.chances[words][:, [KINDS.index(kind) for kind in kinds], OUT].min(axis=1)
        places: Ints = self.pieces.starts[words[chances >= least]]
        return places

    def support(self, kind: str, span: Span) -> float:
        """Give the greatest chance of a word of `span` to be in a stretch of the kind, 0 to 1."""
        return float(self._inside(kind, span).max(initial=0.0))

    def inside(self, kind: str, span: Span) -> tuple[float, float]:
        """Give the mean and the least chance of the words of `span` to be in a stretch of the kind."""
        chances = self._inside(kind, span)
        return (float(chances.mean()), float(chances.min())) if len(chances) else (0.0, 0.0)

    def _inside(self, kind: str, span: Span) -> Floats:
        chances: Floats = 1 - self.chances[self.pieces.within(*span), KINDS.index(kind), OUT]
        return chances

    def trust(self, unit: str, tags: Sequence[Tag]) -> float:
        """Give the chance that a unit of `spans` holds: that of its surest."""
        constant, mean, weakest = self.settings.trust[UNITS.index(unit)].tolist()
        return max(sigmoid(constant + mean * log_odds(s.mean) + weakest * log_odds(s.weakest)) for s in tags)

    def scores(self, relation: str, extents: Sequence[Span], candidates: Sequence[Span]) -> list[Scores]:
        """Give for each of the spans at `extents` how likely each candidate stands in the relation to it."""
        found: dict[int, Scores] = {}
        asked = [self._rows_of(extent) for extent in extents]
        for sheet in self.sheets:
            places = [place for place, (decides, _) in enumerate(asked) if decides is sheet]
            if places:
                chances = self._point(sheet, RELATIONS.index(relation), [asked[place][1] for place in places])
                found |= zip(places, self._scores(sheet, chances, candidates), strict=True)
        return [found[place] for place in range(len(asked))]

    def _scores(self, sheet: Sheet, chances: Floats, candidates: Sequence[Span]) -> Iterator[Scores]:
        """Of spans that a page decides on, from the chances [span, row] of its rows."""
        first, last = self._rows_on(sheet, candidates)
        # Only the first piece of a word may be pointed to, so that a stretch of rows has the chance of its words.
        until = np.concatenate([np.zeros((len(chances), 1)), np.cumsum(chances, axis=1, dtype=np.float64)], axis=1)
        sums = until[:, last] - until[:, first]
        covered = np.zeros(until.shape[1])
        np.add.at(covered, first, 1)
        np.add.at(covered, last, -1)
        rest = np.where(np.cumsum(covered)[:-1] > 0, 0, chances)
        rest[:, [0, -1]] = 0
        for each, of_candidates, others in zip(chances, sums, rest, strict=True):
            best = int(others.argmax())
            none, issuer = float(each[-1]), float(each[0])
            word = self._extent_of(sheet, best)
            yield Scores(tuple(of_candidates.tolist()), none, issuer, word, float(others[best]))

    def code(self, head: str, extent: Span) -> tuple[float, ...]:
        """Give the chances of the classes of a head for the span at `extent`."""
        start = sum(len(CLASSES[name]) for name in list(CLASSES)[: list(CLASSES).index(head)])
        rows = self.pieces.within(*extent)
        return tuple(map(float, _softmax(self.codes[rows, start : start + len(CLASSES[head])].mean(axis=0))))

    def _rows_of(self, extent: Span) -> tuple[Sheet, Ints]:
        """Give the page that decides on a span, and the span's rows there."""
        numbers = self.pieces.within(*extent)
        if not len(numbers):
            raise ValueError(f"no word at characters {extent} of a text of {len(self.text)}")
        sheet = next(s for s in self.sheets if s.window.own_first <= numbers[0] < s.window.own_last)
        return sheet, numbers[numbers < sheet.window.last] + sheet.page.offset

    def _rows_on(self, sheet: Sheet, spans: Sequence[Span]) -> tuple[Ints, Ints]:
        """Give the rows of a page from which and up to which each span stands there; the same where it does not."""
        starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
        shift, top = len(self.headline) + 1, sheet.page.offset + sheet.window.first - 2
        above = starts < 0
        first, last = self.pieces.bounds(starts, ends)
        body = [_within(bound, sheet.window.first, sheet.window.last) + sheet.page.offset for bound in (first, last)]
        if not above.any():
            return body[0], body[1]
        line = [_within(bound, 0, max(top, 0)) + 1 for bound in self.top.bounds(starts + shift, ends + shift)]
        return np.where(above, line[0], body[0]), np.where(above, line[1], body[1])

    def _extent_of(self, sheet: Sheet, row: int) -> Span:
        number, shift, pieces = row - sheet.page.offset, 0, self.pieces
        if number < sheet.window.first:
            number, shift, pieces = row - 1, len(self.headline) + 1, self.top
        if not 0 <= number < len(pieces):
            return Span(0, 0)
        word = int(np.searchsorted(pieces.words, number, side="right")) - 1
        return Span(int(pieces.starts[pieces.words[word]]) - shift, int(pieces.word_ends[word]) - shift)

    def _point(self, sheet: Sheet, relation: int, spans: Sequence[Ints]) -> Floats:
        """Give the chances [span, row] of the page's rows to be pointed to by the spans, whose rows are given."""
        queries = np.stack([sheet.queries[rows, relation].mean(axis=0) for rows in spans])
        scores = queries @ sheet.keys[:, relation].T / np.float32(np.sqrt(POINT))
        first, last = (np.array([rows[end] for rows in spans]) for end in (0, -1))
        body = sheet.page.offset + sheet.window.first
        scores = scores + self.settings.bias[relation, buckets(first, last, scores.shape[1], body)]
        return _softmax(np.where(sheet.page.heads, scores, np.float32(-1e4)))


class Reader:
    """The trained reader, ready to read texts."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, settings: Settings) -> None:
        self._session, self._tokenizer, self._settings = session, tokenizer, settings

    @classmethod
    def load(cls, folder: Path, threads: int = 1) -> Reader:
        """Load a model folder; the same folder and text give the same reading."""
        session = exact_session((folder / "reader.onnx").read_bytes(), threads)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        return cls(session, tokenizer, read_settings(folder / "reader.json"))

    def read(self, text: str, headline: str = "") -> Tagged:
        """Read a text; `headline` is what stands above it: "publisher: title", where the text has it not."""
        pieces, top = cut_to_pieces(text, self._tokenizer), cut_to_pieces(headline, self._tokenizer)
        cuts = windows(pieces, body_size(top)) if len(pieces) else []
        tags = np.zeros((len(pieces), len(KINDS), 3), dtype=np.float32)
        codes = np.zeros((len(pieces), sum(map(len, CLASSES.values()))), dtype=np.float32)
        parses = np.zeros((len(GRAMMAR), len(pieces)), dtype=np.int64)
        sheets = []
        for cut in cuts:
            sheet = page(pieces, cut, top)
            output = self._run(sheet)
            own = slice(cut.own_first, cut.own_last)
            rows = slice(cut.own_first + sheet.offset, cut.own_last + sheet.offset)
            tags[own] = _softmax(output[0][rows].reshape(-1, len(KINDS), 3))
            codes[own] = output[1][rows]
            parses[:, own] = [head.argmax(axis=1) for head in np.split(output[4][rows], HEADS, axis=1)]
            points = [part.reshape(len(sheet.ids), len(RELATIONS), POINT) for part in output[2:4]]
            sheets.append(Sheet(sheet, cut, points[0], points[1]))
        return Tagged(text, headline, pieces, top, tags, codes, parses, tuple(sheets), self._settings)

    def _run(self, sheet: Page) -> list[Floats]:
        """Run the encoder over a page; alone, as padding costs more than company saves."""
        outputs = self._session.run(None, {"ids": sheet.ids[None], "shapes": sheet.shapes[None]})
        return [output[0] for output in outputs]


def exact_session(model: bytes, threads: int = 1) -> onnxruntime.InferenceSession:
    """Load an int8 ONNX model so that its products are exact on every processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # Without it, processors that have no VNNI add pairs of products in 16 bits, which cuts large sums silently.
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(model, options, ["CPUExecutionProvider"])


@cache
def reader() -> Reader:
    """The reader that comes with the project, loaded once a process."""
    with as_file(files("demarches.datapackage") / "reader") as folder:
        return Reader.load(folder)


def _whole(text: str, end: int) -> int:
    """Where a word ends that is cut at its apostrophe: "Lavrov's"."""
    return end + (CUT_POSSESSIVE.match(text, end) is not None)


def _within(numbers: Ints, least: int, most: int) -> Ints:
    # numpy's own clip takes longer over few numbers than all the rest.
    within: Ints = np.minimum(np.maximum(numbers, least), most)
    return within


def _softmax(scores: Floats) -> Floats:
    chances = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(chances / chances.sum(axis=-1, keepdims=True), dtype=np.float32)


def read_settings(path: Path) -> Settings:
    """Read what training leaves beside the weights."""
    data = json.loads(path.read_text(encoding="utf-8"))
    learnt = data["limits"]
    words = tuple(map(float, learnt.pop("words").values()))
    bias = np.array([data["bias"][name] for name in RELATIONS], dtype=np.float32)
    trust = np.array([data["trust"][name] for name in UNITS], dtype=np.float32)
    return Settings(bias, trust, Limits(words=words, **learnt), data.get("weights", {}))


def write_settings(settings: Settings, path: Path) -> None:
    """Write them, named."""
    limits = vars(settings.limits) | {
        "words": dict(zip(KINDS, settings.limits.words, strict=True)),
    }
    bias = {name: [round(x, 5) for x in row] for name, row in zip(RELATIONS, settings.bias.tolist(), strict=True)}
    trust = {name: [round(x, 4) for x in row] for name, row in zip(UNITS, settings.trust.tolist(), strict=True)}
    weights = {name: {key: round(x, 4) for key, x in each.items()} for name, each in settings.weights.items()}
    data = {"limits": limits, "trust": trust, "weights": weights, "bias": bias}
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
