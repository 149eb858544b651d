"""A confirmation of a booking is no evidence of having been there."""

import pytest

from recert.audits.reading.lines import Says
from recert.audits.reading.registered import only_registered
from tests.audits.certificates import WORDS
from tests.audits.reading.readings import reading


@pytest.mark.parametrize(
    "line",
    [
        "Thank you for your order",
        "You are registered!",
        "Anmeldebestätigung",
        "Ihre Buchung: Datenschutz im Betrieb",
        "Confirmation d’inscription",
        "Confirmación de inscripción",
        "Confirmação de inscrição",
        "お申し込みありがとうございます",
    ],
)
def test_a_registration_alone_is_noticed(line: str) -> None:
    found = only_registered(reading("Northwind", line, "March 4, 2025"))
    assert found.says is Says.YES
    assert found.evidence == line


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_certificate_is_more_than_a_registration(language: str) -> None:
    words = WORDS[language]
    assert only_registered(reading("Registration no. 5", words["head"], words["done"])).says is Says.NO


def test_words_inside_other_words_do_not_count() -> None:
    assert only_registered(reading("Border control", "A picture")).says is Says.UNSURE
