"""Which tests one worker takes all of, because what they share takes long to make: a built package, a browser, a cluster, a server.

Marks of xdist could say so as well, but workers tell marks in names of tests, which pytest 9.2 lets nobody change.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/test_packaging.py": "packaging",
    "tests/examples/test_ci.py": "packaging",
    "tests/examples/test_integrations.py": "packaging",
    "tests/review/test_web.py": "browser",
    "tests/cli/test_remote.py": "bucket",
    "tests/cli/test_cluster.py": "cluster",
}
"""The files of tests, each with the name of what it shares."""


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out first what goes together, most tests first, and then one test after the other."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER.get(nodeid.partition("::")[0], nodeid)
