"""An owner says of a type that what a candidate says is enough: it asks for no evidence and is drawn for no audit."""

from recert.audits.sampling import rate
from recert.policy.assumptions import assumptions
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.terminal.typeset import as_markdown
from tests.policy.test_recorded_by_staff import TEXT, read, refused

READING = """
[activity.reading]
title = "Reading"
one = "book"
many = "books"
description = "Something read to learn from it."
proof = "nothing"
worth = [{ from = 2024-02-01, units = 3, source = "three a book" }]
"""


def test_it_takes_no_evidence_and_no_example_of_it() -> None:
    kind = read(TEXT + READING).type("reading")
    assert (kind.is_declared, kind.evidence, kind.proof) == (True, "", "")
    assert not read(TEXT + READING).type("course").is_declared


def test_evidence_that_is_described_all_the_same_is_refused_where_it_stands() -> None:
    (found,) = refused(TEXT + READING.replace("worth", 'evidence = "A list."\nworth'))
    assert "nothing has to be shown" in found
    assert "leave `evidence` out, or say in `proof` which example is shown" in found


def test_no_share_of_it_is_audited_so_none_is_said() -> None:
    (found,) = refused(TEXT + READING.replace("worth", "audited = 10\nworth"))
    assert "nothing has to be shown, so there is nothing to draw: leave it out" in found


def test_none_of_it_is_drawn_also_where_more_than_usual_failed() -> None:
    policy = read(TEXT + READING)
    assert policy.audit is not None
    failed = (True,) * 200
    assert rate(policy.audit, policy.type("reading"), failed) == 0
    assert rate(policy.audit, policy.type("course"), failed) > 0


def test_the_handbook_says_that_nothing_has_to_be_shown() -> None:
    text = as_markdown(handbook(read(TEXT + READING), assumptions(TEXT)))
    told = "Reading: Something read to learn from it. Nothing has to be shown: what the candidate says is enough."
    assert told in text


def test_a_change_of_whether_anything_has_to_be_shown_is_told_once() -> None:
    asked = READING.replace('"nothing"', '"completion"\nevidence = "A list of books."')
    usual, shown = read(TEXT + READING), read(TEXT + asked)
    assert [str(each) for each in differences(usual, shown)] == [
        "Reading: evidence is asked for: “A list of books.” Until now none was."
    ]
    assert [str(each) for each in differences(shown, usual)] == [
        "Reading: nothing has to be shown any more; the evidence was “A list of books.”"
    ]
