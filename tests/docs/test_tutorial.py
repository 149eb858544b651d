"""Whoever begins in an empty folder and does what the tutorial says, word by word, has what it says at each step."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.docs.test_docs import TUTORIAL


def steps() -> list[tuple[str, str]]:
    """What stands on the page to be done, in its order: `console`, or the file that a piece is for; and its text."""
    found, said = list[tuple[str, str]](), ""
    for before, kind, text in re.findall(r"(.*?)```(console|toml)\n(.*?)```", TUTORIAL.read_text(), flags=re.DOTALL):
        said += before
        files = re.findall(r"`(cases/[\w-]+\.toml)`", said)
        found.append(("console" if kind == "console" else files[-1] if "[[case]]" in text else "policy.toml", text))
    return found


def written(policy: str, snippet: str) -> str:
    """A policy with a snippet in it: lines of a table that is there take the place of its own, others go to the end."""
    for table in re.split(r"\n(?=\[)", snippet.strip()):
        header, *lines = table.strip().split("\n")
        if f"\n{header}\n" not in policy or header.startswith("[["):
            policy += f"\n{table.strip()}\n"
            continue
        before, after = policy.split(f"\n{header}\n")
        own, *others = re.split(r"\n(?=\[)", after, maxsplit=1)
        for line in lines:
            key = line.split(" = ")[0]
            own, replaced = re.subn(rf"^{re.escape(key)} = .*$", line.replace("\\", r"\\"), own, flags=re.MULTILINE)
            own = own if replaced else f"{line}\n{own}"
        policy = "\n".join([f"{before}\n{header}\n{own}", *others])
    return policy


def test_a_newcomer_follows_the_tutorial_word_by_word(tmp_path: Path) -> None:
    folder = tmp_path / "FOLDER"
    for kind, text in steps():
        if kind.startswith("cases/"):
            (folder / kind).write_text(text)
        elif kind == "policy.toml":
            file = folder / kind
            file.write_text(written(file.read_text(), text))
        else:
            command, printed = text.removeprefix("$ ").split("\n", 1)
            recert, *words = shlex.split(command)
            program = str(Path(sys.executable).parent / recert)
            done = subprocess.run([program, *words], cwd=tmp_path, capture_output=True, text=True)
            assert done.returncode == 0, (command, done.stdout, done.stderr)
            assert printed.strip() in done.stdout, command


def test_the_tutorial_begins_a_program_checks_tests_and_shows_it() -> None:
    ran = [text.split()[3] for kind, text in steps() if kind == "console"]
    assert ran == ["new", "check", "test", "show", "check", "test"]
