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

from goodmem_dyn.local._providers import decisions
from goodmem_dyn.local._rights import loading
from goodmem_dyn.local._rights.table import Rule

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


def api_key(
    document: Document, row: sqlite3.Row, *, lifecycle: str, last_used: int | None, ceiling: bool
) -> dict[str, Any]:
    """A row of `api_keys`; never the key. `ceiling` says whether to show it, where there is one."""
    return document.shape(
        "ApiKeyResponse",
        {
            "apiKeyId": row["api_key_id"],
            "userId": row["subject_id"],
            "subjectPrincipalId": row["subject_id"],
            "ownerPrincipalId": row["owner_id"],
            "authorityMode": row["authority_mode"],
            "ceiling": json.loads(row["ceiling"]) if ceiling and row["ceiling"] else None,
            "ceilingOmitted": not ceiling,
            "keyPrefix": row["key_prefix"],
            "status": "ACTIVE" if lifecycle == "USABLE" else "INACTIVE",
            "lifecycleState": lifecycle,
            "labels": json.loads(row["labels"]),
            "validFrom": row["created_at"] if row["valid_from"] is None else row["valid_from"],
            "expiresAt": row["expires_at"],
            "revokedAt": row["revoked_at"],
            "revokedById": row["revoked_by_id"],
            "lastUsedAt": last_used,
            **_audit(row),
        },
    )


def user(document: Document, row: sqlite3.Row, *, summary: dict[str, Any] | None = None) -> dict[str, Any]:
    """A row of `users`, with what is to be said of its enrolments."""
    return document.shape(
        "UserResponse",
        {
            "userId": row["principal_id"],
            "email": row["email"],
            # Older servers knew no user without one.
            "displayName": row["display_name"]
            or ((document.needs("UserResponse", "displayName") and (row["username"] or row["email"])) or None),
            "username": row["username"],
            "labels": json.loads(row["labels"]),
            "enrollmentSummary": summary,
            "deletedAt": row["deleted_at"],
            "deletedById": row["deleted_by_id"],
            **_audit(row),
        },
    )


def service_identity(document: Document, row: sqlite3.Row) -> dict[str, Any]:
    """A row of `service_identities`."""
    return document.shape(
        "ServiceIdentityResponse",
        {
            "serviceIdentityId": row["principal_id"],
            "displayName": row["display_name"],
            "description": row["description"],
            "ownerPrincipalId": row["owner_id"],
            "creatorPrincipalId": row["creator_id"],
            "labels": json.loads(row["labels"]),
            "deletedAt": row["deleted_at"],
            "deletedById": row["deleted_by_id"],
            **_audit(row),
        },
    )


def enrollment(document: Document, row: sqlite3.Row, status: str) -> dict[str, Any]:
    """A row of `enrollments`; never the token."""
    return document.shape(
        "UserEnrollmentResponse",
        {
            "enrollmentId": row["enrollment_id"],
            "userId": row["user_id"],
            "credentialPrefix": row["credential_prefix"],
            "status": status,
            "expiresAt": row["expires_at"],
            "createdAt": row["created_at"],
            "createdById": row["created_by_id"],
            "consumedAt": row["consumed_at"],
            "consumedApiKeyId": row["consumed_api_key_id"],
            "revokedAt": row["revoked_at"],
            "revokedById": row["revoked_by_id"],
        },
    )


def grant(document: Document, row: sqlite3.Row) -> dict[str, Any]:
    """A row of `grants`."""
    everybody = row["principal_id"] is None
    return document.shape(
        "AuthorizationGrant",
        {
            "grantId": row["grant_id"],
            "audience": {"allAuthenticated": True} if everybody else {"principalId": row["principal_id"]},
            "rule": loading.show(Rule(row["operation"], row["selector"], row["kind"], row["resource_id"])),
            "createdAt": row["created_at"],
            "createdById": row["created_by_id"],
            "revokedAt": row["revoked_at"],
            "revokedById": row["revoked_by_id"],
        },
    )


def role_assignment(document: Document, row: sqlite3.Row) -> dict[str, Any]:
    """A row of `role_assignments`."""
    return document.shape(
        "RoleAssignment",
        {
            "roleAssignmentId": row["role_assignment_id"],
            "principalId": row["principal_id"],
            "role": row["role"],
            "assignedResource": loading.target(row["kind"], row["resource_id"]),
            "assignedAt": row["created_at"],
            "assignedById": row["created_by_id"],
            "revokedAt": row["revoked_at"],
            "revokedById": row["revoked_by_id"],
        },
    )


def decision_model(document: Document, row: sqlite3.Row, *, credentials: bool = False) -> dict[str, Any]:
    """A row of `decision_models`."""
    shown = model(document, "DecisionModelResponse", row, credentials=credentials)
    return {**shown, "capabilities": decisions.capabilities(row["provider_type"])}


def instance(document: Document, row: sqlite3.Row) -> dict[str, Any]:
    """The row of `instance`."""
    return document.shape(
        "GoodMemInstance", {"instanceId": row["instance_id"], "ownerId": row["owner_id"], **_audit(row)}
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
