"""An author writes a cohort as what differs from another group, and everybody reads it as if it were written out."""

import re
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recert.policy import rule_words
from recert.policy.difference_past import differences_told
from recert.policy.handbook import handbook
from recert.policy.model import Policy, Value
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.reading.likes import HANDED_ON
from recert.policy.warn import warnings
from recert.terminal.policy import run
from recert.terminal.typeset import for_terminal
from tests.policy import fuzz
from tests.policy.strategies import PROGRAMS
from tests.policy.test_read import line_of

USUAL = (PROGRAMS / "california-mcle" / "policy.toml").read_text()
FIRST, LAST = USUAL.index("[group.group-2]"), USUAL.index("[cycle]")
SECOND = """[group.group-2]
name = "Second"
short = "2"
like = "group-1"
periods_from = 2012-02-01

"""
THIRD = """[group.group-3]
name = "Third"
short = "3"
like = "group-2"
periods_from = 2014-02-01

"""
NEVER = '[group.group-2.cycle]\nrenewed = "never"\nsource = "the rule"\n\n'
ONCE = '[group.group-2.cycle]\nmonths = 12\nsource = "the rule"\n\n'
HELD = '[group.group-1.portfolio]\nlooked_at = "on the first day of a cycle"\nsource = "the rule"\n\n'


def text_of(groups: str = SECOND + THIRD) -> str:
    """California's policy with other cohorts after its first one."""
    return USUAL[:FIRST] + groups + USUAL[LAST:]


def read(text: str) -> Policy:
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    return found


def told(text: str) -> list[tuple[int, str]]:
    """The problems of a text, each with its line."""
    found = parse_policy(text)
    return [(p.line, f"{p.what}: {p.fix}") for p in found.problems] if isinstance(found, Problems) else []


def page(policy: Policy) -> str:
    return " ".join(for_terminal(handbook(policy), 100, bold=False).split())


def test_a_cohort_has_from_the_other_what_it_does_not_say_itself() -> None:
    first, second, third = read(text_of()).groups
    assert first.required and len(first.minima) == 3
    assert second == replace(first, key="group-2", name="Second", short="2", periods_from=date(2012, 2, 1))
    assert third == replace(second, key="group-3", name="Third", short="3", periods_from=date(2014, 2, 1))


def test_what_it_says_stands_in_place_of_all_that_is_there() -> None:
    own = "[group.group-2.minimum]\n" + 'competence = [{ from = 2013-02-01, units = 2, source = "the rule" }]\n\n'
    _, second, third = read(text_of(SECOND + own + THIRD)).groups
    assert [(each.category, each.values[0].amount) for each in second.minima] == [("competence", Decimal(2))]
    assert third.minima == second.minima
    nothing = SECOND.replace("\n\n", "\nrequires = []\nminimum = {}\n\n") + "[group.group-2.retake]\nmonths = 6\n"
    nothing += (
        'in_grace = false\nsource = "the rule"\nrenews = "that certification"\nnew_expiry = "old expiry + cycle"\n\n'
    )
    _, second, _ = read(text_of(nothing + THIRD)).groups
    assert (second.required, second.minima) == ((), ())


def test_the_other_may_stand_further_down() -> None:
    text = USUAL[:FIRST] + USUAL[LAST:]
    at = text.index("[group.group-1]")
    before = text[:at] + SECOND + THIRD + text[at:]
    assert {group.key: group for group in read(before).groups} == {g.key: g for g in read(text_of()).groups}


