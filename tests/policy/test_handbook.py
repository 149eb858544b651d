"""An owner reads a policy in plain English, and finds everything in it that it says."""

import re
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recert.policy import rule_words
from recert.policy.again import Again
from recert.policy.assess import assess
from recert.policy.assessment import Route
from recert.policy.assumptions import assumptions
from recert.policy.auditing import AfterRenewal, Audit, CandidateAudit, RejectionReason, Widened
from recert.policy.blocks import Block, Grid, Heading, Listed, Paragraph
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.cascades import Cascade, Trigger
from recert.policy.circumstances import Removes
from recert.policy.condition import Condition
from recert.policy.cycles import Anchor, EarlierGrace, Ends, Length, Rhythm
from recert.policy.deadline import Deadline, Later
from recert.policy.designation import Counted, Designation, Lost, Need
from recert.policy.formula import Formula, Period, Tier
from recert.policy.formula_words import worth
from recert.policy.handbook import handbook, read_out
from recert.policy.handbook_words import ends
from recert.policy.history import Award, Exam, History
from recert.policy.lateness import MoreOf, Surcharge, Suspension
from recert.policy.model import (
    Cap,
    Category,
    Counter,
    CounterOf,
    Demand,
    DemandKind,
    Limit,
    Measure,
    Minimum,
    MonthsCounted,
    Policy,
    Rounding,
    Value,
    Way,
    Within,
)
from recert.policy.moves import Move
from recert.policy.own import OwnCarry, OwnCycle
from recert.policy.plan import plan
from recert.policy.portfolio import Portfolio
from recert.policy.proration import EachOf, Proration, Shrinking
from recert.policy.read import parse_policy
from recert.policy.retake import OwnRetake, Retake
from recert.policy.serving import Allocation, Division, Reach, Split
from recert.policy.several_days import SeveralDays
from recert.terminal.policy import run
from recert.terminal.typeset import as_markdown, for_terminal
from tests.policy import fuzz
from tests.policy.strategies import PROGRAMS, reference
from tests.policy.test_difference import EVERYTHING, MISSED, mutations
from tests.policy.test_two_readings import MORE

FOLDERS = fuzz.FOLDERS


OWN_CYCLE = OwnCycle(
    *("somewhere", 30, 5, 2, Ends.END_OF_MONTH, 7, Ends.DAY_BEFORE),
    rhythm=Rhythm.KEPT_LATE,
    kept_months=3,
    opens_months=2,
    opens_days=20,
)


def read(folder: Path) -> Policy:
    found = parse_policy((folder / "policy.toml").read_text())
    assert isinstance(found, Policy)
    return found


