"""`recert policy show PATH`: a policy in plain English."""

import argparse
import shutil
import sys
from pathlib import Path
from typing import Final

from recert.policy.assumptions import assumptions
from recert.policy.handbook import handbook
from recert.policy.problem import Problems
from recert.policy.read import parse_policy, policy_file
from recert.policy.toml import read_text
from recert.terminal.typeset import as_markdown, for_terminal

WIDEST: Final = 100
"""Longer lines are hard to read."""


def add_options(command: argparse.ArgumentParser) -> None:
    """What may be said."""
    command.add_argument("path", type=Path, metavar="PATH", help="a program's folder, or its policy.toml")
    command.add_argument("--markdown", action="store_true", help="as Markdown, for a wiki or a mail")


def show(chosen: argparse.Namespace) -> int:
    """Prints the policy, or its problems."""
    file = policy_file(chosen.path)
    text = read_text(file)
    policy = text if isinstance(text, Problems) else parse_policy(text, str(file))
    if isinstance(policy, Problems):
        for problem in policy.problems:
            print(problem)
        return 1
    blocks = handbook(policy, () if isinstance(text, Problems) else assumptions(text))
    if chosen.markdown:
        print(as_markdown(blocks), end="")
    else:
        width = min(WIDEST, shutil.get_terminal_size((80, 24)).columns)
        print(for_terminal(blocks, width, bold=sys.stdout.isatty()), end="")
    return 0
