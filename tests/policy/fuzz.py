"""Texts that nobody would write: any bytes, TOML of any shape, bundled files with something put otherwise."""

import json
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.policy.strategies import PROGRAMS

FOLDERS = sorted(folder for folder in PROGRAMS.iterdir() if folder.is_dir())


def loaded(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


POLICIES = [loaded((folder / "policy.toml").read_text()) for folder in FOLDERS]
CASES = [(folder, loaded(file.read_text())) for folder in FOLDERS for file in sorted((folder / "cases").glob("*.toml"))]


def toml(value: Any) -> str:
    """A value as TOML, all on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, bool | str):
        return json.dumps(value)
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def document(data: dict[str, Any]) -> str:
    """A document with these keys, each on a line."""
    return "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in data.items())


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place below the top."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in items:
        yield (*path, key)
        yield from places(each, (*path, key))


WORDS = ["", " ", "carried", "cycle", "same day", "UTC", "x", "2024-02-01", "aca", "course", "cissp", "group-a", "../x"]
KEYS = ["from", "units", "x", "cycle", "source", "", "*", "state", "per", "aca"]
scalars = st.one_of(
    st.booleans(),
    st.integers(-10, 5000),
    st.integers(-(10**40), 10**40),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-5, max_value=5000),
    st.sampled_from([Decimal("1e-30"), Decimal("1e30"), Decimal("1e-400"), Decimal("nan"), Decimal("inf"), 0]),
    st.sampled_from(WORDS),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)),
    st.times(),
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=6,
)


def _change(draw: st.DrawFn, data: dict[str, Any]) -> None:
    """Takes one place out, or puts something else there, under its name or another."""
    if not data:
        return
    *way, last = draw(st.sampled_from(list(places(data))))
    holder: Any = data
    for part in way:
        holder = holder[part]
    what = draw(st.sampled_from(["out", "other", "other", "misspelled", "more", "swapped"]))
    if what == "out":
        holder.pop(last)
    elif what == "misspelled" and isinstance(holder, dict):
        holder[f"{last}x"] = holder.pop(last)
    elif what == "more" and isinstance(holder, dict):
        holder["unheard-of"] = draw(anything)
    elif what == "swapped":
        *others, other = draw(st.sampled_from(list(places(data))))
        there: Any = data
        for part in others:
            there = there[part]
        holder[last] = deepcopy(there[other])
    else:
        holder[last] = draw(anything)


@st.composite
def policies(draw: st.DrawFn) -> dict[str, Any]:
    """A bundled policy with a few places otherwise."""
    policy: dict[str, Any] = deepcopy(draw(st.sampled_from(POLICIES)))
    for _ in range(draw(st.integers(1, 3))):
        _change(draw, policy)
    return policy


@st.composite
def cases(draw: st.DrawFn) -> tuple[Any, dict[str, Any]]:
    """A bundled file of cases with a few places otherwise, and its program's folder."""
    folder, found = deepcopy(draw(st.sampled_from(CASES)))
    at = draw(st.integers(0, len(found["case"]) - 1))
    some: dict[str, Any] = {"case": found["case"][at : at + 2]}
    for _ in range(draw(st.integers(1, 3))):
        _change(draw, some)
    return folder, some
