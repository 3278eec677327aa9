"""The `repair` command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def run() -> None:
    """The console script: exits with the contract's codes."""
    sys.exit(main())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="repair")
    commands = parser.add_subparsers(dest="command", required=True)
    lint = commands.add_parser("lint")
    lint.add_argument("paths", nargs="*", default=["."])
    lint.add_argument("--format", default="text")
    lint.add_argument("--exit-zero", action="store_true")
    rules = commands.add_parser("rules")
    rules.add_argument("--test", nargs="*")
    options = parser.parse_args(arguments)
    if options.command == "rules":
        return _prove(options.test)
    return _lint(options)


def _prove(files: list[str]) -> int:
    from repair.engine.prove import cases, prove
    from repair.rulebook.load import RuleError, built_in_files, load_packs

    try:
        packs = load_packs([Path(name) for name in files] or built_in_files())
    except RuleError as error:
        print(error, file=sys.stderr)
        return 2
    wrong = 0
    for pack in packs:
        for case in cases(pack):
            problem = prove(case)
            if problem:
                wrong += 1
                print(f"{case.name}: {problem}")
    print(f"{sum(len(p.rules) for p in packs)} rules, {wrong} examples fail")
    return 1 if wrong else 0


def _lint(options: argparse.Namespace) -> int:
    import json
    from hashlib import sha256

    from repair.engine.find import find
    from repair.rulebook.book import Book
    from repair.rulebook.compiled import load_rules, rules_hash
    from repair.rulebook.load import RULES
    from repair.text.article import Article
    from repair.text.decode import decode

    files = sorted(RULES.glob("*.yaml"))
    book = Book(load_rules(files))
    articles: list[dict[str, Any]] = []
    for name in options.paths:
        for path in sorted(Path(name).rglob("*.txt")) if Path(name).is_dir() else [Path(name)]:
            data = path.read_bytes()
            article = Article(decode(data).text, path.as_posix())
            articles.append(
                {
                    "path": article.path,
                    "locator": None,
                    "sha256": sha256(data).hexdigest(),
                    "findings": [
                        {
                            "rule": f.rule.id,
                            "pack": f.rule.pack,
                            "severity": f.severity,
                            "scope": f.rule.scope,
                            "message": f.message,
                            "start": f.span.start,
                            "end": f.span.end,
                            "text": f.text,
                            "key": f.key,
                            "group": f.group,
                            "confidence": f.confidence,
                            "fixes": [
                                {
                                    "title": x.title,
                                    "safety": x.safety,
                                    "edits": [{"start": e.start, "end": e.end, "old": e.old, "text": e.new} for e in x.edits],
                                }
                                for x in f.fixes
                            ],
                        }
                        for f in find(article, book)
                    ],
                }
            )
    if options.format == "json":
        print(json.dumps({"version": 1, "tool": {"rules_sha256": rules_hash(files)}, "articles": articles}, ensure_ascii=False))
    else:
        for a in articles:
            for f in a["findings"]:
                print(f"{a['path']}:{f['start']}: {f['rule']}: {f['message']}")
    return 0
