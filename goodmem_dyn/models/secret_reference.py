# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class SecretReference(Model):
    """
    A pointer to a secret that lives outside GoodMem.
    """

    uri: str
    """
    URI of the secret, such as `vault://…` or `env://…`. The server must be able to resolve its scheme.
    """
    hints: dict[str, str] | None = None
    """
    Hints for the resolver, such as `encoding` = `base64`. Default: none.
    """
