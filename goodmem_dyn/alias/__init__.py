"""The names of the official `goodmem` package, as ours: programs and integrations that import it run on this package.

    python -m goodmem_dyn.alias DIR      # writes DIR/goodmem, a package of plain files
    goodmem_dyn.install_as_goodmem()     # the same for the running process

Rules: every name is found by rule in the bundled document and in this package's public names, and *is* what it is here:
`goodmem.Goodmem is goodmem_dyn.Goodmem`. What is written is read by type checkers and editors as it stands. The
official package is never overwritten, and never mixed with.
"""

from __future__ import annotations

from goodmem_dyn.alias._installing import install_as_goodmem
from goodmem_dyn.alias._writing import write

__all__ = ["install_as_goodmem", "write"]