@pytest.mark.parametrize(
    ("groups", "line", "said"),
    [
        (SECOND.replace('"group-1"', '"group-2"'), "like =", "[group.group-2] is like itself: name another group"),
        (
            SECOND.replace('"group-1"', '"group-3"') + THIRD,
            "like =",
            "group-2 is like group-3 and group-3 is like group-2, so that none of them says what all have: "
            "leave `like` out of one of them",
        ),
        (SECOND.replace("group-1", "grup-1"), "like =", 'there is no group "grup-1": did you mean "group-1"?'),
        (SECOND.replace("group-1", "x"), "like =", 'there is no group "x": write one of group-1, group-3'),
        (SECOND.replace('"group-1"', "1"), "like =", '`like` is 1: write like = "1"'),
        (SECOND.replace('"group-1"', '""'), "like =", '`like` is empty: write like = "GROUP"'),
        (SECOND.replace("like", "lik"), "lik =", "`lik` means nothing in [group.group-2]: did you mean `like`?"),
        (
            SECOND.replace('name = "Second"\n', ""),
            "[group.group-2]",
            "`name` is missing in [group.group-2]: write name",
        ),
        (SECOND.replace('short = "2"\n', ""), "[group.group-2]", "`short` is missing in [group.group-2]: write short"),
        (
            SECOND + HELD.replace("group-1", "group-2").replace("on the first day of a cycle", "never"),
            "looked_at",
            '`looked_at` is "never": write one of "on the first day of a cycle", "whenever it changes"',
        ),
    ],
    ids=["itself", "a circle", "a slip", "nobody", "a number", "nothing", "misspelled", "no name", "no short", "own"],
)
def test_what_is_wrong_with_it_is_told_at_its_line(groups: str, line: str, said: str) -> None:
    text = text_of(groups + (THIRD if "[group.group-3]" not in groups else ""))
    found = [each for each in told(text) if not re.search("twice|requires alone", each[1])]
    start = text.index("[group.group-2]")
    assert [(at, said in what) for at, what in found] == [
        (line_of(text[start:], line) + line_of(text, text[start:]) - 1, True)
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("units = 4, source", "unit = 4, source", "`unit` means nothing in [group.group-1.minimum.legal-ethics]"),
        ("units = 4, source", "units = -4, source", "`units` is -4"),
        ("units = 4, source", "units = 4.1, source", "4.1 is no whole number of steps of 0.25"),
        ("\nrequires =", "\nrequirs =", "`requirs` means nothing in [group.group-1]"),
        ("[group.group-1.minimum]", "[group.group-1.minimums]", "`minimums` means nothing in [group.group-1]"),
        ("\nlegal-ethics = [", "\nlegal-ethic = [", 'there is no category "legal-ethic"'),
        ("periods_from = 2013-02-01  # 1\n", "", "it is not said when its periods begin"),
        ("periods_from = 2013-02-01  # 1\n", "periods_from = 2013\n", "`periods_from` is 2013"),
    ],
)
def test_what_is_wrong_in_what_it_has_from_the_other_is_told_once(right: str, wrong: str, said: str) -> None:
    usual = text_of(re.sub("periods_from.*\n", "", SECOND + THIRD))
    assert usual.count(right) == 1 and not told(usual)
    text = usual.replace(right, wrong)
    ((line, what),) = told(text)
    assert said in what
    assert line_of(text, "[group.group-1]") <= line < line_of(text, "[group.group-2]")


def test_what_is_wrong_for_a_cohort_alone_is_told_at_its_header() -> None:
    text = text_of(SECOND + NEVER + THIRD)
    assert told(text) == [
        (
            line_of(text, "[group.group-2]"),
            f'`{key}`, which it has from [group.group-1]: by renewed = "never" nothing renews it, so that this would '
            f"change nothing: leave `{key}` out, or `renewed` in its [cycle], or write its own `{key}`",
        )
        for key in ("minimum", "requires")
    ]
    assert not told(text.replace(NEVER, "").replace("like = ", "requires = []\nminimum = {}\nlike = ") + NEVER)


def test_where_it_is_like_nobody_nothing_follows_from_that() -> None:
    """Neither that nothing is required, nor of certifications that their group has no portfolio."""
    of_held = USUAL[:FIRST].replace(
        USUAL[USUAL.index("requires = [", FIRST - 900) : USUAL.index("\n[group.group-1.minimum]")], ""
    )
    rest = re.sub(r'(group = "group-.")', r"\1\nalone = 25\nadded = 5", USUAL[LAST:])
    text = of_held + HELD + re.sub("periods_from.*\n", "", SECOND + THIRD) + rest
    assert not told(text.replace('like = "group-2"', 'like = "group-1"'))
    wrong = text.replace('like = "group-1"', 'like = "everybody"')
    assert [what for _, what in told(wrong)] == ['there is no group "everybody": write one of group-1, group-3']


def test_a_file_may_not_grow_beyond_all_bounds_by_it() -> None:
    days = [date.fromordinal(date(2012, 2, 1).toordinal() + i) for i in range(1000)]
    many = "".join(f"  {{ from = {day}, units = 25, source = 's' }},\n" for day in days)
    copies = "".join(THIRD.replace("group-3", f"copy-{i}") for i in range(30))
    text = text_of(SECOND + f"requires = [\n{many}]\n\n" + THIRD + copies)
    found = [what for _, what in told(text)]
    assert found == [
        "with what groups have from others there are more than 100,000 values: "
        "let fewer groups be like others, or write less in those"
    ]


def test_check_doubts_once_what_several_have_alike() -> None:
    text = text_of().replace("units = 4, source", "units = 40, source")
    found, copied = (warnings(read(each), each, "policy.toml") for each in (text, _written_out(text)))
    assert [problem.line for problem in found] == [line_of(text, "legal-ethics = [{")]
    assert len(copied) == 3


