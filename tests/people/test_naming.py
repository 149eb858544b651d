"""Somebody is found in what others wrote, and taken out of it."""

import pytest

from recert.people.naming import names, without

WORDS = ("José Núñez", "AT00000001", "jose@example.org")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("José Núñez told me.", "[removed] told me."),
        ("It was JOSE\n NUNEZ, I think", "It was [removed], I think"),
        ("of Jose\u0301 Nu\u0301n\u0303ez’s", "of [removed]’s"),
        ("(at00000001) and jose@EXAMPLE.org.", "([removed]) and [removed]."),
    ],
)
def test_capitals_accents_and_white_space_make_no_difference(text: str, left: str) -> None:
    assert names(WORDS, text)
    assert without(WORDS, text) == left


@pytest.mark.parametrize(
    "text", ["", "José", "Joséf Núñez", "AT000000012", "jose@example.org.uk", "maria-jose@example.org", "Núñez José"]
)
def test_others_who_are_called_alike_are_not_meant(text: str) -> None:
    assert not names(WORDS, text)
    assert without(WORDS, text) == text


def test_what_is_inside_of_something_longer_is_taken_out_once() -> None:
    assert without(("Straße", "straße@example.org"), "STRASSE, STRASSE@example.org") == "[removed], [removed]"


def test_nothing_is_found_where_nothing_is_looked_for() -> None:
    assert not names((), "Anything") and not names(("", " "), "Anything")
