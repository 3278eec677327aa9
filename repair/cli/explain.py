"""Say what a rule looks for and why, how far its fix can be trusted, and show examples.

With --case, print the least text in which a rule finds what it found in an article: a false alarm to tell others of, and
an example that its pack can take in. PATHs then say where to look for the key."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from repair.cli.options import project
from repair.cli.output import coloured, said, width
from repair.cli.picking import WHAT
from repair.project.config import ConfigError
from repair.report.colour import Paint
from repair.rulebook.rule import Example, Rule
from repair.rulebook.shelf import built_in_files, nearest


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("names", nargs="*", metavar="RULE", help="the id of a rule, as reports and `repair rules` have it")
    parser.add_argument("--case", metavar="KEY", help=f"print what a finding needs as a small case; {WHAT}")
    parser.add_argument("--preview", action="store_true", help="with --case, look for findings of new rules too")
    parser.add_argument("--config", metavar="FILE", help="take settings from this file, not from the nearest repair.toml or pyproject.toml")


def run(options: Namespace) -> int:
    """Print rules, or a case."""
    if options.case:
        return _case(options)
    if not options.names:
        raise ConfigError("which rule? `repair rules` lists them")
    known = _known(options)
    for number, name in enumerate(options.names):
        if name not in known:
            raise ConfigError(f'no rule is named "{name}"{nearest(name, known)}')
        rule, about, examples = known[name]
        if rule.id != name:
            said(f'rule "{name}" is called "{rule.id}" now')
        print("\n" * bool(number) + _told(rule, about, examples, Paint(coloured())), end="")
    return 0


def _known(options: Namespace) -> dict[str, tuple[Rule, str, tuple[Example, ...]]]:
    """Of each name of a rule the rule, what its pack is about, its examples."""
    from repair.backends.allowed import ABOUT as OF_LANGUAGETOOL
    from repair.backends.allowed import allowed
    from repair.compare.rules import ABOUT as OF_COMPARING
    from repair.compare.rules import RULES
    from repair.project.unused import ABOUT, UNUSED
    from repair.rulebook.load import load_packs

    settings = project(options).settings(os.getcwd())
    known: dict[str, tuple[Rule, str, tuple[Example, ...]]] = {rule.id: (rule, OF_COMPARING, ()) for rule in RULES}
    known.update({one.rule.id: (one.rule, OF_LANGUAGETOOL, ()) for one in allowed()})
    known[UNUSED.id] = (UNUSED, ABOUT, ())
    for pack in load_packs([*built_in_files(), *settings.rules]):
        for rule in pack.rules:
            known.update(dict.fromkeys((*rule.formerly, rule.id), (rule, pack.about, pack.examples[rule.id])))
    return known


def _case(options: Namespace) -> int:
    from repair import __version__
    from repair.cli.picking import picked
    from repair.engine.case import least
    from repair.engine.find import find

    found = picked(options.case, options.names, options)
    rule, text = found.finding.rule, found.finding.text
    source = found.source()
    inside = [one for one in find(source.document.article, found.job.book(source.target)) if one.key == found.finding.key]
    print(f"# {rule.id} finds {_quoted(text)} here (repair {__version__}, rules {found.job.hashes[0][:12]})")
    print(f"- keep: {_quoted(least(source.document.article.text, (inside or [found.finding])[0]))}")
    return 0


def _quoted(text: str) -> str:
    """The text as YAML has it on one line, nothing in it unseen."""
    import json

    return "".join(
        character if character.isprintable() else f"\\U{ord(character):08X}" for character in json.dumps(text, ensure_ascii=False)
    )


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
        wrapped(f"Where nothing else in a text is damaged, it is told as {rule.alone}: a writer slips there too.") + "\n"
        if rule.alone
        else "",
        *(wrapped(line) for line in _measured(rule)),
        wrapped(f"The pack: {about}"),
    ]
    titles = {"bad": "Found", "keep": "Left alone", "gap": "Not found yet"}
    for kind, title in titles.items():
        of_kind = [example for example in examples if example.kind == kind]
        if of_kind:
            parts.append(f"\n{paint(title, 'bold')}\n")
            parts += [_example(example, paint) for example in of_kind]
    return "".join(parts)


def _measured(rule: Rule) -> list[str]:
    """What is known of how often the rule is right, and a blank line; nothing for rules that nobody measures."""
    from repair.rulebook.evidence import evidence, fresh

    known = evidence()
    if rule.id not in known:
        return []
    date = known[rule.id].date
    found = fresh(rule, known)
    if found is None:
        return [f"It has changed since it was measured on {date}.", ""]
    return [f"{' '.join(found.told)} Measured on {date}.", ""]


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
