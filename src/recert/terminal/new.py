"""`recert policy new FOLDER`: a program to begin with, small and whole."""

import argparse
import re
import sys
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from string import Template
from typing import Final

from recert.policy.calendar import add_months, day
from recert.policy.calendar import number as number_of
from recert.policy.sentence import number
from recert.terminal.begun import CASES, POLICY, README, RENEWAL, RENEWAL_TO_WRITE


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of a program that begins."""

    folder: Path
    key: str
    name: str
    months: int
    grace_days: int
    units: Decimal
    worth: Decimal
    since: date


def add_options(command: argparse.ArgumentParser) -> None:
    """What may be said; all of it has a default but the folder."""
    command.add_argument("folder", type=Path, metavar="FOLDER", help="where it is written; made where it is not there")
    command.add_argument("--name", help="the program's name (the folder's, in words)")
    command.add_argument("--months", type=Within(1, 240), default=36, metavar="N", help="months of a cycle (36)")
    command.add_argument(
        "--grace-days", type=Within(0, 3650), default=0, metavar="N", help="days in which it can still be renewed (0)"
    )
    command.add_argument(
        "--units", type=_amount, default=Decimal(60), metavar="N", help="units needed in a cycle, as 60 or 2.5 (60)"
    )
    command.add_argument(
        "--worth", type=_amount, metavar="N", help="units that a course is worth (a sixth of those needed)"
    )
    command.add_argument(
        "--from", type=_day, dest="since", metavar="DATE", help="the day from which activities count (January 1)"
    )


@dataclass(frozen=True, slots=True)
class Within:
    """A whole number of the command line, within bounds."""

    low: int
    high: int

    def __call__(self, text: str) -> int:
        """The number that is written."""
        if not re.fullmatch(r"[0-9]{1,9}", text) or not self.low <= int(text) <= self.high:
            raise argparse.ArgumentTypeError(f"{text!r} is none: write a whole number from {self.low} to {self.high}")
        return int(text)


def _amount(text: str) -> Decimal:
    """An amount of units, such as 60 or 2.5."""
    if re.fullmatch(r"0+(\.0+)?", text):
        raise argparse.ArgumentTypeError(
            f"{text!r} are none: write some, and take them out as docs/policy/kinds/without-units.md has it"
        )
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", text) or not 0 < Decimal(text) <= MOST_UNITS:
        raise argparse.ArgumentTypeError(f"{text!r} is none: write an amount above 0, as 60 or 2.5, up to {MOST_UNITS}")
    return Decimal(text)


def _step(*amounts: Decimal) -> Decimal:
    """The largest of 1, 0.1, 0.01 and 0.001 of which these are so many."""
    return next(step for step in STEPS if not any(amount % step for amount in amounts))


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write it as 2026-03-05") from None
    if not 1950 <= found.year < 2100:
        raise argparse.ArgumentTypeError(f"{text!r} is far away: write a date from 1950 to 2099")
    return found


def new(chosen: argparse.Namespace) -> int:
    """Writes the policy, a first file of cases and a README; nothing where one of them is there already."""
    folder: Path = chosen.folder
    word = folder.resolve().name
    wanted = Wanted(
        folder=folder,
        key=re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-") or "program",
        name=_quotable(chosen.name or re.sub(r"[-_]+", " ", word).title()),
        months=chosen.months,
        grace_days=chosen.grace_days,
        units=chosen.units,
        worth=chosen.worth or _sixth(chosen.units),
        since=chosen.since or date.today().replace(month=1, day=1),
    )
    try:
        return _write(folder, texts(wanted))
    except OSError as wrong:
        print(f"{folder}: it can't be written ({wrong.strerror}): choose another folder", file=sys.stderr)
        return 1


def _sixth(units: Decimal) -> Decimal:
    """A sixth of an amount, rounded up to its steps."""
    step = _step(units)
    return (units / 6 / step).to_integral_value(ROUND_CEILING) * step


def _quotable(name: str) -> str:
    """A name that can stand between quotes."""
    return " ".join(re.sub(r'[\x00-\x1f\x7f"\\]', " ", name).split()) or "Program"


def _write(folder: Path, files: dict[str, str]) -> int:
    there = [name for name in files if (folder / name).exists()]
    if there:
        print(f"{folder / there[0]} is there already: choose another folder, or move it away", file=sys.stderr)
        return 1
    (folder / "cases").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    print(f"Wrote {', '.join(files)} in {folder}. Read README.md first; then: recert policy check {folder}")
    return 0


def texts(wanted: Wanted) -> dict[str, str]:
    """The files of a program that begins."""
    needed = int((wanted.units / wanted.worth).to_integral_value(ROUND_CEILING))
    awarded = wanted.since
    courses = [day(number_of(awarded) + 1 + at % 27) for at in range(needed)]
    expires = day(add_months(number_of(awarded), wanted.months))
    said = {
        "key": wanted.key,
        "code": CODE,
        "name": wanted.name,
        "months": str(wanted.months),
        "grace": str(wanted.grace_days),
        "units": _units(wanted.units),
        "worth": _units(wanted.worth),
        "required": number(wanted.units),
        "gives": number(wanted.worth),
        "step": number(_step(wanted.units, wanted.worth)),
        "since": wanted.since.isoformat(),
        "version": wanted.since.isoformat()[:7],
        "met": max(courses).isoformat(),
        "expires": expires.isoformat(),
        "renewed": day(add_months(number_of(expires), wanted.months)).isoformat(),
        "first": courses[0].isoformat(),
        "courses": "".join(f'  "{on} course: Course {at}",\n' for at, on in enumerate(courses, 1)),
        "needed": str(needed),
        "counted": number(needed * wanted.worth),
    }
    renewal = RENEWAL if needed <= MOST_COURSES else RENEWAL_TO_WRITE
    files = {**FILES, "cases/first.toml": CASES + renewal}
    return {name: Template(text).substitute(said) for name, text in files.items()}


def _units(amount: Decimal) -> str:
    return f"{number(amount)} {'unit' if amount == 1 else 'units'}"


STEPS: Final = (Decimal(1), Decimal("0.1"), Decimal("0.01"), Decimal("0.001"))
MOST_UNITS: Final = 100_000
MOST_COURSES: Final = 100
"""Courses that the example of a renewal may take; of one that takes more nobody would read the case."""
CODE: Final = "FIRST"
FILES: Final = {"policy.toml": POLICY, "cases/first.toml": CASES, "README.md": README}
