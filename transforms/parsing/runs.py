"""From the chances of words to be outside, at the beginning of, or inside a span, to the likeliest spans."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

FAINT = 0.05  # chance to be inside below which a word is not looked at
NEVER = -1e9


def runs_of(chances: npt.NDArray[np.float32], least: float) -> list[tuple[int, int]]:
    """Give the likeliest spans as (first, end) numbers of words; `chances` is [word, out/begin/in].

    `least` is the chance at which a lone word is inside rather than out. A span starts with a beginning, so
    a doubtful word amid sure ones splits none.
    """
    faint = 1 - chances[:, 0] < FAINT
    edges = np.flatnonzero(np.diff(np.concatenate([[True], faint, [True]]).astype(np.int8)))
    shift = math.log(least / (1 - least))
    found = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        states = _likeliest(np.log(chances[start:end] + 1e-6) + np.array([shift, 0, 0])) if end > start else []
        found += [(start + a, start + b) for a, b in _spans(states)]
    return found


def _likeliest(scores: npt.NDArray[np.float64]) -> list[int]:
    """Give the likeliest states of words (0 out, 1 begin, 2 in); in does not follow out."""
    out, begin, within = 0.0, NEVER, NEVER
    back: list[tuple[int, int]] = []  # where the best way to out or begin, and to in, came from
    for o, b, i in scores.tolist():
        best = max(out, begin, within)
        came = (0 if out == best else 1 if begin == best else 2, 1 if begin >= within else 2)
        back.append(came)
        out, begin, within = best + o, best + b, max(begin, within) + i
    state = max((out, 0), (begin, 1), (within, 2))[1]
    states = []
    for free, inner in reversed(back):
        states.append(state)
        state = inner if state == 2 else free
    return states[::-1]


def _spans(states: list[int]) -> list[tuple[int, int]]:
    """Give the runs of states that begin with 1."""
    found: list[tuple[int, int]] = []
    for n, state in enumerate(states):
        if state == 1:
            found.append((n, n + 1))
        elif state == 2:
            found[-1] = (found[-1][0], n + 1)
    return found
