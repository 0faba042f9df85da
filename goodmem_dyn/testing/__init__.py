"""What helps programs that use GoodMem to test themselves.

`quality` measures whether retrieval still finds what it should; `pytest_plugin` has the fixture for it. The embedded
server and its fixtures are in `goodmem_dyn.local`.
"""

from __future__ import annotations

from goodmem_dyn.testing import quality as quality
