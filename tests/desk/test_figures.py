"""Whoever runs a program sees how auditing goes, and takes the tables with them."""

import csv
import io
from collections.abc import Callable
from datetime import date

from django.test import Client

from recert.audits.actions import call_off_round, end_review
from recert.audits.models import Review, Round
from recert.people.models import Candidate
from tests.audits.conftest import do, entry, everything_drawn
from tests.audits.reviewing import LATER, begin, fresh, renew, rules_of_reviews
from tests.audits.reviewing import do as do_review
from tests.conftest import Cast
from tests.desk.conftest import DESK, text
from tests.records.conftest import join

__all__ = ["everything_drawn"]

FIGURES = f"{DESK}/figures/"


def rows(client: Client, key: str, query: str = "") -> list[list[str]]:
    answer = client.get(f"{FIGURES}{key}.csv?{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode())))[1:]


def decided(cast: Cast, ada: Candidate) -> None:
    """Two accepted, two rejected of which one appeal is granted and one refused, one returned, one open."""
    audits = [entry(ada, f"Course {n}", date(2026, 3, n), shade=n) for n in range(1, 6)]
    entry(join(), "Open", shade=9)
    for n, steps in enumerate(("accept", "accept", "reject appeal grant", "reject appeal refuse", "return")):
        for verb in steps.split():
            do(cast, audits[n], verb)


def test_figures_say_how_auditing_goes(auditor: Client, cast: Cast, ada: Candidate, everything_drawn: None) -> None:
    decided(cast, ada)
    said = text(auditor.get(FIGURES))
    assert "1 entry waits for a decision, the oldest since June 15, 2026." in said
    assert "2 appeals were decided: 50 percent confirmed the first decision." in said


def test_every_table_is_exported(auditor: Client, cast: Cast, ada: Candidate, everything_drawn: None) -> None:
    decided(cast, ada)
    ages = ("Up to 1 day", "Up to 7 days", "Up to 30 days", "More than 30 days")
    assert rows(auditor, "queue") == [list(pair) for pair in zip(ages, "1000", strict=True)]
    assert rows(auditor, "auditors") == [
        ["Ines Auditor", "2", "1", "2", "0", "0", "0"],
        ["Sami Senior", "0", "0", "0", "1", "1", "0"],
    ]
    assert rows(auditor, "reasons")[0][1] == "2"
    assert rows(auditor, "types") == [["Coursework", "2", "4", "50"]]
    assert rows(auditor, "providers") == [["Not said", "2", "4", "50"]]
    assert rows(auditor, "chosen") == [["Drawn at random", "2", "4", "50"]]
    assert rows(auditor, "coverage") == [["Coursework", "6", "6", "100"]]
    assert rows(auditor, "months") == [["2026-06", "2", "2"]]
    assert auditor.get(f"{FIGURES}nothing.csv").status_code == 404


def test_figures_are_of_the_time_asked_for(auditor: Client, cast: Cast, ada: Candidate, everything_drawn: None) -> None:
    decided(cast, ada)
    assert rows(auditor, "types", "from=2025-01-01&to=2025-12-31") == []
    assert rows(auditor, "types", "from=2026-06-15&to=2026-06-15") == [["Coursework", "2", "4", "50"]]
    assert auditor.get(f"{FIGURES}?from=yesterday&to=9999-99-99").status_code == 200


def test_figures_of_a_program_in_which_nothing_was_decided(auditor: Client, program: str) -> None:
    said = text(auditor.get(FIGURES))
    assert "Nothing waits for a decision." in said and "Nothing in this time." in said


def test_decisions_of_several_months_are_drawn(
    auditor: Client, cast: Cast, ada: Candidate, everything_drawn: None, today: Callable[[date], None]
) -> None:
    first, second = (entry(ada, f"Course {n}", date(2026, 3, n), shade=n) for n in (1, 2))
    do(cast, first, "accept")
    assert "<svg" not in main(auditor)
    today(date(2026, 7, 3))
    do(cast, second, "reject")
    assert 'class="gain"' in main(auditor) and 'class="lose"' in main(auditor)
    assert "Decisions by month: accepted stands above the line" in main(auditor)


def main(client: Client) -> str:
    """The part of the page that is about figures."""
    return client.get(FIGURES).content.decode().partition("<main")[2].partition("</main>")[0]


def test_rounds_of_whole_candidates_are_counted_each_by_itself(
    auditor: Client, cast: Cast, ada: Candidate, today: Callable[[date], None]
) -> None:
    rules_of_reviews()
    people = [ada, *(join(f"AT9{n:07}", f"{n}@x.example") for n in range(4))]
    for n, who in enumerate(people):
        renew(who, first=1 + 5 * n)
    begin(cast.auditor)
    passed, refused, appealed, late, _asked = Review.objects.order_by("pk")
    do_review(cast, passed, "pass")
    for review, steps in ((refused, "provide fail appeal refuse"), (appealed, "provide fail appeal")):
        Candidate.objects.update(user=None)
        Candidate.objects.filter(pk=review.renewal.candidate_id).update(user=cast.candidate)
        for verb in steps.split():
            assert isinstance(do_review(cast, review, verb), Review), verb
    today(LATER)
    end_review(fresh(late))
    today(date(2026, 7, 20))
    assert rows(auditor, "rounds") == [
        ["2026-05-01 to 2026-05-31", "5", "1", "1", "1", "2", "0", "2", "0", "1", "35"],
    ]
    called_off = call_off_round(cast.auditor, Round.objects.get(), "Wrong days.")
    assert isinstance(called_off, Round)
    do_review(cast, appealed, "grant", "senior")
    assert rows(auditor, "rounds")[0][1:] == ["5", "0", "0", "2", "1", "2", "2", "1", "1", "None"]
    assert "Audits of whole candidates, by round" in text(auditor.get(FIGURES))
    assert rows(auditor, "rounds", "from=2026-01-01&to=2026-06-14") == []
