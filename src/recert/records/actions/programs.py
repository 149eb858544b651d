"""Changing a program's rules: publishing a policy, retiring a certification, running a mass move of expiry."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recert.journal.change import Actor, change
from recert.people.models import User
from recert.policy.moves import Move
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.records import clock, programs
from recert.records.models import MoveRun, PolicyVersion, Program, Retirement
from recert.records.moves import survey
from recert.records.refusal import Problem, Refused, refuse


def publish_policy(
    actor: Actor,
    text: str,
    file: str = "policy.toml",
    *,
    cases: str | None = None,
    reason: str = "",
    proposed_by: User | None = None,
) -> PolicyVersion | Problems:
    """Publishes a policy's text as the next version of its program. A text in force stays as it is.

    `cases` are the worked examples stored with it; None leaves those of the version before.
    """
    policy = parse_policy(text, file)
    if isinstance(policy, Problems):
        return policy
    with transaction.atomic():
        Program.objects.get_or_create(slug=policy.key, defaults={"name": policy.name})
        program = Program.objects.select_for_update().get(pk=policy.key)
        newest = PolicyVersion.objects.filter(program=program).last()
        known = newest.cases if newest else ""
        cases = known if cases is None else cases
        if newest is not None and newest.digest == policy.digest and cases == known:
            return newest
        with change(actor, "policy.published", program=program.slug) as made:
            version = PolicyVersion.objects.create(
                program=program,
                number=newest.number + 1 if newest else 1,
                text=text,
                cases=cases,
                digest=policy.digest,
                reason=reason,
                published_by_id=actor.user.pk if actor.user else None,
                proposed_by=proposed_by,
            )
            program.name = policy.name
            _rules_changed(program)
            made.subject = f"policy:{version.number}"
            made.data.update(number=version.number, digest=version.digest, reason=reason)
            if proposed_by:
                made.data["proposed_by"] = proposed_by.pk
    return version


def retire_certification(
    actor: Actor, program: str, certification: str, as_of: date, reason: str
) -> Retirement | Refused:
    """Retires a certification as of a day: held until it expires, and not renewed from that day on.

    Call `settle_program` afterwards, or leave it to the worker's nightly run.
    """
    with transaction.atomic():
        locked = Program.objects.select_for_update().get(pk=program)
        policy = programs.current(program)
        known = next((c for c in policy.certifications if c.code == certification), None)
        if known is None:
            return refuse("certification", _("This program has no certification with that code. Choose one."))
        if not reason.strip():
            return refuse("reason", _("Say why: candidates who hold it will ask."))
        found = Retirement.objects.filter(program=locked, certification=certification).first()
        if found is not None and found.as_of == as_of:
            return found
        if known.retired is not None:
            sentence = _("{code} is retired already, as of {date}.")
            return refuse("certification", sentence.format(code=known.code, date=date_format(known.retired)))
        with change(actor, "certification.retired", program=program) as made:
            retired = Retirement.objects.create(
                program=locked, certification=certification, as_of=as_of, reason=reason.strip()
            )
            _rules_changed(locked)
            made.subject = f"certification:{certification}"
            made.data.update(certification=certification, as_of=as_of, reason=reason.strip())
    return retired


def run_move(actor: Actor, program: str, key: str) -> MoveRun | Refused:
    """Runs a mass move that the policy describes. The dates are derived from it; running it again changes nothing.

    Call `settle_program` afterwards, or leave it to the worker's nightly run.
    """
    with transaction.atomic():
        locked = Program.objects.select_for_update().get(pk=program)
        done = MoveRun.objects.filter(program=locked, move=key).first()
        if done is not None:
            return done
        move = next((move for move in programs.newest(program).moves if move.key == key), None)
        if move is None:
            return refuse("move", _("The policy describes no such mass move. Choose one from the list."))
        problem = not_yet(program, move)
        if problem is not None:
            return Refused((problem,))
        count = survey(program, key, size=0).candidates
        with change(actor, "move.run", program=program) as made:
            run = MoveRun.objects.create(
                program=locked, move=key, affected=count, run_by_id=actor.user.pk if actor.user else None
            )
            _rules_changed(locked)
            made.subject = f"move:{key}"
            made.data.update(title=move.title, affected=count)
    return run


def not_yet(program: str, move: Move) -> Problem | None:
    """Why a move can't be run today. Moves chain: the later one would miss what an earlier one moves."""
    if move.on > clock.today(programs.current(program)):
        return Problem("move", _("This move takes effect on {date}. Run it then.").format(date=date_format(move.on)))
    policy = programs.newest(program)
    run = programs.rules_of(program).moves
    for earlier in policy.moves[: policy.moves.index(move)]:
        if earlier.key not in run:
            sentence = _("“{title}” comes before this one and was not run yet. Run it first.")
            return Problem("move", sentence.format(title=earlier.title))
    return None


def _rules_changed(program: Program) -> None:
    program.version += 1
    program.rules = programs.rules_of(program.slug).digest
    program.save(update_fields=["name", "version", "rules"])
