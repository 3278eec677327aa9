"""Write what follows from the rule files: `python docs/generate.py`, or `make docs`.

`docs/rules/<pack>.md` shows each rule with its reasons and examples; `docs/taxonomy.md` counts what covers each kind of
damage; `docs/evidence.md` tells how often each rule was right; in the README, what the commands shown print. A test fails while a
page is out of date.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from console import rerun

from repair.rulebook.evidence import PROOF, SAMPLE, Evidence, evidence
from repair.rulebook.load import Pack, load_packs
from repair.rulebook.rule import Example, Rule
from repair.rulebook.shelf import built_in_files
from repair.rulebook.taxonomy import TAXONOMY

DOCS = Path(__file__).resolve().parent
HITS = DOCS.parent / "benchmarks" / "dev-hits.json"
NOTE = "<!-- Written by docs/generate.py from the rule files: do not edit. -->\n\n"
LEVELS = {"safe": "applied in bulk", "review": "offered, a person decides", "none": "no fix"}
EVIDENCE = f"""# How often the rules are right

Counted by `python benchmarks/evidence.py DIR` and kept in `rules/evidence.json`.

**Findings** are judged on annotated copy, in edited prose, and where somebody read them in ordinary news: right is one that lies on a
mark, or that a reader called right; every other one on these texts is wrong, read or not. Findings that a rule itself calls weaker than
its severity are left out and get no confidence. *At least* is the lower end of Wilson's 95 % interval, which reports give as
`confidence`; a rule with fewer than five judged findings has none. Rules were written with some of these texts at hand: expect less on
others.

