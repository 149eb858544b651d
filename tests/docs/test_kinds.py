"""Every kind of rule has a page, whose policy is valid and whose case holds."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from recert.policy.case import read_cases
from recert.policy.case_results import run_case
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import read_document
from recert.policy.toml import Document
from tests.docs.kinds import FOLDER, ORDER, index, pages
from tests.docs.test_docs import ROOT, laid_over


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_the_rule_on_a_page_does_what_its_case_says(page: Path) -> None:
    rule, case = re.findall(r"```toml\n(.*?)```", page.read_text(), flags=re.DOTALL)
    usual = tomllib.loads((ROOT / "programs" / "atlassian" / "policy.toml").read_text(), parse_float=Decimal)
    document = Document("docs", laid_over(usual, tomllib.loads(rule, parse_float=Decimal)), {(): (1, 1)})
    policy = read_document(document, "digest")
    assert document.problems == []
    cases = read_cases(case, "docs", policy)
    assert not isinstance(cases, Problems), cases
    assert [problem for each in cases for problem in run_case(plan(policy), each)] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_the_case_on_a_page_fails_without_its_rule(page: Path) -> None:
    rule, case = re.findall(r"```toml\n(.*?)```", page.read_text(), flags=re.DOTALL)
    usual = tomllib.loads((ROOT / "programs" / "atlassian" / "policy.toml").read_text(), parse_float=Decimal)
    document = Document("docs", usual, {(): (1, 1)})
    policy = read_document(document, "digest")
    cases = read_cases(case, "docs", policy)
    if isinstance(cases, Problems):
        return  # it names something that only the rule has
    assert [problem for each in cases for problem in run_case(plan(policy), each)] != [], rule


def test_the_index_lists_every_page() -> None:
    assert sorted(name for _, names in ORDER for name in names) == [page.stem for page in pages()]
    assert (FOLDER / "index.md").read_text() == index()
