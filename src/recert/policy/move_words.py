"""The days of a mass move in sentences."""

from recert.policy.moves import Move
from recert.policy.sentence import Sentence, Shown, words


def due_days(move: Move) -> Sentence:
    """On which days what a move concerns is due: 'from March 1, 2027 to March 31, 2027', or the one day."""
    values: dict[str, Shown] = {"first": move.first, "last": move.last}
    return Sentence(words("on {first}") if move.first == move.last else words("from {first} to {last}"), values)
