"""One process that ingests, to be killed: `python -m tests.bulk.child CONFIG`, where CONFIG is JSON.

It prints one line of JSON: the reports, and the most memory it ever had.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from goodmem_dyn import Goodmem, PartialFailureError


def main() -> None:
    config = json.loads(sys.argv[1])
    reports = []
    with Goodmem(config["url"], config["key"], max_retries=config["max_retries"]) as client:
        for source, journal in config["sources"]:
            options = {"space_id": config["space"], "journal": journal, "progress": False, **config["options"]}
            try:
                result = client.bulk.ingest(source, **options)
            except PartialFailureError as error:
                result = error.result
            failures = {one.key: f"{one.stage}: {one.reason}" for one in result if one.outcome == "failed"}
            reports.append({**result.to_dict(), "failures": failures})
    print(json.dumps({"reports": reports, "peak_mb": peak()}))


def peak() -> int:
    """The most memory that this process ever had, in MiB. (What `getrusage` says begins with that of the parent.)"""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    main()
