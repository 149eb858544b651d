"""A mistake in a file, with its place: what is wrong, and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`line` and `column` count from 1. Both sentences stand without a final period."""

    file: str
    line: int
    column: int
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}: {self.fix}"


@dataclass(frozen=True, slots=True)
class Problems:
    """What a reader gives back instead of a value: all problems of a file, in the order of its lines."""

    problems: tuple[Problem, ...]
