"""The server of a run: the one at an address, the one that stays on this machine, or one started for the run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec

from repair.backends.client import NoAnswer, Server, no_package
from repair.backends.servers import at, serving
from repair.problem import Problem


@contextmanager
def session(address: str, seconds: float) -> Iterator[Server | NoAnswer]:
    """The server at the address (none: one on this machine), or why there is none. `seconds` are for the first answer."""
    with ExitStack() as stack:
        yield _server(address, seconds, stack)


def _server(address: str, seconds: float, stack: ExitStack) -> Server | NoAnswer:
    try:
        if find_spec("language_tool_python") is None:
            return no_package()
        return at(address, seconds) if address else stack.enter_context(serving())
    except NoAnswer as reason:
        return reason
    except Problem as problem:
        return NoAnswer("backend-missing", str(problem))
