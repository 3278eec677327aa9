"""The user's cache folder: what is kept between runs so that a start need not make it again.

Anything in it can be deleted at any time. When it cannot be written, everything works, more slowly.
"""

from __future__ import annotations

import os


def place(name: str) -> str:
    """Where the thing of this name is kept."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # such a one is to be ignored: it would be another in each folder
        base = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "article-repair", name)


def keep(path: str, data: bytes) -> None:
    """Put the data there, all of it or none."""
    draft = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(draft, "wb") as out:
            out.write(data)
        os.replace(draft, path)
    except OSError:
        return  # a read-only home is no reason to fail
