"""The words of `difference` for how entries and candidates are audited."""

from typing import Final

from recert.policy.altered import DAYS, MONTHS, Altered
from recert.policy.sentence import words

AUDITED: Final[dict[tuple[str, str], Altered]] = {
    ("ActivityType", "audited"): Altered(
        becomes=words("{of}: {new} % of the entries are audited instead of {old} %."),
        begins=words("{of}: {new} % of the entries are audited, instead of as many as of the other types."),
        ends=words("{of}: as many of the entries are audited as of the other types, instead of {old} %."),
    ),
    ("Audit", "percent"): Altered(words("Of the entries of each type {new} % are audited instead of {old} %.")),
    ("Audit", "answer_days"): Altered(
        words("What was returned is answered within {new} instead of {old}."), counted=DAYS
    ),
    ("Audit", "appeal_days"): Altered(
        becomes=words("A rejection can be appealed within {new} instead of {old}."),
        begins=words("A rejection can be appealed within {new}."),
        ends=words("A rejection can't be appealed any more; it could within {old}."),
        zero=True,
        counted=DAYS,
    ),
    ("Audit", "after_renewal"): Altered(
        words("A renewal that lacks what was rejected later is {new} instead of {old}.")
    ),
    ("Audit", "many_a_day"): Altered(
        becomes=words("More than {new} entries of one day are looked at, instead of {old}."),
        begins=words("More than {new} entries of one day are looked at."),
        ends=words("No entries are looked at any more because they are many of one day."),
        zero=True,
    ),
    ("Audit", "late_days"): Altered(
        becomes=words("What is recorded more than {new} late is looked at, instead of {old}."),
        begins=words("What is recorded more than {new} late is looked at."),
        ends=words("Nothing is looked at any more because it is recorded late."),
        zero=True,
        counted=DAYS,
    ),
    ("Audit", "evidence_months"): Altered(
        becomes=words("Evidence is kept for {new} instead of {old}."),
        begins=words("Evidence is kept for {new}."),
        ends=words("Evidence is kept without an end, instead of for {old}."),
        zero=True,
        counted=MONTHS,
    ),
    ("Widened", "when"): Altered(words("More are audited when more than {new} % failed, instead of {old} %.")),
    ("Widened", "of_last"): Altered(
        words("Whether more are audited is decided by the last {new} instead of the last {old}.")
    ),
    ("Widened", "to"): Altered(words("When too many failed, {new} % are audited instead of {old} %.")),
    ("CandidateAudit", "percent"): Altered(words("Of those who renewed {new} % are audited instead of {old} %.")),
    ("CandidateAudit", "days"): Altered(
        words("Whoever is audited provides evidence within {new} instead of {old}."), counted=DAYS
    ),
    ("CandidateAudit", "remind_days"): Altered(
        words("Whoever is audited is reminded {new} before the deadline instead of {old}."), counted=DAYS
    ),
    ("RejectionReason", "sentence"): Altered(words("A rejection for “{of}” says “{new}” instead of “{old}”.")),
}
