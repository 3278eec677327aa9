"""A rewrite as findings with fixes: what anybody made of an article, told as a rule would tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from repair.compare.hunks import Hunk, hunks
from repair.compare.place import Placing, Unplaced
from repair.compare.rules import MARKUP, UNPLACED
from repair.compare.verdict import Verdict, judge
from repair.engine.find import identity, key, shorten, title
from repair.engine.inspect import in_source
from repair.engine.plan import Chosen
from repair.engine.settle import Chooser, Pass, Settled
from repair.formats.document import Document, Prose
from repair.rulebook.rule import SAFETIES, Finding, Fix, Rule, Safety
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.span import Edit, Span, apply_edits

_LINE_END = lazy(r"\r\n|\r|\n")
_LAST = lazy(r"[\r\n]*\Z")
_WORD_BEFORE = lazy(r"\S+\s*\Z")
_NEAR = 40


def compare(before: Document, after: Document) -> list[Finding]:
    """What `after` changes, as findings of `before` in the coordinates of its source; making all fixes gives `after`.

    Line ends and the line ends that close the text stay those of `before`. Of Markdown and HTML running text is compared; what else
    differs is told without a fix. Raises `MissingExtra`.
    """
    after = after.again(settled_ends(before.source, after.source))
    findings = _in_source(before, proposed(before.article, after.article))
    return sorted([*findings, *_markup(before, after, findings)], key=lambda finding: finding.span) if _marked(before) else findings


def onto(before: Document, after: Document, later: Document) -> list[Finding]:
    """The same changes as findings of a later version of `before`, in the coordinates of its source.

    What has no certain place there is told without a fix; what is there already is not told. Raises `MissingExtra`.
    """
    after = after.again(settled_ends(before.source, after.source))
    placing = Placing(before.article.text, later.article.text)
    times: Counter[str] = Counter()
    placed: list[Finding] = []
    unplaced: list[Finding] = []
    taken: list[Span] = []
    changes = proposed(before.article, after.article)
    undoing = _undoing([edit for finding in changes for edit in finding.fixes[0].edits])
    made_there = Placing(after.article.text, later.article.text)
    for finding in changes:
        edits = finding.fixes[0].edits
        try:
            edits = placing.place(edits)
            if any(edit.span.touches(other) for edit in edits for other in taken):
                raise Unplaced("another fix has come to stand there")
        except Unplaced as reason:
            if not reason.done and not made_there.has_place([undoing[edit] for edit in edits]):
                message = f"{title(edits)}: not placed, {reason} ({finding.message})"
                unplaced.append(_made(later.article, UNPLACED, Span(0, 0), message, (), finding.key, times))
            continue
        taken += [edit.span for edit in edits]
        fix = finding.fixes[0]._replace(edits=edits)
        new = "\0".join(edit.new for edit in edits)
        placed.append(_made(later.article, finding.rule, _spot(later.article.text, edits), finding.message, (fix,), new, times))
    if _marked(before):
        here = _in_source(before, proposed(before.article, after.article))
        unplaced += [
            _made(later.article, UNPLACED, Span(0, 0), f"not placed: {finding.message}", (), finding.key, times)
            for finding in _markup(before, after, here)
        ]
    return [*unplaced, *_in_source(later, sorted(placed, key=lambda finding: finding.span))]


def _undoing(edits: Sequence[Edit]) -> dict[Edit, Edit]:
    """For each edit the one that takes it back from the text with all of them made."""
    shift = 0
    back = {}
    for edit in sorted(edits):
        back[edit] = Edit(edit.start + shift, edit.new, edit.old)
        shift += len(edit.new) - len(edit.old)
    return back


def proposed(before: Article, after: Article) -> list[Finding]:
    """The changes from one article to the other, in the coordinates of the first."""
    times: Counter[str] = Counter()
    findings = []
    for verdict in judge(before, after):
        edits = tuple(_edit(before.text, after.text, hunk) for hunk in verdict.hunks)
        findings.append(_finding(before, verdict, edits, times))
    return sorted(findings, key=lambda finding: finding.span)


def chosen_by(least: str, facts: bool, wanted: Callable[[Rule], bool] = lambda rule: True) -> Chooser:
    """The chooser of bulk runs: fixes at least this safe, those that change a fact only when `facts`."""
    bar = SAFETIES.index("safe" if least == "safe" else "review")

    def choose(findings: Sequence[Finding]) -> list[Chosen]:
        return [
            Chosen(finding, finding.fixes[0])
            for finding in findings
            if finding.fixes
            and SAFETIES.index(finding.fixes[0].safety) >= bar
            and (facts or finding.severity != "error")
            and wanted(finding.rule)
        ]

    return choose


def made(source: str, findings: Sequence[Finding], choose: Chooser) -> Settled:
    """The source with the chosen fixes made, all at once: those of one comparison never lie over each other."""
    took = tuple(choose(findings))
    edits = sorted(edit for chosen in took for edit in chosen.fix.edits)
    after = apply_edits(source, edits)
    mended = {chosen.finding.key for chosen in took}
    left = tuple(finding for finding in findings if finding.key not in mended)
    return Settled(source, after, (Pass(tuple(_joined(edits)), took),) if took else (), left, ())


def settled_ends(before: str, after: str) -> str:
    """The later text with the earlier one's kind of line ends, if it has one kind, and with its ends of the last line."""
    kinds = set(_LINE_END.findall(before))
    if len(kinds) == 1:
        kind = kinds.pop()
        after = _LINE_END.sub(lambda _: kind, after)
    if not before.strip("\r\n") or not after.strip("\r\n"):
        return after
    last = _LAST.search(before)
    return after.rstrip("\r\n") + (last.group() if last else "")


