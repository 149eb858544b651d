"""Who holds a certification, and what becomes of them when it is retired; before it is done."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from recert.people.queries import present
from recert.policy.assess import assess
from recert.policy.assessment import RENEWABLE, Assessment, Holding, HoldingState
from recert.policy.calendar import FOR_LIFE
from recert.policy.what_if import expiries
from recert.records import clock, programs
from recert.records.moves import histories_of

_SLICE = 1000


@dataclass(frozen=True, slots=True)
class Holder:
    """One candidate's certification, as it stands and as it would. `others`: other dates of theirs change too."""

    candidate: int
    before: Holding
    after: Holding
    others: bool


@dataclass(slots=True)
class Retiring:
    """What retiring does. `active`, `in_grace` and `suspended` hold it now; `rows` are some of them, by candidate."""

    active: int = 0
    in_grace: int = 0
    suspended: int = 0
    others: int = 0
    last: date | None = None
    rows: list[Holder] = field(default_factory=list)

    @property
    def holders(self) -> int:
        """How many can renew it today."""
        return self.active + self.in_grace + self.suspended


def survey_retirement(program: str, certification: str, as_of: date, *, first: int = 0, size: int = 25) -> Retiring:
    """Looks at everybody with this certification, a slice at a time; keeps `size` rows from number `first` on."""
    found = Retiring()
    for holder in _holders(program, certification, as_of):
        if first <= found.holders < first + size:
            found.rows.append(holder)
        found.active += holder.before.state == HoldingState.ACTIVE
        found.in_grace += holder.before.state == HoldingState.GRACE
        found.suspended += holder.before.state == HoldingState.SUSPENDED
        found.others += holder.others
        if holder.after.expires != FOR_LIFE:
            found.last = max(filter(None, (found.last, holder.after.expires)))
    return found


def _holders(program: str, certification: str, as_of: date) -> Iterator[Holder]:
    rules = programs.rules_of(program)
    now = programs.made_of(rules)
    then = programs.made_of(replace(rules, retired={**rules.retired, certification: as_of}))
    today = clock.today(now.policy)
    for keys in _slices(program, certification):
        for candidate, history in histories_of(keys):
            before, after = assess(now, history, today), assess(then, history, today)
            held, becomes = _held(before, certification), _held(after, certification)
            if held and becomes and held.state in RENEWABLE:
                yield Holder(candidate, held, becomes, _others(before, certification) != _others(after, certification))


def _slices(program: str, certification: str) -> Iterator[list[int]]:
    """Candidates who were awarded it, or sat for it, by number."""
    last = 0
    mine = present(program)
    awarded, sat = (
        mine.filter(credentials__certification=certification),
        mine.filter(exams__certification=certification),
    )
    while True:
        some = {
            *awarded.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True).distinct()[:_SLICE],
            *sat.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True).distinct()[:_SLICE],
        }
        keys = sorted(some)[:_SLICE]
        if not keys:
            return
        yield keys
        last = keys[-1]


def _held(assessment: Assessment, certification: str) -> Holding | None:
    found = [h for standing in assessment.groups for h in standing.holdings if h.certification == certification]
    return found[-1] if found else None


def _others(assessment: Assessment, certification: str) -> dict[tuple[str, date], date]:
    return {held: day for held, day in expiries(assessment).items() if held[0] != certification}
