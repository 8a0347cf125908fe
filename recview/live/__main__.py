"""The reader's process: reads, watches and compares for a screen that runs in another process.

It has no terminal, and it ends as soon as the other end of its pipe is closed.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from select import select
from typing import Any, NoReturn

from recview.current_file import note_in, shared_memory
from recview.freed_memory import keep_freed_memory
from recview.live.pipe import READY, Pipe

COLLECT_EVERY_S = 20.0
"""Seconds without a request after which garbage is collected, if there may be any: amid work that would cost time."""


def main(arguments: Sequence[str]) -> NoReturn:
    """Answer a screen's requests until it is gone.

    Args:
        arguments: The file descriptor of the pipe, that of the memory to note in what is being read, and the name of
            the module whose `Service` answers.
    """
    # What the terminal sends to all of the program is the screen's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    keep_freed_memory()
    faulthandler.enable()
    threading.excepthook = _end_with_thread
    code = 1
    try:
        handle, memory, service = arguments
        note_in(shared_memory(int(memory)))
        _answer(int(handle), service)
    except EOFError:
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    _end(code)


def _answer(handle: int, service_name: str) -> NoReturn:
    """Answer the requests that come.

    Raises:
        EOFError: Once the screen is gone.
    """
    pipe = Pipe(handle)
    service: Any = import_module(service_name).Service(pipe.send)
    # What was imported lives for ever: it need not be looked through.
    gc.freeze()
    pipe.send_first(READY)
    sent_before = 0
    while True:
        while not select([handle], [], [], COLLECT_EVERY_S)[0]:
            if pipe.sent != sent_before:
                sent_before = pipe.sent
                gc.collect()
                gc.freeze()
        service.handle(pipe.receive())


def _end_with_thread(arguments: threading.ExceptHookArgs) -> None:
    """End the process as a thread of it failed: the screen reports that and starts another reader."""
    sys.excepthook(arguments.exc_type, arguments.exc_value or arguments.exc_type(), arguments.exc_traceback)
    _end(1)


def _end(code: int) -> NoReturn:
    """End without waiting for threads: their results could not be sent any more."""
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
