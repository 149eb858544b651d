"""Examining what was recorded: the sheet of checks, the draw, and what follows. The system's part of auditing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from recert.audits import checks, sampling
from recert.audits.actions.drawing import seed_of
from recert.audits.actions.stepping import take_step
from recert.audits.known import Answer
from recert.audits.models import Audit, Finding
from recert.audits.queries import SETTLED, failed_lately, known
from recert.journal.change import SYSTEM
from recert.people.prepared import Prepared, ref
from recert.policy.auditing import Audit as Rules
from recert.policy.model import Policy
from recert.records import clock
from recert.records.actions.writing import Writing, change_facts
from recert.records.models import Activity, Evidence
from recert.records.programs import current

State, Chosen = Audit.State, Audit.Chosen
DECIDING: Final = frozenset({State.WAITING, State.ACCEPTED})
"""States in which examining decides what follows. In the others somebody has it, and gets a new sheet."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What examining one activity gave: its sheet, its number in the draw beside that of the day, and what follows."""

    sheet: Mapping[str, Answer]
    drawn: int
    rate: int

    @property
    def risk(self) -> int:
        """How far ahead in the queue it comes."""
        return checks.risk(self.sheet.items())

    @property
    def chosen(self) -> Audit.Chosen:
        """Why somebody looks at it, if anybody does."""
        if self.risk:
            return Chosen.RISK
        return Chosen.SAMPLE if self.drawn < self.rate else Chosen.NOT


def consider(activity: Activity, policy: Policy, rules: Rules) -> Examined:
    """Examines one activity and writes nothing but the month's seed."""
    sheet = checks.look(known(activity, policy), rules)
    kind = next((each for each in policy.types if each.key == activity.type), None)
    program = activity.candidate.program
    lately = failed_lately(program, activity.type, rules.widened.of_last) if rules.widened else ()
    seed = seed_of(program, month_of(activity))
    return Examined(sheet, sampling.number(seed, str(activity.pk)), sampling.rate(rules, kind, lately))


def month_of(activity: Activity) -> date:
    """The first day of the month, in UTC, in which an activity was recorded: the seed of that month draws it."""
    return activity.recorded_at.date().replace(day=1)


def examine(activity: Activity) -> Audit | None:
    """Examines an activity, recorded or changed, and puts it before an auditor or accepts it. None without audits.

    Nor of what staff recorded: the program would ask itself.

    It may be repeated, and two may do it at once: what was examined as it is now stays as it is.
    """
    policy = current(activity.candidate.program)
    if policy.audit is None or activity.by_staff:
        return None
    with change_facts(SYSTEM, "activity.passed", activity.candidate) as writing:
        found = Activity.objects.select_related("candidate").get(pk=activity.pk)
        audit = Audit.objects.filter(activity=found).first()
        if found.status == Activity.Status.WITHDRAWN:
            _close(writing, audit, found)
            return audit
        if audit and (audit.seen == found.version or audit.state in SETTLED):
            writing.nothing()
            return audit
        seen = consider(found, policy, policy.audit)
        audit = _keep(audit, found, seen)
        verb = _follows(audit, seen)
        if verb:
            take_step(writing, audit, found, verb)
        else:
            writing.nothing()
    return audit


_UNSEEN: Final = Prepared(lambda: Evidence.objects.filter(activity=ref(0), look=None).values_list("pk")[:1])


def _keep(audit: Audit | None, activity: Activity, seen: Examined) -> Audit:
    """The audit with its sheet as of now."""
    if audit is None:
        audit = Audit(activity=activity, program=activity.candidate.program, drawn=seen.drawn, entered_at=clock.now())
    elif audit.state not in DECIDING:
        audit.version += 1  # whoever has it open is told to look again
    audit.type, audit.rate, audit.risk, audit.seen = activity.type, seen.rate, seen.risk, activity.version
    audit.unread = bool(_UNSEEN.all(activity.pk))
    is_new = audit.pk is None
    audit.save()
    if not is_new:
        Finding.objects.filter(audit=audit).delete()
    Finding.objects.bulk_create(
        Finding(audit=audit, check_name=name, found=answer.found, evidence=answer.evidence)
        for name, answer in seen.sheet.items()
    )
    return audit


def _close(writing: Writing, audit: Audit | None, activity: Activity) -> None:
    """The candidate withdrew it: nobody looks at it any more."""
    if audit is None or audit.state == State.WITHDRAWN:
        writing.nothing()
        return
    take_step(writing, audit, activity, "withdraw")
    writing.change.verb = "audit.closed"  # the withdrawal itself left its own event


def _follows(audit: Audit, seen: Examined) -> str:
    if audit.state not in DECIDING:
        return ""
    if seen.chosen:
        audit.chosen = seen.chosen
        return "select"
    return "pass" if audit.state == State.WAITING else ""
