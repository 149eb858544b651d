"""Writes people's histories as the tables that `recert assess` reads."""

import csv
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recert.policy.history import History
from recert.policy.parts import written
from recert.population.kernel import cache_folder

# The compiler looks here for machine code from when it is imported, and some tests import it themselves.
os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder()))

Tables = dict[str, list[dict[str, object]]]


def tables(histories: Sequence[History]) -> Tables:
    """Everybody's facts as rows. Person i is P000i, an activity A-i-ref."""
    found: Tables = {"people": [], "credentials": [], "activities": [], "exams": [], "renewals": []}
    found |= {"circumstances": [], "extensions": []}
    for i, history in enumerate(histories):
        person = f"P{i:04d}"
        found["people"].append({"person": person})
        for award in history.awards:
            row = {
                "person": person,
                "certification": award.certification,
                "awarded": award.on,
                "expires": award.expires,
            }
            found["credentials"].append(row)
        for exam in history.exams:
            result = "passed" if exam.passed else "failed"
            row = {"person": person, "certification": exam.certification, "date": exam.on, "result": result}
            found["exams"].append(row)
        for grant in sorted(history.grants, key=lambda g: (g.group, g.cycle)):
            found["renewals"].append(
                {
                    "person": person,
                    "group": grant.group,
                    "cycle": grant.cycle,
                    "met_on": grant.met_on,
                    "end": grant.end,
                    "new_expiry": grant.new_expiry,
                    "certifications": " ".join(grant.certifications),
                }
            )
        for so in history.circumstances:
            row = {"person": person, "circumstance": so.kind, "from": so.since, "until": so.until}
            found["circumstances"].append({**row, "units": so.units or None})
        for given in history.extensions:
            found["extensions"].append({"person": person, "certification": given.of, "on": given.on, "to": given.to})
        for done in history.activities:
            found["activities"].append(
                {
                    "activity": f"{person}-{done.ref}",
                    "person": person,
                    "type": done.type,
                    "date": done.on,
                    "name": done.name,
                    "quantity": done.quantity,
                    "provider": done.provider,
                    "began": done.began,
                    "status": done.status.name.lower(),
                    "parts": written(done.parts),
                    "serves": " ".join(done.serves),
                }
            )
    return found


HEADERS = {
    "people": ["person"],
    "credentials": ["person", "certification", "awarded", "expires"],
    "activities": [
        "activity",
        "person",
        "type",
        "date",
        "began",
        "name",
        "quantity",
        "provider",
        "status",
        "parts",
        "serves",
    ],
    "exams": ["person", "certification", "date", "result"],
    "renewals": ["person", "group", "cycle", "met_on", "end", "new_expiry", "certifications"],
    "circumstances": ["person", "circumstance", "from", "until", "units"],
    "extensions": ["person", "certification", "on", "to"],
}


DATED = ("awarded", "expires", "date", "began", "met_on", "end", "new_expiry", "from", "until", "on", "to")
KINDS = dict.fromkeys(DATED, pa.date32()) | {"quantity": pa.decimal128(9, 3), "cycle": pa.int32()}
KINDS["units"] = pa.decimal128(9, 3)


def write_csv(folder: Path, found: Tables) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in found.items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, HEADERS[name])
            writer.writeheader()
            writer.writerows(rows)
    return folder


def write_parquet(folder: Path, found: Tables, rows_per_group: int | None = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in found.items():
        schema = pa.schema([(column, KINDS.get(column, pa.string())) for column in HEADERS[name]])
        pq.write_table(pa.Table.from_pylist(rows, schema), folder / f"{name}.parquet", row_group_size=rows_per_group)
    return folder


@pytest.fixture(params=[write_csv, write_parquet], ids=["csv", "parquet"])
def write(request: pytest.FixtureRequest) -> Callable[[Path, Tables], Path]:
    """Writes tables in one of the two formats."""
    chosen: Callable[[Path, Tables], Path] = request.param
    return chosen