def everywhere_something(policy: Policy) -> Policy:
    """The policy with something wherever it has nothing, so that each field can be otherwise."""
    dated = (Value(date(2024, 3, 1), Decimal(7), "somewhere"),)
    group, day = policy.groups[0], date(2024, 1, 1)
    demand = Demand("fee", "The fee", DemandKind.COUNTER, "fee", 2, 1, dated, consecutive=2)
    demand = replace(demand, shrinks=Shrinking("somewhere", Rounding.UP, Decimal(2)))
    choice = Demand("card", "A card", DemandKind.COUNTER, "fee", 2, 1, dated, consecutive=2)
    either = Demand("either", "Either", DemandKind.CHOICES, "", 2, 1, dated, choices=(choice,))
    yearly = tuple(replace(demand, key=f"y{i}", title=f"Y{i}", missed=rule) for i, rule in enumerate(MISSED))
    category = Category("a-category", "A category")
    types = tuple(
        replace(
            k,
            limit=k.limit or Limit(dated),
            measure=k.measure or Measure("hour", "hours", Decimal(1)),
            worth=k.worth or dated,
            category=k.category or "a-category",
        )
        for k in (policy.types or reference().policy.types)[:2]
    )
    chosen = Division(("a-category", "another"), Split.EACH_PART, (Decimal("0.2"),))
    within = (Within("a-category", dated),)
    types = tuple(replace(k, audited=Decimal(40), step=Decimal(2)) for k in types)
    types = tuple(replace(k, again=Again.NEVER, again_months=6, division=chosen, of_which=within) for k in types)
    retired = replace(
        policy.certifications[-1],
        retired=date(2030, 1, 1),
        source="somewhere",
        alone=Decimal(30),
        added=Decimal(10),
    )
    audits = Audit(
        Decimal(10),
        14,
        30,
        AfterRenewal.TAKEN_BACK,
        (RejectionReason("unclear", "It is not clear."),),
        "somewhere",
        Widened(Decimal(20), 25, Decimal(50)),
        5,
        365,
        24,
        CandidateAudit(Decimal(2), 30, 10),
    )
    rule = Proration(
        MonthsCounted.BEGUN, True, 6, Decimal(20), Rounding.UP, Decimal(1), 4, ("a-category",), "somewhere"
    )
    rule = replace(rule, each=(EachOf("a-category", Decimal(3)),))
    return replace(
        policy,
        audit=audits,
        several_days=SeveralDays.EACH_DAY,
        deadline=Deadline(0, 46, Later.NOTHING, (types[0].key,), late=True, source="somewhere"),
        suspension=Suspension(12, True, True, False, "somewhere"),
        surcharges=(Surcharge(1, Decimal(5), False, 2, "somewhere", (MoreOf("a-category", Decimal(1)),)),),
        retake=Retake(6, in_grace=True, source="somewhere"),
        proration=rule,
        groups=(
            replace(
                group,
                minima=group.minima or (Minimum("a-category", dated),),
                required=(*group.required, replace(dated[0], when=EVERYTHING)),
                periods_from=date(2020, 1, 1),
                own_cycle=OWN_CYCLE,
                own_retake=OwnRetake(renews=True, source="somewhere", months=7, days=3, in_grace=True),
                own_carry=OwnCarry(dated),
                demands=(demand, either, *yearly),
                ways=(
                    Way("exam", "The exam", dated, (demand,), shrinks=Shrinking("somewhere", Rounding.UP, Decimal(2))),
                ),
                own_proration=replace(rule, nothing_up_to=6, every=0, units=Decimal(0), each=()),
                portfolio=Portfolio(Decimal(50), True, "somewhere"),
            ),
        ),
        cycle=replace(
            policy.cycle,
            first_months=5,
            rhythm=Rhythm.KEPT_LATE,
            kept_months=3,
            opens_months=2,
            grace_days=policy.cycle.grace_days or (0 if policy.cycle.grace_months else 30),
            from_month=True,
            renewed_next=True,
            ends=Ends.END_OF_YEAR,
            earlier=(Length(day, 36, "s"),),
            earlier_graces=(EarlierGrace(day, 30, 0, "s"),),
        ),
        counters=(Counter("fee", "Fee", "fee", "fees", (types[0].key,), CounterOf.USES, 12),),
        designations=(
            Designation(
                "d", "Expert", "It is.", (Need(("A", "B"), 1),), tuple(Counted), Lost.AT_ONCE, day, "somewhere"
            ),
        ),
        cascades=(Cascade("c", "Up", Trigger.EARNED, ("A",), ("B",), True, day, "somewhere"),),
        types=types,
        allocation=Allocation((types[0].key,), 2, "somewhere", (Reach((types[0].key,), 3, "somewhere"),)),
        categories=(*policy.categories, category),
        certifications=(retired,),
        moves=policy.moves or (Move("m", "Moved", day, day, day, None, 12, "somewhere"),),
        caps=policy.caps or (Cap("c", "A limit", (types[0].key,), (group.key,), period=Period.CYCLE_YEAR, most=dated),),
        carry=Carry(dated, 12, ("a-category",), carried_in=CarriedIn.LAST, kept=(Minimum("a-category", dated),)),
        circumstances=tuple(replace(kind, removes=Removes.MONTHS) for kind in policy.circumstances),
    )


@lru_cache(maxsize=2000)
def set_alone(block: Block) -> str:
    return for_terminal((block,), 200, bold=False)


