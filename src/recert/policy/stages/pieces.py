"""Pieces: the parts into which one person's activities are divided, laid out and told.

Behind everybody's activities is room, in which those of one person lie while one group is looked at.
"""

from recert.policy.facts import Facts
from recert.policy.stages.evening import copy
from recert.policy.stages.sheet import ACTIVITIES, NUMBER, Out, Work


def lay_out(f: Facts, first: int, last: int, room: int) -> tuple[int, int]:
    """Copies activities to where there is room to divide them, and says from where to before where they are."""
    for a in range(first, last):
        copy(f, f, a, room + a - first)
    return room, room + last - first


def note_pieces(f: Facts, w: Work, o: Out, g: int, groups: int, first: int) -> None:
    """Writes what became of all of them, where the person ever held anything of the group."""
    for a in range(first, w.cycle[ACTIVITIES] if w.cycle[NUMBER] else first):
        row, entry = o.filled[2], a * groups + g
        o.piece_of[row] = f.activity_of[a]
        o.piece_group[row] = g
        o.piece_first[row] = f.activity_first[a]
        o.piece_last[row] = f.activity_day[a]
        o.piece_amount[row] = o.entry_amount[entry]
        o.piece_reason[row] = o.entry_reason[entry]
        o.piece_cycle[row] = o.entry_cycle[entry]
        o.filled[2] = row + 1
