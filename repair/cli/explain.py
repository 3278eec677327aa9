"""Say what a rule looks for and why, how far its fix can be trusted, and show examples."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from repair.cli.options import project
from repair.cli.output import coloured, width
from repair.project.config import ConfigError
from repair.report.colour import Paint
from repair.rulebook.rule import Example, Rule
from repair.rulebook.shelf import built_in_files, nearest


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("rule", metavar="RULE", help="the id of a rule, as reports and `repair rules` have it")
    parser.add_argument("--config", metavar="FILE", help="take settings from this file, not from the nearest repair.toml or pyproject.toml")


def run(options: Namespace) -> int:
    """Print one rule."""
    from repair.rulebook.load import load_packs

    settings = project(options).settings(os.getcwd())
    packs = load_packs([*built_in_files(), *settings.rules])
    for pack in packs:
        for rule in pack.rules:
            if rule.id == options.rule:
                print(_told(rule, pack.about, pack.examples[rule.id], Paint(coloured())), end="")
                return 0
    from repair.compare.rules import ABOUT, RULES

    for rule in RULES:
        if rule.id == options.rule:
            print(_told(rule, ABOUT, (), Paint(coloured())), end="")
            return 0
    from repair.backends.allowed import ABOUT as ABOUT_LANGUAGETOOL
    from repair.backends.allowed import allowed

    for one in allowed():
        if one.rule.id == options.rule:
            print(_told(one.rule, ABOUT_LANGUAGETOOL, (), Paint(coloured())), end="")
            return 0
    known = [rule.id for rule in (*(rule for pack in packs for rule in pack.rules), *RULES, *(one.rule for one in allowed()))]
    raise ConfigError(f'no rule is named "{options.rule}"{nearest(options.rule, known)}')


def _told(rule: Rule, about: str, examples: tuple[Example, ...], paint: Paint) -> str:
    from textwrap import fill

    def wrapped(text: str) -> str:
        return fill(" ".join(text.split()), min(width(), 100)) + "\n"

    fix = {
        "none": f"There is no fix: {rule.because or 'the meaning is gone'}.",
        "safe": f"The fix is safe: {rule.because}.",
        "review": f"A person looks at the fix: {rule.because}.",
    }
    parts = [
        f"{paint(rule.id, 'bold')} ({rule.severity}, pack {rule.pack})\n\n",
        wrapped(rule.why) + "\n",
        wrapped(f"Says: {rule.message}") + "\n" if rule.message else "",
        wrapped(fix[rule.safety]) + "\n",
        wrapped(f"The pack: {about}"),
    ]
    titles = {"bad": "Found", "keep": "Left alone", "gap": "Not found yet"}
    for kind, title in titles.items():
        of_kind = [example for example in examples if example.kind == kind]
        if of_kind:
            parts.append(f"\n{paint(title, 'bold')}\n")
            parts += [_example(example, paint) for example in of_kind]
    return "".join(parts)


def _example(example: Example, paint: Paint) -> str:
    text, at = "", 0
    for start, end in example.spans:
        mark = paint(example.text[start:end], "red") if paint.on else f"[[{example.text[start:end]}]]"
        text += example.text[at:start] + mark
        at = end
    told = _set(text + example.text[at:], "  - ")
    return told + (_set(example.good, "  + ") if example.good is not None else "") + "\n"


def _set(text: str, margin: str) -> str:
    return "".join(f"{margin if number == 0 else '    '}{line}".rstrip() + "\n" for number, line in enumerate(text.splitlines() or [""]))
