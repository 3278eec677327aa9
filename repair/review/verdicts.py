"""What a person has answered: an append-only file, `.repair/verdicts.jsonl`, one verdict a line, the last one holds.

A verdict is known by the finding's key and by what was offered, so it holds wherever the same thing is found again: in a moved
paragraph, a renamed file, another corpus. Where the key has changed with what stands around, the verdict is placed
as `compare --onto` places fixes: at a place that is certain, or nowhere. When another fix is offered, it does not hold.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal, cast

from repair.compare.place import Placing, Unplaced
from repair.problem import Problem
from repair.review.questions import Near, Scope, near, offer, spelt
from repair.rulebook.rule import Finding, Fix
from repair.text.named import NamedTuple
from repair.text.span import Edit

FILE = os.path.join(".repair", "verdicts.jsonl")
Answer = Literal["yes", "no", "edit", "open"]
ANSWERS = ("yes", "no", "edit", "open")
SCOPES = ("one", "text", "rule", "cluster")
_MOST_TRIED = 4
_BEGINNING = b'{"answer": "'


class VerdictError(Problem):
    """The file of verdicts cannot be read or written; the message names it and says what to do."""


class Verdict(NamedTuple):
    """One answer. `edits` are those of the fix it is about, `typed` is what to make instead; `open` takes an earlier answer back.

    `all` is the scope of the answer it came with, `path` and `line` are where the finding stood, for the reader of the file.
    """

    answer: Answer
    key: str
    offer: str
    rule: str
    edits: tuple[Near, ...]
    all: Scope = "one"
    path: str = ""
    line: int = 0
    note: str = ""
    typed: Near | None = None


class Standing(NamedTuple):
    """An answer to all of one kind, for what is found later as well: all with this text, of this rule or in this cluster.

    `which` are the texts of the fix that was chosen; without any it is the first one's.
    """

    answer: Answer
    all: Scope
    value: tuple[str, ...]


def verdict(answer: Answer, text: str, finding: Finding, edits: Sequence[Edit], **more: Any) -> Verdict:
    """The verdict on a finding of a text; `edits` are those of the fix taken or refused."""
    return Verdict(answer, finding.key, offer(finding), finding.rule.id, near(text, finding, edits), **more)


class Verdicts:
    """The verdicts known, the last one first to be asked."""

    def __init__(self) -> None:
        self.all: list[Verdict] = []
        self._by_key: dict[tuple[str, str], Verdict] = {}
        self._by_words: dict[tuple[str, ...], dict[str, Verdict]] = {}

    def add(self, one: Verdict) -> None:
        """Let a verdict hold from now on."""
        self.all.append(one)
        self._by_key[one.key, one.offer] = one
        self._by_words.setdefault(_words(one.rule, one.offer, one.edits), {})[one.key] = one

    def holding(self) -> list[Verdict]:
        """The verdicts that hold: the last one on each finding, unless it was taken back."""
        return [one for one in self._by_key.values() if one.answer != "open"]

    def known(self, finding: Finding) -> bool:
        """True when something was said of the very finding, even if it was taken back."""
        return (finding.key, offer(finding)) in self._by_key

    def find(self, text: str, finding: Finding) -> Verdict | None:
        """The verdict on a finding of this text; None when there is none or it was taken back."""
        if not self._by_key:
            return None
        what = offer(finding)
        one = self._by_key.get((finding.key, what))
        if one is None and self._by_words:
            one = self._placed(text, finding, what)
        return one if one is not None and one.answer != "open" else None

    def _placed(self, text: str, finding: Finding, what: str) -> Verdict | None:
        for fix in finding.fixes:
            known = self._by_words.get(_words(finding.rule.id, what, near(text, finding, fix.edits)), {})
            for one in list(known.values())[-_MOST_TRIED:]:
                if _stands(one, text, fix):
                    return one
        return None


def _words(rule: str, what: str, edits: Sequence[Near]) -> tuple[str, ...]:
    """What a verdict and a finding must share, to the letter, before places are compared."""
    around = [part for one in edits for part in (one.before.split()[-1:], one.old.split()[:1], one.after.split()[:1])]
    return (rule, what, *(word for part in around for word in part))


def _stands(one: Verdict, text: str, fix: Fix) -> bool:
    """True when the edits of a verdict, placed in this text by what stood around them, are those of the fix."""
    if len(one.edits) != len(fix.edits):
        return False
    for edit, theirs in zip(one.edits, fix.edits, strict=True):
        try:
            way = Placing(edit.before + edit.old + edit.after, text, difference=False)
            placed = way.place([Edit(len(edit.before), edit.old, edit.new)])
        except Unplaced:
            return False
        if placed[0].span != theirs.span:
            return False
    return True


def fix_of(one: Verdict, text: str, finding: Finding) -> Fix | None:
    """The fix that a verdict chose for a finding of this text; None for no fix, or when it does not fit there."""
    if one.answer == "yes":
        wanted = spelt([Edit(0, near.old, near.new) for near in one.edits])
        return next((fix for fix in finding.fixes if spelt(fix.edits) == wanted), None)
    if one.answer != "edit" or one.typed is None:
        return None
    start = finding.span.start + one.typed.at
    if start < 0 or not text.startswith(one.typed.old, start):
        return None
    return Fix("as edited", "review", (Edit(start, one.typed.old, one.typed.new),))


class Memory:
    """The file of verdicts of a project, read and added to. What was added is on the disk before `add` comes back.

    Making one raises `VerdictError`; a last line cut short by a crash is passed over.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.verdicts = Verdicts()
        self.standing: list[Standing] = []
        self._read = 0
        self.refresh(last=True)

    def refresh(self, last: bool = False) -> None:
        """Take in what was added since, perhaps by somebody else; with `last` also a line that nobody ended."""
        try:
            if os.stat(self.path).st_size == self._read:
                return
            with open(self.path, "rb") as file:
                file.seek(self._read)
                data = file.read()
        except FileNotFoundError:
            return
        except OSError as error:
            raise VerdictError(f"{self.path}: cannot be read: {error.strerror}") from None
        whole = data if last else data[: data.rfind(b"\n") + 1]  # somebody may be at the rest
        for one in parsed(self.path, whole):
            self._take(one)
        self._read += data.rfind(b"\n") + 1

    def add(self, answers: Iterable[Verdict | Standing]) -> None:
        """Write answers down, in one go, and wait until they are on the disk. Raises `VerdictError`."""
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        data = b"".join(_line(one, at) for one in answers)
        if not data:
            return
        try:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
            try:
                with _locked(handle):
                    cut_short = os.fstat(handle).st_size and os.lseek(handle, -1, os.SEEK_END) and os.read(handle, 1) != b"\n"
                    rest = memoryview(b"\n" + data if cut_short else data)
                    while rest:
                        rest = rest[os.write(handle, rest) :]
                    os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise VerdictError(f"{self.path}: cannot be written: {error.strerror}; this answer is not kept") from None
        self.refresh()

    def end_standing(self) -> None:
        """Everything has been looked at: answers to what is found later hold no longer."""
        if self.standing:
            self.add([Standing("open", "one", ())])

    def _take(self, one: Verdict | Standing) -> None:
        if isinstance(one, Verdict):
            self.verdicts.add(one)
        elif one.all == "one":
            self.standing = []
        else:
            self.standing = [other for other in self.standing if other[1:] != one[1:]]
            if one.answer != "open":
                self.standing.append(one)


