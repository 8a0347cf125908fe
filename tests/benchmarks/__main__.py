"""`RECVIEW_CORPUS=… python -m tests.benchmarks [name …]`: figures beside a floor measured in the same run."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

NAMES = ("index", "start", "keys", "stream", "rows", "live", "loop", "heavy")

corpus = Path(os.environ["RECVIEW_CORPUS"])
if (corpus / "ogx-2025-10").is_dir():
    corpus = corpus / "ogx-2025-10"
for name in sys.argv[1:] or NAMES:
    importlib.import_module(f"tests.benchmarks.{name}").main(corpus)
