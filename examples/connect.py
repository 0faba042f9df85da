"""The server that the examples use: the one that the environment names, or an embedded one while a program runs."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import goodmem_dyn.local
from goodmem_dyn import Goodmem

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def connect() -> Iterator[tuple[Goodmem, str]]:
    """A client, and the id of an embedder to make spaces with.

    On a server of your own, that is its first embedder. On an embedded one it is the built-in model.
    """
    if os.environ.get("GOODMEM_BASE_URL"):
        with Goodmem() as client:
            embedders = client.embedders.list().data
            if not embedders:
                raise SystemExit("This server has no embedder yet: make one with client.embedders.ensure(...).")
            yield client, embedders[0].embedder_id
    else:
        with goodmem_dyn.local.serve() as server, Goodmem(base_url=server.url, api_key=server.api_key) as client:
            yield client, server.create_default_embedder()
