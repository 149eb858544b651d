"""Reused evidence and reading: how often a copy is found, or another certificate taken for one.

`python -m benchmarks.pictures` prints the figures as JSON, and what was missed to standard error. All pictures are
certificates that Chromium draws (tests/audits/certificates.py), changed as they are on their way (alterations.py).
`python -m benchmarks.pictures directions` makes the planes that shorten descriptions of places anew.
"""

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import sync_playwright

from recert.audits.looks import fingerprint as prints
from recert.audits.looks.agreement import PLACE
from recert.audits.looks.decide import Relation, View, decide, view
from recert.audits.looks.fingerprint import Fingerprint, fingerprint
from recert.audits.reading.dates import dates_shown
from recert.audits.reading.lines import Reading, Says
from recert.audits.reading.names import name_shown
from recert.audits.reading.proposal import proposal
from recert.audits.reading.read import read
from recert.audits.reading.titles import title_shown
from tests.audits.alterations import ALTERATIONS, several
from tests.audits.certificates import DESIGNS, Certificate, drawn
from tests.audits.people import NAMES, PROVIDERS, someone, with_other_day, with_other_name
from tests.browser import open_browser

WAYS = {**ALTERATIONS, "several": several}
CHUNK = 10_000
PROPOSED = 50
"""So many of those that share places are decided about."""


def pictures(certificates: list[Certificate]) -> list[Image.Image]:
    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        found = list(drawn(browser, certificates))
        browser.close()
    return found