def test_check_doubts_at_its_header_what_is_of_a_cohort_alone() -> None:
    """It requires less than the minimum that it has from the other."""
    text = text_of(SECOND + 'requires = [{ from = 2013-02-01, units = 3, source = "s" }]\n' + THIRD)
    (problem,) = warnings(read(text), text, "policy.toml")
    assert (problem.line, problem.what[:43]) == (
        line_of(text, "[group.group-2]"),
        "`minimum`, which it has from [group.group-1",
    )
    assert problem.fix.endswith(", or write its own `minimum`")


def test_check_doubts_that_it_is_like_another_of_which_it_has_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = 'minimum = {}\nrequires = [{ from = 2013-02-01, units = 3, source = "s" }]\n'
    text = text_of(SECOND + own + THIRD)
    (tmp_path / "policy.toml").write_text(text)
    (tmp_path / "cases").mkdir()
    run(["check", str(tmp_path)])
    assert (
        f"{line_of(text, 'like =')}: warning: [group.group-2] has nothing from [group.group-1]: it says everything "
        "itself that is said there: leave `like` out, or what is the same"
    ) in capsys.readouterr().out
    assert not warnings(read(text_of()), text_of(), "policy.toml")


def _written_out(text: str) -> str:
    """The same policy with what groups have from others written where they are."""
    data = fuzz.loaded(text)
    return fuzz.document({**data, "group": {key: by_hand(data["group"], key) for key in data["group"]}})


def by_hand(groups: dict[str, Any], key: str) -> dict[str, Any]:
    """A group with what it has from the one that it is like."""
    own = {name: value for name, value in groups[key].items() if name != "like"}
    if "like" not in groups[key]:
        return own
    other = by_hand(groups, groups[key]["like"])
    return {**{name: value for name, value in other.items() if name not in {"name", "short"}}, **own}


def as_read(data: dict[str, Any]) -> Policy | None:
    found = parse_policy(fuzz.document(data))
    return replace(found, digest="") if isinstance(found, Policy) else None


@pytest.mark.parametrize("folder", fuzz.FOLDERS, ids=lambda folder: folder.name)
def test_a_bundled_policy_reads_as_it_does_written_out(folder: Path) -> None:
    text = (folder / "policy.toml").read_text()
    assert replace(read(text), digest="") == replace(read(_written_out(text)), digest="")


@st.composite
def cohorts(draw: st.DrawFn) -> dict[str, Any]:
    """A bundled policy with one or two cohorts more, each like any group, with keys of its own from any group."""
    data: dict[str, Any] = deepcopy(draw(st.sampled_from(fuzz.POLICIES)))
    groups = {key: by_hand(data["group"], key) for key in data["group"]}
    every = [(name, group[name]) for group in groups.values() for name in group if name in HANDED_ON]
    for key in draw(st.sampled_from([("cohort",), ("cohort", "cohort-2")])):
        own = dict(draw(st.lists(st.sampled_from(every), max_size=3)))
        own |= {name: [] for name in draw(st.sets(st.sampled_from(("requires", "also", "or")), max_size=1))}
        like = draw(st.sampled_from([each for each in data["group"] if each != key]))
        held = draw(st.sampled_from(list(data["certification"].values())))
        data["certification"][key.upper()] = {**held, "group": key}
        cohort = {"name": key, "short": key, "like": like, **deepcopy(own)}
        items = list(data["group"].items())
        at = draw(st.integers(0, len(items)))
        data["group"] = dict([*items[:at], (key, cohort), *items[at:]])
    return data


@given(cohorts())
def test_a_cohort_reads_as_its_copy_written_out(data: dict[str, Any]) -> None:
    """Also where it is refused: then its copy is, too."""
    out = {**data, "group": {key: by_hand(data["group"], key) for key in data["group"]}}
    assert as_read(data) == as_read(out)


@given(cohorts(), st.data())
def test_whatever_is_wrong_in_the_other_is_told_no_more_often_than_of_the_copy(
    data: dict[str, Any], drawn: st.DataObject
) -> None:
    groups = data["group"]
    places = [place for key in groups for place in fuzz.places(groups[key], (key,)) if len(place) > 2]
    if not places:
        return
    *way, last = drawn.draw(st.sampled_from(places))
    holder: Any = groups
    for part in way:
        holder = holder[part]
    holder[last] = drawn.draw(fuzz.anything)
    out = {**data, "group": {key: by_hand(groups, key) for key in groups}}
    found, copied = (told(fuzz.document(each)) for each in (data, out))
    assert bool(found) == bool(copied)
    assert len(found) <= len(copied)


