"""`python -m tests.upgrade [SEED [PROGRAMS]]`: how often `upgrade-check` is right."""

from __future__ import annotations

import sys

from tests.upgrade.measuring import main

sys.exit(main([one for one in sys.argv[1:] if one != "-v"]))