def said(*words: object) -> None:
    print(*words, file=sys.stderr, flush=True)


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def pairs(count: int, seed: int) -> dict[str, float]:
    """Copies, and five others for each: another name, another day, and the three certificates before it."""
    chance = random.Random(seed)
    rounds = max(1, count // 6 // len(WAYS))
    ones = [someone(chance, sorted(DESIGNS)[at % len(DESIGNS)]) for at in range(rounds)]
    others = [(with_other_name(one, chance), with_other_day(one, chance)) for one in ones]
    shown = iter(pictures([each for one, two in zip(ones, others, strict=True) for each in (one, *two)]))
    tally: Counter[tuple[str, str, Relation]] = Counter()
    proposed, viewing, deciding = 0, 0.0, 0.0
    earlier: list[View] = []
    for one in ones:
        original, named, dated = islice(shown, 3)
        stored = fingerprint(original)
        views = {"copy": view(original), "name": view(named), "day": view(dated)}
        for way, change in WAYS.items():
            changed = change(original, chance)
            asked = fingerprint(changed)
            proposed += bool(asked.ranked((band, 1, spot) for band, spot in stored.rows()))
            started = time.process_time()
            copy = view(changed)
            viewing += time.process_time() - started
            started = time.process_time()
            for kind, other in [*views.items(), *(("other", each) for each in earlier[-3:])]:
                verdict = decide(other, copy)
                tally[kind, way, verdict.relation] += 1
                if (kind == "copy") != (verdict.relation is Relation.SAME):
                    said(f"missed: {kind}, {way}, {verdict}, {one}")
            deciding += time.process_time() - started
        earlier.append(views["copy"])
        said(f"{sum(tally.values())} pairs, {of(tally, 'copy', Relation.SAME)} of {of(tally, 'copy')} copies seen")
    copies, rest = of(tally, "copy"), sum(of(tally, kind) for kind in ("name", "day", "other"))
    for way in WAYS:
        said(way, {f"{k} {r.value}": n for (k, w, r), n in sorted(tally.items(), key=str) if w == way})
    return {
        "pairs": copies + rest,
        "copies": copies,
        "recall, decided": share(of(tally, "copy", Relation.SAME), copies),
        "recall, proposed": share(proposed, copies),
        "false alarms": share(sum(of(tally, kind, Relation.SAME) for kind in ("name", "day", "other")), rest),
        "false alarms, other name": share(of(tally, "name", Relation.SAME), of(tally, "name")),
        "false alarms, other day": share(of(tally, "day", Relation.SAME), of(tally, "day")),
        "left to a person": share(sum(n for (_, _, r), n in tally.items() if r is Relation.UNSURE), copies + rest),
        "making ready, processor ms": viewing / copies * 1000,
        "deciding, processor ms": deciding / (copies + rest) * 1000,
    }


def of(tally: Counter[tuple[str, str, Relation]], kind: str, relation: Relation | None = None) -> int:
    return sum(n for (k, _, r), n in tally.items() if k == kind and relation in (None, r))


def crowd(described: np.ndarray, count: int, chance: np.random.Generator) -> Iterator[np.ndarray]:
    """Fingerprints as so many other pictures would have: each place between two that were seen, standing anywhere.

    Places of the drawn pictures alone would make a million copies of some thousand places, which no store is.
    """
    for _ in range(count // CHUNK):
        size = CHUNK * prints.PLACES
        one, two = (described[chance.integers(len(described), size=size)] for _ in range(2))
        part = chance.random((size, 1), dtype=np.float32)
        made = np.zeros(size, PLACE)
        made["code"] = prints.codes((one * part + two * (1 - part)).astype(np.float32))
        made["spot"] = chance.integers(1 << 32, size=size, dtype=np.uint32)
        yield made.reshape(CHUNK, prints.PLACES)


def lookup(count: int, seed: int) -> dict[str, float]:
    """A table of a million pictures, ordered by band, beside reading every fingerprint."""
    chance = random.Random(seed)
    drawings = pictures([someone(chance, sorted(DESIGNS)[at % len(DESIGNS)]) for at in range(70)])
    described = np.concatenate([prints.strongest(each)[1] for each in drawings])
    everything = np.zeros((count, prints.PLACES), PLACE)
    for at, made in enumerate(crowd(described, count, np.random.default_rng(seed))):
        everything[at * CHUNK : (at + 1) * CHUNK] = made
    for at, drawing in enumerate(drawings):
        places = fingerprint(drawing).places
        everything[at] = 0
        everything[at, : len(places)] = places
    said("crowd made")
    with tempfile.TemporaryDirectory() as folder:
        table = sqlite3.connect(Path(folder) / "places.sqlite3")
        table.execute("PRAGMA journal_mode = OFF")
        table.execute("PRAGMA synchronous = OFF")
        table.execute(
            "CREATE TABLE place (band INT, picture INT, spot INT, PRIMARY KEY (band, picture, spot)) WITHOUT ROWID"
        )
        bands = (everything["code"].astype(np.uint32) & np.uint32((1 << prints.INDEXED_BITS) - 1)).ravel()
        order = np.argsort(bands, kind="stable")
        spots = everything["spot"].astype(np.int32).ravel()
        for start in range(0, len(order), 1_000_000):
            part = order[start : start + 1_000_000]
            rows = zip(bands[part].tolist(), (part // prints.PLACES).tolist(), spots[part].tolist(), strict=True)
            table.executemany("INSERT OR IGNORE INTO place VALUES (?, ?, ?)", rows)
        table.commit()
        said("table made")
        return asked_for(table, everything, drawings, chance)


def asked_for(
    table: sqlite3.Connection,
    everything: np.ndarray,
    drawings: list[Image.Image],
    chance: random.Random,
) -> dict[str, float]:
    looking, found, rows = [], 0, 0
    queries = [(at, ("screenshotted", "photographed")[at % 2]) for at in range(len(drawings))]
    for at, way in queries:
        asked = fingerprint(WAYS[way](drawings[at], chance))
        started = time.perf_counter()
        probes = ",".join(map(str, asked.probes()))
        answer = table.execute(f"SELECT band, picture, spot FROM place WHERE band IN ({probes})").fetchall()  # noqa: S608
        best = asked.ranked(answer)[:PROPOSED]
        looking.append(time.perf_counter() - started)
        rows += len(answer)
        found += at in [picture for picture, _ in best]
        said(f"looked up {at}, {way}: {len(answer)} rows, {looking[-1]:.2f} s, {best[:3]}")
    scanning = scan(everything, fingerprint(WAYS["photographed"](drawings[0], chance)))
    return {
        "stored": len(everything),
        "found among the first 50": share(found, len(queries)),
        "rows of a look-up": rows / len(queries),
        "look-up, ms": float(np.median(looking)) * 1000,
        "linear scan, ms": scanning * 1000,
        "linear scan / look-up": scanning / float(np.median(looking)),
    }


def scan(everything: np.ndarray, asked: Fingerprint) -> float:
    """Counts for every picture how many of its places are alike one of ours, reading all; seconds."""
    started = time.perf_counter()
    mine = asked.places["code"].astype(np.uint32)
    for start in range(0, len(everything), 20_000):
        codes = everything["code"][start : start + 20_000].astype(np.uint32)
        alike = np.zeros(len(codes), np.int64)
        for each in mine:
            alike += (np.bitwise_count(codes ^ each) <= 1).any(axis=1)
    return time.perf_counter() - started


def readings(count: int, seed: int) -> dict[str, float]:
    """Certificates of all designs in turn, as they are drawn and as they are photographed."""
    chance = random.Random(seed)
    languages = sorted(NAMES)
    ones = [someone(chance, sorted(DESIGNS)[at % len(DESIGNS)], languages[at % len(languages)]) for at in range(count)]
    right: Counter[str] = Counter()
    seconds = []
    for at, (one, picture) in enumerate(zip(ones, pictures(ones), strict=True)):
        way = ("as drawn", "photographed", "scaled")[at % 3]
        started = time.perf_counter()
        reading = read([picture if way == "as drawn" else WAYS[way](picture, chance)])
        seconds.append(time.perf_counter() - started)
        for what, good in judged(one, reading).items():
            right[what] += good
            if not good:
                said(f"not right: {what}, {way}, {one}: {reading}")
    return {
        "read": count,
        **{f"read right, {what}": share(right[what], count) for what in sorted(right)},
        "reading, s": float(np.median(seconds)),
    }


JUDGED = ("name", "date", "title", "another's name kept out", "title proposed", "day proposed")


def judged(one: Certificate, reading: object) -> dict[str, bool]:
    if not isinstance(reading, Reading):
        return dict.fromkeys(
            ("name", "date", "title", "another's name kept out", "title proposed", "day proposed"), False
        )
    another = next(name for name in NAMES[one.language] if name != one.name)
    filled = proposal(reading, one.name, PROVIDERS)
    return {
        "name": name_shown(reading, one.name).says is Says.YES,
        "date": one.day in dates_shown(reading),
        "title": title_shown(reading, one.title).says is Says.YES,
        "another's name kept out": name_shown(reading, another).says is not Says.YES,
        "title proposed": filled.title.casefold() == one.title.casefold(),
        "day proposed": filled.day == one.day or (filled.day is None and len(dates_shown(reading)) == 2),
    }


def directions(seed: int = 7) -> None:
    """Which planes part the places of certificates best: the directions in which they differ most, mixed."""
    chance = random.Random(seed)
    drawings = pictures([someone(chance, sorted(DESIGNS)[at % len(DESIGNS)]) for at in range(70)])
    rows = [prints.strongest(picture)[1] for picture in drawings]
    every = np.vstack(rows)
    _, weights, strong = np.linalg.svd(every - every.mean(axis=0), full_matrices=False)
    # Halfway to equal weights: with their own, the strongest few decide all bits, and bands are thirty times as full.
    leading = (strong / np.sqrt(weights)[:, None])[: prints.INDEXED_BITS]
    mixing = np.random.default_rng(20)
    mixes = [np.linalg.qr(mixing.standard_normal((len(leading), len(leading))))[0] for _ in range(2)]
    rest = (mixes[1] @ leading)[: prints.CODE_BITS - len(leading)]
    planes = np.vstack([mixes[0] @ leading, rest]).astype(np.float32)
    middle = np.median(every @ planes.T, axis=0).astype(np.float32)
    np.savez(Path(prints.__file__).with_name("directions.npz"), planes=planes, middle=middle)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="*", help="pairs, lookup, read (all of them, if none is named), directions")
    parser.add_argument("--pairs", type=int, default=2200)
    parser.add_argument("--stored", type=int, default=1_000_000)
    parser.add_argument("--read", type=int, default=70)
    parser.add_argument("--seed", type=int, default=2026)
    chosen = parser.parse_args()
    parts = chosen.part or ["pairs", "lookup", "read"]
    found: dict[str, float] = {}
    if "directions" in parts:
        directions()
    if "pairs" in parts:
        found |= pairs(chosen.pairs, chosen.seed)
    if "lookup" in parts:
        found |= lookup(chosen.stored, chosen.seed)
    if "read" in parts:
        found |= readings(chosen.read, chosen.seed)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
