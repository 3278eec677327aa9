"""Say what is damaged in every article of a folder, and how many repairs would be made: `repair_folder.py FOLDER`.

Nothing is written. The choice of fixes is one's own: here what is safe, and of what is for review only spacing.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from repair import Article, Chosen, Finding, Unsettled, find, rule_book, settle


def choose(findings: Sequence[Finding]) -> Iterable[Chosen]:
    """The first fix of a finding, when it is safe or changes nothing but white space."""
    for finding in findings:
        for fix in finding.fixes[:1]:
            spacing = all(not (edit.old + edit.new).strip() for edit in fix.edits)
            if fix.safety == "safe" or spacing:
                yield Chosen(finding, fix)


def main(folder: str) -> None:
    book = rule_book()
    for path in sorted(Path(folder).glob("*.txt")):
        article = Article(path.read_bytes().decode("utf-8"), path.name)
        findings = find(article, book)
        try:
            settled = settle(article, book, choose)
        except Unsettled as problem:
            print(f"{path.name}: {problem}")
            continue
        made = sum(len(done.took) for done in settled.passes)
        print(f"{path.name}: {len(findings)} findings, {made} mended, {len(settled.left)} left")


if __name__ == "__main__":
    main(sys.argv[1])
