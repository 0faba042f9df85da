"""Names of the conventions that are used here, in one place.

The conventions for generative AI are in development, and have no package of Python that names those of memory. They are
those of the repository `open-telemetry/semantic-conventions-genai` in October 2026; the tests hold a table of what its
model allows on each kind of span. What the conventions have no name for is under `goodmem.`.
"""

from __future__ import annotations

OPERATION = "gen_ai.operation.name"
PROVIDER = "gen_ai.provider.name"
SERVER_ADDRESS = "server.address"
SERVER_PORT = "server.port"
ERROR_TYPE = "error.type"
STATUS_CODE = "http.response.status_code"

STORE_ID = "gen_ai.memory.store.id"
RECORD_ID = "gen_ai.memory.record.id"
RECORD_COUNT = "gen_ai.memory.record.count"
RECORDS = "gen_ai.memory.records"
MEMORY_QUERY = "gen_ai.memory.query.text"

DATA_SOURCE = "gen_ai.data_source.id"
TOP_K = "gen_ai.retrieval.top_k"
DOCUMENTS = "gen_ai.retrieval.documents"
RETRIEVAL_QUERY = "gen_ai.retrieval.query.text"

STORE_IDS = "goodmem.store.ids"
HITS = "goodmem.retrieval.hit.count"
EVENTS = "goodmem.retrieval.event.count"
STAGES = "goodmem.retrieval.stages"
STATUSES = "goodmem.retrieval.statuses"
FIRST_EVENT = "goodmem.time_to_first_event"
REQUEST_ID = "goodmem.request.id"
RETRY = "goodmem.retry"
RETRY_ATTEMPT = "goodmem.retry.attempt"
RETRY_DELAY = "goodmem.retry.delay"

DURATION = "gen_ai.client.operation.duration"
TIME_TO_FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk"
BUCKETS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)
"""Bounds of both histograms, in seconds, as the conventions advise."""

CAPTURE = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
"""The variable of the environment by which instrumentations are told to record content."""
