"""What certifications do to others: both lists name some, and none is in both."""

from recert.policy.reading.values import listed
from recert.policy.toml import Table

Lists = tuple[tuple[str, ...], tuple[str, ...]]


def read_two_lists(table: Table, to: str, itself: str) -> Lists:
    """The codes under `of`, and those under `to`; `itself` says what one in both would do to itself."""
    codes = table.document.names("certification")
    of, others = listed(table, "of", "certification", codes), listed(table, to, "certification", codes)
    for key, names in (("of", of), (to, others)):
        if not names:
            table.problem(None, "it names no certification", f'write {key} = ["CODE"]')
    if both := set(of) & set(others):
        table.problem(to, f"{sorted(both)[0]} would {itself} itself", "take it out of one of the two lists")
    return of, others
