"""The review in a browser on this machine."""

from __future__ import annotations

from importlib.util import find_spec

from repair.project.config import ConfigError

_PARTS = ("starlette", "uvicorn", "jinja2")


def available() -> None:
    """Raises `ConfigError` when what the server is made of is not installed."""
    missing = [name for name in _PARTS if find_spec(name) is None]
    if missing:
        raise ConfigError(f"--web needs {', '.join(missing)}: pip install 'article-repair[web]'")
