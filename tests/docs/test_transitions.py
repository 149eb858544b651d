"""What the guide says of decisions is what the product does."""

from tests.docs.transitions import GUIDE, written


def test_the_guide_has_the_table_of_transitions_as_it_is() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert written(text) == text, "run: python -m tests.docs.transitions"
