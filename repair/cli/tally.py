"""What `repair apply` did, counted for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from repair.cli.brief import Brief
from repair.report.visible import number, visible


class Tally:
    """Articles, fixes by rule, what is left. `dry`: nothing was written; `whole`: the rules are told in all, not by file."""

    def __init__(self, dry: bool, whole: bool) -> None:
        self._dry = dry
        self._whole = whole
        self._articles = self._changed = self._left = self._offered = self._words = 0
        self._rules: Counter[str] = Counter()
        self._in: Counter[str] = Counter()
        self._held: Counter[str] = Counter()

    def another(self) -> Tally:
        """An empty one of the same kind."""
        return Tally(self._dry, self._whole)

    def add(self, brief: Brief) -> None:
        """Count an article."""
        self._articles += 1
        self._left += brief.left
        self._offered += brief.offered
        if brief.changed:
            self._changed += 1
            self._words += brief.words
            self._rules.update(brief.rules)
            self._in.update(brief.rules.keys())

    def hold(self, code: str) -> None:
        """Count an article that is left as it is, or waits for a person; the code says why."""
        self._held[code] += 1

    def counts(self) -> dict[str, Any]:
        """What was counted, for `recall`."""
        numbers = (self._articles, self._changed, self._left, self._offered, self._words)
        return {"numbers": numbers, "rules": dict(self._rules), "in": dict(self._in), "held": dict(self._held)}

    def recall(self, counts: Mapping[str, Any]) -> None:
        """Count on from there."""
        self._articles, self._changed, self._left, self._offered, self._words = counts["numbers"]
        self._rules, self._in, self._held = (Counter(counts[name]) for name in ("rules", "in", "held"))

    def merge(self, file: Tally, path: str) -> str:
        """Count the articles of a file; gives the line about it, when it changed."""
        self._articles += file._articles
        self._left += file._left
        self._offered += file._offered
        self._changed += file._changed
        self._words += file._words
        self._rules += file._rules
        self._in += file._in
        self._held += file._held
        if not file._changed or self._whole:
            return ""
        counts = ", ".join(f"{rule} ×{count}" if count > 1 else rule for rule, count in sorted(file._rules.items()))
        of = f" in {file._changed} of {number(file._articles, 'article')}" if file._articles > 1 else ""
        return f"{visible(path)}: {number(file._rules.total(), 'fix', 'fixes')}{of} ({counts})"

    def told(self, run: str) -> str:
        """The last line; before it, of all files together, the table of the rules."""
        verb = "would be made" if self._dry else "made"
        told = f"{number(self._rules.total(), 'fix', 'fixes')} {verb} in {self._changed} of {number(self._articles, 'article')}"
        if run and self._changed:
            told += f", run {run}; `repair undo` takes it back"
        if self._left:
            told += f"; {number(self._left, 'finding')} left"
            told += f", {self._offered} with a fix to review: `repair diff`" if self._offered else ""
        return (self._table() if self._whole and (self._rules or self._held) else "") + told

    def _table(self) -> str:
        rows = [
            (f"{count:,}", f"{self._in[rule]:,}", rule) for rule, count in sorted(self._rules.items(), key=lambda one: (-one[1], one[0]))
        ]
        width = max(len("fixes"), *(len(row[0]) for row in rows)) if rows else 0
        lines = [f"{'fixes':>{width}}  articles  rule"] if rows else []
        lines += [f"{fixes:>{width}}  {articles:>8}  {rule}" for fixes, articles, rule in rows]
        lines += [f"{number(self._words, 'word')} changed"] if rows else []
        if self._held:
            why = ", ".join(f"{code} {count:,}" for code, count in sorted(self._held.items(), key=lambda one: (-one[1], one[0])))
            lines.append(f"{number(self._held.total(), 'article')} held back ({why})")
        return "\n".join([*lines, ""])
