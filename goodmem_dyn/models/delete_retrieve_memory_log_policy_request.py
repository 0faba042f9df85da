# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class DeleteRetrieveMemoryLogPolicyRequest(Model):
    """
    Details of a policy's deletion. All fields are optional.
    """

    reason: str | None = None
    """
    Why the policy is deleted; kept as `deleteReason`. Default: none.
    """
