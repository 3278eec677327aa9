"""Which kind of document a file is, by its name. Readers are imported when a file of their kind is met."""

from __future__ import annotations

from importlib import import_module

from repair.formats.document import Document, MissingExtra
from repair.text.decode import Unreadable

_KINDS = {
    ".md": ("repair.formats.markdown", "Markdown"),
    ".markdown": ("repair.formats.markdown", "Markdown"),
    ".html": ("repair.formats.html", "Html"),
    ".htm": ("repair.formats.html", "Html"),
    ".xhtml": ("repair.formats.html", "Html"),
}

PATTERNS = ("*.txt", *(f"*{suffix}" for suffix in _KINDS))


def has_comments(path: str) -> bool:
    """True for files of a kind that can hold comments."""
    return kind(path) is not None


def kind(path: str) -> str | None:
    """Which kind of markup a file's name tells of, None when it tells of none."""
    dot = path.rfind(".")
    known = _KINDS.get(path[dot:].lower()) if dot >= 0 else None
    return known[1] if known else None


def document(text: str, path: str) -> Document:
    """The document of a text read from `path`; a name without a known ending means plain text.

    Raises `MissingExtra` when the reader needs a package that is not installed, and `Unreadable` when the text is none of that kind.
    """
    dot = path.rfind(".")
    known = _KINDS.get(path[dot:].lower()) if dot >= 0 else None
    if known is None:
        return Document(text, path)
    reader: type[Document] = getattr(import_module(known[0]), known[1])
    try:
        return reader(text, path)
    except (MissingExtra, Unreadable):
        raise
    except Exception as error:  # readers stand on libraries, and pages hold anything: the others are still read
        raise Unreadable("internal-error", f"cannot be read as {known[1]} ({type(error).__name__}: {error}); please report it") from error
