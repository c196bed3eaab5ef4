"""How likely something holds, by learnt weights of what speaks for it and against it: logistic regressions."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from typing import Any

CONSTANT = "constant"
Weights = Mapping[str, float]


def chance(features: Any, weights: Weights) -> float:
    """The chance, 0 to 1, that what has `features`, a named tuple of numbers, holds; `weights` are log odds by name.

    >>> from typing import NamedTuple
    >>> class Sign(NamedTuple):
    ...     near: float
    >>> chance(Sign(1.0), {"constant": -2.0, "near": 2.0})
    0.5
    """
    odds = weights[CONSTANT] + sum(weights[name] * value for name, value in features._asdict().items())
    return sigmoid(odds)


def sigmoid(odds: float) -> float:
    """The chance of which `odds` are the log odds."""
    return 1 / (1 + exp(-odds))


def log_odds(share: float) -> float:
    """The log odds of a chance, which 0 and 1 do not send to infinity."""
    share = min(max(share, 1e-4), 1 - 1e-4)
    return log(share / (1 - share))


def log_share(share: float) -> float:
    """The logarithm of a chance, as far as it tells little from nothing.

    >>> log_share(0.0) == log_share(1e-9)
    True
    """
    return log(max(share, 1e-3))