def text_of(policy: Policy) -> str:
    """What `recert policy show` prints. Policies that differ in little have most blocks in common."""
    return "\n".join(map(set_alone, handbook(policy)))


def reads_as(policy: Policy, usual: tuple[Block, ...]) -> bool:
    """Whether a policy's text is that of these blocks. It is read up to the first that says something else."""
    for mine, other in zip_longest(read_out(policy), usual):
        if mine == other:
            continue
        if mine is None or other is None:
            break
        texts = (set_alone(mine), set_alone(other))
        if not (texts[0].startswith(texts[1]) or texts[1].startswith(texts[0])):
            return False  # whatever follows, the texts are different from here on
        if texts[0] != texts[1]:
            break
    return text_of(policy) == "\n".join(map(set_alone, usual))


def test_blocks_are_set_one_by_one() -> None:
    policy = everywhere_something(reference().policy)
    assert text_of(policy) == for_terminal(handbook(policy), 200, bold=False)
    assert reads_as(policy, handbook(policy))
    assert not reads_as(policy, handbook(policy)[:-1])
    assert not reads_as(replace(policy, moves=()), handbook(policy))


@lru_cache
def usual_fields() -> frozenset[str]:
    """The fields of the reference policy made fuller; most others have them too."""
    return frozenset(where for where, _changed in mutations(everywhere_something(reference().policy)))


def is_looked_at(folder: Path, where: str) -> bool:
    """Of the usual fields each program takes a quarter, all with `make explore`."""
    return MORE > 1 or where not in usual_fields() or crc32(f"{folder.name} {where}".encode()) % 4 == 0


def test_every_field_is_looked_at_in_some_policy() -> None:
    found = {folder: dict(mutations(everywhere_something(read(folder)))) for folder in FOLDERS}
    every = {where for fields in found.values() for where in fields}
    assert {where for folder, fields in found.items() for where in fields if is_looked_at(folder, where)} == every


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_field_of_a_policy_goes_unmentioned(folder: Path) -> None:
    policy = everywhere_something(read(folder))
    usual = handbook(policy)
    found = dict(mutations(policy))
    assert {name.split()[0] for name in found} >= {"Policy.retake", "Policy.carry", "Policy.caps", "Policy.proration"}
    found = {where: changed for where, changed in found.items() if is_looked_at(folder, where)}
    unseen = [where for where, changed in found.items() if reads_as(changed, usual)]
    untold = {"Within.values Value.unlimited", "OwnCarry.most Value.unlimited"}  # no limit
    untold |= {"CycleRule.grace_days "} if policy.cycle.grace_months else set()  # months stand in their place
    untold |= {"CycleRule.ends "} if policy.cycle.anchor is Anchor.CALENDAR else set()  # a period ends with itself
    untold |= {"OwnCycle.grace_days ", "OwnRetake.months ", "Suspension.days "}  # and so do days in those of an exam
    untold |= {f"Policy.proration Proration.{name} " for name in ("rounding", "to")}  # which goes by so many months
    untold |= {"Group.own_proration Proration.units "}  # and that of a group by share
    if not all(kind.at_least_days for kind in policy.circumstances):
        untold |= {"CircumstanceKind.at_least_days "}  # at least one day is no more than any number
    assert [where for where in unseen if not any(each in where for each in untold)] == []
    for without in (
        replace(policy, retake=None),
        replace(policy, carry=None),
        replace(policy, caps=()),
        replace(policy, proration=None),
        replace(policy, suspension=None),
        replace(policy, surcharges=()),
    ):
        assert not reads_as(without, usual)
    assert not reads_as(replace(policy, moves=()), usual)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_field_of_a_bundled_policy_has_words_of_its_own(folder: Path) -> None:
    """Write the words of a new field into src/recert/policy/handbook.py, and name it in TOLD."""
    assert Heading("Besides") not in handbook(read(folder))


