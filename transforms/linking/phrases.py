"""How alike two phrases are: in meaning, by the vectors that a small encoder gives them, and by their letters."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from demarches.transforms.linking.likeness import letter_runs, likeness
from demarches.transforms.parsing.pieces import CLS, SEP, plain
from demarches.transforms.parsing.tagger import exact_session

Vector = npt.NDArray[np.float32]

LONGEST = 64  # word pieces of a phrase that are read
# How much is kept of what was asked: a vector takes some hundred times as long to make as the letters.
VECTORS, LETTERS = 2**19, 2**16


@lru_cache(maxsize=VECTORS)
def vector(phrase: str) -> Vector:
    """The vector of a phrase, [384], of length 1.

    A phrase is read by itself: beside others, what int8 makes of it would depend on them.
    """
    session, tokenizer = _encoder()
    pieces = tokenizer.encode(plain(phrase), add_special_tokens=False).ids[:LONGEST]
    [[found]] = session.run(None, {"ids": np.array([[CLS, *pieces, SEP]], dtype=np.int64)})
    vector: Vector = found
    return vector


def alike(one: str, other: str) -> float:
    """How alike two phrases are: 1 for the same, about 0 for what has nothing in common.

    The mean of two cosines, of their vectors and of their letters: the one sees the same in other words, the other
    tells apart what is of one matter, and has as many names and numbers in common.

    >>> alike("free the sailors", "release the crew") > 4 * alike("free the sailors", "lower the price of oil")
    True
    """
    return (float(vector(one) @ vector(other)) + likeness(_runs(one), _runs(other))) / 2


@lru_cache(maxsize=LETTERS)
def _runs(phrase: str) -> frozenset[str]:
    return letter_runs(phrase)


@cache
def _encoder() -> tuple[onnxruntime.InferenceSession, Tokenizer]:
    data = files("demarches.datapackage")
    words = Tokenizer.from_str((data / "reader" / "tokenizer.json").read_text(encoding="utf-8"))
    return exact_session((data / "phrases" / "encoder.onnx").read_bytes()), words