**Safe fixes** are made unseen. A rule may call its fixes safe when {PROOF} were right and none wrong, on marks or on damage made on
purpose in the fiction of `seeds/`, and when every safe edit in 1.4 million words of edited and ordinary news, or {SAMPLE} of them, was
read and right. A test fails for a rule that claims more, and for one that has changed since it was measured.
"""
WITHOUT_RULE: dict[str, str] = {
    "timestamp, inside a paragraph": "within running text a date or time is a fact of the article more often than a leftover,"
    " and to take it out would change a fact",
}
"""Kinds of damage that no rule covers, with the reason."""


def pages() -> dict[Path, str]:
    """Every generated page and its text."""
    packs = load_packs(built_in_files())
    hits: dict[str, int] = json.loads(HITS.read_text(encoding="utf-8"))
    made = {DOCS / "rules" / f"{pack.name}.md": pack_page(pack) for pack in packs}
    made[DOCS / "rules" / "README.md"] = index_page(packs)
    made[DOCS / "taxonomy.md"] = taxonomy_page(packs, hits)
    made[DOCS / "evidence.md"] = evidence_page(packs, evidence())
    for page in (DOCS.parent / "README.md", DOCS / "bulk.md", DOCS / "learn.md", DOCS / "compare.md", DOCS / "ci.md"):
        made[page] = rerun(page.read_text(encoding="utf-8"))
    return made


def index_page(packs: list[Pack]) -> str:
    lines = [NOTE, "# Rules\n\n", "| pack | rules | about |\n| --- | ---: | --- |\n"]
    lines += [f"| [{pack.name}]({pack.name}.md) | {len(pack.rules)} | {one_line(pack.about)} |\n" for pack in packs]
    lines.append(
        f"\n{sum(len(pack.rules) for pack in packs)} rules. [What they cover](../taxonomy.md), [how to write one](../writing-rules.md).\n"
    )
    return "".join(lines)


def pack_page(pack: Pack) -> str:
    lines = [NOTE, f"# {pack.name}\n\n{one_line(pack.about)}\n\n", "| rule | severity | fix |\n| --- | --- | --- |\n"]
    lines += [f"| [{rule.id}](#{rule.id}) | {rule.severity} | {rule.safety} |\n" for rule in pack.rules]
    return "".join(lines) + "".join(rule_section(rule, pack.examples[rule.id]) for rule in pack.rules)


def rule_section(rule: Rule, examples: tuple[Example, ...]) -> str:
    fix = f"{rule.safety} ({LEVELS[rule.safety]}{f', from {rule.safe_from} findings in a text on' if rule.safe_from > 1 else ''})"
    if rule.because:
        fix += f": {rule.because}"
    severity = rule.severity + (f", {rule.alone} where nothing else in the text is damaged" if rule.alone else "")
    parts = [
        f"\n## {rule.id}\n\n{rule.why}\n\n",
        f"- says: {code(rule.message)}\n- severity: {severity}\n- fix: {fix}\n",
        f"- covers: {', '.join(rule.items)}\n" if rule.items else "",
        "- in preview: runs with `--preview`\n" if rule.preview else "",
        f"- formerly: {', '.join(rule.formerly)}\n" if rule.formerly else "",
        f"- checker: `{rule.checker}`\n",
    ]
    for title, kind in (("Found", "bad"), ("Left alone", "keep"), ("Known to be missed", "gap")):
        of_kind = [example for example in examples if example.kind == kind]
        if of_kind:
            parts.append(f"\n{title}:\n")
            parts += [f"\n{fenced(shown(example))}\n" for example in of_kind]
    return "".join(parts)


def shown(example: Example) -> str:
    """The text with what is found between ⟦ and ⟧, and behind an arrow what the fix makes of it."""
    parts, at = [], 0
    for start, end in example.spans:
        parts += [example.text[at:start], "⟦", example.text[start:end], "⟧"]
        at = end
    text = visible("".join([*parts, example.text[at:]]).rstrip("\n"))
    if example.good is None:
        return text
    return f"{text}\n→\n" + (visible(example.good.rstrip("\n")) or "(nothing is left)")


def visible(text: str) -> str:
    """The text with every character that cannot be seen on a page written as its number."""
    return "".join(
        character if character == "\n" or (character.isprintable() and character != "\xa0") else f"<U+{ord(character):04X}>"
        for character in text
    )


def taxonomy_page(packs: list[Pack], hits: dict[str, int]) -> str:
    kinds = {rule.id: Counter(example.kind for example in pack.examples[rule.id]) for pack in packs for rule in pack.rules}
    lines = [
        NOTE,
        "# What is looked for\n\n",
        "Every kind of damage with the rules that cover it, how many examples prove them (`bad`: found and mended, `keep`: look-alikes\n"
        "left alone), and how often these rules speak up on the development texts. A rule that covers two kinds counts for both.\n",
    ]
    for group, items in TAXONOMY.items():
        lines.append(f"\n## {group}\n\n| kind | rules | bad | keep | hits on dev |\n| --- | --- | ---: | ---: | ---: |\n")
        for item in items:
            covering = [rule for pack in packs for rule in pack.rules if item in rule.items]
            if covering:
                bad, keep = (sum(kinds[rule.id][kind] for rule in covering) for kind in ("bad", "keep"))
                names = ", ".join(f"[{rule.id}](rules/{rule.pack}.md#{rule.id})" for rule in covering)
                lines.append(f"| {item} | {names} | {bad} | {keep} | {sum(hits.get(rule.id, 0) for rule in covering)} |\n")
            else:
                lines.append(f"| {item} | none: {WITHOUT_RULE.get(item, '?')} | | | |\n")
    return "".join(lines)


def evidence_page(packs: list[Pack], known: Mapping[str, Evidence]) -> str:
    measured = [(rule, known[rule.id]) for pack in packs for rule in pack.rules if rule.id in known]
    lines = [NOTE.replace("the rule files", "rules/evidence.json"), EVIDENCE, news_told([one for _, one in measured])]
    lines.append(
        "\n## Findings\n\n| rule | fix | right | wrong | at least | in news | measured |\n| --- | --- | ---: | ---: | ---: | ---: | --- |\n"
    )
    for rule, one in measured:
        least = "–" if one.confidence is None else f"{one.confidence:.0%}"
        lines.append(f"| {link(rule)} | {rule.safety} | {one.right} | {one.wrong} | {least} | {one.news} | {one.date} |\n")
    lines.append("\n## Safe fixes\n\n| rule | right on marks | wrong | own damage | mended | marred | edits in news | read | wrong |\n")
    lines.append("| --- " + "| ---: " * 8 + "|\n")
    for rule, one in measured:
        if rule.safety == "safe":
            counts = (one.fixed, one.spoilt, one.made, one.mended, one.marred, one.edits, one.read, one.bad)
            lines.append(f"| {link(rule)} | {' | '.join(map(str, counts))} |\n")
    return "".join(lines)


def news_told(known: list[Evidence]) -> str:
    """What all rules together do in ordinary news; each rule counts as often as it speaks up there."""
    read = [one for one in known if one.heard]
    right = sum(one.news * (1 - one.alarms / one.heard) for one in read) / max(1, sum(one.news for one in read))
    found, heard, alarms = (sum(counts) for counts in zip(*((one.news, one.heard, one.alarms) for one in known), strict=True))
    return (
        f"\n**In ordinary news**, 1.2 million words of 249 sites as they were scraped, the rules find {found:,} things. {heard:,} of them\n"
        f"were read, {alarms} of which were no damage; each rule counted as often as it speaks up, that makes {right:.0%} right. Much of\n"
        "what was wrong has been mended: expect less on other texts.\n"
    )


def link(rule: Rule) -> str:
    return f"[{rule.id}](rules/{rule.pack}.md#{rule.id})"


def one_line(text: str) -> str:
    return " ".join(text.split())


def code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def fenced(text: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}text\n{text}\n{fence}"


def main() -> None:
    made = pages()
    (DOCS / "rules").mkdir(exist_ok=True)
    for old in (DOCS / "rules").glob("*.md"):
        if old not in made:
            old.unlink()
    for path, text in made.items():
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