@contextmanager
def _locked(handle: int) -> Iterator[None]:
    """A lock on an open file, so that the lines of two programs do not mix; nothing where there are no such locks."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)  # closing would not do: a process that split off meanwhile has the file open, too


def read(path: str) -> Verdicts:
    """The verdicts in somebody's file. Raises `VerdictError`."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise VerdictError(f"{path}: cannot be read: {error.strerror}") from None
    verdicts = Verdicts()
    for one in parsed(path, data):
        if isinstance(one, Verdict):
            verdicts.add(one)
    return verdicts


def parsed(path: str, data: bytes) -> Iterable[Verdict | Standing]:
    """The answers in the lines of a file. Raises `VerdictError` for a line that is none; one cut short by a crash is passed over."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            if line.startswith(_BEGINNING) or _BEGINNING.startswith(line):
                continue  # cut short by a crash
            raise VerdictError(f"{path}:{number}: is no verdict; take the line out") from None
        try:
            one = _parsed(record)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            raise VerdictError(f"{path}:{number}: is no verdict; take the line out") from None
        yield one


def _line(one: Verdict | Standing, at: str) -> bytes:
    record: dict[str, Any]
    if isinstance(one, Standing):
        record = {"answer": one.answer, "all": one.all, "value": one.value, "at": at}
    else:
        record = {"answer": one.answer, "rule": one.rule, "edits": [edit._asdict() for edit in one.edits]}
        record |= {"typed": one.typed._asdict()} if one.typed else {}
        record |= {"path": one.path, "line": one.line} if one.path else {}
        record |= {"note": one.note} if one.note else {}
        record |= {"all": one.all, "key": one.key, "offer": one.offer, "at": at}
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _parsed(record: Mapping[str, Any]) -> Verdict | Standing:
    answer, scope = record["answer"], record.get("all", "one")
    if answer not in ANSWERS or scope not in SCOPES:
        raise ValueError(answer)
    if "value" in record:
        return Standing(answer, scope, tuple(map(str, record["value"])))
    if answer == "edit" and "typed" not in record:
        raise ValueError(answer)
    return Verdict(
        cast("Answer", answer),
        str(record["key"]),
        str(record["offer"]),
        str(record["rule"]),
        tuple(map(_near, record["edits"])),
        cast("Scope", scope),
        str(record.get("path", "")),
        int(record.get("line", 0)),
        str(record.get("note", "")),
        _near(record["typed"]) if "typed" in record else None,
    )


def _near(edit: Mapping[str, Any]) -> Near:
    return Near(int(edit["at"]), str(edit["before"]), str(edit["old"]), str(edit["new"]), str(edit["after"]))
