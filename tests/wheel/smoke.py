"""Run by the tests of the wheel, in an environment that has the wheel and its dependencies and nothing else.

It needs only the standard library and the package. The first argument is the address of a server that answers lists of
spaces, retrievals, and anything else with a 404; the second is the folder that the package must come from.
"""

# ruff: noqa: PT017, T201 -- it runs where there is no pytest, and prints its report
from __future__ import annotations

import asyncio
import json
import pickle
import sys
import time

started = time.perf_counter()
import goodmem_dyn  # noqa: E402 -- its time is taken

imported = time.perf_counter() - started
assert not {"httpx", "pydantic"} & set(sys.modules), "importing the package imported its dependencies"
url, home = sys.argv[1:]
assert goodmem_dyn.__file__.startswith(home), goodmem_dyn.__file__

commit = goodmem_dyn.__based_on_goodmem_commit__
assert goodmem_dyn.document()["info"]["x-goodmem-commit"] == commit
assert all(getattr(goodmem_dyn, name) is not None for name in goodmem_dyn.__all__)

ID = "00000000-0000-4000-8000-000000000001"
with goodmem_dyn.Goodmem(base_url=url, api_key="gm_x") as client:
    assert [space.name for space in client.spaces.list(label={"a": "b"})] == ["owls"]
    with client.memories.retrieve(message="x", space_ids=[ID]) as stream:
        events = list(stream)
    assert [event.result_set_boundary.kind for event in events] == ["BEGIN", "END"]
    assert type(events[0]) is goodmem_dyn.models.RetrieveMemoryEvent
    try:
        client.spaces.get(id=ID)
    except goodmem_dyn.NotFoundError as error:
        assert pickle.loads(pickle.dumps(error)).status_code == 404
    else:
        raise AssertionError("no error was raised")
    try:
        client.spaces.list(name_fliter="x")
    except goodmem_dyn.InvalidRequestError as error:
        assert "name_filter" in str(error)
    else:
        raise AssertionError("an argument that does not exist was taken")


async def main() -> None:
    async with goodmem_dyn.AsyncGoodmem(base_url=url, api_key="gm_x") as client:
        page, other = await asyncio.gather(client.spaces.list(), client.spaces.list())
        assert [space.name async for space in page] == [space.name for space in other.data] == ["owls"]
        async with client.memories.retrieve(message="x", space_ids=[ID]) as stream:
            assert len([event async for event in stream]) == 2


asyncio.run(main())
try:
    import goodmem_dyn.local

    goodmem_dyn.local.serve()
except ImportError as error:
    assert "pip install 'goodmem-dyn[local]'" in str(error), error
else:
    raise AssertionError("this environment has more than the wheel and its dependencies")

models = [name for name in dir(goodmem_dyn.models) if isinstance(getattr(goodmem_dyn.models, name), type)]
print(json.dumps({"python": sys.version.split()[0], "import_ms": round(imported * 1000, 1), "models": len(models)}))
