"""Work on a Dask cluster: one that is there (`--scheduler`), or one for this run on this machine (`--executor dask`)."""

from __future__ import annotations

import logging
import signal
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from repair.project.config import ConfigError
from repair.project.crew import cores

if TYPE_CHECKING:
    from repair.project.spread import Spread

_PATIENCE = 20  # seconds until a scheduler answers and has a worker
QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.tick.limit": "60s",
}
"""Settings for workers that nobody watches: looking after themselves as often as usual takes each of them 3 % of a core."""

_EACH = 3  # shards on their way for each thread of the cluster


@contextmanager
def cluster(options: Namespace) -> Iterator[Spread]:
    """The way to the cluster's workers. Raises `ConfigError` when Dask is not installed, or nobody answers."""
    try:
        dask: Any = import_module("distributed")
    except ImportError:
        raise ConfigError("work on a Dask cluster needs an extra: pip install 'article-repair[distributed]'") from None
    from repair.project.spread import Spread

    for name in ("distributed", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        where = options.scheduler
        if not where:
            jobs = options.jobs or cores()
            how = {"processes": True, "dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL}
            with _uninterrupted(), import_module("dask").config.set(QUIET):
                where = stack.enter_context(dask.LocalCluster(n_workers=jobs, threads_per_worker=1, **how))
        try:
            client = stack.enter_context(dask.Client(where, timeout=_PATIENCE, set_as_default=False))
            client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, ValueError) as error:  # TimeoutError is an OSError
            raise ConfigError(f"--scheduler {options.scheduler}: no cluster with a worker answers ({_short(error)})") from None
        yield Spread(client.get_executor(pure=False), lambda: _EACH * max(1, sum(client.nthreads().values())))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that are started now leave it to us to end on Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
