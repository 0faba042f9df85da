"""The second change of the schema: principals, what they may do, and decision models.

Rules this module keeps, besides those of all migrations: what may never be is refused by the database itself, so that
no state that the rules forbid survives a crash: one owner of the instance, one `ROOT`, one open enrolment a user, no
rule twice, and no half of a revocation.
"""

from __future__ import annotations

AUDIT = """
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by_id TEXT NOT NULL,
    updated_by_id TEXT NOT NULL"""

_UUID = (
    "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a'"
    " || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))"
)
_NOW = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"


def _forgotten(table: str, key: str, kind: str) -> str:
    """Rules about what is gone end with it: an id that is given again brings none of them back."""
    ended = f"SET revoked_at = {_NOW}, revoked_by_id = OLD.updated_by_id"
    about = f"WHERE kind = '{kind}' AND resource_id = OLD.{key} AND revoked_at IS NULL"
    return f"""
CREATE TRIGGER {table}_forgotten AFTER DELETE ON {table} BEGIN
    UPDATE grants {ended} {about};
    UPDATE role_assignments {ended} {about};
END;
"""


# Whom resources belong to: the table of users becomes that of all principals, and what refers to it follows.
SCRIPT = f"""
ALTER TABLE users RENAME TO principals;
ALTER TABLE principals RENAME COLUMN user_id TO principal_id;

CREATE TABLE instance (
    instance_id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES principals (principal_id),{AUDIT}
);
CREATE UNIQUE INDEX instance_is_one ON instance ((1));
INSERT INTO instance SELECT {_UUID}, principal_id, created_at, created_at, principal_id, principal_id
FROM principals WHERE is_root LIMIT 1;

-- A user owns itself. A name is taken for ever, as an id is.
CREATE TABLE principals_of_all_kinds (
    principal_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('USER', 'SERVICE_IDENTITY')),
    email TEXT UNIQUE COLLATE NOCASE,
    username TEXT UNIQUE,
    display_name TEXT,
    description TEXT,
    owner_id TEXT NOT NULL REFERENCES principals (principal_id),
    creator_id TEXT NOT NULL,
    labels TEXT NOT NULL DEFAULT '{{}}',{AUDIT},
    deleted_at INTEGER,
    deleted_by_id TEXT,
    CHECK ((kind = 'USER') = (email IS NOT NULL)),
    CHECK (kind != 'USER' OR owner_id = principal_id),
    CHECK ((deleted_at IS NULL) = (deleted_by_id IS NULL))
);
INSERT INTO principals_of_all_kinds (
    principal_id, kind, email, username, display_name, owner_id, creator_id,
    created_at, updated_at, created_by_id, updated_by_id
) SELECT principal_id, 'USER', email, username, display_name, principal_id, principal_id,
    created_at, updated_at, principal_id, principal_id FROM principals ORDER BY rowid;
DROP TABLE principals;
ALTER TABLE principals_of_all_kinds RENAME TO principals;
CREATE UNIQUE INDEX service_identities_by_name ON principals (display_name) WHERE kind = 'SERVICE_IDENTITY';
CREATE VIEW users AS SELECT principal_id AS user_id, * FROM principals WHERE kind = 'USER';
CREATE VIEW service_identities AS SELECT * FROM principals WHERE kind = 'SERVICE_IDENTITY';

ALTER TABLE api_keys RENAME COLUMN user_id TO subject_id;
ALTER TABLE api_keys ADD COLUMN owner_id TEXT;
ALTER TABLE api_keys ADD COLUMN authority_mode TEXT NOT NULL DEFAULT 'INHERIT_SUBJECT';
ALTER TABLE api_keys ADD COLUMN ceiling TEXT;
ALTER TABLE api_keys ADD COLUMN revoked_by_id TEXT;
UPDATE api_keys SET owner_id = subject_id;
UPDATE api_keys SET revoked_by_id = updated_by_id WHERE revoked_at IS NOT NULL;

CREATE TABLE enrollments (
    enrollment_id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES principals (principal_id),
    token_hash BLOB NOT NULL UNIQUE,
    credential_prefix TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by_id TEXT NOT NULL,
    consumed_at INTEGER,
    consumed_api_key_id TEXT REFERENCES api_keys (api_key_id),
    chosen_by_client INTEGER NOT NULL DEFAULT 0,
    revoked_at INTEGER,
    revoked_by_id TEXT,
    CHECK ((consumed_at IS NULL) = (consumed_api_key_id IS NULL)),
    CHECK ((revoked_at IS NULL) = (revoked_by_id IS NULL)),
    CHECK (consumed_at IS NULL OR revoked_at IS NULL)
);
CREATE UNIQUE INDEX enrollments_open ON enrollments (user_id) WHERE consumed_at IS NULL AND revoked_at IS NULL;
CREATE INDEX enrollments_by_user ON enrollments (user_id, created_at, enrollment_id);

-- `principal_id` is null for everybody. `serial` is the order of a list.
CREATE TABLE grants (
    serial INTEGER PRIMARY KEY AUTOINCREMENT,
    grant_id TEXT NOT NULL UNIQUE,
    principal_id TEXT REFERENCES principals (principal_id),
    operation TEXT NOT NULL,
    selector TEXT NOT NULL,
    kind TEXT,
    resource_id TEXT,
    created_at INTEGER NOT NULL,
    created_by_id TEXT NOT NULL,
    revoked_at INTEGER,
    revoked_by_id TEXT,
    CHECK ((revoked_at IS NULL) = (revoked_by_id IS NULL))
);
CREATE UNIQUE INDEX grants_live ON grants (
    coalesce(principal_id, ''), operation, selector, coalesce(kind, ''), coalesce(resource_id, '')
) WHERE revoked_at IS NULL;
CREATE INDEX grants_by_principal ON grants (principal_id) WHERE revoked_at IS NULL;
CREATE INDEX grants_by_resource ON grants (kind, resource_id, serial);

CREATE TABLE role_assignments (
    serial INTEGER PRIMARY KEY AUTOINCREMENT,
    role_assignment_id TEXT NOT NULL UNIQUE,
    principal_id TEXT NOT NULL REFERENCES principals (principal_id),
    role TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('INSTANCE', 'SPACE')),
    resource_id TEXT,
    created_at INTEGER NOT NULL,
    created_by_id TEXT NOT NULL,
    revoked_at INTEGER,
    revoked_by_id TEXT,
    CHECK ((kind = 'INSTANCE') = (resource_id IS NULL)),
    CHECK ((revoked_at IS NULL) = (revoked_by_id IS NULL))
);
CREATE UNIQUE INDEX role_assignments_live ON role_assignments (
    principal_id, role, kind, coalesce(resource_id, '')
) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX role_assignments_root ON role_assignments (role) WHERE role = 'ROOT' AND revoked_at IS NULL;
CREATE INDEX role_assignments_by_resource ON role_assignments (kind, resource_id, serial);
INSERT INTO role_assignments (role_assignment_id, principal_id, role, kind, created_at, created_by_id)
SELECT {_UUID}, owner_id, 'ROOT', 'INSTANCE', created_at, owner_id FROM instance
UNION ALL SELECT {_UUID}, owner_id, 'ADMIN', 'INSTANCE', created_at, owner_id FROM instance
UNION ALL SELECT {_UUID}, principal_id, 'USER', 'INSTANCE', created_at, principal_id FROM principals
WHERE principal_id NOT IN (SELECT owner_id FROM instance);

CREATE TABLE decision_models (
    decision_model_id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES principals (principal_id),
    provider_type TEXT NOT NULL,
    labels TEXT NOT NULL DEFAULT '{{}}',
    body TEXT NOT NULL,{AUDIT}
);
{
    "".join(
        _forgotten(*columns)
        for columns in (
            ("spaces", "space_id", "SPACE"),
            ("memories", "memory_id", "MEMORY"),
            ("embedders", "embedder_id", "EMBEDDER"),
            ("rerankers", "reranker_id", "RERANKER"),
            ("llms", "llm_id", "LLM"),
            ("decision_models", "decision_model_id", "DECISION_MODEL"),
        )
    )
}
"""
