"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# No test depends on how fast the machine is: the first call of a compiled function takes seconds.
settings.register_profile("undercut", deadline=None)
settings.load_profile("undercut")
