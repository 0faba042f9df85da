"""A minute with GoodMem and no server of your own: ``make demo``, or ``python -m tools.evidence.demo [QUESTION ...]``.

Starts the embedded server, stores the docstrings of Python's standard library, and asks a few questions in plain
English. Everything goes through the public client, as a program of yours would.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import textwrap
import time
from typing import TYPE_CHECKING, Any

import goodmem_dyn.local
from goodmem_dyn import Goodmem
from goodmem_dyn.filters import F
from tools.evidence.corpus import documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tools.evidence.corpus import Document

QUESTIONS = (
    "how do I compress a file?",
    "what is the median of some numbers?",
    "is this IP address inside that network?",
    "show the differences between two texts",
)
FILTERED = "something that gives the smallest item first"
BATCH = 200
CANDIDATES = 100
SHOWN = 3


class Screen:
    """Prints; with colour and a progress bar on a terminal, plainly everywhere else."""

    def __init__(self) -> None:
        self._live = sys.stdout.isatty()
        self._colour = self._live and "NO_COLOR" not in os.environ
        self.width = min(shutil.get_terminal_size((100, 24)).columns, 110)

    def style(self, text: str, code: str) -> str:
        """Return the text in a colour or weight, where that can be shown."""
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text

    def step(self, label: str, text: str) -> None:
        """Print what has been done."""
        print(f"{self.style(f'{label:<10}', '1')}{text}", flush=True)

    def progress(self, label: str, total: int, sizes: Iterable[int]) -> None:
        """Go through `sizes`, the work itself, and show how much of `total` is done."""
        done, cells = 0, 30
        for size in sizes:
            done += size
            if self._live:
                bar = "#" * (cells * done // total)
                print(f"\r{self.style(f'{label:<10}', '1')}[{bar:<{cells}}] {done:,} of {total:,}", end="", flush=True)
        if self._live:
            print("\r\x1b[K", end="")

    def question(self, text: str, note: str = "") -> None:
        """Print a question."""
        print(f"\n{self.style(text, '1;36')}{f'   {note}' if note else ''}")

    def hits(self, hits: Sequence[Any]) -> None:
        """Print hits as a table: score, name, and as much of the text as fits on the line."""
        names = [str((hit.memory.metadata or {})["name"]) for hit in hits]
        wide = max(map(len, names), default=0)
        for hit, name in zip(hits, names, strict=True):
            _, _, text = hit.text.partition("\n\n")
            room = self.width - wide - 11
            passage = textwrap.shorten(text, room, placeholder="…")
            print(f"  {hit.relevance:>5.2f}  {self.style(f'{name:<{wide}}', '32')}  {passage}")


def fill(client: Goodmem, space_id: str, texts: Sequence[Document]) -> Iterator[int]:
    """Store documents; yield how many at a time."""
    for start in range(0, len(texts), BATCH):
        part = texts[start : start + BATCH]
        stored = client.memories.batch_create(
            requests=[
                {
                    "space_id": space_id,
                    "original_content": document.text,
                    "content_type": "text/plain",
                    "metadata": document.metadata,
                }
                for document in part
            ]
        )
        stored.raise_for_failures()
        client.memories.wait(ids=[memory.memory_id for memory in stored.succeeded])
        yield len(part)


def run(questions: Sequence[str], screen: Screen) -> None:
    """Do it all."""
    start = time.perf_counter()
    with goodmem_dyn.local.serve() as server, Goodmem(base_url=server.url, api_key=server.api_key) as client:
        info = client.system.info()
        ready = time.perf_counter() - start
        screen.step("Server", f"{server.url}, {info.version}, ready in {ready:.2f} s")
        embedder = client.embedders.create(
            display_name="Built-in embedder",
            provider_type="OPENAI",
            endpoint_url=f"{server.url}/local/v1",
            model_identifier="wordllama-l2-256",
            dimensionality=256,
            distribution_type="DENSE",
        )
        reranker = client.rerankers.create(
            display_name="Built-in reranker",
            provider_type="VLLM",
            endpoint_url=f"{server.url}/local/v1",
            model_identifier="wordllama-l2-256-maxsim",
        )
        space = client.spaces.create(
            name="Python's standard library",
            space_embedders=[{"embedder_id": embedder.embedder_id}],
            default_chunking_config={"none": {}},
        )
        screen.step("Models", f"{embedder.model_identifier} and {reranker.model_identifier}, on this CPU, no network")
        texts = documents()
        start = time.perf_counter()
        screen.progress("Storing", len(texts), fill(client, space.space_id, texts))
        seconds = time.perf_counter() - start
        rate = len(texts) / seconds
        python = f"Python {platform.python_version()}"
        screen.step(
            "Stored", f"{len(texts):,} docstrings of {python} in {seconds:.1f} s, {rate:,.0f} a second, searchable"
        )

        def ask(question: str, condition: str | None = None) -> None:
            key: Any = {"space_id": space.space_id} | ({"filter": condition} if condition else {})
            start = time.perf_counter()
            with client.memories.retrieve(
                message=question,
                space_keys=[key],
                requested_size=CANDIDATES,
                reranker_id=reranker.reranker_id,
                max_results=SHOWN,
            ) as stream:
                hits = list(stream.items())
            milliseconds = (time.perf_counter() - start) * 1_000
            note = f"{condition}, " if condition else ""
            screen.question(question, screen.style(f"{note}{milliseconds:.0f} ms", "2"))
            screen.hits(hits)

        for question in questions or QUESTIONS:
            ask(question)
        if not questions:
            ask(FILTERED, str(F("kind") == "module"))
    print("\nThe same server in your tests: the goodmem_client fixture. From a shell: python -m goodmem_dyn.local")


def main() -> None:
    """Run the demo."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "questions", nargs="*", metavar="QUESTION", help="your own questions instead of the prepared ones"
    )
    run(parser.parse_args().questions, Screen())


if __name__ == "__main__":
    main()
