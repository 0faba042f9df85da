"""A case in a process of its own, with limits of memory and time: what runs away is a failure, and not a hung suite.

    ended = limited('''
        client = Goodmem(...)
        print(client.spaces.list())
    ''')
    assert "Page" in ended.output

Rules: a case that is killed, aborts or raises fails the test that runs it, with what it printed. Its memory is its own:
what `getrusage` calls the peak begins, on Linux, with that of the process that started it, which here is the whole suite.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
_HEAD = """
import resource, sys, warnings
warnings.simplefilter("ignore")
GIVEN = __import__("json").load(sys.stdin)
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))
resource.setrlimit(resource.RLIMIT_AS, (GIVEN["limit"] << 20, GIVEN["limit"] << 20))
"""


class Ended(NamedTuple):
    """How a case ended.

    Attributes:
        output: What it printed.
        seconds: How long it took, its imports included.
    """

    output: str
    seconds: float


def limited(code: str, *, seconds: float = 50.0, mebibytes: int = 1500, **variables: Any) -> Ended:
    """Run a case; `variables` are there as `GIVEN`, and `peak()` tells the memory that it had at most, in MiB."""
    text = _HEAD + textwrap.dedent(code)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", text],
        input=json.dumps({**variables, "limit": mebibytes}),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, f"ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return Ended(done.stdout, time.monotonic() - began)
