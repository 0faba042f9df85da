"""The README's own program, with twenty mistakes that people make."""

from __future__ import annotations

import goodmem_dyn.local
from goodmem_dyn import Goodmem
from goodmem_dyn.filters import F

with goodmem_dyn.local.serve() as server, Goodmem(base_url=server.url, api_key=server.api_key) as client:
    Goodmem(base_url=server.url, token=server.api_key)  # E: no such option
    server.make_embedder()  # E: no such method
    embedder_id = server.create_default_embedder()
    client.space.list()  # E: no such namespace
    client.spaces.make(name="zoo")  # E: no such method
    client.spaces.ensure(name="zoo")  # E: embedders are needed
    client.spaces.ensure(name="zoo", embedders=[embedder_id])  # E: no such argument
    client.spaces.ensure(name=1, space_embedders=[embedder_id])  # E: a name is text
    space = client.spaces.ensure(name="zoo", space_embedders=[embedder_id])
    space.id  # E: it is space_id
    space.created_at_datetime + 1  # E: a datetime is no number
    client.bulk.ingest(["Owls hunt at night."])  # E: which space?
    client.bulk.ingest(["Owls hunt at night."], space_id=space)  # E: its id is wanted
    client.memories.create(space_id=space.space_id, content="Owls")  # E: no such argument
    client.memories.create(space_id=space.space_id, original_content=b"Owls")  # E: text is wanted
    client.memories.retrieve(query="owls", space_ids=[space.space_id])  # E: no such argument
    client.memories.retrieve(message="owls", space_ids=space.space_id).hits  # E: a stream has no hits
    client.memories.retrieve(message="owls", space_ids=[space.space_id], limit="3")  # E: a number is wanted
    client.memories.retrieve(message="owls", space_ids=[space.space_id], filter=F("lang"))  # E: no condition
    with client.memories.retrieve(message="owls", space_ids=[space.space_id]) as stream:
        for hit in stream.items():
            hit.content  # E: it is text
            hit.relevance.upper()  # E: a score is a number
            hit.memory.metadata  # E: there may be no memory
