"""HTML: the text nodes are the article; tags, attributes, entities' spelling, scripts and comments are not touched."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from repair.formats.document import Builder, Prose
from repair.formats.reference import reference
from repair.text.decode import Unreadable
from repair.text.span import Span

_SILENT = frozenset("script style pre textarea select option svg math noscript template title iframe object audio video canvas".split())
_CODE = frozenset("code kbd samp".split())
_INLINE = frozenset(
    (
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
        "strong sub sup time tt u var wbr"
    ).split()
)
_STAYING = frozenset("td th dt dd caption summary legend".split())  # without one, others would move or lose their sense
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_MOST_UNENDED = 20  # each is sought to the end of the page; the first is met twice


class Html(Prose):
    """An HTML document or fragment. Raises `Unreadable` for one with many tags or comments that never end."""

    def __init__(self, source: str, path: str = "-") -> None:
        reader = _Reader(source)
        super().__init__(source, path, reader.read(), _escape)


def _escape(text: str) -> str | None:
    """Inserted text must stay text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Reader(HTMLParser):
    """Builds the article while walking the source once.

    Block structure comes from the tags: every tag that is not an inline one bounds a block. A block whose element holds
    nothing else may be removed with its element and the white space behind it, unless it is a cell or the like.
    """

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        self._lines = [0, *(match.end() for match in re.finditer(r"\n", source))]
        self._builder = Builder(source)
        self._silent = 0
        self._code = 0
        self._element: tuple[str, int] | None = None  # name and place of the block's own start tag, while nothing else bounded it
        self._unended = 0

    def read(self) -> Builder:
        self.feed(self._source)
        self.close()
        self._end_block(None)
        return self._builder

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _INLINE:
            self._code += tag in _CODE
            return
        self._end_block(None)
        if tag in _VOID:
            return
        if tag in _SILENT:
            self._silent += 1
        self._element = None if tag in _STAYING else (tag, self._at())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self._end_block(None)

    def handle_endtag(self, tag: str) -> None:
        if tag in _INLINE:
            self._code = max(0, self._code - (tag in _CODE))
            return
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        end = self._source.find(">", self._at()) + 1
        self._end_block(end if end > 0 and self._element and self._element[0] == tag else None)

    def parse_starttag(self, i: int) -> int:
        return self._ended(super().parse_starttag(i))

    def parse_endtag(self, i: int) -> int:
        return self._ended(super().parse_endtag(i))

    def parse_pi(self, i: int) -> int:
        return self._ended(super().parse_pi(i))

    def parse_comment(self, i: int, report: bool = True) -> int:
        return self._ended(super().parse_comment(i, report))

    def parse_html_declaration(self, i: int) -> int:
        return self._ended(super().parse_html_declaration(i))

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Any other section than of characters is a comment, as it is to browsers; the library stops at a kind that it does not know."""
        known = self.rawdata.startswith("<![CDATA[", i)
        return super().parse_marked_section(i, report) if known else self.parse_bogus_comment(i)

    def _ended(self, end: int) -> int:
        """Where a tag or comment ends, as it was found: below 0 where it never does. Raises `Unreadable` at one too many of these."""
        self._unended += end < 0
        if self._unended > _MOST_UNENDED:
            raise Unreadable("malformed", f"is no page of HTML: {_MOST_UNENDED} tags or comments in it never end")
        return end

    def handle_comment(self, data: str) -> None:
        self._element = None  # a comment may be meant for somebody: the element stays
        start = self._at()
        around = 7 if self._source.startswith("<!--", start) else 3  # other declarations count as comments
        self._builder.comment(start, start + len(data) + around)

    def handle_data(self, data: str) -> None:
        start = self._at()
        if self._code and not self._silent:
            self._builder.unit(" ".join(data.split()), start, start + len(data), free=False)
        elif not self._silent:
            self._builder.exact(start, start + len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, raw: str) -> None:
        if self._silent:
            return
        start = self._at()
        end = start + len(raw)
        if self._source.startswith(";", end):
            end += 1
        spelt = self._source[start:end]
        text = reference(spelt)
        if text == spelt:
            self._builder.exact(start, end)
        else:
            self._builder.unit(text, start, end)

    def _end_block(self, end: int | None) -> None:
        outer = None
        if end is not None and self._element:
            while end < len(self._source) and self._source[end] in " \t\r\n":
                end += 1
            outer = Span(self._element[1], end)
        self._builder.close(outer)
        self._element, self._code = None, 0
