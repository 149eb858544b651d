"""The facts about one person that the rules read: nothing here is derived."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Final

LARGEST: Final = 100_000
"""The largest quantity of one activity, of whatever it is measured in."""


class Status(IntEnum):
    """Whether a recorded activity may count. Values are the codes in the `status` column of `recert assess`."""

    SUBMITTED = 0
    WITHDRAWN = 1
    REJECTED = 2


@dataclass(frozen=True, slots=True)
class Award:
    """A certification handed out on a day. `expires` overrides the policy's own date, when the issuer set another."""

    certification: str
    on: date
    expires: date | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Exam:
    """One sitting of a certification's exam."""

    certification: str
    on: date
    passed: bool = True
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """How much of an activity its holder gives to a category, in what its type is measured in."""

    category: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Activity:
    """A continuing-education activity, dated by its (last) day. `ref` is unique within a history.

    `quantity` is how much of what its type is measured in, with up to three decimals; 1 where it isn't measured.
    `provider` is who gave it, where the rules ask. `parts` are read of types alone that may serve several categories;
    none where the holder chose nothing. `serves` are the keys of the groups to which it is assigned, read where an
    activity does not serve all of them. `began` is its first day where it took several and somebody said so.
    """

    ref: str
    type: str
    on: date
    name: str = ""
    status: Status = Status.SUBMITTED
    quantity: Decimal = Decimal(1)
    provider: str = ""
    parts: tuple[Part, ...] = ()
    serves: tuple[str, ...] = ()
    began: date | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A renewal already granted. It holds even where the other facts, corrected since, no longer reach it.

    `cycle` is the cycle's number within the group, from 1. `certifications` are those it renewed; with none named, all
    of the group.
    """

    group: str
    cycle: int
    met_on: date
    end: date
    new_expiry: date
    certifications: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What is so of a person from a day to a day, both included; open where `until` is None.

    `units` are those waived, of a kind whose facts say how many.
    """

    kind: str
    since: date
    until: date | None = None
    units: Decimal = Decimal(0)
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """On the day `on` what is held of one certification, or of all of a group, is due no earlier than the day `to`."""

    of: str
    on: date
    to: date
    ref: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """All facts about one person, in any order."""

    awards: tuple[Award, ...] = ()
    exams: tuple[Exam, ...] = ()
    activities: tuple[Activity, ...] = ()
    grants: tuple[Grant, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    extensions: tuple[Extension, ...] = ()