def test_a_field_without_words_is_told_by_its_name() -> None:
    @dataclass(frozen=True)
    class Extended(Limit):
        spills_over: int = 0

    policy = reference().policy
    kind = policy.type("global-event")
    assert kind.limit
    for number, told in ((0, False), (3, True)):
        changed = replace(kind, limit=Extended(kind.limit.uses, number))
        text = text_of(replace(policy, types=(changed,)))
        assert ("• Attending a global event: “spills over” is 3." in text) == told


def test_it_says_what_the_announcement_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", str(PROGRAMS / "atlassian")]) == 0
    text = capsys.readouterr().out
    flat = " ".join(text.split())
    for sentence in (
        "Associate (ACA): 50 CE units are needed in a cycle.",
        "A certification lasts 24 months.",
        "For 90 days after the end it can still be renewed.",
        "Either the units or passing the exam again is enough.",
        "Passing the exam again renews, within 6 months before the expiry and in the grace.",
        "Units beyond the requirement are not carried into the next cycle.",
        "On February 1, 2024, what is due from February 1, 2024 to September 29, 2024 moves to September 30, 2024.",
        "A candidate ID is AT and 8 digits, such as AT11111111.",
    ):
        assert sentence in flat
    assert re.search(r"^Attending a local event +10 CE units +4$", text, re.MULTILINE)
    assert max(map(len, text.splitlines())) <= 100


def test_an_exception_that_a_later_value_ends_is_not_told_as_in_force() -> None:
    """Neither where it is required, nor in a limit, nor among the sources; one that is written again goes on."""
    emeritus = Condition(true_of=("emeritus",))
    values = [Value(date(2009, 1, 1), Decimal(18), "all"), Value(date(2009, 1, 1), Decimal(1), "some", when=emeritus)]
    values.append(Value(date(2027, 1, 1), Decimal(20), "all"))
    kept = Value(date(2027, 1, 1), Decimal(1), "some", when=emeritus)
    policy = read(PROGRAMS / "aia")
    for more, told in (((), True), ((kept,), False)):
        dated = (*values, *more)
        cap = Cap("c", "A limit", (policy.types[0].key,), (), Period.CYCLE, dated)
        changed = replace(policy, groups=(replace(policy.groups[0], required=dated, minima=()),), caps=(cap,))
        text = str(handbook(changed))
        ends = (
            "on the first day of the cycle: this ends with cycles that begin before January 1, 2027; from then on what"
        )
        assert (ends in text) == told
        cycles = "on the first day of the cycle, in cycles that begin before January 1, 2027"
        some = f"1 {policy.unit}, with “Architect Emeritus” {cycles}"
        assert [some in text, text.count("in cycles that begin before")] == ([True, 4] if told else [False, 1])


def test_a_demand_is_named_once_whatever_is_said_of_some_people() -> None:
    usual = reference().policy
    first, since = date(2020, 1, 1), date(2027, 1, 1)
    some = Value(first, Decimal(3), "", when=Condition(cycle_from=2))
    values = (Value(first, Decimal(5), ""), some, Value(since, Decimal(10), ""))
    rule = Demand("yearly", "In each year", DemandKind.EACH_YEAR, "", 0, 0, values)
    policy = replace(usual, groups=(replace(usual.groups[0], demands=(rule,)),))
    text = " ".join(text_of(policy).split())
    assert text.count("Associate (ACA), In each year") == 1
    assert (
        "From cycle 2 on: at least 3 CE units. From cycle 2 on: this ends with cycles that begin before January 1, "
        "2027; from then on what holds for all governs." in text
    )


def test_what_is_still_an_assumption_is_listed_with_its_line() -> None:
    text = (PROGRAMS / "comptia" / "policy.toml").read_text()
    found = {(a.about, a.words) for a in assumptions(text)}
    assert ("time_zone", "assumption: where CompTIA has its seat") in found
    assert ("candidate.source", "assumption") in found
    assert ("cycle.grace_days", "assumption: no activity after the end counts") in found
    assert ("activity.college.worth", "assumption: 1 CEU for an hour") in found
    assert not any("is what no source" in words for _, words in found), "the word explained is no assumption"
    for each in assumptions(text):
        assert "assumption" in text.splitlines()[each.line - 1]


