"""TOML → policy, or every problem with its line."""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from recert.policy.certification import Certification
from recert.policy.cycles import CycleRule, GraceActivity
from recert.policy.model import ActivityType, Category, Counter, Group, Policy, Rounding
from recert.policy.moves import Move
from recert.policy.portfolio import Portfolio
from recert.policy.problem import Problem, Problems
from recert.policy.reading import activities, cycles
from recert.policy.reading.auditing import check_audit, read_audit
from recert.policy.reading.cascades import check_cascades, read_cascade
from recert.policy.reading.categories import read_categories
from recert.policy.reading.circumstances import check_circumstances, read_circumstance
from recert.policy.reading.conditions import check_conditions, read_condition
from recert.policy.reading.cycles import ROUNDINGS
from recert.policy.reading.deadline import check_deadline, read_deadline
from recert.policy.reading.demands import check_counters, read_counter, read_ways
from recert.policy.reading.designations import check_designations, read_designations
from recert.policy.reading.lateness import check_lateness, read_surcharge, read_suspension
from recert.policy.reading.lengths import check_lengths
from recert.policy.reading.likes import filled, tell_once
from recert.policy.reading.missed import check_missed
from recert.policy.reading.never import check_never, is_never_renewed
from recert.policy.reading.no_activities import FLOOR, UNIT, check_no_activities, renewed_by_another
from recert.policy.reading.own import check_own, read_own_carry, read_own_cycle
from recert.policy.reading.program_years import check_program_years
from recert.policy.reading.proration import check_proration, read_own_proration, read_proration
from recert.policy.reading.replacements import check_replacements, read_replacement
from recert.policy.reading.retakes import check_retakes, read_own_retake, read_retake, renewed_by_exam
from recert.policy.reading.serving import between_steps, read_allocation
from recert.policy.reading.values import Amounts, named, step_number, values
from recert.policy.several_days import SeveralDays
from recert.policy.slips import moved_in, of_no_group, read_once_mended, without_header
from recert.policy.toml import Document, Table, parse, read_text

ANSWERED: Final = {
    "cycle": {
        "last_day": "included",
        "end": "earliest expiry",
        "new_expiry": "same date for all, at least the latest",
    },
    "counting": {
        "when": "submitted",
        "worth_governed_by": "activity date",
        "limits_governed_by": "cycle start",
        "requirement_governed_by": "cycle start",
        "which_uses": "worth most",
        "same_day_again": "refused",
        "other_day_again": "warned",
    },
}
"""Questions that a policy must answer in so many words, so that none is silent, and the answer the evaluator knows."""

COUNTING: Final = frozenset({"from", "source", "over_limit", "several_days", "days_rounding"})
"""What else stands in [counting]."""
GIVEN_LATER: Final = {"move too": True, "stay": False}


def read_policy(path: Path) -> Policy | Problems:
    """The policy in a file, or in a folder's `policy.toml`; or its problems, the file's absence among them."""
    file = policy_file(path)
    if path.is_dir() and not file.exists():
        return Problems((Problem(str(path), 1, 1, "there is no policy.toml in this folder", _instead(path)),))
    text = read_text(file)
    return text if isinstance(text, Problems) else parse_policy(text, str(file))


def _instead(folder: Path) -> str:
    """The programs that somebody may mean who named the folder around them."""
    inside = sorted(str(file.parent) for file in folder.glob("*/policy.toml"))
    if not inside:
        return "check the path, or begin a program with recert policy new FOLDER"
    return f"name a program's own folder, such as {inside[0]}"


def policy_file(path: Path) -> Path:
    """The policy's file where a folder may be given."""
    return path / "policy.toml" if path.is_dir() else path


def parse_policy(text: str, file: str = "policy.toml") -> Policy | Problems:
    """The policy in a text; `file` names it in problems."""
    document = parse(text, file)
    if document.problems:
        return Problems(tuple(document.problems))
    if not document.data:
        document.problem((), "nothing is written here", "begin a program with recert policy new FOLDER, and change it")
        return Problems(tuple(document.problems))
    digest = hashlib.sha256(text.encode()).hexdigest()
    if "case" in document.data and not {"program", "unit", "cycle"} & document.data.keys():
        fix = "write them in a folder `cases` beside the policy, and check the program's folder"
        document.problem(("case",), "this is a file of cases, and no policy", fix)
        return Problems(tuple(document.problems))
    moved_in(document, "groups", "group")
    of_no_group(document)
    without_header(document, "counting", frozenset(ANSWERED["counting"]) | COUNTING)
    policy = read_once_mended(document, lambda read: read_document(read, digest))
    return Problems(tuple(sorted(document.problems))) if document.problems or policy is None else policy


