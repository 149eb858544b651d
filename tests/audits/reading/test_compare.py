"""Readings of one certificate and of two."""

from recert.audits.reading.compare import marks, one_certificate
from recert.audits.reading.lines import Reading
from tests.audits.reading.readings import ENGLISH, reading


def test_another_day_number_or_name_tells_them_apart() -> None:
    one = reading("Olivia Bennett", "Ethics", "March 4, 2025", "no. 4407312")
    assert one_certificate(one, one) is True
    assert one_certificate(one, reading("Olivia Bennett", "Ethics", "March 5, 2025", "no. 4407312")) is False
    assert one_certificate(one, reading("Olivia Bennett", "Ethics", "March 4, 2025", "no. 4407313")) is False
    other = reading("Daniel Kim", "Ethics", "March 4, 2025", "no. 4407312")
    assert one_certificate(one, other) is not False
    assert one_certificate(one, other, names=["Olivia Bennett", "Daniel Kim"]) is False


def test_what_was_not_read_tells_nothing() -> None:
    assert one_certificate(ENGLISH, Reading(())) is None
    assert one_certificate(ENGLISH, reading("blurred")) is None


def test_marks_of_a_copy_are_mostly_shared_and_fit_64_bits() -> None:
    slipped = reading(*(line.text.replace("Studies", "Studles") for line in ENGLISH.lines[1:]))
    mine, theirs = set(marks(ENGLISH)), set(marks(slipped))
    assert len(mine & theirs) >= 0.7 * len(mine)
    assert all(-(2**63) <= mark < 2**63 for mark in mine)


def test_marks_of_another_day_differ_in_the_day() -> None:
    other = reading(*(line.text.replace("March 4", "March 5") for line in ENGLISH.lines))
    assert set(marks(ENGLISH)) ^ set(marks(other))
