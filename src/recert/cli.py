"""The `recert` command."""

import os
import sys
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Final


def main() -> int:
    """Runs one command; the exit code is 0 when all went well."""
    name, rest = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("", [])
    if name in WITHOUT_DATABASE:
        return _until_nobody_reads(WITHOUT_DATABASE[name][1], rest)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recert.config.settings")
    if sys.argv[1:] in ([], ["help"], ["--help"], ["-h"]):
        print(overview())
        return 0
    if (told := astray(name, rest)) is not None:
        print(told, file=sys.stderr)
        return 2
    from django.core.management import execute_from_command_line

    execute_from_command_line(["recert", *sys.argv[1:]])
    return 0


OF_POLICY: Final = ("check", "test", "diff", "show", "new", "schema")
"""Commands of `recert policy`. Django has some of these names as well."""


def astray(name: str, rest: list[str]) -> str | None:
    """What somebody most likely meant who typed a command that there is not; None where there is one."""
    import django
    from django.apps import apps
    from django.core.management import get_commands, load_command_class

    if name.startswith("-") or any(each.startswith(("--settings", "--pythonpath")) for each in rest):
        return None  # Django reads those before it knows any command
    django.setup()
    if name == "check":
        parser = load_command_class("django.core", "check").create_parser("recert", "check")
        labels = {app.label for app in apps.get_app_configs()}
        if set(parser.parse_args(rest).args) <= labels:
            return None
    if name in OF_POLICY:
        meant = " ".join(["recert policy", name, *rest])
        return f"recert {name}: did you mean `{meant}`?"
    known = [*get_commands(), *WITHOUT_DATABASE, "help", "version"]
    if name in known:
        return None
    if Path(name).exists():
        return f"{name} is no command: did you mean `recert policy check {name}`?"
    near = get_close_matches(name, [*known, *OF_POLICY], n=1)
    meant = "policy " * (bool(near) and near[0] in OF_POLICY) + (near[0] if near else "help")
    return f"there is no command {name}: " + (f"did you mean `recert {meant}`?" if near else "`recert help` lists them")


def _until_nobody_reads(run: Callable[[list[str]], int], rest: list[str]) -> int:
    """Runs a command. Where the reader of its output has left, as `head` does, that is no mistake to tell."""
    try:
        done = run(rest)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains once more as it ends
        return 1
    return done


def overview() -> str:
    """The commands of Recert itself with what each does, then the two of Django that an operator needs."""
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    ours = {name: app for name, app in get_commands().items() if isinstance(app, str) and app.startswith("recert.")}
    lines = {name: load_command_class(app, name).help for name, app in ours.items()}
    lines |= {name: told for name, (told, _) in WITHOUT_DATABASE.items()}
    lines["migrate"] = "Bring the database up to date."
    lines["check --deploy"] = "Check the settings of a public installation."
    width = max(map(len, lines))
    listed = "\n".join(f"  recert {name:<{width}}  {lines[name]}" for name in sorted(lines))
    return f"Recert keeps professional certifications alive.\n\n{listed}\n\nMore about one: recert COMMAND --help"


def policy(arguments: list[str]) -> int:
    """`recert policy …`."""
    from recert.terminal.policy import run

    return run(arguments)


def assess(arguments: list[str]) -> int:
    """`recert assess …`."""
    from recert.terminal.assess import run

    return run(arguments)


def compare(arguments: list[str]) -> int:
    """`recert compare …`."""
    from recert.terminal.compare import run

    return run(arguments)


def explain(arguments: list[str]) -> int:
    """`recert explain …`."""
    from recert.terminal.explain import run

    return run(arguments)


def plan(arguments: list[str]) -> int:
    """`recert plan …`."""
    from recert.terminal.plan import run

    return run(arguments)


def whatif(arguments: list[str]) -> int:
    """`recert whatif …`."""
    from recert.terminal.whatif import run

    return run(arguments)


def allocate(arguments: list[str]) -> int:
    """`recert allocate …`."""
    from recert.terminal.allocate import run

    return run(arguments)


WITHOUT_DATABASE: Final[dict[str, tuple[str, Callable[[list[str]], int]]]] = {
    "policy": ("Start a program's rules, check and test them, read them in plain English.", policy),
    "assess": ("Assess a population: tables in, standings and entries out.", assess),
    "compare": ("Compare two policies over a population: who gains, who loses, and when.", compare),
    "explain": ("Tell the story of one person of a population: what counted, and why.", explain),
    "plan": ("Say how one person renews in time with the least: what to do, by when.", plan),
    "allocate": ("Propose which credential each activity of one person serves, where not all.", allocate),
    "whatif": ("Say what activities and exams not on record would change for one person.", whatif),
}
"""Commands that read files alone, and so start neither Django nor a database."""