@dataclass(frozen=True, slots=True)
class _Unit:
    one: str
    many: str
    step: Decimal
    rounding: Rounding


@dataclass(frozen=True, slots=True)
class _Counting:
    """From when activities count, and by which of its days one does; these where there are none."""

    floor: date = FLOOR
    source: str = ""
    several_days: SeveralDays = SeveralDays.LAST_DAY
    days_rounding: Rounding = Rounding.DOWN


def read_document(document: Document, digest: str) -> Policy:
    """The policy that a document holds; its problems are the document's."""
    whole = filled(document)
    policy = _read(whole, digest)
    tell_once(whole)
    return policy


def _read(document: Document, digest: str) -> Policy:
    top = document.top
    recorded = top.has("activity")
    if not recorded:
        check_no_activities(document)
    unit = _unit(top.table("unit")) if recorded else _Unit(*UNIT, Rounding.DOWN)
    candidate = top.table("candidate")
    categories = read_categories(top)
    keys = tuple(category.key for category in categories)
    groups = tuple(_group(key, table, unit.step, categories) for key, table in top.named("group"))
    activity = top.named("activity") if recorded else ()
    types = tuple(activities.read_type(key, table, unit.step, categories) for key, table in activity)
    group_words, cycle = top.table("groups"), _cycle(top.table("cycle"), recorded=recorded)
    counting = _counting(top.table("counting"), cycle) if recorded else _Counting()
    after_grace = top.table("suspension") if top.has("suspension") else None
    policy = Policy(
        key=top.text("program", example='"atlassian"'),
        name=top.text("name"),
        version=top.text("version", example='"2024-02"'),
        time_zone=_time_zone(top),
        unit=unit.one,
        units=unit.many,
        step=unit.step,
        rounding=unit.rounding,
        group_word=group_words.text("word", example='"level"'),
        id_prefix=candidate.text("prefix", example='"AT"'),
        id_digits=candidate.integer("digits", 4, 12),
        floor=counting.floor,
        floor_source=counting.source,
        cycle=cycle,
        retake=read_retake(top.table("retake")) if top.has("retake") else None,
        groups=groups,
        certifications=tuple(
            _certification(code, table, groups, unit.step) for code, table in top.named("certification")
        ),
        types=types,
        moves=tuple(_move(table) for table in top.rows("move")),
        digest=digest,
        categories=categories,
        carry=activities.read_carry(top.table("carry"), unit.step, categories) if top.has("carry") else None,
        caps=tuple(activities.read_cap(table, unit.step, groups, types, categories) for table in top.rows("limit")),
        counters=_counters(top, types),
        cascades=tuple(read_cascade(table) for table in top.rows("cascade")),
        replacements=tuple(read_replacement(table) for table in top.rows("replacement")),
        allocation=read_allocation(top.table("allocation"), types, len(groups)) if top.has("allocation") else None,
        suspension=read_suspension(after_grace, cycle, recorded=recorded) if after_grace else None,
        surcharges=tuple(read_surcharge(table, unit.step, categories) for table in top.rows("late")),
        proration=read_proration(top.table("proration"), unit.step, keys) if top.has("proration") else None,
        circumstances=tuple(read_circumstance(row, unit.step, keys) for row in top.rows("circumstance")),
        several_days=counting.several_days,
        days_rounding=counting.days_rounding,
        audit=read_audit(top.table("audit")) if top.has("audit") else None,
        deadline=read_deadline(top.table("deadline"), types) if top.has("deadline") else None,
        designations=read_designations(top),
    )
    candidate.text("source")
    for table in (top, candidate, group_words):
        table.done()
    _whole(document, policy)
    return policy


def _counters(top: Table, types: tuple[ActivityType, ...]) -> tuple[Counter, ...]:
    if not top.has("counter"):
        return ()
    return tuple(read_counter(key, table, types) for key, table in top.named("counter"))


def _counting(table: Table, cycle: CycleRule) -> _Counting:
    several_days = _several_days(table, cycle)
    found = _Counting(
        floor=table.day("from"),
        source=table.text("source"),
        several_days=several_days,
        days_rounding=activities.read_days_rounding(table, several_days),
    )
    _answers(table, "counting")
    table.choice("over_limit", activities.OVER_LIMIT)
    table.done()
    return found


