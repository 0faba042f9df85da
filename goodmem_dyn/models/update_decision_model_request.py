# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated, Any

from goodmem_dyn._models.base import Model
from pydantic import Field

from .endpoint_authentication import EndpointAuthentication


class UpdateDecisionModelRequest(Model):
    display_name: Annotated[str | None, Field(alias='displayName')] = None
    description: str | None = None
    endpoint_url: Annotated[str | None, Field(alias='endpointUrl')] = None
    api_path: Annotated[str | None, Field(alias='apiPath')] = None
    model_identifier: Annotated[str | None, Field(alias='modelIdentifier')] = None
    credentials: EndpointAuthentication | None = None
    configuration: dict[str, Any] | None = None
    version: str | None = None
    monitoring_endpoint: Annotated[str | None, Field(alias='monitoringEndpoint')] = None
    replace_labels: Annotated[dict[str, str] | None, Field(alias='replaceLabels')] = (
        None
    )
    """
    The new labels, in place of all present ones. At most 20 entries. Left out: the labels stay. Together with `mergeLabels` it is a 400.
    """
    merge_labels: Annotated[dict[str, str] | None, Field(alias='mergeLabels')] = None
    """
    Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out: the labels stay. Together with `replaceLabels` it is a 400.
    """
