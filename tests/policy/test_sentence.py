"""How a sentence is put together."""

import pytest

from recert.policy.sentence import Sentence


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Mainline certification", "All your active Mainline certifications renew."),
        ("Mainline Certifications", "All your active Mainline certifications renew."),
        ("Certification", "All your active Certification certifications renew."),
        ("Mainline", "All your active Mainline certifications renew."),
    ],
)
def test_a_name_that_ends_with_the_word_that_follows_does_not_repeat_it(name: str, told: str) -> None:
    assert str(Sentence("All your active {group} certifications renew.", {"group": name})) == told


def test_a_name_that_nothing_follows_stays_whole() -> None:
    for text in ("0 for {group}: a certification.", "{group}, {group} and more"):
        told = str(Sentence(text, {"group": "Mainline certification"}))
        assert told.count("Mainline certification") == text.count("{group}")
    assert str(Sentence("{name} in {year}", {"name": "Phone in", "year": "2026"})) == "Phone in in 2026"
    assert str(Sentence("{one} {two}", {"one": "a certification", "two": "certification"})) == (
        "a certification certification"
    )
