"""The client that a GoodMem server deserves: made at run time from the server's own OpenAPI document.

    from goodmem_dyn import Goodmem

    with Goodmem(base_url="http://localhost:8080", api_key="gm_...") as client:
        space = client.spaces.create(name="notes", space_embedders=[embedder_id])

Everything here is imported on first use, so that `import goodmem_dyn` alone costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module

from goodmem_dyn._version import __version__ as __version__

TYPE_CHECKING = False  # typing's own would cost more than all the rest of this module
if TYPE_CHECKING:
    from typing import Any

    from goodmem_dyn import errors as errors
    from goodmem_dyn import filters as filters
    from goodmem_dyn import models as models
    from goodmem_dyn import namespaces as namespaces
    from goodmem_dyn import params as params
    from goodmem_dyn import registry as registry
    from goodmem_dyn._calls.log import Attempt as Attempt
    from goodmem_dyn._catalogs.bundled import document as document
    from goodmem_dyn._namespaces.drift import Drift as Drift
    from goodmem_dyn._namespaces.introspection import OperationInfo as OperationInfo
    from goodmem_dyn._namespaces.introspection import ParameterInfo as ParameterInfo
    from goodmem_dyn._namespaces.introspection import operation as operation
    from goodmem_dyn._namespaces.introspection import operations as operations
    from goodmem_dyn._namespaces.listing import MethodInfo as MethodInfo
    from goodmem_dyn._namespaces.listing import methods as methods
    from goodmem_dyn._namespaces.preview import FormPart as FormPart
    from goodmem_dyn._namespaces.preview import RequestInfo as RequestInfo
    from goodmem_dyn._results.hits import Hit as Hit
    from goodmem_dyn._results.hits import RetrievalResult as RetrievalResult
    from goodmem_dyn._results.outcomes import BatchFailure as BatchFailure
    from goodmem_dyn._results.outcomes import BatchResult as BatchResult
    from goodmem_dyn._results.outcomes import RawResponse as RawResponse
    from goodmem_dyn._results.pages import AsyncPage as AsyncPage
    from goodmem_dyn._results.pages import Page as Page
    from goodmem_dyn._results.retrievals import AsyncRetrievalStream as AsyncRetrievalStream
    from goodmem_dyn._results.retrievals import RetrievalStream as RetrievalStream
    from goodmem_dyn._results.streams import AsyncStream as AsyncStream
    from goodmem_dyn._results.streams import Stream as Stream
    from goodmem_dyn._wire.not_given import NOT_GIVEN as NOT_GIVEN
    from goodmem_dyn._wire.not_given import NotGiven as NotGiven
    from goodmem_dyn.client import AsyncGoodmem as AsyncGoodmem
    from goodmem_dyn.client import Goodmem as Goodmem
    from goodmem_dyn.client import drift as drift
    from goodmem_dyn.client import preload as preload
    from goodmem_dyn.errors import APIConnectionError as APIConnectionError
    from goodmem_dyn.errors import APIError as APIError
    from goodmem_dyn.errors import APIResponseValidationError as APIResponseValidationError
    from goodmem_dyn.errors import APITimeoutError as APITimeoutError
    from goodmem_dyn.errors import AuthenticationError as AuthenticationError
    from goodmem_dyn.errors import BadRequestError as BadRequestError
    from goodmem_dyn.errors import ClientStateError as ClientStateError
    from goodmem_dyn.errors import ConflictError as ConflictError
    from goodmem_dyn.errors import DownloadError as DownloadError
    from goodmem_dyn.errors import FieldError as FieldError
    from goodmem_dyn.errors import FileArgumentError as FileArgumentError
    from goodmem_dyn.errors import GoodMemError as GoodMemError
    from goodmem_dyn.errors import IncompleteStreamError as IncompleteStreamError
    from goodmem_dyn.errors import InternalServerError as InternalServerError
    from goodmem_dyn.errors import InvalidRequestError as InvalidRequestError
    from goodmem_dyn.errors import MemoryProcessingError as MemoryProcessingError
    from goodmem_dyn.errors import NetworkError as NetworkError
    from goodmem_dyn.errors import NotFoundError as NotFoundError
    from goodmem_dyn.errors import OutcomeUnknownError as OutcomeUnknownError
    from goodmem_dyn.errors import PaginationError as PaginationError
    from goodmem_dyn.errors import PartialFailureError as PartialFailureError
    from goodmem_dyn.errors import PermissionDeniedError as PermissionDeniedError
    from goodmem_dyn.errors import ProcessingError as ProcessingError
    from goodmem_dyn.errors import ProcessingTimeoutError as ProcessingTimeoutError
    from goodmem_dyn.errors import RateLimitError as RateLimitError
    from goodmem_dyn.errors import StreamError as StreamError
    from goodmem_dyn.errors import UnprocessableEntityError as UnprocessableEntityError

    __based_on_goodmem_commit__: str

_HOMES = {
    "goodmem_dyn._namespaces.drift": ("Drift",),
    "goodmem_dyn.client": ("AsyncGoodmem", "Goodmem", "drift", "preload"),
    "goodmem_dyn._catalogs.bundled": ("document",),
    "goodmem_dyn._namespaces.introspection": ("OperationInfo", "ParameterInfo", "operation", "operations"),
    "goodmem_dyn._namespaces.listing": ("MethodInfo", "methods"),
    "goodmem_dyn._namespaces.preview": ("FormPart", "RequestInfo"),
    "goodmem_dyn._calls.log": ("Attempt",),
    "goodmem_dyn._results.pages": ("AsyncPage", "Page"),
    "goodmem_dyn._results.hits": ("Hit", "RetrievalResult"),
    "goodmem_dyn._results.retrievals": ("AsyncRetrievalStream", "RetrievalStream"),
    "goodmem_dyn._results.outcomes": ("BatchFailure", "BatchResult", "RawResponse"),
    "goodmem_dyn._results.streams": ("AsyncStream", "Stream"),
    "goodmem_dyn._wire.not_given": ("NOT_GIVEN", "NotGiven"),
    "goodmem_dyn.errors": (
        "APIConnectionError",
        "APIError",
        "APIResponseValidationError",
        "APITimeoutError",
        "AuthenticationError",
        "BadRequestError",
        "ClientStateError",
        "ConflictError",
        "FieldError",
        "DownloadError",
        "FileArgumentError",
        "FormPart",
        "GoodMemError",
        "IncompleteStreamError",
        "InternalServerError",
        "InvalidRequestError",
        "MemoryProcessingError",
        "NetworkError",
        "NotFoundError",
        "OutcomeUnknownError",
        "PaginationError",
        "PartialFailureError",
        "PermissionDeniedError",
        "ProcessingError",
        "ProcessingTimeoutError",
        "RateLimitError",
        "StreamError",
        "UnprocessableEntityError",
    ),
}
_MODULES = ("errors", "filters", "models", "namespaces", "params", "registry")
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "NOT_GIVEN",
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APITimeoutError",
    "AsyncGoodmem",
    "AsyncPage",
    "AsyncRetrievalStream",
    "AsyncStream",
    "Attempt",
    "AuthenticationError",
    "BadRequestError",
    "BatchFailure",
    "BatchResult",
    "ClientStateError",
    "ConflictError",
    "DownloadError",
    "Drift",
    "FieldError",
    "FileArgumentError",
    "GoodMemError",
    "Goodmem",
    "Hit",
    "IncompleteStreamError",
    "InternalServerError",
    "InvalidRequestError",
    "MemoryProcessingError",
    "MethodInfo",
    "NetworkError",
    "NotFoundError",
    "NotGiven",
    "OperationInfo",
    "OutcomeUnknownError",
    "Page",
    "PaginationError",
    "ParameterInfo",
    "PartialFailureError",
    "PermissionDeniedError",
    "ProcessingError",
    "ProcessingTimeoutError",
    "RateLimitError",
    "RawResponse",
    "RequestInfo",
    "RetrievalResult",
    "RetrievalStream",
    "Stream",
    "StreamError",
    "UnprocessableEntityError",
    "__based_on_goodmem_commit__",
    "__version__",
    "document",
    "drift",
    "errors",
    "filters",
    "methods",
    "models",
    "namespaces",
    "operation",
    "operations",
    "params",
    "preload",
    "registry",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        value = getattr(import_module(_HOME[name]), name)
    elif name in _MODULES:
        return import_module(f"goodmem_dyn.{name}")
    elif name == "__based_on_goodmem_commit__":
        from goodmem_dyn._catalogs.bundled import commit

        value = commit()
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