def test_a_policy_with_problems_shows_them_instead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "policy.toml").write_text("program = 1")
    assert run(["show", str(tmp_path)]) == 1
    assert "policy.toml:1: `program` is 1" in capsys.readouterr().out
    assert run(["show", str(tmp_path / "nowhere")]) == 1
    assert "it can't be read" in capsys.readouterr().out


def test_markdown_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "--markdown", str(PROGRAMS / "pmi")]) == 0
    text = capsys.readouterr().out
    assert text.startswith("# PMI Certification\n\nThe rules of the program pmi, version 2024.\n")
    assert "| Giving back to the profession | 25 PDUs | in a cycle |" in text
    assert "\n- At most 20 PDUs are carried into the next cycle.\n" in text


def test_a_pipe_gets_no_escapes_and_a_narrow_terminal_narrow_lines() -> None:
    recert = str(Path(sys.executable).parent / "recert")
    done = subprocess.run(
        [recert, "policy", "show", str(PROGRAMS / "isc2")], capture_output=True, text=True, env={"COLUMNS": "60"}
    )
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 60


def test_headings_are_bold_where_the_terminal_can() -> None:
    assert for_terminal([Heading("Hours")], 80, bold=True) == "\x1b[1mHours\x1b[0m\n─────\n"


texts = st.text(st.characters(codec="utf-8"), max_size=60)
blocks = st.one_of(
    st.builds(Heading, texts, st.integers(1, 3)),
    st.builds(Paragraph, texts),
    st.builds(Listed, st.lists(texts, max_size=3).map(tuple)),
    st.builds(Grid, st.tuples(texts, texts), st.lists(st.tuples(texts, texts), max_size=3).map(tuple)),
)


