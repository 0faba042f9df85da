from __future__ import annotations

from tests.support.fixtures import *  # noqa: F403 -- this is how the fixtures are meant to be taken
