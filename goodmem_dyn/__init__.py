"""The client that a GoodMem server deserves: made at run time from the server's own OpenAPI document.

    from goodmem_dyn import Goodmem

    with Goodmem(base_url="http://localhost:8080", api_key="gm_...") as client:
        space = client.spaces.create(name="notes", space_embedders=[embedder_id])

Everything here is imported on first use, so that `import goodmem_dyn` alone costs next to nothing. The stub beside this
module, which editors and type checkers read, is made from the table of names below.
"""

from __future__ import annotations

from importlib import import_module

from goodmem_dyn._version import __version__ as __version__

TYPE_CHECKING = False  # importing typing would cost more than all the rest of this module
if TYPE_CHECKING:
    from typing import Any

_HOMES = {
    "goodmem_dyn.client": "AsyncGoodmem Goodmem drift",
    "goodmem_dyn._calls.log": "Attempt",
    "goodmem_dyn._catalogs.bundled": "document",
    "goodmem_dyn._namespaces.drift": "Drift",
    "goodmem_dyn._namespaces.introspection": "OperationInfo ParameterInfo operation operations",
    "goodmem_dyn._namespaces.listing": "MethodInfo method methods",
    "goodmem_dyn._namespaces.preload": "preload",
    "goodmem_dyn._namespaces.preview": "FormPart RequestInfo",
    "goodmem_dyn._results.hits": "Hit RetrievalResult",
    "goodmem_dyn._results.outcomes": "BatchFailure BatchResult RawResponse",
    "goodmem_dyn._results.pages": "AsyncPage Page",
    "goodmem_dyn._results.retrievals": "AsyncRetrievalStream RetrievalStream",
    "goodmem_dyn._results.streams": "AsyncStream Stream",
    "goodmem_dyn._results.whole": "AsyncWholePage WholePage",
    "goodmem_dyn._wire.not_given": "NOT_GIVEN NULL NotGiven Null",
    "goodmem_dyn.alias": "install_as_goodmem",
    "goodmem_dyn.errors": (
        "APIConnectionError APIError APIResponseValidationError APITimeoutError AuthenticationError BadRequestError "
        "ClientStateError ConflictError DownloadError FieldError FileArgumentError FileForbiddenError "
        "FileIsDirectoryError FileMissingError GoodMemDeprecationWarning GoodMemError IncompleteStreamError "
        "InternalServerError InvalidRequestError MemoryProcessingError NetworkError NotFoundError OutcomeUnknownError "
        "PaginationError PartialFailureError PermissionDeniedError ProcessingError ProcessingTimeoutError "
        "RateLimitError StreamError UnexpectedAnswerWarning UnprocessableEntityError"
    ),
}
"""Module → the public names that live in it."""

_MODULES = (
    "bulk",
    "errors",
    "expectations",
    "filters",
    "models",
    "namespaces",
    "params",
    "registry",
    "telemetry",
    "testing",
)
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted([*_HOME, *_MODULES, "__based_on_goodmem_commit__", "__version__"])  # noqa: PLE0605 - the table is the list


def __getattr__(name: str) -> Any:
    if name in _HOME:
        value = getattr(import_module(_HOME[name]), name)
    elif name in _MODULES:
        return import_module(f"goodmem_dyn.{name}")
    elif name == "__based_on_goodmem_commit__":
        from goodmem_dyn._catalogs.bundled import commit

        value = commit()
    else:
        hint = ""
        if not name.startswith("_"):
            from goodmem_dyn._wire.hints import nearest

            hint = nearest(name, __all__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}.{hint}", name=name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