@given(st.lists(blocks, max_size=4), st.integers(30, 100))
def test_whatever_stands_in_a_policy_the_page_keeps_its_width_and_its_shape(found: list[Block], width: int) -> None:
    set_text = for_terminal(found, width, bold=False)
    assert all(len(line) <= width for line in set_text.split("\n"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", set_text)
    for block in found:
        if isinstance(block, Grid):
            lines = as_markdown([block]).strip("\n").split("\n")
            assert len(lines) == 2 + len(block.rows)
            assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {3}


def test_one_unit_is_said_as_one() -> None:
    said = " ".join(text_of(read(PROGRAMS / "hrci")).split())
    assert "Every certification, Ethics: 1 credit is needed in cycles that begin" in said
    assert "only of whoever renews after the end." in said


def test_a_type_that_counts_no_more_is_worth_nothing_and_a_limit_of_one_is_of_one_unit() -> None:
    kind = reference().policy.type("course")
    none = Value(date(2027, 1, 1), Decimal(0), "s")
    assert (
        str(worth(reference().policy, replace(kind, measure=Measure("hour", "hours", Decimal(0))), none)) == "nothing"
    )
    one = Cap("talks", "Talks", ("presenting",), (), Period.CYCLE, (Value(date(2024, 2, 1), Decimal(1), "s"),))
    page = text_of(replace(reference().policy, caps=(one,)))
    assert "1 CE unit " in page and " 1 CE units" not in page


def test_what_no_rate_decides_is_in_the_table_of_values_in_words() -> None:
    usual = reference().policy
    course = usual.type("course")

    def row(formula: Formula) -> str:
        kind = replace(course, worth=(Value(date(2024, 2, 1), Decimal(0), "s", formula=formula),))
        page = handbook(replace(usual, types=tuple(kind if each is course else each for each in usual.types)))
        lines = for_terminal(page, 300, bold=False).splitlines()
        (line,) = (line for line in lines if line.startswith(f"Worth of {course.title} "))
        return line

    assert "what the cycle requires" in row(Formula(required=True))
    assert "3 CE units from" in row(Formula(tiers=(Tier(Decimal(2), Decimal(3)),)))


def test_of_a_demand_with_choices_it_says_how_many_are_enough() -> None:
    said = " ".join(text_of(read(PROGRAMS / "cdr")).split())
    of = "Every registration, A CPEU of ethics or of health equity"
    for sentence in (
        f"{of}: needed besides. One of these is enough: 1 CPEU of ethics; 1 CPEU of health equity. "
        "Nothing is asked in cycles that end before May 31, 2017. "
        "One of its choices is enough in cycles that end on May 31, 2017 or later.",
        f"{of}, 1 CPEU of ethics: one of the choices. What counts is “Ethics”. At least 1 CPEU.",
        "A fee in each year of the cycle: one of the choices. It looks at each full year of the cycle.",
        "Learning plan: needed besides. What counts is “Learning plan”. At least 1 plan.",
    ):
        assert sentence in said
    nurses = " ".join(text_of(read(PROGRAMS / "alaska-nursing")).split())
    assert "needed besides. 2 of these 3 are enough: 30 contact hours of continuing education; 30 hours" in nurses
    assert "2 of its choices are enough." in nurses
    assert "Every license: no contact hours are needed in a cycle" in nurses


def test_of_fees_on_one_counter_it_says_once_that_they_are_not_added() -> None:
    usual = reference().policy
    fee = Counter("fee", "Fees paid", "dollar", "dollars", ("course",), CounterOf.QUANTITY)
    talks = replace(fee, key="talks", name="Talks")
    asked = [
        Demand(key, title, DemandKind.COUNTER, of, 2, 1, (Value(date(2020, 1, 1), Decimal(49), ""),))
        for key, title, of in (("fee", "Fee", "fee"), ("late", "Late fee", "fee"), ("talk", "Talk", "talks"))
    ]
    told = "Fee and Late fee are not added: what counts as “Fees paid” counts for each of them."
    group = replace(usual.groups[0], demands=tuple(asked))
    policy = replace(usual, groups=(group, *usual.groups[1:]), counters=(fee, talks))
    assert " ".join(text_of(policy).split()).count(f"Associate (ACA): {told}") == 1
    assert [str(row.what) for row in rule_words.asked(policy) if "not added" in str(row.what)] == [told]
    apart = replace(policy, groups=(replace(group, demands=(asked[0], asked[2])), *usual.groups[1:]))
    assert "not added" not in text_of(apart)


def test_of_each_example_of_evidence_it_says_once_for_which_types_it_is_drawn() -> None:
    said = " ".join(text_of(reference().policy).split())
    drawn = "The example of evidence that candidates see is of"
    assert f"{drawn} something completed: Coursework." in said
    assert f"{drawn} a registration: Attending a global event, Attending a local event." in said
    assert f"{drawn} a speaker's page: Presenting at an event." in said


def part_of(policy: Policy) -> str:
    """How a policy's handbook reads, in one line."""
    return " ".join(text_of(policy).split())


def part(name: str) -> str:
    """The same of a bundled program's."""
    return part_of(read(PROGRAMS / name))


def test_of_what_no_units_renew_it_says_all_that_does() -> None:
    others = "ANSIBLE, PUPPET, CLUSTERING, TUNING, PRACTICES or DEPLOYMENT"
    said = part("red-hat")
    rhcsa = "Red Hat Certified System Administrator (RHCSA): no units by themselves renew it, only passing the exam"
    assert f"{rhcsa} again, or earning or renewing RHCE, {others}." in said
    assert f"earning {others} renews RHCE and RHCSA until the same date." in said
    assert "Either the units or" not in said, "there are no units"
    assert "no units by themselves renew it, only passing the exam again or “The renewal course with its exam”" in (
        part("isa-arborist").replace(", or ", " or ")
    )
    policy = read(PROGRAMS / "red-hat")
    assert "Best Practices, Deployment and Camel: nothing renews it." in part_of(replace(policy, retake=None))


def test_of_periods_of_the_calendar_it_does_not_say_that_an_award_begins_one() -> None:
    said = part("aicp")
    assert "Cycles are periods of 24 months that are the same for everybody." in said
    assert "What is awarded in the middle of one has the rest of it as its first cycle." in said
    assert "A certification lasts" not in said


def test_what_is_late_from_a_deadline_on_is_said_to_be_so() -> None:
    said = part("cdr")
    assert "Nothing is carried out of a cycle that is renewed after the deadline." in said
    assert "it is renewed late. What is done after that still counts for the cycle." in said
    policy = read(PROGRAMS / "cdr")
    assert policy.deadline
    usual = text_of(replace(policy, deadline=replace(policy.deadline, late=False)))
    assert "Nothing is carried out of a cycle that is renewed after its end." in usual


def test_what_cannot_be_is_not_said() -> None:
    """Of a grace where there is none, of a least of nothing, and of what comes from elsewhere where nothing does."""
    assert "In grace" not in part("isa-arborist")
    assert "counts nothing" not in part("cdr")
    assert "recorded in contact hours." in part("cdr")
    policy = read(PROGRAMS / "boc-athletic-trainer")
    assert "What is earned while it is suspended is of the next cycle" in part("boc-athletic-trainer")
    assert "What is not renewed by its end is suspended for 2 months" in part("boc-athletic-trainer")
    assert "is of the next cycle" not in text_of(replace(policy, suspension=None)).partition("renewed\n──")[2]
    assert "as many CEUs as are recorded" in part("isa-arborist")
    cap = Cap("c", "A limit", ("ethics",), (), period=Period.CYCLE, most=(), categories=("ethics",))
    for over, words in (("", "all that counts as Ethics"), ("ethics", "what counts as Ethics from elsewhere")):
        other = replace(cap, key="d", categories=(), over=over)
        assert words in " ".join(text_of(replace(read(PROGRAMS / "cdr"), caps=(cap, other))).split())


def test_a_share_is_said_to_be_of_what_is_required() -> None:
    policy = read(next(folder for folder in FOLDERS if folder.name == "ahima"))
    assert "HIIM domains: 80 % of the required CEUs are needed in a cycle." in text_of(policy)


def test_it_is_said_whether_what_was_carried_in_is_used_first_or_last() -> None:
    pmi = read(next(folder for folder in FOLDERS if folder.name == "pmi"))
    assert pmi.carry is not None
    last, first = "What was carried in is used last:", "What was carried in is used first:"
    assert last in text_of(pmi)
    assert first in text_of(replace(pmi, carry=replace(pmi.carry, carried_in=CarriedIn.FIRST)))
    again = text_of(replace(pmi, carry=replace(pmi.carry, carried_in=CarriedIn.AGAIN, months=24)))
    assert "may be carried again as far as it is not needed" in " ".join(again.split())
    assert "earned in the 24 months before the cycle's end" in " ".join(again.split())
    assert "not carried again" not in again


def test_a_period_of_the_calendar_ends_before_the_next_one() -> None:
    alaska, pmi = (read(next(f for f in FOLDERS if f.name == name)) for name in ("alaska-nursing", "pmi"))
    assert (ends(alaska), ends(pmi)) == (
        "On the day before the next period begins",
        "On the day before that day of the month on which it began",
    )


def test_at_what_a_demand_looks_is_said_in_words_of_people() -> None:
    said = " ".join(text_of(read(PROGRAMS / "texas-cpa")).split())
    assert "needed besides. 3 cycles together count, from cycle 2 on." in said
    assert "It looks at: several cycles" not in said


def test_what_holds_first_is_said_to_hold_before_its_day_as_well() -> None:
    usual = reference().policy
    late = Value(date(2025, 8, 1), Decimal(60), "decided")
    first = Value(usual.floor, Decimal(50), "decided")
    for values, said in (((late,), True), ((first, late), False)):
        group = replace(usual.groups[0], required=values)
        rows = " ".join(text_of(replace(usual, groups=(group,), retake=None)).split())
        assert ("Required for Associate 60 August 1, 2025, and before decided" in rows) is said
    types = tuple(replace(kind, worth=(late,)) for kind in usual.types)
    assert "and before" not in text_of(replace(usual, types=types))


def test_a_group_that_is_called_so_for_short_too_is_named_once() -> None:
    usual = reference().policy
    group = replace(usual.groups[0], short=usual.groups[0].name)
    assert "• Associate: 50 CE units are needed" in text_of(replace(usual, groups=(group,), retake=None))


def test_what_only_some_cycles_ask_is_told_of_these_alone() -> None:
    """Not that nothing is asked, and then something."""
    usual = reference().policy
    since = date(2020, 1, 1)
    none = Value(since, Decimal(0), "s")
    second = replace(none, amount=Decimal(1), when=Condition(cycle_from=2, cycle_to=2))
    units, talks = (Demand(name, name.title(), DemandKind.UNITS, "", 0, 0, (second,)) for name in ("units", "talks"))
    once = Demand("once", "Once", DemandKind.CHOICES, "", 0, 0, (none, second), choices=(units, talks))
    by_itself = replace(units, key="itself", title="Itself", values=(none, replace(second, amount=Decimal(5))))
    later = replace(by_itself, key="later", title="Later", values=(none, replace(second, since=date(2027, 1, 1))))
    group = replace(usual.groups[0], demands=(once, by_itself, later))
    said = " ".join(text_of(replace(usual, groups=(group,), retake=None)).split())
    assert "Once: needed besides. One of these is enough: Units; Talks. Asked only in cycle 2. •" in said
    assert "Itself: needed besides. At least 5 CE units. Asked only in cycle 2. •" in said
    assert "Later: needed besides. Nothing is asked." in said


def test_whoever_may_pass_the_exam_reads_that_nothing_is_asked_besides() -> None:
    """So it is: a pass renews by itself, whatever a demand would ask of whoever renews by units."""
    usual = reference().policy
    fee = Demand("fee", "Fee", DemandKind.COUNTER, "fee", 0, 0, (Value(date(2020, 1, 1), Decimal(1), "s"),))
    counter = Counter("fee", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
    asking = replace(usual, counters=(counter,), groups=tuple(replace(group, demands=(fee,)) for group in usual.groups))
    told = "Every level: passing the exam again renews by itself, without what is needed besides."
    assert told in " ".join(text_of(asking).split())
    assert "renews by itself" not in text_of(usual) + text_of(replace(asking, retake=None))
    passed = History((Award("ACA-JSWE", date(2025, 1, 10)),), (Exam("ACA-JSWE", date(2026, 10, 1)),), ())
    (standing,) = assess(plan(asking), passed, date(2026, 12, 1)).groups
    assert [cycle.route for cycle in standing.cycles][:1] == [Route.RETAKE]


def test_when_the_same_activity_counts_again_is_a_sentence() -> None:
    usual = reference().policy
    kind = usual.type("course")
    for again, months, told in (
        (Again.NEVER, 0, "The same one counts once."),
        (Again.NEXT_CYCLE, 0, "The same one counts again in another cycle."),
        (Again.AFTER, 12, "The same one counts again after 12 months."),
        (Again.AFTER, 1, "The same one counts again after one month."),
        (Again.NEXT_YEAR, 0, "The same one counts again in the next calendar year."),
        (Again.YEAR_BETWEEN, 0, "The same one doesn't count in two calendar years that follow each other."),
    ):
        changed = replace(usual, types=(replace(kind, again=again, again_months=months),))
        assert told in " ".join(text_of(changed).split())


def test_a_limit_on_a_category_does_not_list_its_types_as_well() -> None:
    usual = reference().policy
    course, talk = (replace(usual.type(key), category=of) for key, of in (("course", "self"), ("presenting", "")))
    most = (Value(date(2024, 2, 1), Decimal(20), "s"),)
    cap = Cap("self", "Self", ("course", "presenting"), (), Period.CYCLE, most, categories=("self",))
    limited = replace(usual, types=(course, talk), caps=(cap,), categories=(Category("self", "Self-study"),))
    page = " ".join(text_of(limited).split())
    assert f"in a cycle {talk.title}, all" in page
    assert f"in a cycle {course.title}" not in page
