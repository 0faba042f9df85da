"""The database schema, as the changes that led to it.

Rules this module keeps: a migration is never edited once released, the next one is appended; times are integer
milliseconds since the epoch; JSON columns hold canonical JSON text; what belongs to something goes away with it.
"""

from __future__ import annotations

from goodmem_dyn.local._store import principals

_AUDIT = principals.AUDIT


def _model_table(name: str, key: str) -> str:
    """Embedders, rerankers and LLMs share one shape.

    `body` is the resource as the API spells it (camelCase), credentials included; `connection` identifies the effective
    provider connection, with only a fingerprint of the secret, and is what duplicate detection compares.
    """
    return f"""
CREATE TABLE {name} (
    {key} TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES users (user_id),
    provider_type TEXT NOT NULL,
    connection TEXT NOT NULL,
    labels TEXT NOT NULL DEFAULT '{{}}',
    body TEXT NOT NULL,{_AUDIT},
    UNIQUE (owner_id, connection)
);
"""


_FIRST = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE users (
    user_id TEXT PRIMARY KEY,
    username TEXT UNIQUE,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    display_name TEXT NOT NULL,
    is_root INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

CREATE TABLE api_keys (
    api_key_id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (user_id),
    key_hash BLOB NOT NULL UNIQUE,
    key_prefix TEXT NOT NULL,
    labels TEXT NOT NULL DEFAULT '{{}}',
    valid_from INTEGER,
    expires_at INTEGER,
    revoked_at INTEGER,
    last_used_at INTEGER,{_AUDIT}
);
CREATE INDEX api_keys_by_user ON api_keys (user_id);

{_model_table("embedders", "embedder_id")}
{_model_table("rerankers", "reranker_id")}
{_model_table("llms", "llm_id")}

CREATE TABLE spaces (
    space_id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES users (user_id),
    name TEXT NOT NULL,
    labels TEXT NOT NULL DEFAULT '{{}}',
    public_read INTEGER NOT NULL DEFAULT 0,
    default_chunking_config TEXT NOT NULL,{_AUDIT},
    UNIQUE (owner_id, name)
);

CREATE TABLE space_embedders (
    space_id TEXT NOT NULL REFERENCES spaces (space_id) ON DELETE CASCADE,
    embedder_id TEXT NOT NULL REFERENCES embedders (embedder_id),
    default_retrieval_weight REAL NOT NULL,{_AUDIT},
    PRIMARY KEY (space_id, embedder_id)
);
CREATE INDEX space_embedders_by_embedder ON space_embedders (embedder_id);

-- `content` stands last: SQLite reads a row's leading columns without touching the pages of a long last one.
CREATE TABLE memories (
    memory_id TEXT PRIMARY KEY,
    space_id TEXT NOT NULL REFERENCES spaces (space_id) ON DELETE CASCADE,
    content_type TEXT NOT NULL,
    length INTEGER,
    sha256 TEXT,
    ref TEXT,
    metadata TEXT,
    processing_status TEXT NOT NULL DEFAULT 'PENDING',
    page_image_status TEXT NOT NULL DEFAULT 'PENDING',
    page_image_count INTEGER NOT NULL DEFAULT 0,
    extract_page_images INTEGER NOT NULL DEFAULT 0,
    chunking_config TEXT,{_AUDIT},
    content BLOB
);
CREATE INDEX memories_by_creation ON memories (space_id, created_at, memory_id);
CREATE INDEX memories_by_status ON memories (space_id, processing_status);

CREATE TABLE chunks (
    chunk_id TEXT PRIMARY KEY,
    memory_id TEXT NOT NULL REFERENCES memories (memory_id) ON DELETE CASCADE,
    space_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    text TEXT NOT NULL,
    start_offset INTEGER,
    end_offset INTEGER,
    metadata TEXT,{_AUDIT}
);
CREATE UNIQUE INDEX chunks_by_memory ON chunks (memory_id, seq);
CREATE INDEX chunks_by_space ON chunks (space_id);

-- little-endian float32, as numpy's '<f4'
CREATE TABLE vectors (
    chunk_id TEXT NOT NULL REFERENCES chunks (chunk_id) ON DELETE CASCADE,
    embedder_id TEXT NOT NULL,
    space_id TEXT NOT NULL,
    memory_id TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (chunk_id, embedder_id)
);
CREATE INDEX vectors_by_space ON vectors (space_id, embedder_id);

CREATE TABLE page_images (
    memory_id TEXT NOT NULL REFERENCES memories (memory_id) ON DELETE CASCADE,
    page_index INTEGER NOT NULL,
    dpi INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    length INTEGER NOT NULL,
    sha256 TEXT NOT NULL,{_AUDIT},
    data BLOB NOT NULL,
    PRIMARY KEY (memory_id, page_index, dpi, content_type)
);

CREATE TABLE jobs (
    job_id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_type TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'BACKGROUND_JOB_PENDING',
    attempts INTEGER NOT NULL DEFAULT 0,
    max_attempts INTEGER NOT NULL,
    run_at INTEGER NOT NULL,
    lease_until INTEGER,
    locked_by TEXT,
    last_error TEXT,
    failure_stage TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX jobs_due ON jobs (status, run_at, job_id);

CREATE TABLE job_attempts (
    attempt_id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id INTEGER NOT NULL REFERENCES jobs (job_id) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    ok INTEGER,
    worker_id TEXT,
    status_message TEXT,
    progress_current INTEGER NOT NULL DEFAULT 0,
    progress_total INTEGER,
    progress_unit TEXT,
    progress_updated_at INTEGER,
    error_message TEXT,
    error_stacktrace TEXT
);
CREATE INDEX job_attempts_by_job ON job_attempts (job_id);

-- A job outlives its memory until it is purged, so this is not a foreign key to memories.
CREATE TABLE job_references (
    job_id INTEGER NOT NULL REFERENCES jobs (job_id) ON DELETE CASCADE,
    memory_id TEXT NOT NULL,
    PRIMARY KEY (job_id, memory_id)
);
CREATE INDEX job_references_by_memory ON job_references (memory_id, job_id);

CREATE TABLE log_policies (
    policy_id TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    description TEXT,
    condition TEXT NOT NULL,
    active_from INTEGER NOT NULL,
    active_until INTEGER,
    labels TEXT NOT NULL DEFAULT '{{}}',
    deleted_at INTEGER,
    deleted_by_id TEXT,
    delete_reason TEXT,{_AUDIT}
);
"""

_VECTOR_DELETIONS = """
-- How many vectors of a space were deleted: a copy of them in memory belongs to the snapshots that say the same. The
-- row outlives the space, whose id may be given again.
CREATE TABLE vector_deletions (space_id TEXT PRIMARY KEY, deletions INTEGER NOT NULL) WITHOUT ROWID;
CREATE TRIGGER vectors_deleted AFTER DELETE ON vectors BEGIN
    INSERT INTO vector_deletions VALUES (old.space_id, 1)
        ON CONFLICT (space_id) DO UPDATE SET deletions = deletions + 1;
END;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, principals.SCRIPT, _VECTOR_DELETIONS)
"""Schema changes in order; `PRAGMA user_version` counts how many of them a database has."""
