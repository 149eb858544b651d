"""Designations: what is held while enough certifications are."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from recert.policy.designation import Counted, Designation, Lost, Need
from recert.policy.missed import Then
from recert.policy.model import Policy
from recert.policy.reading.values import listed
from recert.policy.toml import Document, Table, nearest

COUNTED: Final = {
    "active": Counted.ACTIVE,
    "grace": Counted.GRACE,
    "suspended": Counted.SUSPENDED,
    "retired": Counted.RETIRED,
}
LOST: Final = {"at once": Lost.AT_ONCE, "at the end of the year": Lost.END_OF_YEAR}
SEVERAL: Final = {"counts for each": True}
"""What a certification does that stands in several of a designation's needs. Asked only where one does."""
MOST: Final = 1000


def read_designations(top: Table) -> tuple[Designation, ...]:
    """All of them; none where the policy names none."""
    named = top.named("designation") if top.has("designation") else ()
    return tuple(_designation(key, table) for key, table in named)


def _designation(key: str, table: Table) -> Designation:
    codes = table.document.names("certification")
    found = Designation(
        key=key,
        title=table.text("title"),
        description=table.text("description"),
        needs=tuple(_need(row, codes) for row in table.rows("needs")),
        counts=_counts(table),
        lost=table.choice("lost", LOST),
        since=table.day("from"),
        source=table.text("source"),
    )
    if not found.needs and isinstance(table.data.get("needs", []), list):
        table.problem("needs", "it needs nothing", f'write [[designation.{key}.needs]] with of = ["CODE"]')
    _several(table, found)
    table.done()
    return found


def _need(table: Table, codes: list[str]) -> Need:
    found = Need(listed(table, "of", "certification", codes), table.integer("at_least", 1, MOST))
    for code, times in Counter(found.of).items():
        if times > 1:
            table.problem("of", f"{code} stands in it {times} times", "write each certification once")
    named = len(set(table.texts("of")))
    if not named:
        table.problem("of", "it names no certification", 'write of = ["CODE"]')
    elif named < found.at_least and "at_least" in table.data:
        what = f"{found.at_least} of {named} can never be held"
        table.problem("at_least", what, f"write at_least = {named} or less, or name more")
    table.done()
    return found


def _several(table: Table, found: Designation) -> None:
    """Asks what a certification counts for that stands in several needs."""
    times = Counter(code for need in found.needs for code in dict.fromkeys(need.of))
    twice = next((code for code, many in times.items() if many > 1), "")
    if twice and "in_several_needs" not in table.data:
        fix = 'write in_several_needs = "counts for each", or take it out of one of them'
        table.problem("needs", f"{twice} stands in several needs", fix)
    if table.has("in_several_needs"):
        table.choice("in_several_needs", SEVERAL)
        if not twice and found.needs:
            table.problem("in_several_needs", "no certification stands in several needs", "leave it out")


def _counts(table: Table) -> tuple[Counted, ...]:
    """In which standings a certification counts; what is left out does not count, and so is nothing by default."""
    words = table.texts("counts")
    if "counts" not in table.data:
        fix = 'write counts = ["active"], and "grace", "suspended" or "retired" beside it where those count too'
        table.problem("counts", "it is not said in which standing a certification counts", fix)
    inner = Table(table.document, {}, (*table.path, "counts"))
    for i, word in enumerate(words):
        if word not in COUNTED:
            near = nearest(word, COUNTED)
            fix = f'did you mean "{near}"?' if near else f"write one of {', '.join(COUNTED)}"
            inner.problem(i, f'"{word}" is no standing of a certification', fix)
        elif word in words[:i]:
            inner.problem(i, f'"{word}" stands in it twice', "leave it out once")
    found = {COUNTED[word] for word in words if word in COUNTED}
    if found and Counted.ACTIVE not in found:
        table.problem("counts", "what is active does not count", 'write "active", too')
    return tuple(sorted(found))


def check_designations(document: Document, policy: Policy) -> None:
    """Standings that the rules know, names of their own, and enough that can still be earned."""
    taken = {
        *(group.key for group in policy.groups),
        *(certification.code for certification in policy.certifications),
        *(kind.key for kind in policy.types),
        *(move.key for move in policy.moves),
    }
    for found in policy.designations:
        place = ("designation", found.key)
        if found.key in taken:
            document.problem(place, f"{found.key} names two things", "give each its own name")
        for what, fix in _standings(policy, found):
            document.problem((*place, "counts"), what, fix)


def _by_years(policy: Policy) -> bool:
    """Whether a missed year suspends what is held in any group."""
    return any(d.missed and d.missed.then is Then.SUSPENDS for group in policy.groups for d in group.demands)


def _standings(policy: Policy, found: Designation) -> Iterator[tuple[str, str]]:
    """Standings that count and that nothing can be in, or without one that comes before."""
    if Counted.GRACE in found.counts and not policy.has_grace:
        yield "there is no grace in these rules", 'take "grace" out'
    if Counted.SUSPENDED in found.counts and policy.suspension is None and not _by_years(policy):
        yield "nothing is suspended by these rules", 'take "suspended" out, or write [suspension]'
    after_grace = policy.suspension is not None and policy.has_grace
    if Counted.SUSPENDED in found.counts and Counted.GRACE not in found.counts and after_grace:
        yield "what is suspended counts, and what is in its grace before that does not", 'write "grace", too'
