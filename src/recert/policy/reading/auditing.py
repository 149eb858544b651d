"""What of the entries is audited, and what a rejection does."""

from typing import Final

from recert.policy.auditing import AfterRenewal, Audit, CandidateAudit, RejectionReason, Widened
from recert.policy.model import Policy
from recert.policy.reading.values import percent
from recert.policy.toml import Document, Table

AFTER_RENEWAL: Final = {
    "keep": AfterRenewal.KEPT,
    "suspend": AfterRenewal.SUSPENDED,
    "take back after appeal": AfterRenewal.TAKEN_BACK,
}
"""What a rejection does to a renewal that the facts no longer support."""
LONGEST: Final = 3650
"""Days that nothing goes beyond."""


def read_audit(table: Table) -> Audit:
    """How entries, and candidates, are audited."""
    found = Audit(
        percent=percent(table, "percent"),
        answer_days=table.integer("answer_days", 1, LONGEST),
        appeal_days=table.integer("appeal_days", 0, LONGEST),
        after_renewal=table.choice("after_renewal", AFTER_RENEWAL),
        reasons=tuple(RejectionReason(key, text) for key, text in table.named_texts("reasons")),
        source=table.text("source"),
        widened=_widened(table.table("widened")) if table.has("widened") else None,
        many_a_day=table.integer("many_a_day", 1, 1000) if table.has("many_a_day") else 0,
        late_days=table.integer("late_days", 1, LONGEST) if table.has("late_days") else 0,
        evidence_months=table.integer("evidence_months", 1, 240) if table.has("evidence_months") else 0,
        candidates=_candidates(table.table("candidates")) if table.has("candidates") else None,
    )
    if not found.reasons and isinstance(table.data.get("reasons", {}), dict):
        fix = 'write [audit.reasons] with KEY = "The sentence for the candidate."'
        table.problem("reasons", "it is not said what a rejection may say", fix)
    table.done()
    return found


def _widened(table: Table) -> Widened:
    found = Widened(percent(table, "when"), table.integer("of_last", 1, 1000), percent(table, "to"))
    table.done()
    return found


def _candidates(table: Table) -> CandidateAudit:
    found = CandidateAudit(
        percent(table, "percent"), table.integer("days", 1, LONGEST), table.integer("remind_days", 1, LONGEST)
    )
    if found.remind_days >= found.days and {"days", "remind_days"} <= table.data.keys():
        what = f"{found.remind_days} days before the deadline is not after the {found.days} days have begun"
        table.problem("remind_days", what, "write fewer")
    table.done()
    return found


def check_audit(document: Document, policy: Policy) -> None:
    """A type says its own percent only where it is said how entries are audited."""
    for kind in policy.types:
        if kind.audited is not None and policy.audit is None:
            place = ("activity", kind.key, "audited")
            document.problem(place, "it is not said how entries are audited", "write [audit], or leave it out")