def _several_days(counting: Table, cycle: CycleRule) -> SeveralDays:
    found = counting.choice("several_days", activities.SEVERAL_DAYS)
    if found is SeveralDays.EACH_DAY and cycle.grace_activity is GraceActivity.NEXT_CYCLE:
        what = "what is done after an end waits for the next cycle, and can't be divided there"
        counting.problem("several_days", what, "write another answer, or another one of `grace_activity`")
    if found is SeveralDays.EACH_DAY and cycle.renewed_next:
        what = "what is done after a renewal waits for the next cycle, and can't be divided there"
        counting.problem("several_days", what, "write another answer, or leave `after_renewal` out")
    if found is SeveralDays.EACH_DAY and cycle.before_award:
        what = "what is done before an award counts from the first of its month, and can't be divided there"
        counting.problem("several_days", what, 'write another answer, or before_award = "counts for nothing"')
    return found


def _whole(document: Document, policy: Policy) -> None:
    """What only the whole can show."""
    if not policy.groups:
        document.problem(("group",), "there is no group", "write [group.NAME] for what is renewed together")
    if not policy.types and "activity" in document.data:
        fix = "write [activity.NAME] for what people record, or leave [activity] out where nothing is recorded"
        document.problem(("activity",), "there is no activity type", fix)
    if not policy.certifications:
        document.problem(("certification",), "there is no certification", "write [certification.CODE]")
    seen = set[str]()
    for i, move in enumerate(policy.moves):
        if move.key in seen:
            document.problem(("move", i, "key"), f"two moves are called {move.key}", "give each its own key")
        seen.add(move.key)
    names = [*seen, *(g.key for g in policy.groups), *(c.code for c in policy.certifications)]
    for kind in policy.types:
        if kind.key in names:
            document.problem(("activity", kind.key), f"{kind.key} names two things", "give each its own name")
    if (rounded := _rounded(policy)) and not document.word("unit", "rounding"):
        what = f"it is not said how an amount between two steps is rounded, such as {rounded} may give"
        document.problem(("unit", "step"), what, f"write rounding = {' or '.join(map(quoted, ROUNDINGS))}")
    check_counters(document, policy)
    check_cascades(document, policy)
    check_replacements(document, policy)
    check_lateness(document, policy)
    check_deadline(document, policy)
    check_missed(document, policy)
    check_program_years(document, policy)
    check_circumstances(document, policy)
    check_audit(document, policy)
    check_designations(document, policy)
    cycles.check_periods(document, policy.cycle, policy.groups)
    check_own(document, policy)
    check_proration(document, policy)
    check_never(document, policy)
    check_retakes(document, policy)
    check_lengths(document, policy)
    check_conditions(document, policy)
    activities.check_caps(document, policy)
    activities.check_carry(document, policy)


def _rounded(policy: Policy) -> str:
    """What may give an amount between two steps: a type that is measured, or a share; empty where nothing does."""
    minima = (value for group in policy.groups for minimum in group.minima for value in minimum.values)
    shares = (value.share for value in (*minima, *(value for cap in policy.caps for value in cap.most)))
    late = (row.share for row in policy.surcharges)
    worths = (value.formula for kind in policy.types for value in kind.worth)
    halves = (formula is not None and formula.times % 1 != 0 for formula in worths)
    uneven = (*shares, *late, *halves, between_steps(policy))
    measured = next((kind.key for kind in policy.types if kind.measure and kind.worth), "")
    return measured or ("a share" if any(uneven) else "")


def quoted(word: str) -> str:
    """A word as a policy has it."""
    return f'"{word}"'


def _unit(table: Table) -> _Unit:
    unit = _Unit(
        table.text("one", example='"unit"'),
        table.text("many", example='"units"'),
        table.number("step") or Decimal(1),
        table.choice("rounding", ROUNDINGS) if table.has("rounding") else Rounding.DOWN,
    )
    table.done()
    return unit


def _time_zone(top: Table) -> str:
    name = top.text("time_zone", example='"UTC"')
    try:
        ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        top.problem("time_zone", f'"{name}" is no time zone', 'write a name such as "UTC" or "America/New_York"')
    return name


def _answers(table: Table, section: str) -> None:
    for key, answer in ANSWERED[section].items():
        table.choice(key, {answer: answer})


def _cycle(table: Table, *, recorded: bool) -> CycleRule:
    rule = cycles.read_cycle(table, recorded=recorded)
    _answers(table, "cycle")
    table.done()
    return rule


