"""What holds for every test: no wall clock decides, as the machines are shared, and files run side by side."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.examples import examples
from tests.live.processes import wait_for

# How fast examples are made says something of the machine, not of a property.
settings.register_profile("recview", examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("recview")

READER_THREADS = frozenset({"scanner", "comparer", "idle work", "loading", "answering"})

# What the programs that tests start inherit: a shell ignores some of these for what it starts in the background, and
# `nohup` another one.
for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM, signal.SIGTSTP, signal.SIGTTOU):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


@pytest.fixture(autouse=True, scope="session")
def no_files_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes what the user's own recview keeps, remembers or is set to."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("RECVIEW_CACHE_DIR", str(tmp_path_factory.mktemp("caches") / "recview"))
        patched.setenv("RECVIEW_CONFIG_DIR", str(tmp_path_factory.mktemp("config") / "recview"))
        patched.setenv("RECVIEW_STATE_DIR", str(tmp_path_factory.mktemp("state") / "recview"))
        yield


@pytest.fixture(autouse=True)
def no_reader_outlives_its_test() -> Iterator[None]:
    """The threads of a reader end with its test: later they would go on amid another one, and see what that patches."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if thread.name in READER_THREADS:
            # One that is just being started cannot be joined yet.
            wait_for(lambda thread=thread: thread.ident and not thread.is_alive(), f"the {thread.name} has ended")  # type: ignore[misc]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two processes a core, as much of the suite waits for terminals and timers; none to start for a file or two."""
    if config.args and len(config.args) < 3 and all(".py" in argument for argument in config.args):
        config.option.dist = "no"
        return 0
    return min(8, 2 * (os.cpu_count() or 1))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each process begins with its share of the slow ones: they wait for terminals and timers, then beside all others.

    The processes get consecutive parts of the items, all of the same size, and what is left of others' later.
    """
    count = getattr(config, "workerinput", {}).get("workercount", 1)
    slow = [item for item in items if "slow" in item.keywords]
    others = [item for item in items if "slow" not in item.keywords]
    size = -(-len(others) // count)
    items[:] = [
        item for part in range(count) for item in (*slow[part::count], *others[part * size : (part + 1) * size])
    ]


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
