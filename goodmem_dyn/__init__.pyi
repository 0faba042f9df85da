# Generated from spec/. Do not edit; run `python -m tools generate`.
"""The client that a GoodMem server deserves: made at run time from the server's own OpenAPI document.

    from goodmem_dyn import Goodmem

    with Goodmem(base_url="http://localhost:8080", api_key="gm_...") as client:
        space = client.spaces.create(name="notes", space_embedders=[embedder_id])

Everything here is imported on first use, so that `import goodmem_dyn` alone costs next to nothing. The stub beside this
module, which editors and type checkers read, is made from the table of names below.
"""

from goodmem_dyn import bulk as bulk
from goodmem_dyn import errors as errors
from goodmem_dyn import expectations as expectations
from goodmem_dyn import filters as filters
from goodmem_dyn import models as models
from goodmem_dyn import namespaces as namespaces
from goodmem_dyn import params as params
from goodmem_dyn import registry as registry
from goodmem_dyn import telemetry as telemetry
from goodmem_dyn import testing as testing
from goodmem_dyn._calls.log import Attempt as Attempt
from goodmem_dyn._catalogs.bundled import document as document
from goodmem_dyn._namespaces.drift import Drift as Drift
from goodmem_dyn._namespaces.introspection import OperationInfo as OperationInfo
from goodmem_dyn._namespaces.introspection import ParameterInfo as ParameterInfo
from goodmem_dyn._namespaces.introspection import operation as operation
from goodmem_dyn._namespaces.introspection import operations as operations
from goodmem_dyn._namespaces.listing import MethodInfo as MethodInfo
from goodmem_dyn._namespaces.listing import method as method
from goodmem_dyn._namespaces.listing import methods as methods
from goodmem_dyn._namespaces.preload import preload as preload
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
from goodmem_dyn._results.whole import AsyncWholePage as AsyncWholePage
from goodmem_dyn._results.whole import WholePage as WholePage
from goodmem_dyn._wire.not_given import NOT_GIVEN as NOT_GIVEN
from goodmem_dyn._wire.not_given import NULL as NULL
from goodmem_dyn._wire.not_given import NotGiven as NotGiven
from goodmem_dyn._wire.not_given import Null as Null
from goodmem_dyn.alias import install_as_goodmem as install_as_goodmem
from goodmem_dyn.client import AsyncGoodmem as AsyncGoodmem
from goodmem_dyn.client import Goodmem as Goodmem
from goodmem_dyn.client import drift as drift
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
from goodmem_dyn.errors import FileForbiddenError as FileForbiddenError
from goodmem_dyn.errors import FileIsDirectoryError as FileIsDirectoryError
from goodmem_dyn.errors import FileMissingError as FileMissingError
from goodmem_dyn.errors import GoodMemDeprecationWarning as GoodMemDeprecationWarning
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
from goodmem_dyn.errors import UnexpectedAnswerWarning as UnexpectedAnswerWarning
from goodmem_dyn.errors import UnprocessableEntityError as UnprocessableEntityError

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APITimeoutError",
    "AsyncGoodmem",
    "AsyncPage",
    "AsyncRetrievalStream",
    "AsyncStream",
    "AsyncWholePage",
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
    "FileForbiddenError",
    "FileIsDirectoryError",
    "FileMissingError",
    "FormPart",
    "GoodMemDeprecationWarning",
    "GoodMemError",
    "Goodmem",
    "Hit",
    "IncompleteStreamError",
    "InternalServerError",
    "InvalidRequestError",
    "MemoryProcessingError",
    "MethodInfo",
    "NOT_GIVEN",
    "NULL",
    "NetworkError",
    "NotFoundError",
    "NotGiven",
    "Null",
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
    "UnexpectedAnswerWarning",
    "UnprocessableEntityError",
    "WholePage",
    "__based_on_goodmem_commit__",
    "__version__",
    "bulk",
    "document",
    "drift",
    "errors",
    "expectations",
    "filters",
    "install_as_goodmem",
    "method",
    "methods",
    "models",
    "namespaces",
    "operation",
    "operations",
    "params",
    "preload",
    "registry",
    "telemetry",
    "testing",
]

__version__: str
__based_on_goodmem_commit__: str
