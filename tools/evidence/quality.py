"""How good retrieval is: ``python -m tools.evidence.quality``.

A hundred questions in plain English over the docstrings of Python's standard library, and for each the modules that
answer it. Three ways of searching the same texts: by keywords (BM25 with stemming, SQLite's own), by the embedded
server's vectors alone, and by its vectors reranked by its built-in reranker. The last two are asked over HTTP, as any
client would. A question is answered when one of the first hits comes from a module that answers it: recall.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

import goodmem_dyn.local
from tools.evidence.corpus import documents
from tools.evidence.questions import questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from goodmem_dyn.local import Server
    from tools.evidence.corpus import Document

#: How many hits are looked at, and how many a reranker may choose from.
DEPTHS = (1, 5, 10)
CANDIDATES = 100
BATCH = 200
KEYWORDS, VECTORS, RERANKED = "keywords (BM25)", "vectors", "vectors, reranked"
POST_PROCESSOR = "com.goodmem.retrieval.postprocess.ChatPostProcessorFactory"


@dataclass(frozen=True)
class Quality:
    """What one way of searching achieves.

    Attributes:
        recall: Depth → share of the questions that are answered by that depth, 0 to 1.
        missed: The questions that no hit of the deepest look answers.
        seconds: For all questions together.
    """

    recall: dict[int, float]
    missed: list[str]
    seconds: float


class Session:
    """A space on an embedded server that holds documents, each as one chunk."""

    def __init__(self, server: Server, texts: Sequence[Document]) -> None:
        self.http = httpx.Client(base_url=server.url, headers={"x-api-key": server.api_key or ""}, timeout=120)
        self.reranker_id = self._post(
            "/v1/rerankers",
            displayName="Built in",
            providerType="VLLM",
            endpointUrl=f"{server.url}/local/v1",
            modelIdentifier="wordllama-l2-256-maxsim",
        )["rerankerId"]
        self.space_id = self._post(
            "/v1/spaces",
            name="standard library",
            spaceEmbedders=[{"embedderId": server.create_default_embedder()}],
            defaultChunkingConfig={"none": {}},
        )["spaceId"]
        for start in range(0, len(texts), BATCH):
            requests = [
                {
                    "spaceId": self.space_id,
                    "originalContent": document.text,
                    "contentType": "text/plain",
                    "metadata": document.metadata,
                }
                for document in texts[start : start + BATCH]
            ]
            self._post("/v1/memories:batchCreate", requests=requests)
        self._settle()

    def _post(self, path: str, **body: Any) -> Any:
        return self.http.post(path, json=body).raise_for_status().json()

    def _settle(self) -> None:
        """Wait until everything is searchable."""
        for status in ("PENDING", "PROCESSING"):
            while self._some(status):
                time.sleep(0.05)
        if self._some("FAILED"):
            raise RuntimeError("some documents could not be processed")

    def _some(self, status: str) -> bool:
        query = {"statusFilter": status, "maxResults": "1"}
        answer = self.http.get(f"/v1/spaces/{self.space_id}/memories", params=query).raise_for_status().json()
        return bool(answer["memories"])

    def modules(self, question: str, *, rerank: bool) -> list[str]:
        """Return the modules of the hits, best first."""
        body: dict[str, Any] = {
            "message": question,
            "spaceKeys": [{"spaceId": self.space_id}],
            "requestedSize": CANDIDATES if rerank else max(DEPTHS),
        }
        if rerank:
            config = {"reranker_id": self.reranker_id, "max_results": max(DEPTHS)}
            body["postProcessor"] = {"name": POST_PROCESSOR, "config": config}
        events = self._events(body)
        return [event["memoryDefinition"]["metadata"]["module"] for event in events if "memoryDefinition" in event]

    def _events(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        lines = self.http.post("/v1/memories:retrieve", json=body).raise_for_status().text.split("\n")
        events = [json.loads(line) for line in lines if line]
        stages = [e["resultSetBoundary"]["stageName"] for e in events if "resultSetBoundary" in e]
        wanted = "rerank" if "postProcessor" in body else "retrieve"
        if not stages or stages[0] != wanted:
            raise RuntimeError(f"expected the stage {wanted}, got {events[:2]}")
        return events


@contextlib.contextmanager
def keyword_search(texts: Sequence[Document]) -> Iterator[Callable[[str], list[str]]]:
    """Give a search by BM25: the words of the question, stemmed, any of them."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE texts USING fts5 (text, module UNINDEXED, tokenize = 'porter unicode61')"
        )
        connection.executemany("INSERT INTO texts VALUES (?, ?)", ((passage.text, passage.module) for passage in texts))
        sql = "SELECT module FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?"

        def search(question: str) -> list[str]:
            words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
            return [row[0] for row in connection.execute(sql, (words, max(DEPTHS)))]

        yield search


def judge(search: Callable[[str], list[str]]) -> Quality:
    """Ask every question."""
    start = time.perf_counter()
    ranks: list[int | None] = []
    asked = questions()
    for question, answers in asked:
        hits = search(question)
        ranks.append(next((rank for rank, module in enumerate(hits, start=1) if module in answers), None))
    seconds = time.perf_counter() - start
    recall = {depth: sum(rank is not None and rank <= depth for rank in ranks) / len(ranks) for depth in DEPTHS}
    missed = [question for (question, _), rank in zip(asked, ranks, strict=True) if rank is None]
    return Quality(recall, missed, seconds)


def measure() -> dict[str, Quality]:
    """Measure all three ways."""
    texts = documents()
    with keyword_search(texts) as search:
        results = {KEYWORDS: judge(search)}
    with goodmem_dyn.local.serve() as server:
        session = Session(server, texts)
        with contextlib.closing(session.http):
            results[VECTORS] = judge(lambda question: session.modules(question, rerank=False))
            results[RERANKED] = judge(lambda question: session.modules(question, rerank=True))
    return results


def main() -> None:
    """Print the table."""
    texts = documents()
    print(f"{len(questions())} questions over {len(texts):,} docstrings of Python's standard library")
    print(f"{'':<20}" + "".join(f"{f'recall@{depth}':>11}" for depth in DEPTHS) + f"{'ms/question':>14}")
    for name, quality in measure().items():
        figures = "".join(f"{quality.recall[depth]:>11.2f}" for depth in DEPTHS)
        print(f"{name:<20}{figures}{quality.seconds * 1_000 / len(questions()):>14.1f}")


if __name__ == "__main__":
    main()
