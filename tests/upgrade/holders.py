"""How programs come by a client: thirty ways, each a text with a place for what is done with it.

Rules: `{BODY}` stands alone on its line, and is replaced with the indentation of that line. A second file follows a line
`### name.py`. `await` is written by the body where the holder is async.
"""

from __future__ import annotations

from typing import NamedTuple


class Holder(NamedTuple):
    """A program around a client: its text, what the client is called in the body, and whether the body is async."""

    text: str
    client: str
    is_async: bool = False


SYNC = [
    Holder('from goodmem_dyn import Goodmem\n\nclient = Goodmem(api_key=os.environ["KEY"])\n{BODY}\n', "client"),
    Holder('import goodmem_dyn as gd\n\nwith gd.Goodmem(api_key="k") as gm:\n    {BODY}\n', "gm"),
    Holder(
        'from goodmem_dyn import Goodmem as Client\n\ndef main():\n    c = Client()\n    try:\n        {BODY}\n    finally:\n        c.close()\n\nif __name__ == "__main__":\n    main()\n',
        "c",
    ),
    Holder("from goodmem_dyn import Goodmem\n\ndef work(client: Goodmem) -> None:\n    {BODY}\n", "client"),
    Holder(
        'from __future__ import annotations\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from goodmem_dyn import Goodmem\n\ndef work(client: "Goodmem | None" = None):\n    assert client is not None\n    {BODY}\n',
        "client",
    ),
    Holder(
        "import typing as t\nimport goodmem_dyn\n\ndef work(api: t.Optional[goodmem_dyn.Goodmem], verbose=False):\n    if verbose:\n        print('start')\n    {BODY}\n",
        "api",
    ),
    Holder(
        "from goodmem_dyn import Goodmem\n\nclass Service:\n    def __init__(self, url):\n        self.client = Goodmem(base_url=url)\n\n    def run(self):\n        {BODY}\n",
        "self.client",
    ),
    Holder(
        "from goodmem_dyn import Goodmem\n\nclass Service:\n    _api: Goodmem\n\n    def __init__(self, api):\n        self._api = api\n\n    def run(self):\n        {BODY}\n",
        "self._api",
    ),
    Holder(
        "from dataclasses import dataclass, field\nfrom goodmem_dyn import Goodmem\n\n@dataclass\nclass App:\n    name: str\n    gm: Goodmem = field(default_factory=Goodmem)\n\n    def run(self, dry=False):\n        if not dry:\n            {BODY}\n",
        "self.gm",
    ),
    Holder(
        "from goodmem_dyn import Goodmem\n\ndef connect(url=None) -> Goodmem:\n    return Goodmem(base_url=url)\n\ndef run():\n    session = connect()\n    {BODY}\n",
        "session",
    ),
    Holder(
        "from goodmem_dyn import Goodmem\n\ndef connect(url=None):\n    if url is None:\n        url = 'http://localhost:8080'\n    return Goodmem(base_url=url)\n\nfor attempt in range(3):\n    {BODY}\n",
        "connect()",
    ),
    Holder(
        "from contextlib import contextmanager\nfrom goodmem_dyn import Goodmem\n\n@contextmanager\ndef session():\n    client = Goodmem()\n    try:\n        yield client\n    finally:\n        client.close()\n\nwith session() as s:\n    {BODY}\n",
        "s",
    ),
    Holder(
        "import contextlib\nfrom goodmem_dyn import Goodmem\n\ndef run():\n    with contextlib.ExitStack() as stack:\n        g = stack.enter_context(Goodmem())\n        {BODY}\n",
        "g",
    ),
    Holder(
        "from functools import cached_property\nimport goodmem_dyn\n\nclass Base:\n    @cached_property\n    def client(self):\n        return goodmem_dyn.Goodmem()\n\nclass Job(Base):\n    def execute(self):\n        {BODY}\n",
        "self.client",
    ),
    Holder(
        "from goodmem_dyn import Goodmem\n\n_client = None\n\ndef get_client():\n    global _client\n    if _client is None:\n        _client = Goodmem()\n    return _client\n\ndef run():\n    {BODY}\n",
        "get_client()",
    ),
    Holder(
        "from goodmem_dyn import Goodmem\n\ndef helper(cl, extra):\n    {BODY}\n\ndef main():\n    with Goodmem() as client:\n        helper(client, 3)\n",
        "cl",
    ),
    Holder(
        "import pytest\nfrom goodmem_dyn import Goodmem\n\n@pytest.fixture\ndef memory_server():\n    with Goodmem() as c:\n        yield c\n\ndef test_it(memory_server, tmp_path):\n    {BODY}\n",
        "memory_server",
    ),
    Holder(
        "from goodmem_dyn import Goodmem\n\nclients = {'eu': Goodmem(base_url='http://eu'), 'us': Goodmem(base_url='http://us')}\n\ndef run(region):\n    {BODY}\n",
        "clients[region]",
    ),
    Holder(
        "from goodmem_dyn import Goodmem\n\ndef make():\n    client = Goodmem()\n\n    def inner():\n        {BODY}\n\n    return inner\n",
        "client",
    ),
    Holder(
        "import click\nfrom goodmem_dyn import Goodmem\n\n@click.command()\n@click.option('--url')\ndef cli(url):\n    gm = Goodmem(base_url=url).with_options(timeout=5)\n    {BODY}\n",
        "gm",
    ),
    Holder(
        "from goodmem_dyn import Goodmem\n\nclass MyClient(Goodmem):\n    def bulk_things(self):\n        {BODY}\n",
        "self",
    ),
    Holder(
        "from goodmem_dyn import Goodmem, AsyncGoodmem\nfrom typing import Union\n\nAny_ = Union[Goodmem, None]\n\nclass Repo:\n    def __init__(self, *, client: Any_ = None) -> None:\n        self._c = client or Goodmem()\n\n    def call(self):\n        c = self._c\n        {BODY}\n",
        "c",
    ),
    Holder(
        "from .conn import get\n\ndef run():\n    client = get()\n    {BODY}\n### conn.py\nfrom goodmem_dyn import Goodmem\n\ndef get():\n    return Goodmem()\n",
        "client",
    ),
    Holder(
        "import conn\n\ndef run():\n    {BODY}\n### conn.py\nimport goodmem_dyn\n\nCLIENT = goodmem_dyn.Goodmem()\n",
        "conn.CLIENT",
    ),
    Holder(
        "from goodmem.client import Goodmem\n\nclient = Goodmem(base_url='http://x', api_key='k')\n{BODY}\n", "client"
    ),
    Holder(
        "from goodmem_dyn import Goodmem\nfrom fastapi import Depends, FastAPI\nfrom typing import Annotated\n\napp = FastAPI()\n\ndef dep():\n    with Goodmem() as c:\n        yield c\n\n@app.get('/x')\ndef route(q: str, c: Annotated[Goodmem, Depends(dep)]):\n    {BODY}\n",
        "c",
    ),
    Holder(
        "import goodmem_dyn\n\ndef run(n):\n    if (c := goodmem_dyn.Goodmem()) and n:\n        while n:\n            n -= 1\n            {BODY}\n",
        "c",
    ),
    Holder(
        "from typing import NamedTuple\nfrom goodmem_dyn import Goodmem\n\nclass Ctx(NamedTuple):\n    client: Goodmem\n    name: str\n\ndef run(ctx: Ctx):\n    {BODY}\n\nrun(Ctx(Goodmem(), 'x'))\n",
        "ctx.client",
    ),
    Holder(
        "from goodmem_dyn import Goodmem\n\nclass A:\n    def __init__(self, c):\n        self.c = c\n\nclass B(A):\n    def __init__(self):\n        super().__init__(Goodmem())\n\n    def go(self):\n        {BODY}\n",
        "self.c",
    ),
    Holder(
        "import logging\nfrom goodmem_dyn import Goodmem\n\nlog = logging.getLogger(__name__)\ntry:\n    client = Goodmem()\nexcept Exception:\n    log.exception('no client')\n    raise\n\nbuild = lambda: client\n\ndef run():\n    {BODY}\n",
        "build()",
    ),
]