def _in_source(document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in the source. A new paragraph of a marked-up text would need markup of its own: it is told without a fix."""
    if _marked(document):
        findings = [
            finding._replace(fixes=()) if any("\n" in edit.new for fix in finding.fixes for edit in fix.edits) else finding
            for finding in findings
        ]
    return in_source(document, findings)


def _edit(before: str, after: str, hunk: Hunk) -> Edit:
    return Edit(hunk.old.start, before[hunk.old.start : hunk.old.end], after[hunk.new.start : hunk.new.end])


def _finding(article: Article, verdict: Verdict, edits: tuple[Edit, ...], times: Counter[str]) -> Finding:
    span = _spot(article.text, edits)
    safety: Safety = "safe" if verdict.rule.safety == "safe" else "review"
    fixes = (Fix(title(edits), safety, edits),) if verdict.rule.safety != "none" else ()
    return _made(article, verdict.rule, span, verdict.message, fixes, "\0".join(edit.new for edit in edits), times)


def _made(article: Article, rule: Rule, span: Span, message: str, fixes: tuple[Fix, ...], new: str, times: Counter[str]) -> Finding:
    base = f"{identity(article, rule, span)}\0{new}"
    times[base] += 1
    text = article.text[span.start : span.end]
    return Finding(rule, rule.severity, span, text, message, key(base, times[base]), fixes)


def _spot(text: str, edits: Sequence[Edit]) -> Span:
    """What to show of a change: what it takes out first, or the word behind which it puts something in."""
    first = next((edit for edit in edits if edit.old), edits[0])
    if first.old:
        return first.span
    near = _WORD_BEFORE.search(text, max(0, first.start - _NEAR), first.start)
    return Span(near.start() if near else first.start, first.start)


def _joined(edits: Sequence[Edit]) -> list[Edit]:
    """Edits that share a border made one: taking them back must not hang on an order of equal places."""
    whole: list[Edit] = []
    for edit in edits:
        if whole and whole[-1].end == edit.start:
            last = whole.pop()
            edit = Edit(last.start, last.old + edit.old, last.new + edit.new)
        whole.append(edit)
    return whole


def _marked(document: Document) -> bool:
    return isinstance(document, Prose)


def _markup(before: Document, after: Document, findings: Sequence[Finding]) -> list[Finding]:
    """What differs besides the running text, told at its place in the earlier source."""
    edits = sorted(edit for finding in findings for fix in finding.fixes for edit in fix.edits)
    reached = apply_edits(before.source, edits)
    told = [finding.span for finding in findings if not finding.fixes]
    times: Counter[str] = Counter()
    source = Article(before.source, before.path)
    found = []
    for hunk in hunks(reached, after.source):
        span = Span(_origin(edits, hunk.old.start), _origin(edits, hunk.old.end))
        old, new = reached[hunk.old.start : hunk.old.end], after.source[hunk.new.start : hunk.new.end]
        if old.split() == new.split() or any(span.touches(other) for other in told):
            continue
        message = f'markup, a link or the like: "{shorten(old)}" has become "{shorten(new)}"; not carried over'
        found.append(_made(source, MARKUP, span, message, (), new, times))
    return found


def _origin(edits: Sequence[Edit], offset: int) -> int:
    """Where a place of the outcome of these edits lies in the text they were made for."""
    shift = 0
    for edit in edits:
        start = edit.start + shift
        if start >= offset:
            break
        if offset < start + len(edit.new):
            return edit.start
        shift += len(edit.new) - len(edit.old)
    return offset - shift
