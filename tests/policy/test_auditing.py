"""An owner writes how entries are audited, and is asked what the policy leaves open."""

from dataclasses import replace
from decimal import Decimal

import pytest

from recert.policy import audit_words
from recert.policy.auditing import AfterRenewal, Audit, CandidateAudit, RejectionReason, Widened
from recert.policy.difference import differences
from recert.policy.model import Policy
from recert.policy.read import parse_policy
from recert.policy.warn import warnings
from tests.policy.strategies import PROGRAMS
from tests.policy.test_difference import mutations

WHOLE = (PROGRAMS / "atlassian" / "policy.toml").read_text()
START, END = WHOLE.index("# The announcement names no audits"), WHOLE.index("# Mass moves of expiry")
TEXT = WHOLE[:START] + WHOLE[END:]
"""The reference program without its audits."""
AUDIT = """
[audit]
percent = 12.5
widened = { when = 20, of_last = 25, to = 50 }
answer_days = 14
appeal_days = 30
after_renewal = "suspend"
many_a_day = 5
late_days = 365
evidence_months = 24
source = "Handbook"

[audit.reasons]
not-this-activity = "The evidence shows another activity."

[audit.candidates]
percent = 2
days = 30
remind_days = 10
"""
FULL = Audit(
    percent=Decimal("12.5"),
    answer_days=14,
    appeal_days=30,
    after_renewal=AfterRenewal.SUSPENDED,
    reasons=(RejectionReason("not-this-activity", "The evidence shows another activity."),),
    source="Handbook",
    widened=Widened(Decimal(20), 25, Decimal(50)),
    many_a_day=5,
    late_days=365,
    evidence_months=24,
    candidates=CandidateAudit(Decimal(2), 30, 10),
)
OWN = TEXT.replace("[activity.course]\n", "[activity.course]\naudited = 33.3\n")


def read(text: str) -> Policy:
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    return found


def problems(text: str) -> list[str]:
    found = parse_policy(text)
    return [] if isinstance(found, Policy) else [f"{p.line}:{p.column}: {p.what}: {p.fix}" for p in found.problems]


def without(line: str) -> str:
    assert line in AUDIT
    return AUDIT.replace(line, "")


