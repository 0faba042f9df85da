"""`python -m goodmem_dyn` is the command `goodmem-dyn`."""

from __future__ import annotations

import sys

from goodmem_dyn._terminal import main

if __name__ == "__main__":
    sys.exit(main())