def test_show_says_once_what_several_have_alike() -> None:
    said = page(read(text_of()))
    for sentence in (
        "There are several: Compliance Group 1 (last names A–G) (Group 1), Second (2) and Third (3).",
        "• Every compliance group: 25 hours are needed in a cycle.",
        "• Every compliance group, Legal Ethics: 4 hours are needed in a cycle.",
        "• Second (2): its periods are counted from February 1, 2012.",
    ):
        assert said.count(sentence) == 1, sentence
    assert said.count("25 hours are needed") == 1
    assert said.count("2: 25 hours in the") == 1, "among the sources too"
    other = SECOND.replace("\n\n", '\nrequires = [{ from = 2013-02-01, units = 20, source = "s" }]\n\n')
    said = page(read(text_of(other + THIRD.replace("group-2", "group-1"))))
    assert "• Group 1 and 3: 25 hours are needed in a cycle." in said
    assert "• Second (2): 20 hours are needed in a cycle." in said
    assert "There are several" not in page(read((PROGRAMS / "atlassian" / "policy.toml").read_text()))


def test_short_names_that_two_groups_share_are_not_used() -> None:
    other = SECOND.replace("\n\n", '\nrequires = [{ from = 2013-02-01, units = 20, source = "s" }]\n\n')
    same = (other + THIRD.replace("group-2", "group-1")).replace('short = "3"', 'short = "2"')
    assert "• Group 1 and Third: 25 hours are needed in a cycle." in page(read(text_of(same)))


def test_ways_of_one_name_are_told_with_what_each_takes() -> None:
    """Where two groups have a way of the same name, and one takes more by it, each is told with its own amount."""
    way = '[[group.{}.or]]\nkey = "talks"\ntitle = "Talks"\n'
    way += 'requires = [{{ from = 2013-02-01, units = {}, source = "s" }}]\n\n'
    text = text_of(SECOND + way.format("group-2", 9) + THIRD).replace(
        "[group.group-2]", way.format("group-1", 8) + "[group.group-2]", 1
    )
    said = page(read(text))
    first = "Compliance Group 1 (last names A–G) (Group 1): another way to renew is “Talks”. • Talks: 8 hours"
    assert first in said
    assert "2 and 3: another way to renew is “Talks”. • Talks: 9 hours" in said


def test_the_desk_has_one_row_for_what_several_ask_alike() -> None:
    rows = rule_words.asked(read(text_of()))
    assert [(str(row.what), [group.short for group in row.groups]) for row in rows] == [
        ("25 hours", ["Group 1", "2", "3"]),
        ("Of them 4 hours of Legal Ethics", ["Group 1", "2", "3"]),
        ("Of them 1 hours of Elimination of Bias", ["Group 1", "2", "3"]),
        ("Of them 1 hours of Competence Issues", ["Group 1", "2", "3"]),
    ]


def test_diff_says_once_what_becomes_otherwise_in_several() -> None:
    usual = text_of()
    more = read(usual.replace("units = 25, source", "units = 30, source"))
    assert [str(each) for each in differences_told(read(usual), more)] == [
        "Every compliance group: 25 hours needed in a cycle become 30, in cycles that are over, too."
    ]
    own = text_of(SECOND + THIRD.replace("like", 'requires = [{ from = 2013-02-01, units = 9, source = "s" }]\nlike'))
    some = own.replace("units = 25, source", "units = 30, source")
    assert [str(each) for each in differences_told(read(own), read(some))] == [
        "Compliance Group 1 (last names A–G) and Second: 25 hours needed in a cycle become 30, in cycles that are "
        "over, too."
    ]


def test_diff_says_once_what_of_several_has_no_day() -> None:
    usual, shorter = text_of(), text_of(SECOND + ONCE + THIRD)
    *_, said = map(str, differences_told(read(usual), read(shorter.replace("months = 12", "months = 24"))))
    assert said.startswith("What is said here of “Second and Third” has no day")


@pytest.mark.parametrize("folder", fuzz.FOLDERS, ids=lambda folder: folder.name)
def test_no_group_is_lost_by_being_told_together(folder: Path) -> None:
    policy = read((folder / "policy.toml").read_text())
    said = page(policy)
    for at, group in enumerate(policy.groups):
        assert group.name in said and (group.short in {group.name} or f"{group.name} ({group.short})" in said)
        other = replace(group, required=(Value(policy.floor, Decimal(777), "the rule"),), portfolio=None)
        groups = (*policy.groups[:at], other, *policy.groups[at + 1 :])
        alone = page(replace(policy, groups=groups))
        assert f"{group.name}" in alone and alone.count(f": 777 {policy.units} are needed in a cycle") == 1