def line(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_what_is_written_whole_is_read() -> None:
    assert read(TEXT + AUDIT).audit == FULL
    assert read(TEXT).audit is None
    assert read(OWN + AUDIT).type("course").audited == Decimal("33.3")
    assert read(OWN + AUDIT).type("presenting").audited is None


def test_what_may_be_left_out_asks_nothing() -> None:
    shorter = AUDIT[: AUDIT.index("[audit.candidates]")]
    for left in ("widened", "many_a_day", "late_days", "evidence_months"):
        shorter = "\n".join(each for each in shorter.splitlines() if not each.startswith(left))
    found = read(TEXT + shorter).audit
    usual = replace(FULL, widened=None, many_a_day=0, late_days=0, evidence_months=0, candidates=None)
    assert found == usual


@pytest.mark.parametrize(
    ("audit", "said"),
    [
        (without("percent = 12.5\n"), "`percent` is missing in [audit]: write percent = N"),
        (without("answer_days = 14\n"), "`answer_days` is missing in [audit]"),
        (without("appeal_days = 30\n"), "`appeal_days` is missing in [audit]"),
        (
            without('after_renewal = "suspend"\n'),
            '`after_renewal` is missing in [audit]: write after_renewal = "keep" or "suspend" or "take back',
        ),
        (without('source = "Handbook"\n'), "`source` is missing in [audit]"),
        (without("[audit.reasons]\n").replace("not-this-activity", "#"), "`reasons` is missing in [audit]"),
        (without('not-this-activity = "The evidence shows another activity."'), "it is not said what a rejection may"),
        (AUDIT.replace('"suspend"', '"suspended"'), 'did you mean "suspend"?'),
        (AUDIT.replace("answer_days", "answers_days"), "did you mean `answer_days`?"),
        (AUDIT.replace("of_last = 25", "last = 25"), "`of_last` is missing in [audit.widened]"),
        (AUDIT.replace("remind_days = 10", "reminds = 10"), "did you mean `remind_days`?"),
        (AUDIT.replace("percent = 12.5", "percent = 100.5"), "100.5 percent can't be counted: write 0 to 100"),
        (AUDIT.replace("to = 50", "to = 50.125"), "50.125 percent can't be counted"),
        (AUDIT.replace("remind_days = 10", "remind_days = 30"), "30 days before the deadline is not after the 30 days"),
        (AUDIT.replace("days = 30\nremind", "days = 0\nremind"), "`days` is 0: write a whole number from 1 to 3650"),
        (AUDIT.replace('"The evidence shows another activity."', "7"), "`not-this-activity` is 7"),
    ],
)
def test_what_a_policy_leaves_open_is_asked(audit: str, said: str) -> None:
    assert any(said in problem for problem in problems(TEXT + audit)), problems(TEXT + audit)


def test_a_problem_has_its_place() -> None:
    text = TEXT + AUDIT.replace("remind_days = 10", "remind_days = 40")
    (found,) = problems(text)
    assert found.startswith(f"{line(text, 'remind_days')}:1: ")


def test_a_percentage_of_a_type_needs_audits() -> None:
    (found,) = problems(OWN)
    assert (
        found == f"{line(OWN, 'audited = ')}:1: it is not said how entries are audited: write [audit], or leave it out"
    )


@pytest.mark.parametrize(
    ("audit", "place", "said"),
    [
        (AUDIT.replace("to = 50", "to = 12.5"), "widened", "12.5 percent is no more than is drawn anyway"),
        (AUDIT.replace("when = 20", "when = 100"), "widened", "more than 100 percent never fail"),
        (AUDIT.replace("percent = 2\n", "percent = 0\n"), "percent = 0", "nobody who renewed is ever drawn"),
    ],
)
def test_what_can_never_apply_is_doubted(audit: str, place: str, said: str) -> None:
    (found,) = warnings(read(TEXT + audit), TEXT + audit, "policy.toml")
    assert said in found.what
    assert found.line == line(TEXT + audit, place)


def test_what_may_apply_is_not_doubted() -> None:
    assert warnings(read(TEXT + AUDIT), TEXT + AUDIT, "policy.toml") == ()
    fewer = OWN.replace("33.3", "1") + AUDIT.replace("to = 50", "to = 12.5")
    assert warnings(read(fewer), fewer, "policy.toml") == ()


def test_each_field_that_differs_is_said() -> None:
    before = read(OWN + AUDIT)
    small = replace(before, types=before.types[:1], certifications=(), moves=(), groups=())
    found = {name: changed for name, changed in mutations(small) if "audit" in name}
    assert len(found) == 17
    told = {name: [str(each) for each in differences(small, changed)] for name, changed in found.items()}
    assert [name for name, said in told.items() if not said or any("” was " in each for each in said)] == []
    assert [str(each) for each in differences(replace(small, audit=None), small)] == [
        "Entries are audited: 12.5 % of each type. A renewal that lacks what failed is suspended.",
        "A rejection can be appealed within 30 days.",
        "A rejection may say: The evidence shows another activity.",
        "When more than 20 % of the last 25 failed, 50 % are audited.",
        "More than 5 entries of one day are looked at.",
        "What is recorded more than 365 days late is looked at.",
        "Evidence is kept for 24 months.",
        "Of those who renewed 2 % are audited, and provide evidence within 30 days.",
    ]
    assert [str(each) for each in differences(small, replace(small, audit=None))] == [
        "Nothing is audited by rules any more."
    ]


def test_the_rules_are_told() -> None:
    assert audit_words.of_rules(read(TEXT)) == ()
    assert [str(each) for each in audit_words.of_rules(read(OWN + AUDIT))] == [
        "Of the entries of each type 12.5 % are drawn at random and audited.",
        "Coursework: 33.3 % of the entries, instead.",
        "While more than 20 % of the last 25 that a person decided failed, at least 50 % of each type are.",
        "Where somebody has more than 5 entries of one day, they are looked at.",
        "What is recorded more than 365 days after its day is looked at.",
        "What was returned is answered within 14 days.",
        "A rejection can be appealed within 30 days.",
        "A renewal that lacks what was rejected later is suspended at once, and taken back when it can't be appealed "
        "any more.",
        "Evidence is kept for 24 months after the day of the activity.",
        "Of those who renewed 2 % are drawn at random and audited.",
        "They provide their evidence within 30 days.",
        "They are reminded 10 days before the deadline.",
    ]
    assert [str(each) for each in audit_words.reasons(read(TEXT + AUDIT))] == [
        "not-this-activity: The evidence shows another activity."
    ]


def test_nothing_that_counts_changes() -> None:
    """No stage reads it: a policy with audits is counted as the same one without."""
    with_audits, without_any = read(OWN + AUDIT), read(TEXT)
    types = tuple(replace(kind, audited=None) for kind in with_audits.types)
    assert replace(with_audits, audit=None, types=types, digest="") == replace(without_any, digest="")
