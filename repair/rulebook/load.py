"""Rule packs from YAML, strictly: what is not understood is an error with file, line and the nearest valid name."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Iterable, Mapping
from itertools import count, starmap
from pathlib import Path
from typing import Any

import yaml

from repair.checkers import registry
from repair.rulebook.cue import cue, neighbours, numbered
from repair.rulebook.evidence import evidence, fresh
from repair.rulebook.rule import SAFETIES, SCOPES, SEVERITIES, STAGES, Cue, Example, Rule
from repair.rulebook.shelf import RuleError, stored
from repair.rulebook.shelf import built_in_files as built_in_files
from repair.rulebook.strict import Strict
from repair.text.named import NamedTuple
from repair.text.span import Span

_PACK_KEYS = ("pack", "stage", "about", "rules")
_RULE_KEYS = (
    *("id", "message", "why", "severity", "scope", "checker", "with", "safety", "safe-from", "because", "items"),
    *("alone", "preview", "formerly", "examples"),
)
_EXAMPLE_KEYS = ("bad", "good", "keep", "gap")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MARK = re.compile(r"\[\[(.*?)\]\](?!\])", re.DOTALL)


class Pack(NamedTuple):
    """The rules of one file, with their examples by rule id."""

    name: str
    stage: str
    about: str
    path: Path
    rules: tuple[Rule, ...]
    examples: Mapping[str, tuple[Example, ...]]


def load_packs(paths: Iterable[str | Path]) -> list[Pack]:
    """The packs of these files with ranks that order all their rules totally.

    Raises `RuleError` for the first thing that cannot be taken, also for an id or a pack name used twice.
    """
    known = evidence()

    def measured(rule: Rule) -> Rule:
        found = fresh(rule, known)
        return rule._replace(confidence=found.confidence if found else None)

    packs = (_Reader(str(Path(path))).pack() for path in paths)
    return in_order(pack._replace(rules=tuple(map(measured, pack.rules))) for pack in packs)


def in_order(packs: Iterable[Pack]) -> list[Pack]:
    """The packs with ranks that order all their rules totally. Raises `RuleError` for an id or a pack name used twice."""
    packs = sorted(packs, key=lambda pack: (STAGES.index(pack.stage), pack.name))
    seen: dict[str, str] = {}
    for pack in packs:
        names = [name for rule in pack.rules for name in (rule.id, *rule.formerly)]
        for name in (pack.name, *names):
            if name in seen or names.count(name) > 1:
                raise RuleError(f"{pack.path}:1: {name!r} is already used in {seen.get(name, 'the same file')}")
        seen.update(dict.fromkeys((pack.name, *names), str(pack.path)))
    rank = count()
    return [pack._replace(rules=tuple(rule._replace(rank=next(rank)) for rule in pack.rules)) for pack in packs]


class _Reader(Strict):
    def pack(self) -> Pack:
        try:
            source = stored(self.path).decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise RuleError(f"{self.path}:{line}: is not UTF-8") from None
        top = self.mapping(self.root(source), _PACK_KEYS, needed=_PACK_KEYS)
        name, stage = self.name(top["pack"]), self.choice(top["stage"], STAGES)
        if not isinstance(top["rules"], yaml.SequenceNode):
            self.fail(top["rules"], "rules must be a list")
        rules, examples = [], {}
        for node in top["rules"].value:
            rule, proofs = self.rule(node, name)
            if rule.id in examples:
                self.fail(node, f"rule {rule.id!r} stands twice in this file")
            rules.append(rule)
            examples[rule.id] = proofs
        return Pack(name, stage, self.text(top["about"]), Path(self.path), tuple(rules), examples)

    def rule(self, node: yaml.Node, pack: str) -> tuple[Rule, tuple[Example, ...]]:
        needed = ("id", "message", "why", "checker", "safety", "examples")
        keys = self.mapping(node, _RULE_KEYS, needed)
        identifier = self.name(keys["id"])
        checker = self.choice(keys["checker"], tuple(registry.CHECKERS), "checker")
        params = self.params(keys.get("with"), checker, keys["checker"])
        safety = self.choice(keys["safety"], SAFETIES)
        because = self.text(keys["because"]) if "because" in keys else ""
        if safety != "none" and not because:
            self.fail(keys["safety"], f'safety {safety!r} needs a reason under "because"')
        rule = Rule(
            id=identifier,
            pack=pack,
            rank=0,
            severity=self.choice(keys["severity"], SEVERITIES) if "severity" in keys else "warning",
            scope=self.choice(keys["scope"], SCOPES) if "scope" in keys else "span",
            message=self.text(keys["message"]),
            why=" ".join(self.text(keys["why"]).split()),
            checker=checker,
            params=params,
            safety=safety,
            because=" ".join(because.split()),
            cues=cues(checker, params),
            items=tuple(self.typed(keys["items"], list[str], "items")) if "items" in keys else (),
            safe_from=self.typed(keys["safe-from"], int, "safe-from") if "safe-from" in keys else 1,
            alone=self.choice(keys["alone"], SEVERITIES) if "alone" in keys else None,
            preview="preview" in keys and self.typed(keys["preview"], bool, "preview"),
            formerly=tuple(self.typed(keys["formerly"], list[str], "formerly")) if "formerly" in keys else (),
        )
        self.prepare(rule, keys["checker"])
        return rule, self.examples(keys["examples"], safety)

    def prepare(self, rule: Rule, node: yaml.Node) -> None:
        try:
            registry.checker(rule.checker)(**rule.params)
        except re.error as error:
            self.fail(node, f"rule {rule.id!r}: bad pattern: {error}")
        except (ValueError, OSError) as error:
            self.fail(node, f"rule {rule.id!r}: {error}")

    def params(self, node: yaml.Node | None, checker: str, at: yaml.Node) -> dict[str, Any]:
        function = registry.checker(checker)
        hints = typing.get_type_hints(function)
        signature = inspect.signature(function)
        known = tuple(signature.parameters)
        needed = tuple(name for name, value in signature.parameters.items() if value.default is inspect.Parameter.empty)
        if node is None:
            if needed:
                self.fail(at, f'checker {checker!r} needs "with: {{{needed[0]}: …}}"')
            return {}
        keys = self.mapping(node, known, needed, f"parameter of checker {checker!r}")
        return {name: self.typed(value, hints[name], name) for name, value in keys.items()}

    def typed(self, node: yaml.Node, hint: Any, name: str) -> Any:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if type(None) in arguments:
            return self.typed(node, next(part for part in arguments if part is not type(None)), name)
        if origin is typing.Literal:
            return self.choice(node, arguments, name)
        if origin is list:
            if not isinstance(node, yaml.SequenceNode):
                self.fail(node, f"{name} must be a list")
            return [self.typed(item, arguments[0], name) for item in node.value]
        if origin is dict:
            return {key: self.typed(value, arguments[1], f"{name}.{key}") for key, value in self.mapping(node).items()}
        if hint is str:
            return self.text(node)
        kind = {int: "int", bool: "bool", float: "float"}[hint]
        if not isinstance(node, yaml.ScalarNode) or node.tag not in (f"tag:yaml.org,2002:{kind}", "tag:yaml.org,2002:int"):
            self.fail(node, f"{name} must be {'a number' if hint is not bool else 'true or false'}")
        if hint is bool:
            return node.value.lower() in ("true", "yes", "on")
        return hint(node.value)

    def examples(self, node: yaml.Node, safety: str) -> tuple[Example, ...]:
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.fail(node, "examples must be a list of bad, keep and gap texts")
        examples = [self.example(item, safety) for item in node.value]
        for kind in ("bad", "keep"):
            if not any(example.kind == kind for example in examples):
                self.fail(node, f"a rule needs at least one {kind!r} example")
        return tuple(examples)

    def example(self, node: yaml.Node, safety: str) -> Example:
        keys = self.mapping(node, _EXAMPLE_KEYS)
        kinds = [kind for kind in ("bad", "keep", "gap") if kind in keys]
        if len(kinds) != 1:
            self.fail(node, "an example is one of bad (with good), keep, gap")
        kind = kinds[0]
        marked = self.text(keys[kind])
        text, spans = unmark(marked)
        if kind != "keep" and not spans:
            self.fail(node, f"mark what is to be found in a {kind!r} example with [[ and ]]")
        if kind == "keep" and spans:
            self.fail(node, "a 'keep' example holds nothing to be found")
        if "good" in keys and (kind == "keep" or safety == "none"):
            self.fail(node, "'good' belongs to a bad example of a rule with a fix")
        if kind == "bad" and safety != "none" and "good" not in keys:
            self.fail(node, "a bad example of a rule with a fix needs 'good'")
        good = self.text(keys["good"]) if "good" in keys else None
        return Example(kind, text, spans, good, node.start_mark.line + 1)

    def name(self, node: yaml.Node) -> str:
        name = self.text(node)
        if not _ID.fullmatch(name):
            self.fail(node, f"{name!r} is no name: use lower-case words joined by hyphens")
        return name


def cues(checker: str, params: Mapping[str, Any]) -> tuple[Cue, ...] | None:
    """What opens a rule, as far as its checker says; None when it runs on every text."""
    kinds = ("gate", "strings", "openings", "words", "neighbours")
    gate, strings, openings, words, rows = (registry.evidence(checker, kind) for kind in kinds)
    if not (gate or strings or openings or words or rows):
        return None
    try:
        expressions = gate(**params) if gate else []
        found = list(starmap(numbered, enumerate(expressions)) if checker in registry.NUMBERED else map(cue, expressions))
        found += [Cue("strings", tuple(strings(**params)))] if strings else []
        found += [Cue("openings", tuple(openings(**params)))] if openings else []
        found += [Cue("words", tuple(words(**params)))] if words else []
        found += [neighbours(rows(**params))] if rows else []
    except (re.error, ValueError):
        return None  # whoever makes the checker is told
    if None in found:
        return None
    sought: dict[str, dict[str, None]] = {}
    for one in filter(None, found):
        if one.expression is None:
            sought.setdefault(one.kind, {}).update(dict.fromkeys(one.sought))
    of_kind = (Cue(kind, tuple(ones)) for kind, ones in sought.items() if ones)  # type: ignore[arg-type]
    return (*of_kind, *(one for one in found if one and (one.neighbours or one.expression)))


def unmark(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its `[[` and `]]`, and the spans they enclosed."""
    parts: list[str] = []
    spans: list[Span] = []
    at = length = 0
    for match in _MARK.finditer(marked):
        parts += (marked[at : match.start()], match[1])
        length += match.start() - at
        spans.append(Span(length, length + len(match[1])))
        length += len(match[1])
        at = match.end()
    parts.append(marked[at:])
    return "".join(parts), tuple(spans)
