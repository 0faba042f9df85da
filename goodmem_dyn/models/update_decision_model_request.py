# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated, Any

from goodmem_dyn._models.base import Model
from pydantic import Field

from .endpoint_authentication import EndpointAuthentication


class UpdateDecisionModelRequest(Model):
    """
    What of a decision model is to change. What is left out stays.
    """

    display_name: Annotated[str | None, Field(alias='displayName')] = None
    """
    Name for people.
    """
    description: str | None = None
    """
    What it is for; empty clears it.
    """
    endpoint_url: Annotated[str | None, Field(alias='endpointUrl')] = None
    """
    Base URL of the provider.
    """
    api_path: Annotated[str | None, Field(alias='apiPath')] = None
    """
    Path of the provider's API; empty restores the default.
    """
    model_identifier: Annotated[str | None, Field(alias='modelIdentifier')] = None
    """
    The model, as the provider calls it.
    """
    credentials: EndpointAuthentication | None = None
    """
    The new credentials.
    """
    configuration: dict[str, Any] | None = None
    """
    The new settings, in place of all present ones; an empty object restores the defaults.
    """
    version: str | None = None
    """
    Version of the model; empty clears it.
    """
    monitoring_endpoint: Annotated[str | None, Field(alias='monitoringEndpoint')] = None
    """
    URL that tells whether the provider is up; empty clears it.
    """
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
