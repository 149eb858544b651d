"""Whether a name is on the evidence: never “no” because of a slip, never “yes” for somebody else."""

import pytest

from recert.audits.reading.lines import Reading, Says
from recert.audits.reading.names import name_shown
from tests.audits.people import NAMES
from tests.audits.reading.readings import ENGLISH, reading


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("MÜLLER, JÜRGEN", "Jürgen Müller"),
        ("Mueller Juergen", "Jürgen Müller"),
        ("Jurgen Muller", "Jürgen Müller"),
        ("Margaret Whitfield", "Margaret A. Whitfield"),
        ("Margaret Anne Whitfield", "Margaret Whitfield"),
        ("James Oconnor", "James O’Connor"),
        ("OliviaBennett", "Olivia Bennett"),
        ("0livia Bennett", "Olivia Bennett"),
        ("Ian McAIlister", "Ian McAllister"),
        ("Anna Gross", "Anna Groß"),
        ("Ozlem Yildiz", "Özlem Yıldız"),
        ("Zhang Wei", "Wei Zhang"),
        ("we certify that Olivia Bennett attended", "Olivia Bennett"),
        ("山田太郎", "山田 太郎"),
        ("受講者 太郎 山田 様", "山田 太郎"),
        ("Γιώργος Παππάς", "Γιωργος Παππας"),
        ("Sukarno", "Sukarno"),
    ],
)
def test_a_name_is_found_however_it_is_written(written: str, name: str) -> None:
    found = name_shown(reading("Certificate", written, "completed"), name)
    assert found.says is Says.YES
    assert written in found.evidence


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("J. Müller", "Jürgen Müller"),  # an initial
        ("Peter Jonas", "Peter Jones"),  # a letter off
        ("Lucía Fernández", "Lucía Fernández Gómez"),  # one family name of two
        ("山田大郎", "山田 太郎"),
        ("(нечитаемо)", "Иван Петров"),  # a script that the recognizer has no letters of
        ("", "Olivia Bennett"),
    ],
)
def test_what_is_not_certain_is_left_to_a_person(written: str, name: str) -> None:
    shown = reading("Certificate", written) if written else Reading(())
    assert name_shown(shown, name).says is Says.UNSURE


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Petra Jonas", "Peter Jones"),
        ("Daniel Kim", "Daniela Tim"),
        ("Olivia Smith", "Oliver Bennett"),
        ("佐藤花子", "山田 太郎"),
    ],
)
def test_another_name_is_no_match(written: str, name: str) -> None:
    assert name_shown(reading("Certificate of Completion", written, "completed"), name).says is Says.NO


def test_a_name_over_two_lines_is_found() -> None:
    assert name_shown(reading("Certificate", "Margaret", "Whitfield"), "Margaret Whitfield").says is Says.YES


def test_no_colleague_is_taken_for_another() -> None:
    everybody = [name for names in NAMES.values() for name in names]
    for one in everybody:
        for other in everybody:
            says = name_shown(reading("Certificate", one), other).says
            assert (says is Says.YES) == (one == other), (one, other)


def test_the_evidence_is_the_line() -> None:
    assert name_shown(ENGLISH, "Margaret Whitfield").evidence == "Margaret A. Whitfield"
