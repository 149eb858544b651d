"""A policy's text beside its worked examples: read, checked, proven. Nothing is written."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from recert.policy.case import Case, read_cases
from recert.policy.case_doubts import case_doubts
from recert.policy.case_results import run_case
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.problem import Problem, Problems
from recert.policy.read import parse_policy
from recert.policy.warn import warnings
from recert.records.models import PolicyDraft, PolicyVersion

RULES: Final = "policy.toml"
CASES: Final = "cases.toml"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One worked example, and what does not hold of it."""

    case: Case
    wrong: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be said of a text and its worked examples. `policy` is None where the text has problems.

    `warnings` are of what can never apply; they keep nobody from publishing.
    """

    policy: Policy | None
    problems: tuple[Problem, ...]
    outcomes: tuple[Outcome, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The worked examples that do not hold."""
        return tuple(each for each in self.outcomes if each.wrong)

    @property
    def good(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.problems and not self.failed


def check(program: str, text: str, cases: str) -> Checked:
    """Reads the text as this program's, and runs its worked examples."""
    policy = parse_policy(text, RULES)
    if isinstance(policy, Problems):
        return Checked(None, policy.problems, ())
    if policy.key != program:
        line = next((n for n, each in enumerate(text.splitlines(), 1) if each.lstrip().startswith("program")), 1)
        what = _("the text says that it is the program “{key}”").format(key=policy.key)
        return Checked(None, (Problem(RULES, line, 1, what, f'program = "{program}"'),), ())
    doubtful = warnings(policy, text, RULES)
    if not cases.strip():
        return Checked(policy, (), (), doubtful)
    read = read_cases(cases, CASES, policy)
    if isinstance(read, Problems):
        return Checked(policy, read.problems, (), doubtful)
    doubtful += case_doubts(cases, CASES, policy)
    lowered = plan(policy)
    return Checked(policy, (), tuple(Outcome(case, run_case(lowered, case)) for case in read), doubtful)


def plain(text: str) -> str:
    """A text as it is kept: a browser's line ends are not the file's."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


@dataclass(frozen=True, slots=True)
class Page:
    """What stands in the editor: the draft, or what is in force where there is none."""

    text: str
    cases: str
    draft: PolicyDraft | None

    @property
    def edition(self) -> str:
        """What tells this draft from all others; nothing where there is none."""
        return str(self.draft.edition) if self.draft else ""


def page_of(program: str) -> Page:
    """The program's draft, or what is in force."""
    draft = PolicyDraft.objects.select_related("changed_by").filter(program=program).first()
    if draft is not None:
        return Page(draft.text, draft.cases, draft)
    newest = PolicyVersion.objects.filter(program=program).last()
    return Page(newest.text if newest else "", newest.cases if newest else "", None)


def folder_cases(policy: Path) -> str:
    """The worked examples beside a policy's file, one file after the other; empty where there are none."""
    files = sorted((policy.parent / "cases").glob("*.toml"))
    return "\n".join(f"# {file.name}\n{file.read_text('utf-8-sig').rstrip()}\n" for file in files)
