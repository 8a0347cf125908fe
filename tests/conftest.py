"""What holds for every test: no wall clock decides, as the machines that run them are shared."""

from __future__ import annotations

from hypothesis import settings

from tests.examples import examples

settings.register_profile("recview", examples(100), deadline=None)
settings.load_profile("recview")