def _group(key: str, table: Table, step: Decimal, categories: tuple[Category, ...]) -> Group:
    if table.has("like"):
        table.text("like", example='"GROUP"')
    minimum = table.table("minimum") if table.has("minimum") else None
    demands, ways = read_ways(table, step, categories)
    group = Group(
        key=key,
        name=table.text("name"),
        short=table.text("short"),
        required=values(table, "requires", Amounts("units", step, read_condition)),
        minima=activities.read_minima(minimum, step, categories) if minimum else (),
        portfolio=_portfolio(table.table("portfolio"), step) if table.has("portfolio") else None,
        periods_from=table.day("periods_from") if table.has("periods_from") else None,
        demands=demands,
        ways=ways,
        own_cycle=read_own_cycle(table.table("cycle")) if table.has("cycle") else None,
        own_retake=read_own_retake(table.table("retake")) if table.has("retake") else None,
        own_carry=read_own_carry(table.table("carry"), step) if table.has("carry") else None,
        own_proration=read_own_proration(table.table("proration"), step, tuple(c.key for c in categories))
        if table.has("proration")
        else None,
    )
    if group.required and group.portfolio:
        table.problem("portfolio", "what is required is said twice", "leave `requires` or [group.NAME.portfolio] out")
    if not group.required and not group.portfolio and not _renewed_otherwise(table, group):
        fix = "write requires = [{ from = DATE, units = N, source = … }], or [retake] where the exam alone renews"
        fix += f'; where nothing does, renewed = "never" in [group.{key}.cycle]'
        table.problem("requires", "nothing is required", fix)
    table.done()
    return group


def _renewed_otherwise(table: Table, group: Group) -> bool:
    """Whether anything but the group's own units renews what is of it, or nothing is meant to."""
    by_exam = renewed_by_exam(table, group.own_retake)
    alone = by_exam or is_never_renewed(table.document, group) or renewed_by_another(table.document, group.key)
    return bool(group.ways) or alone


def _portfolio(table: Table, step: Decimal) -> Portfolio:
    found = Portfolio(
        most=step_number(table, "most", step) if table.has("most") else Decimal(0),
        at_once=table.choice("looked_at", {"on the first day of a cycle": False, "whenever it changes": True}),
        source=table.text("source"),
    )
    table.done()
    return found


def _certification(code: str, table: Table, groups: tuple[Group, ...], step: Decimal) -> Certification:
    keys = [g.key for g in groups]
    group = named(table, "group", table.text("group"), "group", keys)
    retired = table.day("retired") if table.has("retired") else None
    alone, added = table.has("alone"), table.has("added")
    portfolio = any(g.portfolio for g in groups if g.key == group)
    unknown = ("group", group, "portfolio") in table.document.unread
    either = portfolio and (alone or added)
    found = Certification(
        code=code,
        exam=table.text("exam"),
        title=table.text("title"),
        group=group or next(iter(keys), ""),
        retired=retired,
        source=table.text("source", ""),
        alone=step_number(table, "alone", step) if alone or either else Decimal(0),
        added=step_number(table, "added", step) if added or either else Decimal(0),
    )
    if portfolio and not either:
        table.problem(None, "it is not said what it requires alone", "write alone = N and added = N")
    if group and not portfolio and not unknown and (alone or added):
        table.problem(None, "its group's requirement does not follow from what is held", "write [group.NAME.portfolio]")
    if retired and not found.source:
        table.problem("retired", f"{code} is retired without a source", "say where that is written: source = …")
    table.done()
    return found


def _move(table: Table) -> Move:
    first, last = table.day("first"), table.day("last")
    to: date | None = table.day("to") if table.has("to") else None
    months = table.integer("months", 1, 240) if table.has("months") else 0
    if (to is None) == (months == 0):
        table.problem(None, "a move needs a day or a number of months", "write either to = DATE or months = N")
    if any(map(table.lacks, ("first", "last", "to"))):
        pass  # which days are moved, or to which, is not known
    elif last < first:
        table.problem("last", f"{last} comes before {first}", "write the first and the last day that is covered")
    elif to is not None and first <= to <= last:
        table.problem("to", f"{to} lies in the days that are moved", "move to a day after them")
    elif to is not None and to < last:
        table.problem("to", f"{to} would shorten some", "move to a day after the last one that is covered")
    move = Move(
        key=table.text("key"),
        title=table.text("title"),
        on=table.day("on", first),
        first=first,
        last=last,
        to=to,
        months=months,
        source=table.text("source"),
        later=table.choice("dates_given_later", GIVEN_LATER) if table.has("dates_given_later") else True,
    )
    table.done()
    return move
