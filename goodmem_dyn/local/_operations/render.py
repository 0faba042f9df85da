"""Database rows as the API shows them.

Rules this module keeps:

- Absent values are left out, not null; the exception is a chunking configuration, which always has its three keys.
- Numbers in metadata come back as floats and keys in the order of a PostgreSQL jsonb (shorter first, then by bytes), as
  the live server does; `store_metadata` keeps what a filter sees (5 and 5.0 are the same number).
- Credentials are shown only where the caller of `model` says so.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

    from goodmem_dyn.local._contract.document import Document

_EXACT = 2**53


def dump(value: Any) -> str:
    """Compact JSON text for a column."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _stored(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) <= _EXACT else _stored(float(value))
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) <= _EXACT else value
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return {key: _stored(value[key]) for key in keys}
    if isinstance(value, list):
        return [_stored(item) for item in value]
    return value


def store_metadata(value: dict[str, Any] | None) -> str | None:
    """Metadata as it is stored: numbers as doubles, whole ones without a fraction, keys in jsonb order.

    Raises:
        OverflowError: a number beyond the range of a double.
    """
    return None if value is None else dump(_stored(value))


def _shown(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, dict):
        return {key: _shown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shown(item) for item in value]
    return value


def load_metadata(text: str | None) -> dict[str, Any] | None:
    """Stored metadata as the API shows it."""
    return None if text is None else _shown(json.loads(text))


def _audit(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "createdAt": row["created_at"],
        "updatedAt": row["updated_at"],
        "createdById": row["created_by_id"],
        "updatedById": row["updated_by_id"],
    }


def memory(
    document: Document,
    row: sqlite3.Row,
    *,
    content: bytes | None = None,
    history: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A row of `memories`; `content` and `history` only where the request asked for them."""
    return document.shape(
        "Memory",
        {
            "memoryId": row["memory_id"],
            "spaceId": row["space_id"],
            "originalContent": None if content is None else base64.b64encode(content).decode(),
            "originalContentLength": row["length"],
            "originalContentSha256": row["sha256"],
            "originalContentRef": row["ref"],
            "contentType": row["content_type"],
            "processingStatus": row["processing_status"],
            "pageImageStatus": row["page_image_status"],
            "pageImageCount": row["page_image_count"],
            "metadata": load_metadata(row["metadata"]),
            **_audit(row),
            "chunkingConfig": json.loads(row["chunking_config"]) if row["chunking_config"] else None,
            "processingHistory": history,
        },
    )


def space(document: Document, row: sqlite3.Row, embedders: list[sqlite3.Row]) -> dict[str, Any]:
    """A row of `spaces` with its rows of `space_embedders`."""
    return document.shape(
        "Space",
        {
            "spaceId": row["space_id"],
            "name": row["name"],
            "labels": json.loads(row["labels"]),
            "spaceEmbedders": [
                document.shape(
                    "SpaceEmbedder",
                    {
                        "spaceId": link["space_id"],
                        "embedderId": link["embedder_id"],
                        "defaultRetrievalWeight": link["default_retrieval_weight"],
                        **_audit(link),
                    },
                )
                for link in embedders
            ],
            "ownerId": row["owner_id"],
            **_audit(row),
            "publicRead": bool(row["public_read"]),
            "defaultChunkingConfig": json.loads(row["default_chunking_config"]),
        },
    )


def model(document: Document, schema: str, row: sqlite3.Row, *, credentials: bool = False) -> dict[str, Any]:
    """A row of `embedders`, `rerankers` or `llms`."""
    body = json.loads(row["body"])
    if not credentials:
        body.pop("credentials", None)
    return document.shape(
        schema, {**body, "labels": json.loads(row["labels"]), "ownerId": row["owner_id"], **_audit(row)}
    )


def api_key(document: Document, row: sqlite3.Row, *, lifecycle: str, last_used: int | None) -> dict[str, Any]:
    """A row of `api_keys`; never the key. Every key here inherits what its user may do, so that none has a ceiling."""
    return document.shape(
        "ApiKeyResponse",
        {
            "apiKeyId": row["api_key_id"],
            "userId": row["user_id"],
            "subjectPrincipalId": row["user_id"],
            "ownerPrincipalId": row["user_id"],
            "authorityMode": "INHERIT_SUBJECT",
            "ceilingOmitted": False,
            "keyPrefix": row["key_prefix"],
            "status": "ACTIVE" if lifecycle == "USABLE" else "INACTIVE",
            "lifecycleState": lifecycle,
            "labels": json.loads(row["labels"]),
            "validFrom": row["created_at"] if row["valid_from"] is None else row["valid_from"],
            "expiresAt": row["expires_at"],
            "revokedAt": row["revoked_at"],
            "lastUsedAt": last_used,
            **_audit(row),
        },
    )


def user(document: Document, row: sqlite3.Row) -> dict[str, Any]:
    """A row of `users`."""
    return document.shape(
        "UserResponse",
        {
            "userId": row["user_id"],
            "email": row["email"],
            "displayName": row["display_name"],
            "username": row["username"],
            "labels": {},
            "createdAt": row["created_at"],
            "updatedAt": row["updated_at"],
            "createdById": row["user_id"],
            "updatedById": row["user_id"],
        },
    )


def page_image(document: Document, row: sqlite3.Row) -> dict[str, Any]:
    """A row of `page_images`, without the image."""
    return document.shape(
        "MemoryPageImage",
        {
            "memoryId": row["memory_id"],
            "pageIndex": row["page_index"],
            "dpi": row["dpi"],
            "contentType": row["content_type"],
            "imageContentLength": row["length"],
            "imageContentSha256": row["sha256"],
            **_audit(row),
        },
    )