ASYNC = [
    Holder("import asyncio\nfrom goodmem_dyn import AsyncGoodmem\n\nasync def main():\n    async with AsyncGoodmem() as client:\n        {BODY}\n\nasyncio.run(main())\n", "client", True),
    Holder("import goodmem_dyn\n\nclass Worker:\n    def __init__(self, client: goodmem_dyn.AsyncGoodmem):\n        self.client = client\n\n    async def run(self):\n        {BODY}\n", "self.client", True),
    Holder("from contextlib import asynccontextmanager\nfrom goodmem_dyn import AsyncGoodmem\n\n@asynccontextmanager\nasync def session():\n    async with AsyncGoodmem() as c:\n        yield c\n\nasync def go():\n    async with session() as c:\n        {BODY}\n", "c", True),
    Holder("from goodmem_dyn import AsyncGoodmem\n\nasync def client_of(name) -> 'AsyncGoodmem':\n    return AsyncGoodmem()\n\nasync def go():\n    gm = await client_of('x')\n    {BODY}\n", "gm", True),
    Holder("from contextlib import AsyncExitStack\nfrom goodmem_dyn import AsyncGoodmem\n\nasync def go():\n    async with AsyncExitStack() as stack:\n        c = await stack.enter_async_context(AsyncGoodmem())\n        {BODY}\n", "c", True),
    Holder("from goodmem_dyn import AsyncGoodmem\n\nasync def work(gm):\n    {BODY}\n\nasync def main():\n    gm = AsyncGoodmem()\n    try:\n        await work(gm)\n    finally:\n        await gm.aclose()\n", "gm", True),
]  # fmt: skip

DECOY = """
import argparse
import sqlite3


class Spaces:
    def create(self, **values):
        return values

    def list(self, public_read=None, include=None):
        return []


class Database:
    def __init__(self):
        self.spaces = self.memories = self.users = self.apikeys = Spaces()


def others():
    db = Database()
    db.spaces.create(public_read=True, name="x")
    options = argparse.ArgumentParser().parse_args()
    print(options.public_read, options.user_id)
    sqlite3.connect(":memory:").execute("select public_read")
    return {"public_read": True, "user_id": 1}["public_read"]
"""
"""What is none of a client's, and called alike."""
