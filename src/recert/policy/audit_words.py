"""How a program audits, in sentences: for whoever reads the rules."""

from collections.abc import Iterator

from recert.policy.auditing import AfterRenewal, Audit, CandidateAudit, Widened
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, words


def of_rules(policy: Policy) -> tuple[Sentence, ...]:
    """What the rules say of audits; nothing where they say nothing."""
    rule = policy.audit
    if rule is None:
        return ()
    return (*_drawn(policy, rule), *_looked_at(rule), *_decided(rule), *_of_candidates(rule.candidates))


def reasons(policy: Policy) -> tuple[Sentence, ...]:
    """What a rejection may say, under its key."""
    found = policy.audit.reasons if policy.audit else ()
    return tuple(Sentence("{key}: {text}", {"key": reason.key, "text": reason.sentence}) for reason in found)


def _drawn(policy: Policy, rule: Audit) -> Iterator[Sentence]:
    yield _said(words("Of the entries of each type {percent} % are drawn at random and audited."), percent=rule.percent)
    for kind in policy.types:
        if kind.audited is not None:
            text = words("{title}: {percent} % of the entries, instead.")
            yield _said(text, title=kind.title, percent=kind.audited)
    if rule.widened:
        yield _widened(rule.widened)


def _widened(rule: Widened) -> Sentence:
    text = words(
        "While more than {when} % of the last {last} that a person decided failed, at least {to} % of each type are."
    )
    return _said(text, when=rule.when, last=rule.of_last, to=rule.to)


def _looked_at(rule: Audit) -> Iterator[Sentence]:
    if rule.many_a_day:
        text = words("Where somebody has more than {count} entries of one day, they are looked at.")
        yield _counted(text, words("Where somebody has more than 1 entry of one day, they are."), rule.many_a_day)
    if rule.late_days:
        text = words("What is recorded more than {count} days after its day is looked at.")
        yield _counted(text, words("What is recorded more than 1 day after its day is looked at."), rule.late_days)


def _decided(rule: Audit) -> Iterator[Sentence]:
    text = words("What was returned is answered within {count} days.")
    yield _counted(text, words("What was returned is answered within 1 day."), rule.answer_days)
    if rule.appeal_days:
        text = words("A rejection can be appealed within {count} days.")
        yield _counted(text, words("A rejection can be appealed within 1 day."), rule.appeal_days)
    else:
        yield Sentence(words("A rejection can't be appealed."))
    yield Sentence(RENEWALS[rule.after_renewal])
    if rule.evidence_months:
        text = words("Evidence is kept for {count} months after the day of the activity.")
        yield _counted(text, words("Evidence is kept for 1 month after the day of the activity."), rule.evidence_months)


RENEWALS = {
    AfterRenewal.KEPT: words("A renewal stays, even where what it took was rejected later."),
    AfterRenewal.SUSPENDED: words(
        "A renewal that lacks what was rejected later is suspended at once, and taken back when it can't be appealed "
        "any more."
    ),
    AfterRenewal.TAKEN_BACK: words(
        "A renewal that lacks what was rejected later is taken back when it can't be appealed any more."
    ),
}


def _of_candidates(rule: CandidateAudit | None) -> Iterator[Sentence]:
    if rule is None:
        return
    yield _said(words("Of those who renewed {percent} % are drawn at random and audited."), percent=rule.percent)
    text = words("They provide their evidence within {count} days.")
    yield _counted(text, words("They provide their evidence within 1 day."), rule.days)
    text = words("They are reminded {count} days before the deadline.")
    yield _counted(text, words("They are reminded 1 day before the deadline."), rule.remind_days)


def _said(text: str, **values: Shown) -> Sentence:
    return Sentence(text, values)


def _counted(many: str, one: str, count: int) -> Sentence:
    return Sentence(many, {"count": count}, one=one, count=count)
