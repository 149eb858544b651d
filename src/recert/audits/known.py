"""What is known of one activity when it is checked, and what a check answers. No database in here."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Shown:
    """What one file of evidence says about what was typed: True, False, or None where it can't be told."""

    name: bool | None
    day: bool | None
    title: bool | None
    registration: bool | None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """An event or a course that the program knows: its title and its days."""

    title: str
    begins: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files that look alike, of which a machine can't tell whether a small part differs: people compare them.

    `mine` is the entry's own file, `theirs` one of `activity`; `same` is what a person said of them, None until then.
    """

    mine: str
    theirs: str
    activity: str
    same: bool | None = None

    @property
    def files(self) -> frozenset[str]:
        """Both files, whichever entry they are looked at from."""
        return frozenset({self.mine, self.theirs})


@dataclass(frozen=True, slots=True)
class Known:
    """An activity with what the checks compare it with.

    `same_file` and `same_picture` are other activities, `pairs` are pictures that may be the same; `that_day` is how
    many entries of its day the candidate has; `joined` and `readdressed` are when the candidate's file was made and its
    address last changed; `twins` the numbers of candidates of the same name who were there before. `browsers` has, for
    each browser that the account signed in from lately, the numbers of the other candidates who did; it is empty where
    no browser is known. `listed` says whether the program lists what is offered of this type, `offered` is what of it
    has this name.
    """

    type: str
    on: date
    recorded: date
    joined: date
    proof: str
    readdressed: date | None = None
    twins: tuple[str, ...] = ()
    browsers: tuple[tuple[str, ...], ...] = ()
    that_day: int = 1
    same_file: tuple[UUID, ...] = ()
    same_picture: tuple[UUID, ...] = ()
    pairs: tuple[Pair, ...] = ()
    shown: tuple[Shown, ...] = ()
    listed: bool = False
    offered: tuple[Offered, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check says: True where it found something, None where it could not tell; and what shows it."""

    found: bool | None
    evidence: dict[str, Any] = field(default_factory=dict)
