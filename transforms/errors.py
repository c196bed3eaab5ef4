"""What can go wrong, said so that a person can mend it."""

from __future__ import annotations


class DemarchesError(Exception):
    """Base of every error that Demarches raises on purpose."""


class BadInput(DemarchesError):  # noqa: N818 - what it names is the input
    """Input that cannot be read: which file, where in it, what is wrong, and what to do.

    >>> print(BadInput("raw/a.txt", "byte 7", "it holds a zero byte", "deliver it as plain text"))
    raw/a.txt, byte 7: it holds a zero byte; deliver it as plain text
    """

    def __init__(self, path: str, place: str, problem: str, remedy: str) -> None:
        super().__init__(path, place, problem, remedy)
        self.path = path
        self.place = place
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.path}, {self.place}: {self.problem}; {self.remedy}"
