"""Markdown: headings, paragraphs and list items are the article; front matter, code, tables, links' targets and HTML are not touched."""

from __future__ import annotations

import re
from typing import Any

from repair.formats.document import Builder, MissingExtra, Prose
from repair.formats.reference import reference
from repair.text.decode import Unreadable
from repair.text.lazy import lazy
from repair.text.span import Span

_SPECIAL = frozenset("\\`*_[]<>#|&~")
_OPAQUE = frozenset("code_span image html_tag uri_autolink email_autolink latex_block".split())
_LINKS = frozenset("inline_link full_reference_link shortcut_link collapsed_reference_link".split())
_BY_LABEL = frozenset("shortcut_link collapsed_reference_link".split())
_DEFINED = lazy(r"^ {0,3}\[([^\[\]\r\n]{1,999})\]:", re.MULTILINE)
_MARKS = (b"*", b"_", b"~", b"[", b"!", b"`")
_MOST_MARKS = 3000  # marks that are never closed take time by the square of their number; these take less than a second


class Markdown(Prose):
    """A Markdown document (CommonMark with tables and front matter). Raises `Unreadable` for a paragraph of very many marks."""

    def __init__(self, source: str, path: str = "-") -> None:
        super().__init__(source, path, _Reader(source).read(), _escape)


def _escape(text: str) -> str | None:
    """Inserted text that could be read as markup is not inserted."""
    return None if _SPECIAL & set(text) or "\n" in text else text


class _Reader:
    """Walks the block tree, and for each run of prose the inline tree."""

    def __init__(self, source: str) -> None:
        try:
            import tree_sitter_markdown
            from tree_sitter import Language, Parser
        except ImportError:
            raise MissingExtra("reading Markdown needs an extra: pip install 'article-repair[markdown]'") from None
        self._blocks = Parser(Language(tree_sitter_markdown.language()))
        self._inline = Parser(Language(tree_sitter_markdown.inline_language()))
        self._source = source
        self._bytes = source.encode("utf-8", "surrogatepass")
        self._points = _code_points(self._bytes) if not source.isascii() else None
        self._builder = Builder(source)
        self._labels = frozenset(_folded(label) for label in _DEFINED.findall(source))

    def read(self) -> Builder:
        self._walk(self._blocks.parse(self._bytes).root_node, None)
        return self._builder

    def _point(self, byte: int) -> int:
        return byte if self._points is None else self._points[byte]

    def _walk(self, node: Any, item: Any) -> None:
        children = node.children
        alone = sum(child.type == "paragraph" for child in children) == 1
        for child in children:
            if child.type in ("paragraph", "atx_heading", "setext_heading"):
                self._prose(child, item if alone else None)
            elif child.type == "list_item":
                self._walk(child, child if not any(c.type == "list" for c in child.children) else None)
            elif child.type == "html_block":
                self._comments(child.start_byte, child.end_byte)
            elif child.type in ("document", "section", "list", "block_quote"):
                self._walk(child, None)

    def _prose(self, node: Any, item: Any) -> None:
        runs = _descendants(node, "inline")
        for run in runs:
            self._run(run)
        whole = item or node
        quoted = _inside(node, "block_quote")
        outer = None
        if runs and not quoted:
            start, end = self._point(whole.start_byte), self._point(whole.end_byte)
            while start > 0 and self._source[start - 1] in " \t":
                start -= 1
            while end < len(self._source) and self._source[end] in " \t\r\n":
                end += 1
            while end < len(self._source) and self._source[end - 1] in " \t":
                end -= 1
            outer = Span(start, end)
        self._builder.close(outer)

    def _run(self, run: Any) -> None:
        """The text of one run: what the inline tree does not claim as markup."""
        skips = [(child.start_byte, child.end_byte, "prefix", "") for child in run.children if child.type == "block_continuation"]
        self._collect(self._inlines(self._bytes[run.start_byte : run.end_byte]), run.start_byte, skips)
        at = run.start_byte
        for start, end, kind, text in sorted(skips):
            if start < at:
                at = max(at, end)
                continue
            self._exact(at, start)
            if kind == "prefix":
                self._builder.prefix(self._point(start), self._point(end))
            elif kind in ("unit", "opaque"):
                self._builder.unit(text, self._point(start), self._point(end), free=kind == "unit")
            at = end
        self._exact(at, run.end_byte)

    def _inlines(self, prose: bytes) -> Any:
        """The inline tree of some prose."""
        if sum(map(prose.count, _MARKS)) > _MOST_MARKS:
            raise Unreadable("malformed", f"has a paragraph with more than {_MOST_MARKS:,} marks of Markdown, which is too slow to read")
        return self._inline.parse(prose).root_node

    def _comments(self, start: int, end: int) -> None:
        while (start := self._bytes.find(b"<!--", start, end)) >= 0:
            closed = self._bytes.find(b"-->", start + 4, end) + 3
            if closed < 3:
                break
            self._builder.comment(self._point(start), self._point(closed))
            start = closed

    def _exact(self, start: int, end: int) -> None:
        if start < end:
            self._builder.exact(self._point(start), self._point(end))

    def _collect(self, node: Any, base: int, skips: list[tuple[int, int, str, str]]) -> None:
        for child in node.children:
            start, end = base + child.start_byte, base + child.end_byte
            raw = self._bytes[start:end].decode("utf-8", "surrogatepass")
            if child.type == "html_tag":
                self._comments(start, end)
            if child.type == "emphasis_delimiter":
                skips.append((start, end, "mark", ""))
            elif child.type in ("entity_reference", "numeric_character_reference"):
                skips.append((start, end, "unit", reference(raw)))
            elif child.type == "backslash_escape":
                skips.append((start, end, "unit", raw[1:]))
            elif child.type == "hard_line_break":
                skips.append((start, end, "unit", " "))
            elif child.type in _OPAQUE:
                skips.append((start, end, "opaque", raw.strip("`") if child.type == "code_span" else ""))
            elif child.type in _LINKS and self._leads(child.type, raw):
                label = next((part for part in child.children if part.type == "link_text"), None)
                if label is None:
                    skips.append((start, end, "mark", ""))
                    continue
                inner = (base + label.start_byte, base + label.end_byte)
                skips += [(start, inner[0], "mark", ""), (inner[1], end, "mark", "")]
                self._collect(label, base, skips)
            else:
                self._collect(child, base, skips)

    def _leads(self, kind: str, raw: str) -> bool:
        """Whether a link leads anywhere: what stands in brackets is one only where its label is defined, else it is prose."""
        return kind not in _BY_LABEL or _folded(raw.partition("]")[0].lstrip("[")) in self._labels


def _folded(label: str) -> str:
    """A link's label as links find it: without regard to case and the width of blanks."""
    return " ".join(label.split()).casefold()


def _descendants(node: Any, kind: str) -> list[Any]:
    found = [node] if node.type == kind else []
    for child in node.children:
        found += _descendants(child, kind)
    return found


def _inside(node: Any, kind: str) -> bool:
    while node is not None:
        if node.type == kind:
            return True
        node = node.parent
    return False


def _code_points(data: bytes) -> list[int]:
    """For each byte offset (its end included) the number of characters before it."""
    points, count = [], 0
    for byte in data:
        points.append(count if byte & 0xC0 != 0x80 else count - 1)
        count += byte & 0xC0 != 0x80
    return [*points, count]
