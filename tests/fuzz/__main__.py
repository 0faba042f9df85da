"""Fuzz every target in turn until the time is over: `python -m tests.fuzz --minutes 60`.

What is found is printed, and kept in the corpus, which the tests run; the exit status is then 1.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.targets import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parent / "corpus"
WORDS = [
    b"null", b"true", b"1e400", b"-0", b"9007199254740993", b'"\\ud800"', b"\\u0000", b"\0", b"\xff", b"{}", b"[]", b"''", b"\\'",
    b"CAST(", b" AS ", b"NUMERIC", b"val('$.a')", b" NOT ", b" IN (", b")", b" LIKE '%a_'", b"\r\n", b"\n\n", b"data:", b": ",
    b"content-length: 99999", b"transfer-encoding: chunked", b"%00", b"/../", b"\xed\xa0\x80", b"[" * 300, b"(" * 80,
]  # fmt: skip


def changed(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """A few random changes: words put in, parts left out, doubled, taken from another, bytes replaced."""
    for _ in range(chance.randint(1, 5)):
        start, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        end = min(end, start + 40)
        other = chance.choice(others)
        part = chance.choice(
            [chance.choice(WORDS), b"", data[start:end] * 2, other[start:end], bytes([chance.randrange(256)])]
        )
        data = data[:start] + part + data[end:]
    return data[:20_000]


def fuzz(target: Callable[[bytes], None], seconds: float, seed: int) -> tuple[int, int]:
    """Try one target for a while; returns how many inputs were tried, and how many kinds of failure found."""
    chance = random.Random(seed)
    seeds = SEEDS[target] + [path.read_bytes() for path in CORPUS.glob(f"{target.__name__}-*")]
    end, tried, kinds = time.monotonic() + seconds, 0, set()
    while time.monotonic() < end:
        data = changed(chance.choice(seeds), seeds, chance)
        tried += 1
        try:
            target(data)
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            kind = (type(error).__name__, frame.filename, frame.lineno)
            if kind in kinds:
                continue
            kinds.add(kind)
            name = f"{target.__name__}-{hashlib.sha256(data).hexdigest()[:12]}"
            (CORPUS / name).write_bytes(data)
            print(f"{name}: {error!r}"[:600], flush=True)
            traceback.print_exc(limit=-3)
    return tried, len(kinds)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = random.randrange(2**32) if options.seed is None else options.seed
    CORPUS.mkdir(exist_ok=True)
    counts, found = Counter[str](), 0
    for target in SEEDS:
        tried, kinds = fuzz(target, options.minutes * 60 / len(SEEDS), seed)
        counts[target.__name__] += tried
        found += kinds
        print(f"{target.__name__}: {tried:,} inputs, {kinds} kinds of failure", flush=True)
    print(f"{sum(counts.values()):,} inputs with seed {seed}, {found} kinds of failure", flush=True)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
