# Generated from spec/. Do not edit; run `python -m tools generate`.
"""The namespaces of the clients, by name: for annotations, `isinstance`, and reading."""

import builtins
import datetime
import httpx
import os
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from goodmem_dyn import AsyncPage, AsyncRetrievalStream, AsyncStream, AsyncWholePage, BatchResult, NOT_GIVEN, NotGiven, Null, Page, RawResponse, RetrievalResult, RetrievalStream, Stream, WholePage, filters, models, params
from goodmem_dyn._bulk.api import AsyncBulk, Bulk
from goodmem_dyn._namespaces.bases import BaseNamespace, RawNamespace
from typing import Any, BinaryIO, Literal, overload

class GoodmemNamespaces:
    """The namespaces of a Goodmem client."""

    @property
    def access_policy(self) -> AccessPolicy:
        """The `access_policy` namespace."""

    @property
    def admin(self) -> Admin:
        """The `admin` namespace."""

    @property
    def apikeys(self) -> Apikeys:
        """The `apikeys` namespace."""

    @property
    def decision_models(self) -> DecisionModels:
        """The `decision_models` namespace."""

    @property
    def embedders(self) -> Embedders:
        """The `embedders` namespace."""

    @property
    def instance(self) -> Instance:
        """The `instance` namespace."""

    @property
    def llms(self) -> Llms:
        """The `llms` namespace."""

    @property
    def memories(self) -> Memories:
        """The `memories` namespace."""

    @property
    def ocr(self) -> Ocr:
        """The `ocr` namespace."""

    @property
    def ping(self) -> Ping:
        """The `ping` namespace."""

    @property
    def rerankers(self) -> Rerankers:
        """The `rerankers` namespace."""

    @property
    def service_identities(self) -> ServiceIdentities:
        """The `service_identities` namespace."""

    @property
    def spaces(self) -> Spaces:
        """The `spaces` namespace."""

    @property
    def system(self) -> System:
        """The `system` namespace."""

    @property
    def user_enrollments(self) -> UserEnrollments:
        """The `user_enrollments` namespace."""

    @property
    def users(self) -> Users:
        """The `users` namespace."""

    @property
    def bulk(self) -> Bulk:
        """Whole folders and tables into a space, and a space out again."""


class AsyncGoodmemNamespaces:
    """The namespaces of an AsyncGoodmem client."""

    @property
    def access_policy(self) -> AsyncAccessPolicy:
        """The `access_policy` namespace."""

    @property
    def admin(self) -> AsyncAdmin:
        """The `admin` namespace."""

    @property
    def apikeys(self) -> AsyncApikeys:
        """The `apikeys` namespace."""

    @property
    def decision_models(self) -> AsyncDecisionModels:
        """The `decision_models` namespace."""

    @property
    def embedders(self) -> AsyncEmbedders:
        """The `embedders` namespace."""

    @property
    def instance(self) -> AsyncInstance:
        """The `instance` namespace."""

    @property
    def llms(self) -> AsyncLlms:
        """The `llms` namespace."""

    @property
    def memories(self) -> AsyncMemories:
        """The `memories` namespace."""

    @property
    def ocr(self) -> AsyncOcr:
        """The `ocr` namespace."""

    @property
    def ping(self) -> AsyncPing:
        """The `ping` namespace."""

    @property
    def rerankers(self) -> AsyncRerankers:
        """The `rerankers` namespace."""

    @property
    def service_identities(self) -> AsyncServiceIdentities:
        """The `service_identities` namespace."""

    @property
    def spaces(self) -> AsyncSpaces:
        """The `spaces` namespace."""

    @property
    def system(self) -> AsyncSystem:
        """The `system` namespace."""

    @property
    def user_enrollments(self) -> AsyncUserEnrollments:
        """The `user_enrollments` namespace."""

    @property
    def users(self) -> AsyncUsers:
        """The `users` namespace."""

    @property
    def bulk(self) -> AsyncBulk:
        """Whole folders and tables into a space, and a space out again."""


class AccessPolicy(BaseNamespace):
    """The `access_policy` namespace of a Goodmem client."""

    @property
    def grants(self) -> AccessPolicyGrants:
        """The `access_policy.grants` namespace."""

    @property
    def role_assignments(self) -> AccessPolicyRoleAssignments:
        """The `access_policy.role_assignments` namespace."""

    def check(
        self,
        *,
        checks: Sequence[models.AuthorizationCheck | params.AuthorizationCheckDict],
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.CheckAuthorizationsResponse:
        """Check what the caller may do

        Says for 1 to 50 operations whether the caller, with the key that is used, may do each right now. The answer
        is advice: the request itself is checked anew. What does not exist reads as not allowed, so that nothing can
        be found out by asking.

        Args:
            checks (required): 1 to 50 checks.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.CheckAuthorizationsResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): There is no check, more than 50, or an operation does not fit the kind of its
                target.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/access-policy:check
        """

    @property
    def with_raw_response(self) -> AccessPolicyWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AccessPolicyWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def check(
        self,
        *,
        checks: Sequence[models.AuthorizationCheck | params.AuthorizationCheckDict],
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.CheckAuthorizationsResponse]:
        """`access_policy.check` with status and headers; `.parse()` gives its usual result."""


class AsyncAccessPolicy(BaseNamespace):
    """The `access_policy` namespace of an AsyncGoodmem client."""

    @property
    def grants(self) -> AsyncAccessPolicyGrants:
        """The `access_policy.grants` namespace."""

    @property
    def role_assignments(self) -> AsyncAccessPolicyRoleAssignments:
        """The `access_policy.role_assignments` namespace."""

    async def check(
        self,
        *,
        checks: Sequence[models.AuthorizationCheck | params.AuthorizationCheckDict],
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.CheckAuthorizationsResponse:
        """Check what the caller may do

        Says for 1 to 50 operations whether the caller, with the key that is used, may do each right now. The answer
        is advice: the request itself is checked anew. What does not exist reads as not allowed, so that nothing can
        be found out by asking.

        Args:
            checks (required): 1 to 50 checks.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.CheckAuthorizationsResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): There is no check, more than 50, or an operation does not fit the kind of its
                target.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/access-policy:check
        """

    @property
    def with_raw_response(self) -> AsyncAccessPolicyWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncAccessPolicyWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def check(
        self,
        *,
        checks: Sequence[models.AuthorizationCheck | params.AuthorizationCheckDict],
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.CheckAuthorizationsResponse]:
        """`access_policy.check` with status and headers; `.parse()` gives its usual result."""


class AccessPolicyGrants(BaseNamespace):
    """The `access_policy.grants` namespace of a Goodmem client."""

    def create(
        self,
        *,
        audience: models.GrantAudience | params.GrantAudienceDict,
        rule: models.AccessPolicyRule | params.AccessPolicyRuleDict,
        grant_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.AuthorizationGrant:
        """Create a grant

        Gives a principal, or every authenticated caller, the right to one operation on what the rule selects. It
        holds at once. Reading credentials and transferring ownership cannot be granted. A grant cannot be changed:
        revoke it and create another.

        Args:
            audience (required): For whom it holds.
            rule (required): What it allows.
            grant_id: Id of the new grant, a UUID of the caller's choice. Left out: the server chooses one.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.AuthorizationGrant

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The rule, its selector and its resource do not fit each other, or the operation
                cannot be granted so.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `grant_id` is in use, or an equal grant is in force.

        Repeated after a failure: yes, with the same id (the client chooses 'grantId', so a repetition cannot create a
        second one).

        HTTP: POST /v1/access-policy/grants
        """

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.AuthorizationGrant:
        """Revoke a grant

        Ends a grant for good and returns it. Revoking it again returns it unchanged.

        Args:
            id (required): Id of the grant, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.AuthorizationGrant

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such grant.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/access-policy/grants/{id}
        """

    def get(
        self,
        *,
        id: str,
        include_revoked: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.AuthorizationGrant:
        """Get a grant

        Returns one grant.

        Args:
            id (required): Id of the grant, a UUID.
            include_revoked: Whether a revoked grant is returned as well. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.AuthorizationGrant

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such grant, or it is revoked.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/access-policy/grants/{id}
        """

    def list(
        self,
        *,
        resource_kind: Literal['INSTANCE', 'USER', 'SERVICE_IDENTITY', 'SPACE', 'API_KEY', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL', 'MEMORY', 'EXTENSION', 'RETRIEVE_MEMORY_LOG_POLICY'],
        resource_id: str | None = None,
        include_revoked: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> Page[models.AuthorizationGrant]:
        """List grants of a resource

        Returns the grants that are attached to one resource, in the order of their creation. The caller needs
        `MANAGE_ACCESS` on it.

        Iterating over the result fetches the following pages on demand.

        Args:
            resource_kind (required): Kind of the resource whose grants are listed.
            resource_id: Id of that resource, a UUID. Required for every kind but `INSTANCE`, which has none.
            include_revoked: Whether what is revoked is shown as well. Default: false.
            max_results: Most items in a page, up to 1000; 0 or left out: 50. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            Page[models.AuthorizationGrant]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The kind needs a `resource_id` and has none, or has one and needs none; or the token
                is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/access-policy/grants
        """

    @property
    def with_raw_response(self) -> AccessPolicyGrantsWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AccessPolicyGrantsWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def create(
        self,
        *,
        audience: models.GrantAudience | params.GrantAudienceDict,
        rule: models.AccessPolicyRule | params.AccessPolicyRuleDict,
        grant_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.AuthorizationGrant]:
        """`access_policy.grants.create` with status and headers; `.parse()` gives its usual result."""

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.AuthorizationGrant]:
        """`access_policy.grants.delete` with status and headers; `.parse()` gives its usual result."""

    def get(
        self,
        *,
        id: str,
        include_revoked: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.AuthorizationGrant]:
        """`access_policy.grants.get` with status and headers; `.parse()` gives its usual result."""

    def list(
        self,
        *,
        resource_kind: Literal['INSTANCE', 'USER', 'SERVICE_IDENTITY', 'SPACE', 'API_KEY', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL', 'MEMORY', 'EXTENSION', 'RETRIEVE_MEMORY_LOG_POLICY'],
        resource_id: str | None = None,
        include_revoked: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[Page[models.AuthorizationGrant]]:
        """`access_policy.grants.list` with status and headers; `.parse()` gives its usual result."""


class AsyncAccessPolicyGrants(BaseNamespace):
    """The `access_policy.grants` namespace of an AsyncGoodmem client."""

    async def create(
        self,
        *,
        audience: models.GrantAudience | params.GrantAudienceDict,
        rule: models.AccessPolicyRule | params.AccessPolicyRuleDict,
        grant_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.AuthorizationGrant:
        """Create a grant

        Gives a principal, or every authenticated caller, the right to one operation on what the rule selects. It
        holds at once. Reading credentials and transferring ownership cannot be granted. A grant cannot be changed:
        revoke it and create another.

        Args:
            audience (required): For whom it holds.
            rule (required): What it allows.
            grant_id: Id of the new grant, a UUID of the caller's choice. Left out: the server chooses one.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.AuthorizationGrant

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The rule, its selector and its resource do not fit each other, or the operation
                cannot be granted so.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `grant_id` is in use, or an equal grant is in force.

        Repeated after a failure: yes, with the same id (the client chooses 'grantId', so a repetition cannot create a
        second one).

        HTTP: POST /v1/access-policy/grants
        """

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.AuthorizationGrant:
        """Revoke a grant

        Ends a grant for good and returns it. Revoking it again returns it unchanged.

        Args:
            id (required): Id of the grant, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.AuthorizationGrant

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such grant.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/access-policy/grants/{id}
        """

    async def get(
        self,
        *,
        id: str,
        include_revoked: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.AuthorizationGrant:
        """Get a grant

        Returns one grant.

        Args:
            id (required): Id of the grant, a UUID.
            include_revoked: Whether a revoked grant is returned as well. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.AuthorizationGrant

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such grant, or it is revoked.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/access-policy/grants/{id}
        """

    async def list(
        self,
        *,
        resource_kind: Literal['INSTANCE', 'USER', 'SERVICE_IDENTITY', 'SPACE', 'API_KEY', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL', 'MEMORY', 'EXTENSION', 'RETRIEVE_MEMORY_LOG_POLICY'],
        resource_id: str | None = None,
        include_revoked: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncPage[models.AuthorizationGrant]:
        """List grants of a resource

        Returns the grants that are attached to one resource, in the order of their creation. The caller needs
        `MANAGE_ACCESS` on it.

        Iterating over the result fetches the following pages on demand.

        Args:
            resource_kind (required): Kind of the resource whose grants are listed.
            resource_id: Id of that resource, a UUID. Required for every kind but `INSTANCE`, which has none.
            include_revoked: Whether what is revoked is shown as well. Default: false.
            max_results: Most items in a page, up to 1000; 0 or left out: 50. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncPage[models.AuthorizationGrant]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The kind needs a `resource_id` and has none, or has one and needs none; or the token
                is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/access-policy/grants
        """

    @property
    def with_raw_response(self) -> AsyncAccessPolicyGrantsWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncAccessPolicyGrantsWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def create(
        self,
        *,
        audience: models.GrantAudience | params.GrantAudienceDict,
        rule: models.AccessPolicyRule | params.AccessPolicyRuleDict,
        grant_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.AuthorizationGrant]:
        """`access_policy.grants.create` with status and headers; `.parse()` gives its usual result."""

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.AuthorizationGrant]:
        """`access_policy.grants.delete` with status and headers; `.parse()` gives its usual result."""

    async def get(
        self,
        *,
        id: str,
        include_revoked: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.AuthorizationGrant]:
        """`access_policy.grants.get` with status and headers; `.parse()` gives its usual result."""

    async def list(
        self,
        *,
        resource_kind: Literal['INSTANCE', 'USER', 'SERVICE_IDENTITY', 'SPACE', 'API_KEY', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL', 'MEMORY', 'EXTENSION', 'RETRIEVE_MEMORY_LOG_POLICY'],
        resource_id: str | None = None,
        include_revoked: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncPage[models.AuthorizationGrant]]:
        """`access_policy.grants.list` with status and headers; `.parse()` gives its usual result."""


class AccessPolicyRoleAssignments(BaseNamespace):
    """The `access_policy.role_assignments` namespace of a Goodmem client."""

    def create(
        self,
        *,
        principal_id: str,
        role: Literal['ADMIN', 'USER', 'SPACE_VIEWER', 'SPACE_CONTRIBUTOR', 'SPACE_CONTENT_MANAGER', 'SPACE_ADMIN'],
        assigned_resource: models.RoleAssignmentTarget | params.RoleAssignmentTargetDict,
        role_assignment_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RoleAssignment:
        """Assign a role

        Gives a principal a role on the instance or on one space. It holds at once. The role of the owner, `ROOT`,
        follows the ownership of the instance and cannot be assigned.

        Args:
            principal_id (required): Id of the user or service identity, a UUID. It must be active.
            role (required): The role: `ADMIN` and `USER` on the instance, the others on a space.
            assigned_resource (required): Where the role holds: the instance or one space.
            role_assignment_id: Id of the new assignment, a UUID of the caller's choice. Left out: the server chooses
                one.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.RoleAssignment

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The role does not fit where it is assigned, or the principal is unknown or deleted.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `role_assignment_id` is in use, or the principal has that role there.

        Repeated after a failure: yes, with the same id (the client chooses 'roleAssignmentId', so a repetition cannot
        create a second one).

        HTTP: POST /v1/access-policy/role-assignments
        """

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.RoleAssignment:
        """Revoke a role assignment

        Takes a role away for good and returns the assignment. Revoking it again returns it unchanged. `ROOT` cannot
        be revoked.

        Args:
            id (required): Id of the role assignment, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.RoleAssignment

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID, or the role is `ROOT`.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such assignment.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/access-policy/role-assignments/{id}
        """

    def get(
        self,
        *,
        id: str,
        include_revoked: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.RoleAssignment:
        """Get a role assignment

        Returns one role assignment.

        Args:
            id (required): Id of the role assignment, a UUID.
            include_revoked: Whether a revoked assignment is returned as well. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.RoleAssignment

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such assignment, or it is revoked.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/access-policy/role-assignments/{id}
        """

    def list(
        self,
        *,
        resource_kind: Literal['INSTANCE', 'SPACE'],
        resource_id: str | None = None,
        include_revoked: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> Page[models.RoleAssignment]:
        """List role assignments

        Returns who has which role on the instance or on one space, in the order of assignment. The caller needs
        `MANAGE_ACCESS` there.

        Iterating over the result fetches the following pages on demand.

        Args:
            resource_kind (required): Where the roles hold: `INSTANCE` or `SPACE`.
            resource_id: Id of the space, a UUID. Required for `SPACE`; the instance has none.
            include_revoked: Whether what is revoked is shown as well. Default: false.
            max_results: Most items in a page, up to 1000; 0 or left out: 50. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            Page[models.RoleAssignment]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A space needs a `resource_id` and the instance takes none; or the token is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/access-policy/role-assignments
        """

    @property
    def with_raw_response(self) -> AccessPolicyRoleAssignmentsWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AccessPolicyRoleAssignmentsWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def create(
        self,
        *,
        principal_id: str,
        role: Literal['ADMIN', 'USER', 'SPACE_VIEWER', 'SPACE_CONTRIBUTOR', 'SPACE_CONTENT_MANAGER', 'SPACE_ADMIN'],
        assigned_resource: models.RoleAssignmentTarget | params.RoleAssignmentTargetDict,
        role_assignment_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RoleAssignment]:
        """`access_policy.role_assignments.create` with status and headers; `.parse()` gives its usual result."""

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RoleAssignment]:
        """`access_policy.role_assignments.delete` with status and headers; `.parse()` gives its usual result."""

    def get(
        self,
        *,
        id: str,
        include_revoked: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RoleAssignment]:
        """`access_policy.role_assignments.get` with status and headers; `.parse()` gives its usual result."""

    def list(
        self,
        *,
        resource_kind: Literal['INSTANCE', 'SPACE'],
        resource_id: str | None = None,
        include_revoked: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[Page[models.RoleAssignment]]:
        """`access_policy.role_assignments.list` with status and headers; `.parse()` gives its usual result."""


class AsyncAccessPolicyRoleAssignments(BaseNamespace):
    """The `access_policy.role_assignments` namespace of an AsyncGoodmem client."""

    async def create(
        self,
        *,
        principal_id: str,
        role: Literal['ADMIN', 'USER', 'SPACE_VIEWER', 'SPACE_CONTRIBUTOR', 'SPACE_CONTENT_MANAGER', 'SPACE_ADMIN'],
        assigned_resource: models.RoleAssignmentTarget | params.RoleAssignmentTargetDict,
        role_assignment_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RoleAssignment:
        """Assign a role

        Gives a principal a role on the instance or on one space. It holds at once. The role of the owner, `ROOT`,
        follows the ownership of the instance and cannot be assigned.

        Args:
            principal_id (required): Id of the user or service identity, a UUID. It must be active.
            role (required): The role: `ADMIN` and `USER` on the instance, the others on a space.
            assigned_resource (required): Where the role holds: the instance or one space.
            role_assignment_id: Id of the new assignment, a UUID of the caller's choice. Left out: the server chooses
                one.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.RoleAssignment

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The role does not fit where it is assigned, or the principal is unknown or deleted.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `role_assignment_id` is in use, or the principal has that role there.

        Repeated after a failure: yes, with the same id (the client chooses 'roleAssignmentId', so a repetition cannot
        create a second one).

        HTTP: POST /v1/access-policy/role-assignments
        """

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.RoleAssignment:
        """Revoke a role assignment

        Takes a role away for good and returns the assignment. Revoking it again returns it unchanged. `ROOT` cannot
        be revoked.

        Args:
            id (required): Id of the role assignment, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.RoleAssignment

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID, or the role is `ROOT`.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such assignment.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/access-policy/role-assignments/{id}
        """

    async def get(
        self,
        *,
        id: str,
        include_revoked: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.RoleAssignment:
        """Get a role assignment

        Returns one role assignment.

        Args:
            id (required): Id of the role assignment, a UUID.
            include_revoked: Whether a revoked assignment is returned as well. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.RoleAssignment

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such assignment, or it is revoked.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/access-policy/role-assignments/{id}
        """

    async def list(
        self,
        *,
        resource_kind: Literal['INSTANCE', 'SPACE'],
        resource_id: str | None = None,
        include_revoked: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncPage[models.RoleAssignment]:
        """List role assignments

        Returns who has which role on the instance or on one space, in the order of assignment. The caller needs
        `MANAGE_ACCESS` there.

        Iterating over the result fetches the following pages on demand.

        Args:
            resource_kind (required): Where the roles hold: `INSTANCE` or `SPACE`.
            resource_id: Id of the space, a UUID. Required for `SPACE`; the instance has none.
            include_revoked: Whether what is revoked is shown as well. Default: false.
            max_results: Most items in a page, up to 1000; 0 or left out: 50. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncPage[models.RoleAssignment]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A space needs a `resource_id` and the instance takes none; or the token is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/access-policy/role-assignments
        """

    @property
    def with_raw_response(self) -> AsyncAccessPolicyRoleAssignmentsWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncAccessPolicyRoleAssignmentsWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def create(
        self,
        *,
        principal_id: str,
        role: Literal['ADMIN', 'USER', 'SPACE_VIEWER', 'SPACE_CONTRIBUTOR', 'SPACE_CONTENT_MANAGER', 'SPACE_ADMIN'],
        assigned_resource: models.RoleAssignmentTarget | params.RoleAssignmentTargetDict,
        role_assignment_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RoleAssignment]:
        """`access_policy.role_assignments.create` with status and headers; `.parse()` gives its usual result."""

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RoleAssignment]:
        """`access_policy.role_assignments.delete` with status and headers; `.parse()` gives its usual result."""

    async def get(
        self,
        *,
        id: str,
        include_revoked: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RoleAssignment]:
        """`access_policy.role_assignments.get` with status and headers; `.parse()` gives its usual result."""

    async def list(
        self,
        *,
        resource_kind: Literal['INSTANCE', 'SPACE'],
        resource_id: str | None = None,
        include_revoked: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncPage[models.RoleAssignment]]:
        """`access_policy.role_assignments.list` with status and headers; `.parse()` gives its usual result."""


class Admin(BaseNamespace):
    """The `admin` namespace of a Goodmem client."""

    @property
    def background_jobs(self) -> AdminBackgroundJobs:
        """The `admin.background_jobs` namespace."""

    @property
    def license(self) -> AdminLicense:
        """The `admin.license` namespace."""

    @property
    def retrieve_memory_log_policies(self) -> AdminRetrieveMemoryLogPolicies:
        """The `admin.retrieve_memory_log_policies` namespace."""

    def drain(
        self,
        *,
        timeout_sec: int | None = 900,
        reason: str | None = None,
        wait_for_quiesce: bool | None = None,
        request: models.AdminDrainRequest | params.AdminDrainRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.AdminDrainResponse:
        """Drain the server

        Makes the server stop taking new requests and finish those it has; new requests are then refused with 503.
        With `wait_for_quiesce` the call blocks until the server is idle or `timeout_sec` has passed, and the client
        waits for longer than that.

        The read timeout of this call is at least `timeout_sec` (900 s where it is left out) and 30 s with
        `wait_for_quiesce`, unless `timeout` is given.

        Args:
            timeout_sec: How long to wait for the server to become idle, in seconds. Only matters with
                `wait_for_quiesce`. Default: 900.
            reason: Why the server is drained, for the record. Default: none.
            wait_for_quiesce: Whether to answer only when the server is idle or `timeout_sec` has passed. Default:
                false, answer at once.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.AdminDrainResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/admin:drain
        """

    def transfer_instance_ownership(
        self,
        *,
        new_owner_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.TransferInstanceOwnershipResponse:
        """Transfer the instance to another user

        Moves the ownership of the instance at once: nobody has to accept, and there is no way back but another
        transfer. It is not repeated after a failure; read the owner before trying again. Only its owner may do it.
        The role `ROOT` goes along; all others stay.

        Args:
            new_owner_id (required): Id of the new owner, a UUID: an active principal other than the present owner; a
                user where it is the instance.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.TransferInstanceOwnershipResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `new_owner_id` is no UUID, names the present owner, or names no active user.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: never (it must not be done twice).

        HTTP: POST /v1/admin:transferInstanceOwnership
        """

    @property
    def with_raw_response(self) -> AdminWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AdminWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def drain(
        self,
        *,
        timeout_sec: int | None = 900,
        reason: str | None = None,
        wait_for_quiesce: bool | None = None,
        request: models.AdminDrainRequest | params.AdminDrainRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.AdminDrainResponse]:
        """`admin.drain` with status and headers; `.parse()` gives its usual result."""

    def transfer_instance_ownership(
        self,
        *,
        new_owner_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.TransferInstanceOwnershipResponse]:
        """`admin.transfer_instance_ownership` with status and headers; `.parse()` gives its usual result."""


class AsyncAdmin(BaseNamespace):
    """The `admin` namespace of an AsyncGoodmem client."""

    @property
    def background_jobs(self) -> AsyncAdminBackgroundJobs:
        """The `admin.background_jobs` namespace."""

    @property
    def license(self) -> AsyncAdminLicense:
        """The `admin.license` namespace."""

    @property
    def retrieve_memory_log_policies(self) -> AsyncAdminRetrieveMemoryLogPolicies:
        """The `admin.retrieve_memory_log_policies` namespace."""

    async def drain(
        self,
        *,
        timeout_sec: int | None = 900,
        reason: str | None = None,
        wait_for_quiesce: bool | None = None,
        request: models.AdminDrainRequest | params.AdminDrainRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.AdminDrainResponse:
        """Drain the server

        Makes the server stop taking new requests and finish those it has; new requests are then refused with 503.
        With `wait_for_quiesce` the call blocks until the server is idle or `timeout_sec` has passed, and the client
        waits for longer than that.

        The read timeout of this call is at least `timeout_sec` (900 s where it is left out) and 30 s with
        `wait_for_quiesce`, unless `timeout` is given.

        Args:
            timeout_sec: How long to wait for the server to become idle, in seconds. Only matters with
                `wait_for_quiesce`. Default: 900.
            reason: Why the server is drained, for the record. Default: none.
            wait_for_quiesce: Whether to answer only when the server is idle or `timeout_sec` has passed. Default:
                false, answer at once.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.AdminDrainResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/admin:drain
        """

    async def transfer_instance_ownership(
        self,
        *,
        new_owner_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.TransferInstanceOwnershipResponse:
        """Transfer the instance to another user

        Moves the ownership of the instance at once: nobody has to accept, and there is no way back but another
        transfer. It is not repeated after a failure; read the owner before trying again. Only its owner may do it.
        The role `ROOT` goes along; all others stay.

        Args:
            new_owner_id (required): Id of the new owner, a UUID: an active principal other than the present owner; a
                user where it is the instance.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.TransferInstanceOwnershipResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `new_owner_id` is no UUID, names the present owner, or names no active user.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: never (it must not be done twice).

        HTTP: POST /v1/admin:transferInstanceOwnership
        """

    @property
    def with_raw_response(self) -> AsyncAdminWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncAdminWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def drain(
        self,
        *,
        timeout_sec: int | None = 900,
        reason: str | None = None,
        wait_for_quiesce: bool | None = None,
        request: models.AdminDrainRequest | params.AdminDrainRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.AdminDrainResponse]:
        """`admin.drain` with status and headers; `.parse()` gives its usual result."""

    async def transfer_instance_ownership(
        self,
        *,
        new_owner_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.TransferInstanceOwnershipResponse]:
        """`admin.transfer_instance_ownership` with status and headers; `.parse()` gives its usual result."""


class AdminBackgroundJobs(BaseNamespace):
    """The `admin.background_jobs` namespace of a Goodmem client."""

    def purge(
        self,
        *,
        older_than: str | datetime.datetime,
        statuses: Sequence[models.PurgeableBackgroundJobStatus | Literal['BACKGROUND_JOB_SUCCEEDED', 'BACKGROUND_JOB_FAILED', 'BACKGROUND_JOB_CANCELED']] | None = None,
        dry_run: bool | None = None,
        limit: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.AdminPurgeJobsResponse:
        """Purge finished background jobs

        Deletes the records of background jobs that ended before a cutoff, with their attempts and references. Use
        `dry_run` to count first: a purge cannot be undone.

        Args:
            older_than (required): Cutoff as an ISO 8601 time with offset, such as `2026-01-31T00:00:00Z`: older jobs
                are purged.
            statuses: Only jobs in one of these statuses. Left out: the server decides.
            dry_run: Whether only to count what would be purged. Default: false.
            limit: Largest number of jobs to purge. Default: 0, no limit.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.AdminPurgeJobsResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `older_than` is missing or not an ISO 8601 time, or a status cannot be purged.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/admin/background-jobs:purge
        """

    @property
    def with_raw_response(self) -> AdminBackgroundJobsWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AdminBackgroundJobsWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def purge(
        self,
        *,
        older_than: str | datetime.datetime,
        statuses: Sequence[models.PurgeableBackgroundJobStatus | Literal['BACKGROUND_JOB_SUCCEEDED', 'BACKGROUND_JOB_FAILED', 'BACKGROUND_JOB_CANCELED']] | None = None,
        dry_run: bool | None = None,
        limit: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.AdminPurgeJobsResponse]:
        """`admin.background_jobs.purge` with status and headers; `.parse()` gives its usual result."""


class AsyncAdminBackgroundJobs(BaseNamespace):
    """The `admin.background_jobs` namespace of an AsyncGoodmem client."""

    async def purge(
        self,
        *,
        older_than: str | datetime.datetime,
        statuses: Sequence[models.PurgeableBackgroundJobStatus | Literal['BACKGROUND_JOB_SUCCEEDED', 'BACKGROUND_JOB_FAILED', 'BACKGROUND_JOB_CANCELED']] | None = None,
        dry_run: bool | None = None,
        limit: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.AdminPurgeJobsResponse:
        """Purge finished background jobs

        Deletes the records of background jobs that ended before a cutoff, with their attempts and references. Use
        `dry_run` to count first: a purge cannot be undone.

        Args:
            older_than (required): Cutoff as an ISO 8601 time with offset, such as `2026-01-31T00:00:00Z`: older jobs
                are purged.
            statuses: Only jobs in one of these statuses. Left out: the server decides.
            dry_run: Whether only to count what would be purged. Default: false.
            limit: Largest number of jobs to purge. Default: 0, no limit.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.AdminPurgeJobsResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `older_than` is missing or not an ISO 8601 time, or a status cannot be purged.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/admin/background-jobs:purge
        """

    @property
    def with_raw_response(self) -> AsyncAdminBackgroundJobsWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncAdminBackgroundJobsWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def purge(
        self,
        *,
        older_than: str | datetime.datetime,
        statuses: Sequence[models.PurgeableBackgroundJobStatus | Literal['BACKGROUND_JOB_SUCCEEDED', 'BACKGROUND_JOB_FAILED', 'BACKGROUND_JOB_CANCELED']] | None = None,
        dry_run: bool | None = None,
        limit: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.AdminPurgeJobsResponse]:
        """`admin.background_jobs.purge` with status and headers; `.parse()` gives its usual result."""


class AdminLicense(BaseNamespace):
    """The `admin.license` namespace of a Goodmem client."""

    def reload(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.AdminReloadLicenseResponse:
        """Reload the license

        Makes the server look for its license file again. A license that is missing or does not load is reported in
        the `status` of the reply, not as an HTTP error.

        Args:
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.AdminReloadLicenseResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/admin/license:reload
        """

    @property
    def with_raw_response(self) -> AdminLicenseWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AdminLicenseWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def reload(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.AdminReloadLicenseResponse]:
        """`admin.license.reload` with status and headers; `.parse()` gives its usual result."""


class AsyncAdminLicense(BaseNamespace):
    """The `admin.license` namespace of an AsyncGoodmem client."""

    async def reload(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.AdminReloadLicenseResponse:
        """Reload the license

        Makes the server look for its license file again. A license that is missing or does not load is reported in
        the `status` of the reply, not as an HTTP error.

        Args:
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.AdminReloadLicenseResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/admin/license:reload
        """

    @property
    def with_raw_response(self) -> AsyncAdminLicenseWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncAdminLicenseWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def reload(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.AdminReloadLicenseResponse]:
        """`admin.license.reload` with status and headers; `.parse()` gives its usual result."""


class AdminRetrieveMemoryLogPolicies(BaseNamespace):
    """The `admin.retrieve_memory_log_policies` namespace of a Goodmem client."""

    def create(
        self,
        *,
        display_name: str,
        condition: models.RetrieveMemoryLogPolicyCondition | params.RetrieveMemoryLogPolicyConditionDict,
        policy_id: str | None | Null = None,
        description: str | None | Null = None,
        active_from: int | None | Null = None,
        active_until: int | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RetrieveMemoryLogPolicy:
        """Create a retrieval log policy

        Creates a policy that has matching retrievals logged while it is in force. A client-chosen `policy_id` makes
        the call safe to repeat.

        Args:
            display_name (required): Name for people.
            condition (required): Which retrievals the policy covers.
            policy_id: Id for the policy, a UUID; one in use is a 409. Left out: the server makes one.
            description: What the policy is for. Default: none.
            active_from: Start of the time it is in force, in milliseconds since the Unix epoch. Left out: the server
                sets it.
            active_until: End of the time it is in force, in milliseconds since the Unix epoch. Left out: no end.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.RetrieveMemoryLogPolicy

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `policy_id` is in use.

        Repeated after a failure: yes, with the same id (the client chooses 'policyId', so a repetition cannot create
        a second one).

        HTTP: POST /v1/admin/retrieve-memory-log-policies
        """

    def delete(
        self,
        *,
        id: str,
        reason: str | None | Null = None,
        request: models.DeleteRetrieveMemoryLogPolicyRequest | params.DeleteRetrieveMemoryLogPolicyRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RetrieveMemoryLogPolicy:
        """Delete a retrieval log policy

        Marks the policy as deleted and returns it. It stays readable with `include_deleted`. Deleting it again
        succeeds.

        Args:
            id (required): Id of the policy, a UUID.
            reason: Why the policy is deleted; kept as `delete_reason`. Default: none.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.RetrieveMemoryLogPolicy

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such policy.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/admin/retrieve-memory-log-policies/{id}
        """

    def ensure(
        self,
        *,
        display_name: str,
        condition: models.RetrieveMemoryLogPolicyCondition | params.RetrieveMemoryLogPolicyConditionDict,
        policy_id: str | None | Null = None,
        description: str | None | Null = None,
        active_from: int | None | Null = None,
        active_until: int | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.RetrieveMemoryLogPolicy:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name, since name filters are patterns and ignore case. One that is
        found is returned if it has the same name; otherwise it is created. Two callers at once get the same one.
        Everything else is only looked at when one is created.

        Args:
            display_name (required): Name for people.
            condition (required): Which retrievals the policy covers.
            policy_id: Id for the policy, a UUID; one in use is a 409. Left out: the server makes one.
            description: What the policy is for. Default: none.
            active_from: Start of the time it is in force, in milliseconds since the Unix epoch. Left out: the server
                sets it.
            active_until: End of the time it is in force, in milliseconds since the Unix epoch. Left out: no end.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.

        Returns:
            models.RetrieveMemoryLogPolicy

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    def get(
        self,
        *,
        id: str,
        include_deleted: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.RetrieveMemoryLogPolicy:
        """Get a retrieval log policy

        Returns one policy. A deleted one is found only with `include_deleted`.

        Args:
            id (required): Id of the policy, a UUID.
            include_deleted: Whether a deleted policy may be returned. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.RetrieveMemoryLogPolicy

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such policy, or it is deleted and `include_deleted` is false.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/admin/retrieve-memory-log-policies/{id}
        """

    def list(
        self,
        *,
        include_deleted: bool | None = False,
        name_filter: str | None = None,
        active_at: int | None = None,
        max_results: int | None = 50,
        next_token: str | None = None,
        sort_by: Literal['created_at', 'updated_at', 'display_name'] | None = 'created_at',
        sort_order: models.SortOrder | Literal['ASCENDING', 'DESCENDING', 'SORT_ORDER_UNSPECIFIED'] | None = 'DESCENDING',
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> Page[models.RetrieveMemoryLogPolicy]:
        """List retrieval log policies

        Returns one page of the policies that decide which retrievals are logged. Deleted policies appear only with
        `include_deleted`.

        Iterating over the result fetches the following pages on demand.

        Args:
            include_deleted: Whether to return deleted policies too. Default: false.
            name_filter: Only policies whose display name contains this text, ignoring case. Default: no restriction.
            active_at: Only policies in force at this time, in milliseconds since the Unix epoch. Default: no
                restriction.
            max_results: Largest number of policies in one page. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            sort_by: Sort key: `created_at`, `updated_at` or `display_name`. Default: `created_at`.
            sort_order: Direction of the sort. Default: `DESCENDING`, the newest first.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            Page[models.RetrieveMemoryLogPolicy]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A parameter is invalid, such as an unknown `sort_by` or a token of another caller.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/admin/retrieve-memory-log-policies
        """

    @property
    def with_raw_response(self) -> AdminRetrieveMemoryLogPoliciesWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AdminRetrieveMemoryLogPoliciesWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def create(
        self,
        *,
        display_name: str,
        condition: models.RetrieveMemoryLogPolicyCondition | params.RetrieveMemoryLogPolicyConditionDict,
        policy_id: str | None | Null = None,
        description: str | None | Null = None,
        active_from: int | None | Null = None,
        active_until: int | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RetrieveMemoryLogPolicy]:
        """`admin.retrieve_memory_log_policies.create` with status and headers; `.parse()` gives its usual result."""

    def delete(
        self,
        *,
        id: str,
        reason: str | None | Null = None,
        request: models.DeleteRetrieveMemoryLogPolicyRequest | params.DeleteRetrieveMemoryLogPolicyRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RetrieveMemoryLogPolicy]:
        """`admin.retrieve_memory_log_policies.delete` with status and headers; `.parse()` gives its usual result."""

    def get(
        self,
        *,
        id: str,
        include_deleted: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RetrieveMemoryLogPolicy]:
        """`admin.retrieve_memory_log_policies.get` with status and headers; `.parse()` gives its usual result."""

    def list(
        self,
        *,
        include_deleted: bool | None = False,
        name_filter: str | None = None,
        active_at: int | None = None,
        max_results: int | None = 50,
        next_token: str | None = None,
        sort_by: Literal['created_at', 'updated_at', 'display_name'] | None = 'created_at',
        sort_order: models.SortOrder | Literal['ASCENDING', 'DESCENDING', 'SORT_ORDER_UNSPECIFIED'] | None = 'DESCENDING',
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[Page[models.RetrieveMemoryLogPolicy]]:
        """`admin.retrieve_memory_log_policies.list` with status and headers; `.parse()` gives its usual result."""


class AsyncAdminRetrieveMemoryLogPolicies(BaseNamespace):
    """The `admin.retrieve_memory_log_policies` namespace of an AsyncGoodmem client."""

    async def create(
        self,
        *,
        display_name: str,
        condition: models.RetrieveMemoryLogPolicyCondition | params.RetrieveMemoryLogPolicyConditionDict,
        policy_id: str | None | Null = None,
        description: str | None | Null = None,
        active_from: int | None | Null = None,
        active_until: int | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RetrieveMemoryLogPolicy:
        """Create a retrieval log policy

        Creates a policy that has matching retrievals logged while it is in force. A client-chosen `policy_id` makes
        the call safe to repeat.

        Args:
            display_name (required): Name for people.
            condition (required): Which retrievals the policy covers.
            policy_id: Id for the policy, a UUID; one in use is a 409. Left out: the server makes one.
            description: What the policy is for. Default: none.
            active_from: Start of the time it is in force, in milliseconds since the Unix epoch. Left out: the server
                sets it.
            active_until: End of the time it is in force, in milliseconds since the Unix epoch. Left out: no end.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.RetrieveMemoryLogPolicy

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `policy_id` is in use.

        Repeated after a failure: yes, with the same id (the client chooses 'policyId', so a repetition cannot create
        a second one).

        HTTP: POST /v1/admin/retrieve-memory-log-policies
        """

    async def delete(
        self,
        *,
        id: str,
        reason: str | None | Null = None,
        request: models.DeleteRetrieveMemoryLogPolicyRequest | params.DeleteRetrieveMemoryLogPolicyRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RetrieveMemoryLogPolicy:
        """Delete a retrieval log policy

        Marks the policy as deleted and returns it. It stays readable with `include_deleted`. Deleting it again
        succeeds.

        Args:
            id (required): Id of the policy, a UUID.
            reason: Why the policy is deleted; kept as `delete_reason`. Default: none.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.RetrieveMemoryLogPolicy

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such policy.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/admin/retrieve-memory-log-policies/{id}
        """

    async def ensure(
        self,
        *,
        display_name: str,
        condition: models.RetrieveMemoryLogPolicyCondition | params.RetrieveMemoryLogPolicyConditionDict,
        policy_id: str | None | Null = None,
        description: str | None | Null = None,
        active_from: int | None | Null = None,
        active_until: int | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.RetrieveMemoryLogPolicy:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name, since name filters are patterns and ignore case. One that is
        found is returned if it has the same name; otherwise it is created. Two callers at once get the same one.
        Everything else is only looked at when one is created.

        Args:
            display_name (required): Name for people.
            condition (required): Which retrievals the policy covers.
            policy_id: Id for the policy, a UUID; one in use is a 409. Left out: the server makes one.
            description: What the policy is for. Default: none.
            active_from: Start of the time it is in force, in milliseconds since the Unix epoch. Left out: the server
                sets it.
            active_until: End of the time it is in force, in milliseconds since the Unix epoch. Left out: no end.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.

        Returns:
            models.RetrieveMemoryLogPolicy

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    async def get(
        self,
        *,
        id: str,
        include_deleted: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.RetrieveMemoryLogPolicy:
        """Get a retrieval log policy

        Returns one policy. A deleted one is found only with `include_deleted`.

        Args:
            id (required): Id of the policy, a UUID.
            include_deleted: Whether a deleted policy may be returned. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.RetrieveMemoryLogPolicy

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such policy, or it is deleted and `include_deleted` is false.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/admin/retrieve-memory-log-policies/{id}
        """

    async def list(
        self,
        *,
        include_deleted: bool | None = False,
        name_filter: str | None = None,
        active_at: int | None = None,
        max_results: int | None = 50,
        next_token: str | None = None,
        sort_by: Literal['created_at', 'updated_at', 'display_name'] | None = 'created_at',
        sort_order: models.SortOrder | Literal['ASCENDING', 'DESCENDING', 'SORT_ORDER_UNSPECIFIED'] | None = 'DESCENDING',
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncPage[models.RetrieveMemoryLogPolicy]:
        """List retrieval log policies

        Returns one page of the policies that decide which retrievals are logged. Deleted policies appear only with
        `include_deleted`.

        Iterating over the result fetches the following pages on demand.

        Args:
            include_deleted: Whether to return deleted policies too. Default: false.
            name_filter: Only policies whose display name contains this text, ignoring case. Default: no restriction.
            active_at: Only policies in force at this time, in milliseconds since the Unix epoch. Default: no
                restriction.
            max_results: Largest number of policies in one page. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            sort_by: Sort key: `created_at`, `updated_at` or `display_name`. Default: `created_at`.
            sort_order: Direction of the sort. Default: `DESCENDING`, the newest first.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncPage[models.RetrieveMemoryLogPolicy]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A parameter is invalid, such as an unknown `sort_by` or a token of another caller.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/admin/retrieve-memory-log-policies
        """

    @property
    def with_raw_response(self) -> AsyncAdminRetrieveMemoryLogPoliciesWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncAdminRetrieveMemoryLogPoliciesWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def create(
        self,
        *,
        display_name: str,
        condition: models.RetrieveMemoryLogPolicyCondition | params.RetrieveMemoryLogPolicyConditionDict,
        policy_id: str | None | Null = None,
        description: str | None | Null = None,
        active_from: int | None | Null = None,
        active_until: int | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RetrieveMemoryLogPolicy]:
        """`admin.retrieve_memory_log_policies.create` with status and headers; `.parse()` gives its usual result."""

    async def delete(
        self,
        *,
        id: str,
        reason: str | None | Null = None,
        request: models.DeleteRetrieveMemoryLogPolicyRequest | params.DeleteRetrieveMemoryLogPolicyRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RetrieveMemoryLogPolicy]:
        """`admin.retrieve_memory_log_policies.delete` with status and headers; `.parse()` gives its usual result."""

    async def get(
        self,
        *,
        id: str,
        include_deleted: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RetrieveMemoryLogPolicy]:
        """`admin.retrieve_memory_log_policies.get` with status and headers; `.parse()` gives its usual result."""

    async def list(
        self,
        *,
        include_deleted: bool | None = False,
        name_filter: str | None = None,
        active_at: int | None = None,
        max_results: int | None = 50,
        next_token: str | None = None,
        sort_by: Literal['created_at', 'updated_at', 'display_name'] | None = 'created_at',
        sort_order: models.SortOrder | Literal['ASCENDING', 'DESCENDING', 'SORT_ORDER_UNSPECIFIED'] | None = 'DESCENDING',
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncPage[models.RetrieveMemoryLogPolicy]]:
        """`admin.retrieve_memory_log_policies.list` with status and headers; `.parse()` gives its usual result."""


class Apikeys(BaseNamespace):
    """The `apikeys` namespace of a Goodmem client."""

    def create(
        self,
        *,
        labels: Mapping[str, str] | None = None,
        expires_at: int | None | Null = None,
        api_key_id: str | None | Null = None,
        subject_principal_id: str | None | Null = None,
        authority_mode: models.ApiKeyAuthorityMode | Literal['INHERIT_SUBJECT', 'SCOPED'] | None | Null = 'INHERIT_SUBJECT',
        ceiling: Sequence[models.AccessPolicyRule | params.AccessPolicyRuleDict] | None | Null = None,
        valid_from: int | None | Null = None,
        request: models.CreateApiKeyRequest | params.CreateApiKeyRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.CreateApiKeyResponse:
        """Create an API key

        Creates a key and returns it in `raw_api_key`, once: it cannot be read again, so a lost reply means a lost key.
        Revoke that key and create another.

        Args:
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            expires_at: When the key stops working, in milliseconds since the Unix epoch. Left out: never.
            api_key_id: Id for the key, a UUID; one in use is a 409. Left out: the server makes one. It does not make
                the call safe to repeat: the key itself is shown once.
            subject_principal_id: Id of the principal that the key acts for, a UUID. Left out: the caller.
            authority_mode: Whether the key may do all that its subject may, or less. A service identity needs
                `SCOPED`. Default: `INHERIT_SUBJECT`.
            ceiling: The most that the key may do: 1 to 1000 rules, each of which the caller's key covers. Required
                for `SCOPED`; it can never be changed.
            valid_from: From when the key works, in milliseconds since the Unix epoch. Left out: at once.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.CreateApiKeyResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A label or the expiry is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `api_key_id` is in use.

        Repeated after a failure: yes, with the same id (the client chooses 'apiKeyId', so a repetition cannot create
        a second one).

        HTTP: POST /v1/apikeys
        """

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Revoke an API key

        Revokes a key for good: requests that use it fail with 401 from then on. Its metadata stays in the list as
        `INACTIVE`.

        Args:
            id (required): Id of the API key, a UUID: not the key itself and not its prefix.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such key.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/apikeys/{id}
        """

    def get(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.ApiKeyResponse:
        """Get an API key

        Returns the metadata of one key, revoked or not; never the key itself.

        Args:
            id (required): Id of the API key, a UUID: not the key itself and not its prefix.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.ApiKeyResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such key.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/apikeys/{id}
        """

    def list(
        self,
        *,
        subject_principal_id: str | None = None,
        owner_principal_id: str | None = None,
        lifecycle_state: Literal['NOT_YET_VALID', 'USABLE', 'EXPIRED', 'REVOKED'] | None = None,
        view: Literal['FULL', 'BASIC'] | None = 'FULL',
        max_results: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> Page[models.ApiKeyResponse]:
        """List API keys

        Returns the API keys that the caller may see, revoked ones included. It shows their metadata, never the keys
        themselves.

        Iterating over the result fetches the following pages on demand.

        Args:
            subject_principal_id: Only keys that act for this principal, by its id. Default: all.
            owner_principal_id: Only keys that this principal owns, by its id. Default: all.
            lifecycle_state: Only keys in this state. Default: all.
            view: `FULL` shows the ceilings of keys; `BASIC` leaves them out and allows larger pages. Default: `FULL`.
            max_results: Most keys in a page: up to 20 in full, default 10; up to 1000 as `BASIC`, default 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            Page[models.ApiKeyResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/apikeys
        """

    def update(
        self,
        *,
        id: str,
        status: Literal['ACTIVE', 'INACTIVE'] | None | Null = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        request: models.UpdateApiKeyRequest | params.UpdateApiKeyRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.ApiKeyResponse:
        """Update an API key

        Changes the labels or the status of a key. Fields left out keep their value. Setting the status to `INACTIVE`
        revokes the key for good.

        Args:
            id (required): Id of the API key, a UUID: not the key itself and not its prefix.
            status: `INACTIVE` revokes the key; treat that as final. Left out: the status stays.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.ApiKeyResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID, a field is invalid, or both `replace_labels` and `merge_labels`
                are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such key.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/apikeys/{id}
        """

    @property
    def with_raw_response(self) -> ApikeysWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class ApikeysWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def create(
        self,
        *,
        labels: Mapping[str, str] | None = None,
        expires_at: int | None | Null = None,
        api_key_id: str | None | Null = None,
        subject_principal_id: str | None | Null = None,
        authority_mode: models.ApiKeyAuthorityMode | Literal['INHERIT_SUBJECT', 'SCOPED'] | None | Null = 'INHERIT_SUBJECT',
        ceiling: Sequence[models.AccessPolicyRule | params.AccessPolicyRuleDict] | None | Null = None,
        valid_from: int | None | Null = None,
        request: models.CreateApiKeyRequest | params.CreateApiKeyRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.CreateApiKeyResponse]:
        """`apikeys.create` with status and headers; `.parse()` gives its usual result."""

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`apikeys.delete` with status and headers; `.parse()` gives its usual result."""

    def get(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.ApiKeyResponse]:
        """`apikeys.get` with status and headers; `.parse()` gives its usual result."""

    def list(
        self,
        *,
        subject_principal_id: str | None = None,
        owner_principal_id: str | None = None,
        lifecycle_state: Literal['NOT_YET_VALID', 'USABLE', 'EXPIRED', 'REVOKED'] | None = None,
        view: Literal['FULL', 'BASIC'] | None = 'FULL',
        max_results: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[Page[models.ApiKeyResponse]]:
        """`apikeys.list` with status and headers; `.parse()` gives its usual result."""

    def update(
        self,
        *,
        id: str,
        status: Literal['ACTIVE', 'INACTIVE'] | None | Null = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        request: models.UpdateApiKeyRequest | params.UpdateApiKeyRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.ApiKeyResponse]:
        """`apikeys.update` with status and headers; `.parse()` gives its usual result."""


class AsyncApikeys(BaseNamespace):
    """The `apikeys` namespace of an AsyncGoodmem client."""

    async def create(
        self,
        *,
        labels: Mapping[str, str] | None = None,
        expires_at: int | None | Null = None,
        api_key_id: str | None | Null = None,
        subject_principal_id: str | None | Null = None,
        authority_mode: models.ApiKeyAuthorityMode | Literal['INHERIT_SUBJECT', 'SCOPED'] | None | Null = 'INHERIT_SUBJECT',
        ceiling: Sequence[models.AccessPolicyRule | params.AccessPolicyRuleDict] | None | Null = None,
        valid_from: int | None | Null = None,
        request: models.CreateApiKeyRequest | params.CreateApiKeyRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.CreateApiKeyResponse:
        """Create an API key

        Creates a key and returns it in `raw_api_key`, once: it cannot be read again, so a lost reply means a lost key.
        Revoke that key and create another.

        Args:
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            expires_at: When the key stops working, in milliseconds since the Unix epoch. Left out: never.
            api_key_id: Id for the key, a UUID; one in use is a 409. Left out: the server makes one. It does not make
                the call safe to repeat: the key itself is shown once.
            subject_principal_id: Id of the principal that the key acts for, a UUID. Left out: the caller.
            authority_mode: Whether the key may do all that its subject may, or less. A service identity needs
                `SCOPED`. Default: `INHERIT_SUBJECT`.
            ceiling: The most that the key may do: 1 to 1000 rules, each of which the caller's key covers. Required
                for `SCOPED`; it can never be changed.
            valid_from: From when the key works, in milliseconds since the Unix epoch. Left out: at once.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.CreateApiKeyResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A label or the expiry is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `api_key_id` is in use.

        Repeated after a failure: yes, with the same id (the client chooses 'apiKeyId', so a repetition cannot create
        a second one).

        HTTP: POST /v1/apikeys
        """

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Revoke an API key

        Revokes a key for good: requests that use it fail with 401 from then on. Its metadata stays in the list as
        `INACTIVE`.

        Args:
            id (required): Id of the API key, a UUID: not the key itself and not its prefix.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such key.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/apikeys/{id}
        """

    async def get(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.ApiKeyResponse:
        """Get an API key

        Returns the metadata of one key, revoked or not; never the key itself.

        Args:
            id (required): Id of the API key, a UUID: not the key itself and not its prefix.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.ApiKeyResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such key.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/apikeys/{id}
        """

    async def list(
        self,
        *,
        subject_principal_id: str | None = None,
        owner_principal_id: str | None = None,
        lifecycle_state: Literal['NOT_YET_VALID', 'USABLE', 'EXPIRED', 'REVOKED'] | None = None,
        view: Literal['FULL', 'BASIC'] | None = 'FULL',
        max_results: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncPage[models.ApiKeyResponse]:
        """List API keys

        Returns the API keys that the caller may see, revoked ones included. It shows their metadata, never the keys
        themselves.

        Iterating over the result fetches the following pages on demand.

        Args:
            subject_principal_id: Only keys that act for this principal, by its id. Default: all.
            owner_principal_id: Only keys that this principal owns, by its id. Default: all.
            lifecycle_state: Only keys in this state. Default: all.
            view: `FULL` shows the ceilings of keys; `BASIC` leaves them out and allows larger pages. Default: `FULL`.
            max_results: Most keys in a page: up to 20 in full, default 10; up to 1000 as `BASIC`, default 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncPage[models.ApiKeyResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/apikeys
        """

    async def update(
        self,
        *,
        id: str,
        status: Literal['ACTIVE', 'INACTIVE'] | None | Null = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        request: models.UpdateApiKeyRequest | params.UpdateApiKeyRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.ApiKeyResponse:
        """Update an API key

        Changes the labels or the status of a key. Fields left out keep their value. Setting the status to `INACTIVE`
        revokes the key for good.

        Args:
            id (required): Id of the API key, a UUID: not the key itself and not its prefix.
            status: `INACTIVE` revokes the key; treat that as final. Left out: the status stays.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.ApiKeyResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID, a field is invalid, or both `replace_labels` and `merge_labels`
                are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such key.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/apikeys/{id}
        """

    @property
    def with_raw_response(self) -> AsyncApikeysWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncApikeysWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def create(
        self,
        *,
        labels: Mapping[str, str] | None = None,
        expires_at: int | None | Null = None,
        api_key_id: str | None | Null = None,
        subject_principal_id: str | None | Null = None,
        authority_mode: models.ApiKeyAuthorityMode | Literal['INHERIT_SUBJECT', 'SCOPED'] | None | Null = 'INHERIT_SUBJECT',
        ceiling: Sequence[models.AccessPolicyRule | params.AccessPolicyRuleDict] | None | Null = None,
        valid_from: int | None | Null = None,
        request: models.CreateApiKeyRequest | params.CreateApiKeyRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.CreateApiKeyResponse]:
        """`apikeys.create` with status and headers; `.parse()` gives its usual result."""

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`apikeys.delete` with status and headers; `.parse()` gives its usual result."""

    async def get(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.ApiKeyResponse]:
        """`apikeys.get` with status and headers; `.parse()` gives its usual result."""

    async def list(
        self,
        *,
        subject_principal_id: str | None = None,
        owner_principal_id: str | None = None,
        lifecycle_state: Literal['NOT_YET_VALID', 'USABLE', 'EXPIRED', 'REVOKED'] | None = None,
        view: Literal['FULL', 'BASIC'] | None = 'FULL',
        max_results: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncPage[models.ApiKeyResponse]]:
        """`apikeys.list` with status and headers; `.parse()` gives its usual result."""

    async def update(
        self,
        *,
        id: str,
        status: Literal['ACTIVE', 'INACTIVE'] | None | Null = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        request: models.UpdateApiKeyRequest | params.UpdateApiKeyRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.ApiKeyResponse]:
        """`apikeys.update` with status and headers; `.parse()` gives its usual result."""


class DecisionModels(BaseNamespace):
    """The `decision_models` namespace of a Goodmem client."""

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        credentials: None = None,
        configuration: Mapping[str, object] | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        decision_model_id: str | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.DecisionModelResponse:
        """Create a decision model

        Registers the endpoint of a model that answers questions with probabilities. The endpoint is not called, and
        the same one can be registered twice.

        What is known of the model fills in what is left out: provider, endpoint, sizes and modalities. Explicit
        arguments win. See `goodmem_dyn.registry`.

        Args:
            display_name (required): Name for people.
            model_identifier (required): The model, as the provider calls it.
            provider_type: The protocol that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider, http or https, without a query.
            description: What it is for.
            api_path: Path of the provider's API below `endpoint_url`. Left out: the default of `JEV` and `LAYA`;
                `CLEF` has none and needs one.
            credentials: The provider's API key. Optional for `LAYA`.
            configuration: Settings by name: `timeout_millis`, `max_response_bytes`, and `image_preview` for `JEV`.
                Names stay in snake_case.
            labels: Labels, at most 20.
            version: Version of the model, for people.
            monitoring_endpoint: URL that tells whether the provider is up.
            owner_id: Id of the owner, a UUID. Left out: the caller.
            decision_model_id: Id of the new decision model, a UUID of the caller's choice. Left out: the server
                chooses one.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.DecisionModelResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is invalid, or the provider needs a path or credentials that are missing.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `decision_model_id` is in use.

        Repeated after a failure: yes, with the same id (the client chooses 'decisionModelId', so a repetition cannot
        create a second one).

        HTTP: POST /v1/decision-models
        """

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        configuration: Mapping[str, object] | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        decision_model_id: str | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.DecisionModelResponse:
        ...

    def decide(
        self,
        *,
        id: str,
        state: models.DecisionContent | params.DecisionContentDict,
        questions: Mapping[str, models.DecisionQuestion | params.DecisionQuestionDict],
        attachments: Sequence[models.DecisionMedia | params.DecisionMediaDict] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.DecisionResponse:
        """Ask a decision model

        Puts questions about a state to the provider, once, and returns its answers with their probabilities. Each
        call may be charged and nothing is stored, so that it is never repeated, whatever goes wrong.

        Args:
            id (required): Id of the decision model, a UUID.
            state (required): What the questions are about.
            questions (required): The questions, under names of the caller's choice, which the answers have again.
            attachments: Media that belong to the state; their order is kept within each kind.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.DecisionResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A question or medium is malformed or not supported by the model.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such decision model.
            APIError (412): The stored credentials or settings cannot be used.

        Repeated after a failure: never (it must not be done twice).

        HTTP: POST /v1/decision-models/{id}/decide
        """

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete a decision model

        Removes a registration. Nothing happens at the provider.

        Args:
            id (required): Id of the decision model, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such decision model.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/decision-models/{id}
        """

    @overload
    def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        credentials: None = None,
        configuration: Mapping[str, object] | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        decision_model_id: str | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.DecisionModelResponse:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name. One that is found is returned if it has the same name and the
        same provider_type, endpoint_url, model_identifier; otherwise it is created. Two callers at once get the same
        one. Everything else is only looked at when one is created.

        Args:
            display_name (required): Name for people.
            model_identifier (required): The model, as the provider calls it.
            provider_type: The protocol that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider, http or https, without a query.
            description: What it is for.
            api_path: Path of the provider's API below `endpointUrl`. Left out: the default of `JEV` and `LAYA`;
                `CLEF` has none and needs one.
            credentials: The provider's API key. Optional for `LAYA`.
            configuration: Settings by name: `timeout_millis`, `max_response_bytes`, and `image_preview` for `JEV`.
                Names stay in snake_case.
            labels: Labels, at most 20.
            version: Version of the model, for people.
            monitoring_endpoint: URL that tells whether the provider is up.
            owner_id: Id of the owner, a UUID. Left out: the caller.
            decision_model_id: Id of the new decision model, a UUID of the caller's choice. Left out: the server
                chooses one.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.

        Returns:
            models.DecisionModelResponse

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    @overload
    def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        configuration: Mapping[str, object] | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        decision_model_id: str | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.DecisionModelResponse:
        ...

    def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.DecisionModelResponse:
        """Get a decision model

        Returns one decision model.

        Args:
            id (required): Id of the decision model, a UUID.
            include_credentials: Whether the stored credentials are returned, for which the caller needs a right of
                its own. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.DecisionModelResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such decision model.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/decision-models/{id}
        """

    def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        page_size: int | None = 50,
        page_token: str | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        next_token: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> Page[models.DecisionModelResponse]:
        """List decision models

        Returns the decision models that the caller may read, the newest first, without credentials.

        Iterating over the result fetches the following pages on demand.

        Args:
            owner_id: Only those that this principal owns, by its id. Default: all.
            provider_type: Only those that speak this protocol. Default: all.
            page_size: Most models in a page, up to 1000; 0 or left out: 50. Keep it the same for all pages. Default:
                50.
            page_token: Where to continue: `next_page_token` of the page before, with the same filters. Left out: the
                first page.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            next_token: Where to resume, as a page says: `page_token` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            Page[models.DecisionModelResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `page_size` is out of range, or the token is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/decision-models
        """

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        credentials: None = None,
        configuration: Mapping[str, object] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateDecisionModelRequest | params.UpdateDecisionModelRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.DecisionModelResponse:
        """Update a decision model

        Changes a registration. Fields left out keep their value; an empty `description`, `version` or
        `monitoring_endpoint` clears it; `configuration` is replaced as a whole. Provider and owner are fixed.

        Args:
            id (required): Id of the decision model, a UUID.
            display_name: Name for people.
            description: What it is for; empty clears it.
            endpoint_url: Base URL of the provider.
            api_path: Path of the provider's API; empty restores the default.
            model_identifier: The model, as the provider calls it.
            credentials: The new credentials.
            configuration: The new settings, in place of all present ones; an empty object restores the defaults.
            version: Version of the model; empty clears it.
            monitoring_endpoint: URL that tells whether the provider is up; empty clears it.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            request: The whole body as a model or a dict, instead of its fields.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.DecisionModelResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is invalid, or both `replace_labels` and `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such decision model.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/decision-models/{id}
        """

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        configuration: Mapping[str, object] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateDecisionModelRequest | params.UpdateDecisionModelRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.DecisionModelResponse:
        ...

    @property
    def with_raw_response(self) -> DecisionModelsWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class DecisionModelsWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        credentials: None = None,
        configuration: Mapping[str, object] | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        decision_model_id: str | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.DecisionModelResponse]:
        """`decision_models.create` with status and headers; `.parse()` gives its usual result."""

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        configuration: Mapping[str, object] | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        decision_model_id: str | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.DecisionModelResponse]:
        ...

    def decide(
        self,
        *,
        id: str,
        state: models.DecisionContent | params.DecisionContentDict,
        questions: Mapping[str, models.DecisionQuestion | params.DecisionQuestionDict],
        attachments: Sequence[models.DecisionMedia | params.DecisionMediaDict] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.DecisionResponse]:
        """`decision_models.decide` with status and headers; `.parse()` gives its usual result."""

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`decision_models.delete` with status and headers; `.parse()` gives its usual result."""

    def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.DecisionModelResponse]:
        """`decision_models.get` with status and headers; `.parse()` gives its usual result."""

    def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        page_size: int | None = 50,
        page_token: str | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        next_token: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[Page[models.DecisionModelResponse]]:
        """`decision_models.list` with status and headers; `.parse()` gives its usual result."""

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        credentials: None = None,
        configuration: Mapping[str, object] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateDecisionModelRequest | params.UpdateDecisionModelRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.DecisionModelResponse]:
        """`decision_models.update` with status and headers; `.parse()` gives its usual result."""

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        configuration: Mapping[str, object] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateDecisionModelRequest | params.UpdateDecisionModelRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.DecisionModelResponse]:
        ...


class AsyncDecisionModels(BaseNamespace):
    """The `decision_models` namespace of an AsyncGoodmem client."""

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        credentials: None = None,
        configuration: Mapping[str, object] | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        decision_model_id: str | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.DecisionModelResponse:
        """Create a decision model

        Registers the endpoint of a model that answers questions with probabilities. The endpoint is not called, and
        the same one can be registered twice.

        What is known of the model fills in what is left out: provider, endpoint, sizes and modalities. Explicit
        arguments win. See `goodmem_dyn.registry`.

        Args:
            display_name (required): Name for people.
            model_identifier (required): The model, as the provider calls it.
            provider_type: The protocol that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider, http or https, without a query.
            description: What it is for.
            api_path: Path of the provider's API below `endpoint_url`. Left out: the default of `JEV` and `LAYA`;
                `CLEF` has none and needs one.
            credentials: The provider's API key. Optional for `LAYA`.
            configuration: Settings by name: `timeout_millis`, `max_response_bytes`, and `image_preview` for `JEV`.
                Names stay in snake_case.
            labels: Labels, at most 20.
            version: Version of the model, for people.
            monitoring_endpoint: URL that tells whether the provider is up.
            owner_id: Id of the owner, a UUID. Left out: the caller.
            decision_model_id: Id of the new decision model, a UUID of the caller's choice. Left out: the server
                chooses one.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.DecisionModelResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is invalid, or the provider needs a path or credentials that are missing.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `decision_model_id` is in use.

        Repeated after a failure: yes, with the same id (the client chooses 'decisionModelId', so a repetition cannot
        create a second one).

        HTTP: POST /v1/decision-models
        """

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        configuration: Mapping[str, object] | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        decision_model_id: str | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.DecisionModelResponse:
        ...

    async def decide(
        self,
        *,
        id: str,
        state: models.DecisionContent | params.DecisionContentDict,
        questions: Mapping[str, models.DecisionQuestion | params.DecisionQuestionDict],
        attachments: Sequence[models.DecisionMedia | params.DecisionMediaDict] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.DecisionResponse:
        """Ask a decision model

        Puts questions about a state to the provider, once, and returns its answers with their probabilities. Each
        call may be charged and nothing is stored, so that it is never repeated, whatever goes wrong.

        Args:
            id (required): Id of the decision model, a UUID.
            state (required): What the questions are about.
            questions (required): The questions, under names of the caller's choice, which the answers have again.
            attachments: Media that belong to the state; their order is kept within each kind.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.DecisionResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A question or medium is malformed or not supported by the model.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such decision model.
            APIError (412): The stored credentials or settings cannot be used.

        Repeated after a failure: never (it must not be done twice).

        HTTP: POST /v1/decision-models/{id}/decide
        """

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete a decision model

        Removes a registration. Nothing happens at the provider.

        Args:
            id (required): Id of the decision model, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such decision model.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/decision-models/{id}
        """

    @overload
    async def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        credentials: None = None,
        configuration: Mapping[str, object] | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        decision_model_id: str | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.DecisionModelResponse:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name. One that is found is returned if it has the same name and the
        same provider_type, endpoint_url, model_identifier; otherwise it is created. Two callers at once get the same
        one. Everything else is only looked at when one is created.

        Args:
            display_name (required): Name for people.
            model_identifier (required): The model, as the provider calls it.
            provider_type: The protocol that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider, http or https, without a query.
            description: What it is for.
            api_path: Path of the provider's API below `endpointUrl`. Left out: the default of `JEV` and `LAYA`;
                `CLEF` has none and needs one.
            credentials: The provider's API key. Optional for `LAYA`.
            configuration: Settings by name: `timeout_millis`, `max_response_bytes`, and `image_preview` for `JEV`.
                Names stay in snake_case.
            labels: Labels, at most 20.
            version: Version of the model, for people.
            monitoring_endpoint: URL that tells whether the provider is up.
            owner_id: Id of the owner, a UUID. Left out: the caller.
            decision_model_id: Id of the new decision model, a UUID of the caller's choice. Left out: the server
                chooses one.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.

        Returns:
            models.DecisionModelResponse

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    @overload
    async def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        configuration: Mapping[str, object] | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        decision_model_id: str | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.DecisionModelResponse:
        ...

    async def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.DecisionModelResponse:
        """Get a decision model

        Returns one decision model.

        Args:
            id (required): Id of the decision model, a UUID.
            include_credentials: Whether the stored credentials are returned, for which the caller needs a right of
                its own. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.DecisionModelResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such decision model.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/decision-models/{id}
        """

    async def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        page_size: int | None = 50,
        page_token: str | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        next_token: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncPage[models.DecisionModelResponse]:
        """List decision models

        Returns the decision models that the caller may read, the newest first, without credentials.

        Iterating over the result fetches the following pages on demand.

        Args:
            owner_id: Only those that this principal owns, by its id. Default: all.
            provider_type: Only those that speak this protocol. Default: all.
            page_size: Most models in a page, up to 1000; 0 or left out: 50. Keep it the same for all pages. Default:
                50.
            page_token: Where to continue: `next_page_token` of the page before, with the same filters. Left out: the
                first page.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            next_token: Where to resume, as a page says: `page_token` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncPage[models.DecisionModelResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `page_size` is out of range, or the token is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/decision-models
        """

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        credentials: None = None,
        configuration: Mapping[str, object] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateDecisionModelRequest | params.UpdateDecisionModelRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.DecisionModelResponse:
        """Update a decision model

        Changes a registration. Fields left out keep their value; an empty `description`, `version` or
        `monitoring_endpoint` clears it; `configuration` is replaced as a whole. Provider and owner are fixed.

        Args:
            id (required): Id of the decision model, a UUID.
            display_name: Name for people.
            description: What it is for; empty clears it.
            endpoint_url: Base URL of the provider.
            api_path: Path of the provider's API; empty restores the default.
            model_identifier: The model, as the provider calls it.
            credentials: The new credentials.
            configuration: The new settings, in place of all present ones; an empty object restores the defaults.
            version: Version of the model; empty clears it.
            monitoring_endpoint: URL that tells whether the provider is up; empty clears it.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            request: The whole body as a model or a dict, instead of its fields.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.DecisionModelResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is invalid, or both `replace_labels` and `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such decision model.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/decision-models/{id}
        """

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        configuration: Mapping[str, object] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateDecisionModelRequest | params.UpdateDecisionModelRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.DecisionModelResponse:
        ...

    @property
    def with_raw_response(self) -> AsyncDecisionModelsWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncDecisionModelsWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        credentials: None = None,
        configuration: Mapping[str, object] | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        decision_model_id: str | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.DecisionModelResponse]:
        """`decision_models.create` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        configuration: Mapping[str, object] | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        decision_model_id: str | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.DecisionModelResponse]:
        ...

    async def decide(
        self,
        *,
        id: str,
        state: models.DecisionContent | params.DecisionContentDict,
        questions: Mapping[str, models.DecisionQuestion | params.DecisionQuestionDict],
        attachments: Sequence[models.DecisionMedia | params.DecisionMediaDict] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.DecisionResponse]:
        """`decision_models.decide` with status and headers; `.parse()` gives its usual result."""

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`decision_models.delete` with status and headers; `.parse()` gives its usual result."""

    async def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.DecisionModelResponse]:
        """`decision_models.get` with status and headers; `.parse()` gives its usual result."""

    async def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.DecisionModelProviderType | Literal['JEV', 'LAYA', 'CLEF'] | None = None,
        page_size: int | None = 50,
        page_token: str | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        next_token: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncPage[models.DecisionModelResponse]]:
        """`decision_models.list` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        credentials: None = None,
        configuration: Mapping[str, object] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateDecisionModelRequest | params.UpdateDecisionModelRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.DecisionModelResponse]:
        """`decision_models.update` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        configuration: Mapping[str, object] | None | Null = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateDecisionModelRequest | params.UpdateDecisionModelRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.DecisionModelResponse]:
        ...


class Embedders(BaseNamespace):
    """The `embedders` namespace of a Goodmem client."""

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        endpoint_url: str | None = None,
        dimensionality: int | None = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        max_sequence_length: int | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        embedder_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.EmbedderResponse:
        """Create an embedder

        Registers a connection to an embedding model. The provider is not called: a wrong URL or key shows only when a
        memory is indexed or a query is embedded. SaaS providers need `credentials`. A client-chosen `embedder_id`
        makes the call safe to repeat.

        What is known of the model fills in what is left out: provider, endpoint, sizes and modalities. Explicit
        arguments win. See `goodmem_dyn.registry`.

        Args:
            display_name (required): Name for people, 1 to 255 characters. It need not be unique.
            model_identifier (required): The provider's name of the model, such as `text-embedding-3-small`. Part of
                what makes an embedder a duplicate (409).
            provider_type: API that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider's API, such as `https://api.openai.com/v1`; `api_path` is appended.
                It is not called on creation.
            dimensionality: Number of dimensions of a vector. It must be what the model returns.
            distribution_type: Whether the vectors are dense or sparse.
            description: What it is for. Default: none.
            api_path: Path of the endpoint below `endpoint_url`. Default: `/v2/embed` for Cohere, `/embed` for TEI,
                `/embeddings` otherwise.
            max_sequence_length: Longest input of the model, in tokens. Left out: unknown.
            supported_modalities: Kinds of content that the model takes. Default: text only.
            credentials: How the server authenticates to the provider. SaaS providers such as Cohere, Jina and Voyage
                need it (400 without); local ones may not. Default: none.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            version: Version of the model or deployment, as free text. Default: none.
            monitoring_endpoint: URL where operators watch the endpoint. For information only. Default: none.
            owner_id: Id of the owner, a UUID. Naming someone else takes `CREATE_EMBEDDER_ANY` (403). Default: the
                caller.
            embedder_id: Id for the embedder, a UUID; one in use is a 409. Left out: the server makes one.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                inferred from the path and the model.
            gemini_endpoint_config: Where a `GEMINI` embedder is served; only with that provider. Left out: the
                developers' API.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.EmbedderResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, or the provider needs credentials.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks `CREATE_EMBEDDER_OWN`, or `CREATE_EMBEDDER_ANY` to create
                for another owner.
            ConflictError (409): `embedder_id` is in use, or the owner already has an embedder with the same provider
                type, URL, path, model, dimensionality, distribution type and credentials.

        Repeated after a failure: yes, with the same id (the client chooses 'embedderId', so a repetition cannot
        create a second one).

        HTTP: POST /v1/embedders
        """

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        endpoint_url: str | None = None,
        dimensionality: int | None = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        max_sequence_length: int | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        embedder_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.EmbedderResponse:
        ...

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete an embedder

        Deletes an embedder that no space uses.

        Args:
            id (required): Id of the embedder, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such embedder, for instance because it is deleted already.
            ConflictError (409): A space still uses the embedder; delete that space first.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/embedders/{id}
        """

    @overload
    def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        endpoint_url: str | None = None,
        dimensionality: int | None = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        max_sequence_length: int | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        embedder_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.EmbedderResponse:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name. One that is found is returned if it has the same name and the
        same provider_type, endpoint_url, model_identifier, dimensionality, distribution_type; otherwise it is
        created. Two callers at once get the same one. Everything else is only looked at when one is created.

        Args:
            display_name (required): Name for people, 1 to 255 characters. It need not be unique.
            model_identifier (required): The provider's name of the model, such as `text-embedding-3-small`. Part of
                what makes an embedder a duplicate (409).
            provider_type: API that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider's API, such as `https://api.openai.com/v1`; `apiPath` is appended.
                It is not called on creation.
            dimensionality: Number of dimensions of a vector. It must be what the model returns.
            distribution_type: Whether the vectors are dense or sparse.
            description: What it is for. Default: none.
            api_path: Path of the endpoint below `endpointUrl`. Default: `/v2/embed` for Cohere, `/embed` for TEI,
                `/embeddings` otherwise.
            max_sequence_length: Longest input of the model, in tokens. Left out: unknown.
            supported_modalities: Kinds of content that the model takes. Default: text only.
            credentials: How the server authenticates to the provider. SaaS providers such as Cohere, Jina and Voyage
                need it (400 without); local ones may not. Default: none.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            version: Version of the model or deployment, as free text. Default: none.
            monitoring_endpoint: URL where operators watch the endpoint. For information only. Default: none.
            owner_id: Id of the owner, a UUID. Naming someone else takes `CREATE_EMBEDDER_ANY` (403). Default: the
                caller.
            embedder_id: Id for the embedder, a UUID; one in use is a 409. Left out: the server makes one.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                inferred from the path and the model.
            gemini_endpoint_config: Where a `GEMINI` embedder is served; only with that provider. Left out: the
                developers' API.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.

        Returns:
            models.EmbedderResponse

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    @overload
    def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        endpoint_url: str | None = None,
        dimensionality: int | None = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        max_sequence_length: int | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        embedder_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.EmbedderResponse:
        ...

    def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.EmbedderResponse:
        """Get an embedder

        Returns one embedder, without its credentials.

        Args:
            id (required): Id of the embedder, a UUID.
            include_credentials: Whether the stored credentials are returned, for which the caller needs a right of
                its own. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.EmbedderResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The embedder exists, but the caller may not read it.
            NotFoundError (404): No such embedder.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/embedders/{id}
        """

    def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> WholePage[models.EmbedderResponse]:
        """List embedders

        Returns all embedders that the caller may see, in one reply and without credentials.

        Args:
            owner_id: Only embedders of this owner, a UUID. It narrows what the caller may see, never widens it.
                Default: no restriction.
            provider_type: Only embedders of this provider type. Default: all.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            WholePage[models.EmbedderResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `owner_id` is not a UUID, or `provider_type` is unknown.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/embedders
        """

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        dimensionality: int | None | Null = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None | Null = None,
        max_sequence_length: int | None | Null = None,
        credentials: None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        request: models.UpdateEmbedderRequest | params.UpdateEmbedderRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.EmbedderResponse:
        """Update an embedder

        Changes the given fields and keeps the rest. The provider type cannot be changed, and while a space uses the
        embedder neither can the fields that define its model.

        Args:
            id (required): Id of the embedder, a UUID.
            display_name: New name for people, 1 to 255 characters. Left out: unchanged.
            description: New description. Left out: unchanged.
            endpoint_url: New base URL of the provider's API. Left out: unchanged.
            api_path: New path below `endpoint_url`; blank restores the provider's default. Left out: unchanged.
            model_identifier: New provider's name of the model. Left out: unchanged. While a space uses the embedder,
                a change is a 412.
            dimensionality: New number of dimensions of a vector. Left out: unchanged. While a space uses the
                embedder, a change is a 412.
            distribution_type: New distribution of the vectors. Left out: unchanged. While a space uses the embedder,
                a change is a 412.
            max_sequence_length: New longest input of the model, in tokens. Left out: unchanged.
            credentials: New credentials. Left out: the stored ones stay. An empty object is a 400; it never clears
                them.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            version: New version text. Left out: unchanged.
            monitoring_endpoint: New URL where operators watch the endpoint. Left out: unchanged.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                kept, or inferred from a new path.
            gemini_endpoint_config: Where a `GEMINI` embedder is served; replaced as a whole. Left out: unchanged.
            request: The whole body as a model or a dict, instead of its fields.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.EmbedderResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is unknown or invalid, or both `replace_labels` and `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such embedder.
            ConflictError (409): Another embedder of the owner already has the same connection.
            APIError (412): A space uses the embedder, and the update changes a field that defines its model.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/embedders/{id}
        """

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        dimensionality: int | None | Null = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None | Null = None,
        max_sequence_length: int | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        request: models.UpdateEmbedderRequest | params.UpdateEmbedderRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.EmbedderResponse:
        ...

    @property
    def with_raw_response(self) -> EmbeddersWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class EmbeddersWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        endpoint_url: str | None = None,
        dimensionality: int | None = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        max_sequence_length: int | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        embedder_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.EmbedderResponse]:
        """`embedders.create` with status and headers; `.parse()` gives its usual result."""

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        endpoint_url: str | None = None,
        dimensionality: int | None = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        max_sequence_length: int | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        embedder_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.EmbedderResponse]:
        ...

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`embedders.delete` with status and headers; `.parse()` gives its usual result."""

    def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.EmbedderResponse]:
        """`embedders.get` with status and headers; `.parse()` gives its usual result."""

    def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[WholePage[models.EmbedderResponse]]:
        """`embedders.list` with status and headers; `.parse()` gives its usual result."""

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        dimensionality: int | None | Null = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None | Null = None,
        max_sequence_length: int | None | Null = None,
        credentials: None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        request: models.UpdateEmbedderRequest | params.UpdateEmbedderRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.EmbedderResponse]:
        """`embedders.update` with status and headers; `.parse()` gives its usual result."""

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        dimensionality: int | None | Null = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None | Null = None,
        max_sequence_length: int | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        request: models.UpdateEmbedderRequest | params.UpdateEmbedderRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.EmbedderResponse]:
        ...


class AsyncEmbedders(BaseNamespace):
    """The `embedders` namespace of an AsyncGoodmem client."""

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        endpoint_url: str | None = None,
        dimensionality: int | None = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        max_sequence_length: int | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        embedder_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.EmbedderResponse:
        """Create an embedder

        Registers a connection to an embedding model. The provider is not called: a wrong URL or key shows only when a
        memory is indexed or a query is embedded. SaaS providers need `credentials`. A client-chosen `embedder_id`
        makes the call safe to repeat.

        What is known of the model fills in what is left out: provider, endpoint, sizes and modalities. Explicit
        arguments win. See `goodmem_dyn.registry`.

        Args:
            display_name (required): Name for people, 1 to 255 characters. It need not be unique.
            model_identifier (required): The provider's name of the model, such as `text-embedding-3-small`. Part of
                what makes an embedder a duplicate (409).
            provider_type: API that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider's API, such as `https://api.openai.com/v1`; `api_path` is appended.
                It is not called on creation.
            dimensionality: Number of dimensions of a vector. It must be what the model returns.
            distribution_type: Whether the vectors are dense or sparse.
            description: What it is for. Default: none.
            api_path: Path of the endpoint below `endpoint_url`. Default: `/v2/embed` for Cohere, `/embed` for TEI,
                `/embeddings` otherwise.
            max_sequence_length: Longest input of the model, in tokens. Left out: unknown.
            supported_modalities: Kinds of content that the model takes. Default: text only.
            credentials: How the server authenticates to the provider. SaaS providers such as Cohere, Jina and Voyage
                need it (400 without); local ones may not. Default: none.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            version: Version of the model or deployment, as free text. Default: none.
            monitoring_endpoint: URL where operators watch the endpoint. For information only. Default: none.
            owner_id: Id of the owner, a UUID. Naming someone else takes `CREATE_EMBEDDER_ANY` (403). Default: the
                caller.
            embedder_id: Id for the embedder, a UUID; one in use is a 409. Left out: the server makes one.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                inferred from the path and the model.
            gemini_endpoint_config: Where a `GEMINI` embedder is served; only with that provider. Left out: the
                developers' API.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.EmbedderResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, or the provider needs credentials.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks `CREATE_EMBEDDER_OWN`, or `CREATE_EMBEDDER_ANY` to create
                for another owner.
            ConflictError (409): `embedder_id` is in use, or the owner already has an embedder with the same provider
                type, URL, path, model, dimensionality, distribution type and credentials.

        Repeated after a failure: yes, with the same id (the client chooses 'embedderId', so a repetition cannot
        create a second one).

        HTTP: POST /v1/embedders
        """

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        endpoint_url: str | None = None,
        dimensionality: int | None = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        max_sequence_length: int | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        embedder_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.EmbedderResponse:
        ...

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete an embedder

        Deletes an embedder that no space uses.

        Args:
            id (required): Id of the embedder, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such embedder, for instance because it is deleted already.
            ConflictError (409): A space still uses the embedder; delete that space first.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/embedders/{id}
        """

    @overload
    async def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        endpoint_url: str | None = None,
        dimensionality: int | None = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        max_sequence_length: int | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        embedder_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.EmbedderResponse:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name. One that is found is returned if it has the same name and the
        same provider_type, endpoint_url, model_identifier, dimensionality, distribution_type; otherwise it is
        created. Two callers at once get the same one. Everything else is only looked at when one is created.

        Args:
            display_name (required): Name for people, 1 to 255 characters. It need not be unique.
            model_identifier (required): The provider's name of the model, such as `text-embedding-3-small`. Part of
                what makes an embedder a duplicate (409).
            provider_type: API that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider's API, such as `https://api.openai.com/v1`; `apiPath` is appended.
                It is not called on creation.
            dimensionality: Number of dimensions of a vector. It must be what the model returns.
            distribution_type: Whether the vectors are dense or sparse.
            description: What it is for. Default: none.
            api_path: Path of the endpoint below `endpointUrl`. Default: `/v2/embed` for Cohere, `/embed` for TEI,
                `/embeddings` otherwise.
            max_sequence_length: Longest input of the model, in tokens. Left out: unknown.
            supported_modalities: Kinds of content that the model takes. Default: text only.
            credentials: How the server authenticates to the provider. SaaS providers such as Cohere, Jina and Voyage
                need it (400 without); local ones may not. Default: none.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            version: Version of the model or deployment, as free text. Default: none.
            monitoring_endpoint: URL where operators watch the endpoint. For information only. Default: none.
            owner_id: Id of the owner, a UUID. Naming someone else takes `CREATE_EMBEDDER_ANY` (403). Default: the
                caller.
            embedder_id: Id for the embedder, a UUID; one in use is a 409. Left out: the server makes one.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                inferred from the path and the model.
            gemini_endpoint_config: Where a `GEMINI` embedder is served; only with that provider. Left out: the
                developers' API.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.

        Returns:
            models.EmbedderResponse

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    @overload
    async def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        endpoint_url: str | None = None,
        dimensionality: int | None = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        max_sequence_length: int | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        embedder_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.EmbedderResponse:
        ...

    async def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.EmbedderResponse:
        """Get an embedder

        Returns one embedder, without its credentials.

        Args:
            id (required): Id of the embedder, a UUID.
            include_credentials: Whether the stored credentials are returned, for which the caller needs a right of
                its own. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.EmbedderResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The embedder exists, but the caller may not read it.
            NotFoundError (404): No such embedder.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/embedders/{id}
        """

    async def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncWholePage[models.EmbedderResponse]:
        """List embedders

        Returns all embedders that the caller may see, in one reply and without credentials.

        Args:
            owner_id: Only embedders of this owner, a UUID. It narrows what the caller may see, never widens it.
                Default: no restriction.
            provider_type: Only embedders of this provider type. Default: all.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncWholePage[models.EmbedderResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `owner_id` is not a UUID, or `provider_type` is unknown.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/embedders
        """

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        dimensionality: int | None | Null = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None | Null = None,
        max_sequence_length: int | None | Null = None,
        credentials: None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        request: models.UpdateEmbedderRequest | params.UpdateEmbedderRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.EmbedderResponse:
        """Update an embedder

        Changes the given fields and keeps the rest. The provider type cannot be changed, and while a space uses the
        embedder neither can the fields that define its model.

        Args:
            id (required): Id of the embedder, a UUID.
            display_name: New name for people, 1 to 255 characters. Left out: unchanged.
            description: New description. Left out: unchanged.
            endpoint_url: New base URL of the provider's API. Left out: unchanged.
            api_path: New path below `endpoint_url`; blank restores the provider's default. Left out: unchanged.
            model_identifier: New provider's name of the model. Left out: unchanged. While a space uses the embedder,
                a change is a 412.
            dimensionality: New number of dimensions of a vector. Left out: unchanged. While a space uses the
                embedder, a change is a 412.
            distribution_type: New distribution of the vectors. Left out: unchanged. While a space uses the embedder,
                a change is a 412.
            max_sequence_length: New longest input of the model, in tokens. Left out: unchanged.
            credentials: New credentials. Left out: the stored ones stay. An empty object is a 400; it never clears
                them.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            version: New version text. Left out: unchanged.
            monitoring_endpoint: New URL where operators watch the endpoint. Left out: unchanged.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                kept, or inferred from a new path.
            gemini_endpoint_config: Where a `GEMINI` embedder is served; replaced as a whole. Left out: unchanged.
            request: The whole body as a model or a dict, instead of its fields.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.EmbedderResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is unknown or invalid, or both `replace_labels` and `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such embedder.
            ConflictError (409): Another embedder of the owner already has the same connection.
            APIError (412): A space uses the embedder, and the update changes a field that defines its model.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/embedders/{id}
        """

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        dimensionality: int | None | Null = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None | Null = None,
        max_sequence_length: int | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        request: models.UpdateEmbedderRequest | params.UpdateEmbedderRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.EmbedderResponse:
        ...

    @property
    def with_raw_response(self) -> AsyncEmbeddersWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncEmbeddersWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        endpoint_url: str | None = None,
        dimensionality: int | None = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        max_sequence_length: int | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        embedder_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.EmbedderResponse]:
        """`embedders.create` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        endpoint_url: str | None = None,
        dimensionality: int | None = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        max_sequence_length: int | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        embedder_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.EmbedderResponse]:
        ...

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`embedders.delete` with status and headers; `.parse()` gives its usual result."""

    async def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.EmbedderResponse]:
        """`embedders.get` with status and headers; `.parse()` gives its usual result."""

    async def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncWholePage[models.EmbedderResponse]]:
        """`embedders.list` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        dimensionality: int | None | Null = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None | Null = None,
        max_sequence_length: int | None | Null = None,
        credentials: None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        request: models.UpdateEmbedderRequest | params.UpdateEmbedderRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.EmbedderResponse]:
        """`embedders.update` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        dimensionality: int | None | Null = None,
        distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None | Null = None,
        max_sequence_length: int | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None | Null = None,
        gemini_endpoint_config: models.GeminiEndpointConfig | params.GeminiEndpointConfigDict | None | Null = None,
        request: models.UpdateEmbedderRequest | params.UpdateEmbedderRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.EmbedderResponse]:
        ...


class Instance(BaseNamespace):
    """The `instance` namespace of a Goodmem client."""

    def get(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.GoodMemInstance:
        """Get the instance

        Returns the identity and the owner of the server as a whole. Being its owner is not enough to read it: that
        comes with the role `ADMIN` or a grant.

        Args:
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.GoodMemInstance

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/instance
        """

    @property
    def with_raw_response(self) -> InstanceWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class InstanceWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def get(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.GoodMemInstance]:
        """`instance.get` with status and headers; `.parse()` gives its usual result."""


class AsyncInstance(BaseNamespace):
    """The `instance` namespace of an AsyncGoodmem client."""

    async def get(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.GoodMemInstance:
        """Get the instance

        Returns the identity and the owner of the server as a whole. Being its owner is not enough to read it: that
        comes with the role `ADMIN` or a grant.

        Args:
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.GoodMemInstance

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/instance
        """

    @property
    def with_raw_response(self) -> AsyncInstanceWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncInstanceWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def get(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.GoodMemInstance]:
        """`instance.get` with status and headers; `.parse()` gives its usual result."""


class Llms(BaseNamespace):
    """The `llms` namespace of a Goodmem client."""

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = '/chat/completions',
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        owner_id: str | None | Null = None,
        llm_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.CreateLLMResponse:
        """Create an LLM

        Registers a connection to a language model, for use as `llm_id` in a retrieval's post-processor. Capabilities
        left out are inferred from the model name and reported in `statuses`. A client-chosen `llm_id` makes the call
        safe to repeat.

        What is known of the model fills in what is left out: provider, endpoint, sizes and modalities. Explicit
        arguments win. See `goodmem_dyn.registry`.

        Args:
            display_name (required): Name for people, 1 to 255 characters. It need not be unique.
            model_identifier (required): The provider's name of the model, such as `gpt-4o`. Part of what makes an LLM
                a duplicate (409).
            provider_type: API that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider's API, such as `https://api.openai.com/v1`; `api_path` is appended.
            description: What it is for. Default: none.
            api_path: Path of the endpoint below `endpoint_url`. Default: `/chat/completions`.
            supported_modalities: Kinds of content that the model takes. Default: text only.
            credentials: How the server authenticates to the provider. Hosted providers usually need it, local ones
                may not. Default: none.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            version: Version of the model or deployment, as free text. Default: none.
            monitoring_endpoint: URL where operators watch the endpoint. For information only. Default: none.
            capabilities: What the model can do. Left out: inferred from the model name, and reported as a status.
            default_sampling_params: Sampling parameters for calls that set none. Left out: the provider's.
            max_context_length: Size of the context window, in tokens. Left out: unknown.
            client_config: Further settings for the connection, as free-form JSON. Default: none.
            owner_id: Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the
                caller.
            llm_id: Id for the LLM, a UUID; one in use is a 409. Left out: the server makes one.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                inferred from the path and the model.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.CreateLLMResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, or the provider needs credentials.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `llm_id` is in use, or the owner already has an LLM with the same connection, model
                and credentials.

        Repeated after a failure: yes, with the same id (the client chooses 'llmId', so a repetition cannot create a
        second one).

        HTTP: POST /v1/llms
        """

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = '/chat/completions',
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        owner_id: str | None | Null = None,
        llm_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.CreateLLMResponse:
        ...

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete an LLM

        Deletes an LLM. Retrievals that still name it return their hits without a summary and report it as a status
        event.

        Args:
            id (required): Id of the LLM, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such LLM, for instance because it is deleted already.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/llms/{id}
        """

    @overload
    def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = '/chat/completions',
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        owner_id: str | None | Null = None,
        llm_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.LLMResponse:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name. One that is found is returned if it has the same name and the
        same provider_type, endpoint_url, model_identifier; otherwise it is created. Two callers at once get the same
        one. Everything else is only looked at when one is created.

        Args:
            display_name (required): Name for people, 1 to 255 characters. It need not be unique.
            model_identifier (required): The provider's name of the model, such as `gpt-4o`. Part of what makes an LLM
                a duplicate (409).
            provider_type: API that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider's API, such as `https://api.openai.com/v1`; `apiPath` is appended.
            description: What it is for. Default: none.
            api_path: Path of the endpoint below `endpointUrl`. Default: `/chat/completions`.
            supported_modalities: Kinds of content that the model takes. Default: text only.
            credentials: How the server authenticates to the provider. Hosted providers usually need it, local ones
                may not. Default: none.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            version: Version of the model or deployment, as free text. Default: none.
            monitoring_endpoint: URL where operators watch the endpoint. For information only. Default: none.
            capabilities: What the model can do. Left out: inferred from the model name, and reported as a status.
            default_sampling_params: Sampling parameters for calls that set none. Left out: the provider's.
            max_context_length: Size of the context window, in tokens. Left out: unknown.
            client_config: Further settings for the connection, as free-form JSON. Default: none.
            owner_id: Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the
                caller.
            llm_id: Id for the LLM, a UUID; one in use is a 409. Left out: the server makes one.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                inferred from the path and the model.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.

        Returns:
            models.LLMResponse

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    @overload
    def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = '/chat/completions',
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        owner_id: str | None | Null = None,
        llm_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.LLMResponse:
        ...

    def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.LLMResponse:
        """Get an LLM

        Returns one LLM, without its credentials.

        Args:
            id (required): Id of the LLM, a UUID.
            include_credentials: Whether the stored credentials are returned, for which the caller needs a right of
                its own. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.LLMResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The LLM exists, but the caller may not read it.
            NotFoundError (404): No such LLM.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/llms/{id}
        """

    def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> WholePage[models.LLMResponse]:
        """List LLMs

        Returns all LLMs that the caller may see, in one reply and without credentials.

        Args:
            owner_id: Only LLMs of this owner, a UUID. It narrows what the caller may see, never widens it. Default:
                no restriction.
            provider_type: Only LLMs of this provider type. Default: all.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            WholePage[models.LLMResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `owner_id` is not a UUID, or `provider_type` is unknown.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/llms
        """

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        request: models.LLMUpdateRequest | params.LLMUpdateRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.LLMResponse:
        """Update an LLM

        Changes the given fields and keeps the rest. The provider type cannot be changed.

        Args:
            id (required): Id of the LLM, a UUID.
            display_name: New name for people, 1 to 255 characters. Left out: unchanged.
            description: New description. Left out: unchanged.
            endpoint_url: New base URL of the provider's API. Left out: unchanged.
            api_path: New path below `endpoint_url`; blank restores the provider's default. Left out: unchanged.
            model_identifier: New provider's name of the model. Left out: unchanged.
            supported_modalities: New kinds of content that the model takes. Left out or empty: unchanged.
            credentials: New credentials. Left out: the stored ones stay. An empty object is a 400; it never clears
                them.
            version: New version text. Left out: unchanged.
            monitoring_endpoint: New URL where operators watch the endpoint. Left out: unchanged.
            capabilities: New statement of what the model can do. Left out: unchanged.
            default_sampling_params: New default sampling parameters. Left out: unchanged.
            max_context_length: New size of the context window, in tokens. Left out: unchanged.
            client_config: Further settings for the connection, as free-form JSON. Left out: unchanged.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                kept, or inferred from a new path.
            request: The whole body as a model or a dict, instead of its fields.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.LLMResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is unknown or invalid, or both `replace_labels` and `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such LLM.
            ConflictError (409): Another LLM of the owner already has the same connection, model and credentials.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/llms/{id}
        """

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        request: models.LLMUpdateRequest | params.LLMUpdateRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.LLMResponse:
        ...

    @property
    def with_raw_response(self) -> LlmsWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class LlmsWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = '/chat/completions',
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        owner_id: str | None | Null = None,
        llm_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.CreateLLMResponse]:
        """`llms.create` with status and headers; `.parse()` gives its usual result."""

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = '/chat/completions',
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        owner_id: str | None | Null = None,
        llm_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.CreateLLMResponse]:
        ...

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`llms.delete` with status and headers; `.parse()` gives its usual result."""

    def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.LLMResponse]:
        """`llms.get` with status and headers; `.parse()` gives its usual result."""

    def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[WholePage[models.LLMResponse]]:
        """`llms.list` with status and headers; `.parse()` gives its usual result."""

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        request: models.LLMUpdateRequest | params.LLMUpdateRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.LLMResponse]:
        """`llms.update` with status and headers; `.parse()` gives its usual result."""

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        request: models.LLMUpdateRequest | params.LLMUpdateRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.LLMResponse]:
        ...


class AsyncLlms(BaseNamespace):
    """The `llms` namespace of an AsyncGoodmem client."""

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = '/chat/completions',
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        owner_id: str | None | Null = None,
        llm_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.CreateLLMResponse:
        """Create an LLM

        Registers a connection to a language model, for use as `llm_id` in a retrieval's post-processor. Capabilities
        left out are inferred from the model name and reported in `statuses`. A client-chosen `llm_id` makes the call
        safe to repeat.

        What is known of the model fills in what is left out: provider, endpoint, sizes and modalities. Explicit
        arguments win. See `goodmem_dyn.registry`.

        Args:
            display_name (required): Name for people, 1 to 255 characters. It need not be unique.
            model_identifier (required): The provider's name of the model, such as `gpt-4o`. Part of what makes an LLM
                a duplicate (409).
            provider_type: API that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider's API, such as `https://api.openai.com/v1`; `api_path` is appended.
            description: What it is for. Default: none.
            api_path: Path of the endpoint below `endpoint_url`. Default: `/chat/completions`.
            supported_modalities: Kinds of content that the model takes. Default: text only.
            credentials: How the server authenticates to the provider. Hosted providers usually need it, local ones
                may not. Default: none.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            version: Version of the model or deployment, as free text. Default: none.
            monitoring_endpoint: URL where operators watch the endpoint. For information only. Default: none.
            capabilities: What the model can do. Left out: inferred from the model name, and reported as a status.
            default_sampling_params: Sampling parameters for calls that set none. Left out: the provider's.
            max_context_length: Size of the context window, in tokens. Left out: unknown.
            client_config: Further settings for the connection, as free-form JSON. Default: none.
            owner_id: Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the
                caller.
            llm_id: Id for the LLM, a UUID; one in use is a 409. Left out: the server makes one.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                inferred from the path and the model.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.CreateLLMResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, or the provider needs credentials.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `llm_id` is in use, or the owner already has an LLM with the same connection, model
                and credentials.

        Repeated after a failure: yes, with the same id (the client chooses 'llmId', so a repetition cannot create a
        second one).

        HTTP: POST /v1/llms
        """

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = '/chat/completions',
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        owner_id: str | None | Null = None,
        llm_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.CreateLLMResponse:
        ...

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete an LLM

        Deletes an LLM. Retrievals that still name it return their hits without a summary and report it as a status
        event.

        Args:
            id (required): Id of the LLM, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such LLM, for instance because it is deleted already.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/llms/{id}
        """

    @overload
    async def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = '/chat/completions',
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        owner_id: str | None | Null = None,
        llm_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.LLMResponse:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name. One that is found is returned if it has the same name and the
        same provider_type, endpoint_url, model_identifier; otherwise it is created. Two callers at once get the same
        one. Everything else is only looked at when one is created.

        Args:
            display_name (required): Name for people, 1 to 255 characters. It need not be unique.
            model_identifier (required): The provider's name of the model, such as `gpt-4o`. Part of what makes an LLM
                a duplicate (409).
            provider_type: API that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider's API, such as `https://api.openai.com/v1`; `apiPath` is appended.
            description: What it is for. Default: none.
            api_path: Path of the endpoint below `endpointUrl`. Default: `/chat/completions`.
            supported_modalities: Kinds of content that the model takes. Default: text only.
            credentials: How the server authenticates to the provider. Hosted providers usually need it, local ones
                may not. Default: none.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            version: Version of the model or deployment, as free text. Default: none.
            monitoring_endpoint: URL where operators watch the endpoint. For information only. Default: none.
            capabilities: What the model can do. Left out: inferred from the model name, and reported as a status.
            default_sampling_params: Sampling parameters for calls that set none. Left out: the provider's.
            max_context_length: Size of the context window, in tokens. Left out: unknown.
            client_config: Further settings for the connection, as free-form JSON. Default: none.
            owner_id: Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the
                caller.
            llm_id: Id for the LLM, a UUID; one in use is a 409. Left out: the server makes one.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                inferred from the path and the model.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.

        Returns:
            models.LLMResponse

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    @overload
    async def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = '/chat/completions',
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        owner_id: str | None | Null = None,
        llm_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.LLMResponse:
        ...

    async def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.LLMResponse:
        """Get an LLM

        Returns one LLM, without its credentials.

        Args:
            id (required): Id of the LLM, a UUID.
            include_credentials: Whether the stored credentials are returned, for which the caller needs a right of
                its own. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.LLMResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The LLM exists, but the caller may not read it.
            NotFoundError (404): No such LLM.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/llms/{id}
        """

    async def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncWholePage[models.LLMResponse]:
        """List LLMs

        Returns all LLMs that the caller may see, in one reply and without credentials.

        Args:
            owner_id: Only LLMs of this owner, a UUID. It narrows what the caller may see, never widens it. Default:
                no restriction.
            provider_type: Only LLMs of this provider type. Default: all.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncWholePage[models.LLMResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `owner_id` is not a UUID, or `provider_type` is unknown.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/llms
        """

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        request: models.LLMUpdateRequest | params.LLMUpdateRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.LLMResponse:
        """Update an LLM

        Changes the given fields and keeps the rest. The provider type cannot be changed.

        Args:
            id (required): Id of the LLM, a UUID.
            display_name: New name for people, 1 to 255 characters. Left out: unchanged.
            description: New description. Left out: unchanged.
            endpoint_url: New base URL of the provider's API. Left out: unchanged.
            api_path: New path below `endpoint_url`; blank restores the provider's default. Left out: unchanged.
            model_identifier: New provider's name of the model. Left out: unchanged.
            supported_modalities: New kinds of content that the model takes. Left out or empty: unchanged.
            credentials: New credentials. Left out: the stored ones stay. An empty object is a 400; it never clears
                them.
            version: New version text. Left out: unchanged.
            monitoring_endpoint: New URL where operators watch the endpoint. Left out: unchanged.
            capabilities: New statement of what the model can do. Left out: unchanged.
            default_sampling_params: New default sampling parameters. Left out: unchanged.
            max_context_length: New size of the context window, in tokens. Left out: unchanged.
            client_config: Further settings for the connection, as free-form JSON. Left out: unchanged.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                kept, or inferred from a new path.
            request: The whole body as a model or a dict, instead of its fields.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.LLMResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is unknown or invalid, or both `replace_labels` and `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such LLM.
            ConflictError (409): Another LLM of the owner already has the same connection, model and credentials.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/llms/{id}
        """

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        request: models.LLMUpdateRequest | params.LLMUpdateRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.LLMResponse:
        ...

    @property
    def with_raw_response(self) -> AsyncLlmsWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncLlmsWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = '/chat/completions',
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        owner_id: str | None | Null = None,
        llm_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.CreateLLMResponse]:
        """`llms.create` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = '/chat/completions',
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        owner_id: str | None | Null = None,
        llm_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.CreateLLMResponse]:
        ...

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`llms.delete` with status and headers; `.parse()` gives its usual result."""

    async def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.LLMResponse]:
        """`llms.get` with status and headers; `.parse()` gives its usual result."""

    async def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.LLMProviderType | Literal['OPENAI', 'LITELLM_PROXY', 'OPEN_ROUTER', 'DASHSCOPE', 'VLLM', 'OLLAMA', 'LLAMA_CPP', 'CUSTOM_OPENAI_COMPATIBLE'] | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncWholePage[models.LLMResponse]]:
        """`llms.list` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        request: models.LLMUpdateRequest | params.LLMUpdateRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.LLMResponse]:
        """`llms.update` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        capabilities: models.LLMCapabilities | params.LLMCapabilitiesDict | None | Null = None,
        default_sampling_params: models.LLMSamplingParams | params.LLMSamplingParamsDict | None | Null = None,
        max_context_length: int | None | Null = None,
        client_config: Mapping[str, object] | None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None | Null = None,
        request: models.LLMUpdateRequest | params.LLMUpdateRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.LLMResponse]:
        ...


class Memories(BaseNamespace):
    """The `memories` namespace of a Goodmem client."""

    def batch_create(
        self,
        *,
        requests: Sequence[models.JsonMemoryCreationRequest | models.MemoryCreationRequest | params.JsonMemoryCreationRequestDict],
        batch_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> BatchResult[models.BatchMemoryResult, models.Memory]:
        """Create several memories

        Creates the memories one by one and reports each in `results`, in the order of the requests. Items fail on
        their own: the call succeeds with 200 if all did, with 207 if some failed. Each memory is then indexed in the
        background.

        Items that fail do not raise: look at `.failed`, or call `.raise_for_failures()`. A list that is too long for
        one request is sent in several, of at most 500 items. Each item is a dict or a model with exactly one of
        original_content, original_content_b64, file_path, file; its content type is inferred from text or from a
        file's name. Files are streamed.

        Args:
            requests (required): The memories to create, at least one. Results come in the same order.
            batch_size: Items a request, 1 to 500. Default: as many as fit.
            on_progress: Called as the work goes on, with how many items are done and how many there are.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            BatchResult[models.BatchMemoryResult, models.Memory]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The body is not valid, for instance because `requests` is empty.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/memories:batchCreate
        """

    def batch_delete(
        self,
        *,
        requests: Sequence[models.BatchDeleteMemorySelectorRequest | params.BatchDeleteMemorySelectorRequestDict],
        batch_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> BatchResult[models.BatchMemoryResult, models.Memory]:
        """Delete several memories

        Deletes memories by id or by filter and reports each request in `results`. Items fail on their own,
        permissions included: the call succeeds with 200 if all did, with 207 if some failed. A filter that matches
        nothing deletes nothing.

        Items that fail do not raise: look at `.failed`, or call `.raise_for_failures()`. A list that is too long for
        one request is sent in several, of at most 500 items.

        Args:
            requests (required): What to delete: each entry names one memory or selects several by a filter.
            batch_size: Items a request, 1 to 500. Default: as many as fit.
            on_progress: Called as the work goes on, with how many items are done and how many there are.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            BatchResult[models.BatchMemoryResult, models.Memory]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The body is not valid, or a filter cannot be parsed.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/memories:batchDelete
        """

    def batch_get(
        self,
        *,
        memory_ids: Sequence[str],
        include_content: bool | None | Null = False,
        include_processing_history: bool | None | Null = False,
        batch_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> BatchResult[models.BatchMemoryResult, models.Memory]:
        """Get several memories

        Returns the memories with the given ids, one result for each: match results by `memory_id` rather than by
        position. Items fail on their own: the call succeeds with 200 if all were found, with 207 if some were not.

        Items that fail do not raise: look at `.failed`, or call `.raise_for_failures()`. A list that is too long for
        one request is sent in several, of at most 500 items.

        Args:
            memory_ids (required): Ids of the memories, UUIDs.
            include_content: Whether to return each content in `original_content`, base64-encoded even for text.
                Default: false.
            include_processing_history: Whether to return the background jobs in `processing_history`. Default: false.
            batch_size: Items a request, 1 to 500. Default: as many as fit.
            on_progress: Called as the work goes on, with how many items are done and how many there are.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            BatchResult[models.BatchMemoryResult, models.Memory]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The body is not valid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (it changes nothing).

        HTTP: POST /v1/memories:batchGet
        """

    @overload
    def content(
        self,
        *,
        id: str,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        to: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> bytes:
        """Download the content of a memory

        Returns the original bytes as they were stored, or one range of them. Newer servers send the stored content
        type, older ones `application/octet-stream`.

        `range` takes a pair `(start, end)` of positions from 0, the end included; `(start, None)` is all from there
        on, `(None, n)` the last n bytes. It takes a Python `range` too, whose end is not included.

        Args:
            id (required): Id of the memory, a UUID.
            range: One range of bytes to get instead of everything, such as `bytes=0-1023`.
            accept_encoding: Encodings that the answer may have. `identity` keeps lengths and entity tags exact.
            if_match: `ETag` of the version that is wanted, in quotes. If the server has another by now, the call
                fails with status 412 before any byte is sent.
            to: Stream the content to this path or file opened for binary writing, and return the number of bytes. A
                path is written whole or not at all.
            on_progress: Called with the bytes so far and the total.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            bytes | int

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such memory, or it holds no content of its own, only a reference.
            APIError (412): The entity tag in `If-Match` is not that of the stored bytes.
            APIError (416): The range in `Range` is malformed or lies outside of the bytes.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/memories/{id}/content
        """

    @overload
    def content(
        self,
        *,
        id: str,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        to: str | os.PathLike[str] | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> int:
        ...

    @overload
    def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: str,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: None = None,
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.Memory:
        """Create a memory

        Stores content in a space and returns at once, with `processing_status` `PENDING`; the server then extracts,
        chunks and embeds it. The memory is searchable once it is `COMPLETED`: poll it, there is no event. Give text,
        base64 bytes or an uploaded file. A client-chosen `memory_id` makes the call safe to repeat. Memories cannot be
        updated: delete and create.

        With `wait`, a failure to process raises MemoryProcessingError; the resource exists then.

        Exactly one of original_content, original_content_b64, file_path, file is needed. The content type is inferred
        from text or from a file's name; bytes and base64 text need one.

        Args:
            space_id (required): Id of the space to store it in, a UUID.
            content_type: Media type of the content, such as `text/plain` or `application/pdf`. It decides how text is
                extracted.
            memory_id: Id for the memory, a UUID; one in use is a 409. Left out: the server makes one.
            original_content: The content as plain text, not empty. Exclusive with `original_content_b64`.
            original_content_b64: The content as base64-encoded bytes. Exclusive with `original_content`.
            original_content_ref: Pointer to where the content comes from, such as a URL. Stored and returned; the
                server never fetches it. Default: none.
            metadata: Data about the memory as JSON, for filters and for people. Numbers come back as floats and keys
                in another order. A text `title` may be passed to the embedding provider as a hint. Default: none.
            chunking_config: How to chunk this memory. Left out: the space's default.
            extract_page_images: Whether to make an image of each page, for types such as PDF. Default: false.
            wait: True to return when processing has ended, or the seconds to wait for it. Default: False.
            file_path: Path of a file to upload, instead of the content itself. It is streamed, never read whole.
            file: The content as bytes or as a file opened in binary mode.
            on_progress: Called during an upload with the bytes sent so far and the total, or None where that is
                unknown.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.Memory

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, the content is empty, or not exactly one
                content is given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such space.
            ConflictError (409): `memory_id` is in use.

        Repeated after a failure: yes, with the same id (the client chooses 'memoryId', so a repetition cannot create
        a second one).

        HTTP: POST /v1/memories
        """

    @overload
    def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: None = None,
        original_content_b64: str | bytes,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: None = None,
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.Memory:
        ...

    @overload
    def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: None = None,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: str | os.PathLike[str],
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.Memory:
        ...

    @overload
    def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: None = None,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: None = None,
        file: bytes | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.Memory:
        ...

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete a memory

        Deletes a memory with its chunks and vectors.

        Args:
            id (required): Id of the memory, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such memory, for instance because it is deleted already.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/memories/{id}
        """

    def get(
        self,
        *,
        id: str,
        include_content: bool | None = False,
        include_processing_history: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.Memory:
        """Get a memory

        Returns one memory: its metadata and processing status and, on request, its content and its processing
        history.

        Args:
            id (required): Id of the memory, a UUID.
            include_content: Whether to return the content in `original_content`, base64-encoded even for text.
                Default: false.
            include_processing_history: Whether to return the background job and its attempts in `processing_history`.
                Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.Memory

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such memory.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/memories/{id}
        """

    def list(
        self,
        *,
        space_id: str,
        include_content: bool | None = False,
        include_processing_history: bool | None = False,
        status_filter: Literal['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED'] | None = None,
        filter: str | filters.Expression | None = None,
        max_results: int | None = 50,
        next_token: str | None = None,
        sort_by: Literal['created_at', 'updated_at', 'content_type', 'processing_status'] | None = None,
        sort_order: models.SortOrder | Literal['ASCENDING', 'DESCENDING', 'SORT_ORDER_UNSPECIFIED'] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> Page[models.Memory]:
        """List the memories of a space

        Returns one page of the memories of a space. A new memory appears here at once, before it is indexed.

        `filter` takes text or an expression of `goodmem_dyn.filters`.

        Iterating over the result fetches the following pages on demand.

        Args:
            space_id (required): Id of the space, a UUID.
            include_content: Whether to return each content in `original_content`, base64-encoded even for text.
                Default: false.
            include_processing_history: Whether to return the background jobs in `processing_history`. Default: false.
            status_filter: Only memories in this processing status. Default: all.
            filter: Only memories whose metadata match this filter expression, such as `CAST(val('$.lang') AS TEXT) =
                'en'`. Always cast: `val()` is JSON. A missing field never matches a comparison. Syntax errors are a
                400. Default: no restriction.
            max_results: Largest number of memories in one page, clamped to 1 to 500. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            sort_by: Sort key: `created_at`, `updated_at`, `content_type` or `processing_status`. Left out: the
                server's order.
            sort_order: Direction of the sort. Left out: the server's order.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            Page[models.Memory]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID, a parameter is invalid, or the filter cannot be parsed.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such space.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/spaces/{spaceId}/memories
        """

    def pages(
        self,
        *,
        id: str,
        start_page_index: int | None = None,
        end_page_index: int | None = None,
        dpi: int | None = None,
        content_type: str | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> Page[models.MemoryPageImage]:
        """List the page images of a memory

        Returns one page of the metadata of a document's page images. There are some only if the memory was created
        with `extract_page_images` from an eligible type such as PDF.

        Iterating over the result fetches the following pages on demand.

        Args:
            id (required): Id of the memory, a UUID.
            start_page_index: First document page, counted from 0. Default: the first page.
            end_page_index: Last document page, counted from 0 and included. Default: the last page.
            dpi: Only images of this resolution, in dots per inch. Default: all.
            content_type: Only images of this media type, such as `image/png`. Default: all.
            max_results: Largest number of images in one page. Left out: the server's default.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            Page[models.MemoryPageImage]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID, or a parameter is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such memory.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/memories/{id}/pages
        """

    @overload
    def pages_image(
        self,
        *,
        id: str,
        page_index: int,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        dpi: int | None = None,
        content_type: str | None = None,
        to: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> bytes:
        """Download a page image

        Returns the bytes of one page image, or one range of them. If the page has several renditions, `dpi` and
        `content_type` must single one out.

        `range` takes a pair `(start, end)` of positions from 0, the end included; `(start, None)` is all from there
        on, `(None, n)` the last n bytes. It takes a Python `range` too, whose end is not included.

        Args:
            id (required): Id of the memory, a UUID.
            page_index (required): Page of the document, counted from 0.
            range: One range of bytes to get instead of everything, such as `bytes=0-1023`.
            accept_encoding: Encodings that the answer may have. `identity` keeps lengths and entity tags exact.
            if_match: `ETag` of the version that is wanted, in quotes. If the server has another by now, the call
                fails with status 412 before any byte is sent.
            dpi: Resolution of the rendition, in dots per inch. Needed if the page has renditions of several
                resolutions.
            content_type: Media type of the rendition, such as `image/png`. Needed if the page has renditions of
                several types.
            to: Stream the content to this path or file opened for binary writing, and return the number of bytes. A
                path is written whole or not at all.
            on_progress: Called with the bytes so far and the total.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            bytes | int

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID or a parameter is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such memory, page or rendition.
            APIError (412): The entity tag in `If-Match` is not that of the stored bytes.
            APIError (416): The range in `Range` is malformed or lies outside of the bytes.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/memories/{id}/pages/{pageIndex}/image
        """

    @overload
    def pages_image(
        self,
        *,
        id: str,
        page_index: int,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        dpi: int | None = None,
        content_type: str | None = None,
        to: str | os.PathLike[str] | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> int:
        ...

    @overload
    def replace(
        self,
        *,
        id: str,
        space_id: str | None = None,
        content_type: str | None = None,
        original_content: str,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        file_path: None = None,
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        wait: bool | float | None = True,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Memory:
        """Replace one by a new one, never losing the old

        Creates the new one, waits until it is processed, and only then deletes the old one, so that at every moment
        one of them can be found. The new one has an id of its own. What is not given is taken from the old one:
        chunking_config, metadata, original_content_ref, space_id, and its content with include_content=True.

        Args:
            id (required): The one to replace.
            space_id: Id of the space to store it in, a UUID.
            content_type: Media type of the content, such as `text/plain` or `application/pdf`. It decides how text is
                extracted.
            original_content: The content as plain text, not empty. Exclusive with `originalContentB64`.
            original_content_b64: The content as base64-encoded bytes. Exclusive with `originalContent`.
            original_content_ref: Pointer to where the content comes from, such as a URL. Stored and returned; the
                server never fetches it. Default: none.
            metadata: Data about the memory as JSON, for filters and for people. Numbers come back as floats and keys
                in another order. A text `title` may be passed to the embedding provider as a hint. Default: none.
            chunking_config: How to chunk this memory. Left out: the space's default.
            extract_page_images: Whether to make an image of each page, for types such as PDF. Default: false.
            file_path: Path of a file to upload, instead of the content itself. It is streamed, never read whole.
            file: The content as bytes or as a file opened in binary mode.
            on_progress: Called during an upload with the bytes sent so far and the total, or None where that is
                unknown.
            wait: Seconds to wait for the new one to be processed, or True. Default: True.

        Returns:
            models.Memory

        Raises:
            MemoryProcessingError: The new one could not be processed: it was deleted again, the old one is untouched.
            PartialFailureError: The new one, in `.result`, is whole, but the old one could not be deleted: both
                exist.
        """

    @overload
    def replace(
        self,
        *,
        id: str,
        space_id: str | None = None,
        content_type: str | None = None,
        original_content: None = None,
        original_content_b64: str | bytes,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        file_path: None = None,
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        wait: bool | float | None = True,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Memory:
        ...

    @overload
    def replace(
        self,
        *,
        id: str,
        space_id: str | None = None,
        content_type: str | None = None,
        original_content: None = None,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        file_path: str | os.PathLike[str],
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        wait: bool | float | None = True,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Memory:
        ...

    @overload
    def replace(
        self,
        *,
        id: str,
        space_id: str | None = None,
        content_type: str | None = None,
        original_content: None = None,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        file_path: None = None,
        file: bytes | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        wait: bool | float | None = True,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Memory:
        ...

    @overload
    def retrieve(
        self,
        *,
        message: str,
        space_keys: Sequence[models.SpaceKey | params.SpaceKeyDict] | None = None,
        context: Sequence[models.ContextItem | params.ContextItemDict] | None | Null = None,
        requested_size: int | None | Null = 20,
        output_budget: models.TokenBudget | params.TokenBudgetDict | None | Null = None,
        fetch_memory: bool | None | Null = True,
        fetch_memory_content: bool | None | Null = False,
        hnsw: models.HnswOptions | params.HnswOptionsDict | None | Null = None,
        post_processor: models.PostProcessor | params.PostProcessorDict | None | Null = None,
        logging: models.LoggingOptions | params.LoggingOptionsDict | None | Null = None,
        stream: Literal[True] = True,
        raise_on_partial: bool | None = False,
        space_ids: Sequence[str] | None = None,
        filter: str | filters.Expression | None = None,
        limit: int | None = None,
        llm_id: str | None = None,
        reranker_id: str | None = None,
        llm_temp: float | None = None,
        gen_token_budget: int | None = None,
        relevance_threshold: float | None = None,
        max_results: int | None = None,
        prompt: str | None = None,
        sys_prompt: str | None = None,
        chronological_resort: bool | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RetrievalStream[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus]:
        """Search spaces for relevant chunks

        Finds the chunks most similar to `message` and streams them, best first, with the memories they come from. A
        post-processor can rerank them and write a summary. Trouble along the way, such as an unknown reranker, does
        not fail the call but appears as a status event: look at the statuses before you take an empty result for an
        answer. Memories still being indexed are not found.

        The stream gives events, or whole hits with `.items()`, the reply with `.text()`, all of it with `.collect()`;
        `.statuses` and `.partial` tell what the server had to say.

        Args:
            message (required): The query in plain language, 1 to 10000 characters.
            space_keys: The spaces to search, each with its own filter and weights. An unknown space is a 404.
            context: Further material that goes with the query: texts or binary content. Default: none.
            requested_size: Largest number of hits: of chunks, not memories. 0 counts as left out, a negative number
                is a 400. Default: 20; older servers 10.
            output_budget: Budget for generated text. It takes precedence over `gen_token_budget` of the post-
                processor. Left out: that one, or the LLM's own.
            fetch_memory: Whether to send the memory of each hit, once, before its first chunk. Default: true.
            fetch_memory_content: Whether those memories carry their content, base64-encoded; events can then be
                large. Default: false.
            hnsw: How hard to search the vector index. Left out: the server's settings.
            post_processor: What to do with the hits, such as reranking or a summary. Left out: nothing, hits in order
                of similarity.
            logging: Logging of this retrieval on the server.
            stream: True for events as they arrive; False to collect them all in one result. Default: True.
            raise_on_partial: Raise PartialFailureError when a status says that something is missing. Default: False.
            space_ids: Ids alone, as a short form of `space_keys`; give one of the two.
            filter: A condition on metadata that every hit meets, such as `F('lang') == 'en'`: the `filter` of each of
                `space_keys`. Where one has its own, both must hold.
            limit: Most hits to give, at least 1: sent as `requested_size`, and as `max_results` where hits are
                processed further. Default: the server's.
            llm_id: Id of the LLM that writes a reply from the hits.
            reranker_id: Id of the reranker that orders the hits anew.
            llm_temp: Temperature of the reply, 0.0 to 2.0; needs llm_id. Default: the server's, 0.3.
            gen_token_budget: Most tokens of the reply, at least 1; needs llm_id. Default: the server's.
            relevance_threshold: Hits whose reranker score is lower are dropped; needs reranker_id. Its scale is the
                reranker model's.
            max_results: Most hits after post-processing, at least 1; needs llm_id or reranker_id.
            prompt: Template of the prompt for the reply; needs llm_id. Default: the server's.
            sys_prompt: Template of the system prompt for the reply; needs llm_id. Default: the server's.
            chronological_resort: Order the hits by the creation time of their memories; needs llm_id or reranker_id.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            RetrievalStream[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus] | RetrievalResult[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or out of range, an id is malformed, or a filter cannot
                be parsed.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such space.

        Repeated after a failure: yes (it changes nothing).

        HTTP: POST /v1/memories:retrieve
        """

    @overload
    def retrieve(
        self,
        *,
        message: str,
        space_keys: Sequence[models.SpaceKey | params.SpaceKeyDict] | None = None,
        context: Sequence[models.ContextItem | params.ContextItemDict] | None | Null = None,
        requested_size: int | None | Null = 20,
        output_budget: models.TokenBudget | params.TokenBudgetDict | None | Null = None,
        fetch_memory: bool | None | Null = True,
        fetch_memory_content: bool | None | Null = False,
        hnsw: models.HnswOptions | params.HnswOptionsDict | None | Null = None,
        post_processor: models.PostProcessor | params.PostProcessorDict | None | Null = None,
        logging: models.LoggingOptions | params.LoggingOptionsDict | None | Null = None,
        stream: Literal[False],
        raise_on_partial: bool | None = False,
        space_ids: Sequence[str] | None = None,
        filter: str | filters.Expression | None = None,
        limit: int | None = None,
        llm_id: str | None = None,
        reranker_id: str | None = None,
        llm_temp: float | None = None,
        gen_token_budget: int | None = None,
        relevance_threshold: float | None = None,
        max_results: int | None = None,
        prompt: str | None = None,
        sys_prompt: str | None = None,
        chronological_resort: bool | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RetrievalResult[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus]:
        ...

    @overload
    def retrieve(
        self,
        *,
        message: str,
        space_keys: Sequence[models.SpaceKey | params.SpaceKeyDict] | None = None,
        context: Sequence[models.ContextItem | params.ContextItemDict] | None | Null = None,
        requested_size: int | None | Null = 20,
        output_budget: models.TokenBudget | params.TokenBudgetDict | None | Null = None,
        fetch_memory: bool | None | Null = True,
        fetch_memory_content: bool | None | Null = False,
        hnsw: models.HnswOptions | params.HnswOptionsDict | None | Null = None,
        post_processor: models.PostProcessor | params.PostProcessorDict | None | Null = None,
        logging: models.LoggingOptions | params.LoggingOptionsDict | None | Null = None,
        stream: bool,
        raise_on_partial: bool | None = False,
        space_ids: Sequence[str] | None = None,
        filter: str | filters.Expression | None = None,
        limit: int | None = None,
        llm_id: str | None = None,
        reranker_id: str | None = None,
        llm_temp: float | None = None,
        gen_token_budget: int | None = None,
        relevance_threshold: float | None = None,
        max_results: int | None = None,
        prompt: str | None = None,
        sys_prompt: str | None = None,
        chronological_resort: bool | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RetrievalStream[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus] | RetrievalResult[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus]:
        ...

    @overload
    def wait(
        self,
        *,
        id: str,
        ids: None = None,
        timeout: float | None = 300.0,
        on_progress: Callable[[int, int], object] | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Memory:
        """Wait until processing has ended

        Looks at one or many, with growing pauses, until each is COMPLETED or FAILED. Nothing can be searched before.
        `id` gives the resource, `ids` a list in the same order. Exactly one of the two is needed.

        Args:
            id: One id.
            ids: Many ids.
            timeout: Seconds to wait at most, for all together; None for no limit; 0 to look once. Default: 300.0.
            on_progress: Called as the work goes on, with how many items are done and how many there are.

        Returns:
            models.Memory | list[models.Memory]

        Raises:
            MemoryProcessingError: One failed; `.failures`, `.completed`, `.pending` have the ids.
            ProcessingTimeoutError: `timeout` passed, and none has failed. It is a MemoryProcessingError as well.
        """

    @overload
    def wait(
        self,
        *,
        id: None = None,
        ids: Iterable[str],
        timeout: float | None = 300.0,
        on_progress: Callable[[int, int], object] | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Memory]:
        ...

    @property
    def with_raw_response(self) -> MemoriesWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class MemoriesWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def batch_create(
        self,
        *,
        requests: Sequence[models.JsonMemoryCreationRequest | models.MemoryCreationRequest | params.JsonMemoryCreationRequestDict],
        batch_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[BatchResult[models.BatchMemoryResult, models.Memory]]:
        """`memories.batch_create` with status and headers; `.parse()` gives its usual result."""

    def batch_delete(
        self,
        *,
        requests: Sequence[models.BatchDeleteMemorySelectorRequest | params.BatchDeleteMemorySelectorRequestDict],
        batch_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[BatchResult[models.BatchMemoryResult, models.Memory]]:
        """`memories.batch_delete` with status and headers; `.parse()` gives its usual result."""

    def batch_get(
        self,
        *,
        memory_ids: Sequence[str],
        include_content: bool | None | Null = False,
        include_processing_history: bool | None | Null = False,
        batch_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[BatchResult[models.BatchMemoryResult, models.Memory]]:
        """`memories.batch_get` with status and headers; `.parse()` gives its usual result."""

    @overload
    def content(
        self,
        *,
        id: str,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        to: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[bytes]:
        """`memories.content` with status and headers; `.parse()` gives its usual result."""

    @overload
    def content(
        self,
        *,
        id: str,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        to: str | os.PathLike[str] | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[int]:
        ...

    @overload
    def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: str,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: None = None,
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Memory]:
        """`memories.create` with status and headers; `.parse()` gives its usual result."""

    @overload
    def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: None = None,
        original_content_b64: str | bytes,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: None = None,
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Memory]:
        ...

    @overload
    def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: None = None,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: str | os.PathLike[str],
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Memory]:
        ...

    @overload
    def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: None = None,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: None = None,
        file: bytes | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Memory]:
        ...

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`memories.delete` with status and headers; `.parse()` gives its usual result."""

    def get(
        self,
        *,
        id: str,
        include_content: bool | None = False,
        include_processing_history: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Memory]:
        """`memories.get` with status and headers; `.parse()` gives its usual result."""

    def list(
        self,
        *,
        space_id: str,
        include_content: bool | None = False,
        include_processing_history: bool | None = False,
        status_filter: Literal['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED'] | None = None,
        filter: str | filters.Expression | None = None,
        max_results: int | None = 50,
        next_token: str | None = None,
        sort_by: Literal['created_at', 'updated_at', 'content_type', 'processing_status'] | None = None,
        sort_order: models.SortOrder | Literal['ASCENDING', 'DESCENDING', 'SORT_ORDER_UNSPECIFIED'] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[Page[models.Memory]]:
        """`memories.list` with status and headers; `.parse()` gives its usual result."""

    def pages(
        self,
        *,
        id: str,
        start_page_index: int | None = None,
        end_page_index: int | None = None,
        dpi: int | None = None,
        content_type: str | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[Page[models.MemoryPageImage]]:
        """`memories.pages` with status and headers; `.parse()` gives its usual result."""

    @overload
    def pages_image(
        self,
        *,
        id: str,
        page_index: int,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        dpi: int | None = None,
        content_type: str | None = None,
        to: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[bytes]:
        """`memories.pages_image` with status and headers; `.parse()` gives its usual result."""

    @overload
    def pages_image(
        self,
        *,
        id: str,
        page_index: int,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        dpi: int | None = None,
        content_type: str | None = None,
        to: str | os.PathLike[str] | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[int]:
        ...

    def retrieve(
        self,
        *,
        message: str,
        space_keys: Sequence[models.SpaceKey | params.SpaceKeyDict] | None = None,
        context: Sequence[models.ContextItem | params.ContextItemDict] | None | Null = None,
        requested_size: int | None | Null = 20,
        output_budget: models.TokenBudget | params.TokenBudgetDict | None | Null = None,
        fetch_memory: bool | None | Null = True,
        fetch_memory_content: bool | None | Null = False,
        hnsw: models.HnswOptions | params.HnswOptionsDict | None | Null = None,
        post_processor: models.PostProcessor | params.PostProcessorDict | None | Null = None,
        logging: models.LoggingOptions | params.LoggingOptionsDict | None | Null = None,
        raise_on_partial: bool | None = False,
        space_ids: Sequence[str] | None = None,
        filter: str | filters.Expression | None = None,
        limit: int | None = None,
        llm_id: str | None = None,
        reranker_id: str | None = None,
        llm_temp: float | None = None,
        gen_token_budget: int | None = None,
        relevance_threshold: float | None = None,
        max_results: int | None = None,
        prompt: str | None = None,
        sys_prompt: str | None = None,
        chronological_resort: bool | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[RetrievalResult[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus]]:
        """`memories.retrieve` with status and headers; `.parse()` gives its usual result."""


class AsyncMemories(BaseNamespace):
    """The `memories` namespace of an AsyncGoodmem client."""

    async def batch_create(
        self,
        *,
        requests: Sequence[models.JsonMemoryCreationRequest | models.MemoryCreationRequest | params.JsonMemoryCreationRequestDict],
        batch_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> BatchResult[models.BatchMemoryResult, models.Memory]:
        """Create several memories

        Creates the memories one by one and reports each in `results`, in the order of the requests. Items fail on
        their own: the call succeeds with 200 if all did, with 207 if some failed. Each memory is then indexed in the
        background.

        Items that fail do not raise: look at `.failed`, or call `.raise_for_failures()`. A list that is too long for
        one request is sent in several, of at most 500 items. Each item is a dict or a model with exactly one of
        original_content, original_content_b64, file_path, file; its content type is inferred from text or from a
        file's name. Files are streamed.

        Args:
            requests (required): The memories to create, at least one. Results come in the same order.
            batch_size: Items a request, 1 to 500. Default: as many as fit.
            on_progress: Called as the work goes on, with how many items are done and how many there are.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            BatchResult[models.BatchMemoryResult, models.Memory]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The body is not valid, for instance because `requests` is empty.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/memories:batchCreate
        """

    async def batch_delete(
        self,
        *,
        requests: Sequence[models.BatchDeleteMemorySelectorRequest | params.BatchDeleteMemorySelectorRequestDict],
        batch_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> BatchResult[models.BatchMemoryResult, models.Memory]:
        """Delete several memories

        Deletes memories by id or by filter and reports each request in `results`. Items fail on their own,
        permissions included: the call succeeds with 200 if all did, with 207 if some failed. A filter that matches
        nothing deletes nothing.

        Items that fail do not raise: look at `.failed`, or call `.raise_for_failures()`. A list that is too long for
        one request is sent in several, of at most 500 items.

        Args:
            requests (required): What to delete: each entry names one memory or selects several by a filter.
            batch_size: Items a request, 1 to 500. Default: as many as fit.
            on_progress: Called as the work goes on, with how many items are done and how many there are.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            BatchResult[models.BatchMemoryResult, models.Memory]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The body is not valid, or a filter cannot be parsed.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/memories:batchDelete
        """

    async def batch_get(
        self,
        *,
        memory_ids: Sequence[str],
        include_content: bool | None | Null = False,
        include_processing_history: bool | None | Null = False,
        batch_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> BatchResult[models.BatchMemoryResult, models.Memory]:
        """Get several memories

        Returns the memories with the given ids, one result for each: match results by `memory_id` rather than by
        position. Items fail on their own: the call succeeds with 200 if all were found, with 207 if some were not.

        Items that fail do not raise: look at `.failed`, or call `.raise_for_failures()`. A list that is too long for
        one request is sent in several, of at most 500 items.

        Args:
            memory_ids (required): Ids of the memories, UUIDs.
            include_content: Whether to return each content in `original_content`, base64-encoded even for text.
                Default: false.
            include_processing_history: Whether to return the background jobs in `processing_history`. Default: false.
            batch_size: Items a request, 1 to 500. Default: as many as fit.
            on_progress: Called as the work goes on, with how many items are done and how many there are.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            BatchResult[models.BatchMemoryResult, models.Memory]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The body is not valid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (it changes nothing).

        HTTP: POST /v1/memories:batchGet
        """

    @overload
    async def content(
        self,
        *,
        id: str,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        to: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> bytes:
        """Download the content of a memory

        Returns the original bytes as they were stored, or one range of them. Newer servers send the stored content
        type, older ones `application/octet-stream`.

        `range` takes a pair `(start, end)` of positions from 0, the end included; `(start, None)` is all from there
        on, `(None, n)` the last n bytes. It takes a Python `range` too, whose end is not included.

        Args:
            id (required): Id of the memory, a UUID.
            range: One range of bytes to get instead of everything, such as `bytes=0-1023`.
            accept_encoding: Encodings that the answer may have. `identity` keeps lengths and entity tags exact.
            if_match: `ETag` of the version that is wanted, in quotes. If the server has another by now, the call
                fails with status 412 before any byte is sent.
            to: Stream the content to this path or file opened for binary writing, and return the number of bytes. A
                path is written whole or not at all.
            on_progress: Called with the bytes so far and the total.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            bytes | int

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such memory, or it holds no content of its own, only a reference.
            APIError (412): The entity tag in `If-Match` is not that of the stored bytes.
            APIError (416): The range in `Range` is malformed or lies outside of the bytes.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/memories/{id}/content
        """

    @overload
    async def content(
        self,
        *,
        id: str,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        to: str | os.PathLike[str] | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> int:
        ...

    @overload
    async def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: str,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: None = None,
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.Memory:
        """Create a memory

        Stores content in a space and returns at once, with `processing_status` `PENDING`; the server then extracts,
        chunks and embeds it. The memory is searchable once it is `COMPLETED`: poll it, there is no event. Give text,
        base64 bytes or an uploaded file. A client-chosen `memory_id` makes the call safe to repeat. Memories cannot be
        updated: delete and create.

        With `wait`, a failure to process raises MemoryProcessingError; the resource exists then.

        Exactly one of original_content, original_content_b64, file_path, file is needed. The content type is inferred
        from text or from a file's name; bytes and base64 text need one.

        Args:
            space_id (required): Id of the space to store it in, a UUID.
            content_type: Media type of the content, such as `text/plain` or `application/pdf`. It decides how text is
                extracted.
            memory_id: Id for the memory, a UUID; one in use is a 409. Left out: the server makes one.
            original_content: The content as plain text, not empty. Exclusive with `original_content_b64`.
            original_content_b64: The content as base64-encoded bytes. Exclusive with `original_content`.
            original_content_ref: Pointer to where the content comes from, such as a URL. Stored and returned; the
                server never fetches it. Default: none.
            metadata: Data about the memory as JSON, for filters and for people. Numbers come back as floats and keys
                in another order. A text `title` may be passed to the embedding provider as a hint. Default: none.
            chunking_config: How to chunk this memory. Left out: the space's default.
            extract_page_images: Whether to make an image of each page, for types such as PDF. Default: false.
            wait: True to return when processing has ended, or the seconds to wait for it. Default: False.
            file_path: Path of a file to upload, instead of the content itself. It is streamed, never read whole.
            file: The content as bytes or as a file opened in binary mode.
            on_progress: Called during an upload with the bytes sent so far and the total, or None where that is
                unknown.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.Memory

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, the content is empty, or not exactly one
                content is given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such space.
            ConflictError (409): `memory_id` is in use.

        Repeated after a failure: yes, with the same id (the client chooses 'memoryId', so a repetition cannot create
        a second one).

        HTTP: POST /v1/memories
        """

    @overload
    async def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: None = None,
        original_content_b64: str | bytes,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: None = None,
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.Memory:
        ...

    @overload
    async def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: None = None,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: str | os.PathLike[str],
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.Memory:
        ...

    @overload
    async def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: None = None,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: None = None,
        file: bytes | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.Memory:
        ...

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete a memory

        Deletes a memory with its chunks and vectors.

        Args:
            id (required): Id of the memory, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such memory, for instance because it is deleted already.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/memories/{id}
        """

    async def get(
        self,
        *,
        id: str,
        include_content: bool | None = False,
        include_processing_history: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.Memory:
        """Get a memory

        Returns one memory: its metadata and processing status and, on request, its content and its processing
        history.

        Args:
            id (required): Id of the memory, a UUID.
            include_content: Whether to return the content in `original_content`, base64-encoded even for text.
                Default: false.
            include_processing_history: Whether to return the background job and its attempts in `processing_history`.
                Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.Memory

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such memory.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/memories/{id}
        """

    async def list(
        self,
        *,
        space_id: str,
        include_content: bool | None = False,
        include_processing_history: bool | None = False,
        status_filter: Literal['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED'] | None = None,
        filter: str | filters.Expression | None = None,
        max_results: int | None = 50,
        next_token: str | None = None,
        sort_by: Literal['created_at', 'updated_at', 'content_type', 'processing_status'] | None = None,
        sort_order: models.SortOrder | Literal['ASCENDING', 'DESCENDING', 'SORT_ORDER_UNSPECIFIED'] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncPage[models.Memory]:
        """List the memories of a space

        Returns one page of the memories of a space. A new memory appears here at once, before it is indexed.

        `filter` takes text or an expression of `goodmem_dyn.filters`.

        Iterating over the result fetches the following pages on demand.

        Args:
            space_id (required): Id of the space, a UUID.
            include_content: Whether to return each content in `original_content`, base64-encoded even for text.
                Default: false.
            include_processing_history: Whether to return the background jobs in `processing_history`. Default: false.
            status_filter: Only memories in this processing status. Default: all.
            filter: Only memories whose metadata match this filter expression, such as `CAST(val('$.lang') AS TEXT) =
                'en'`. Always cast: `val()` is JSON. A missing field never matches a comparison. Syntax errors are a
                400. Default: no restriction.
            max_results: Largest number of memories in one page, clamped to 1 to 500. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            sort_by: Sort key: `created_at`, `updated_at`, `content_type` or `processing_status`. Left out: the
                server's order.
            sort_order: Direction of the sort. Left out: the server's order.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncPage[models.Memory]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID, a parameter is invalid, or the filter cannot be parsed.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such space.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/spaces/{spaceId}/memories
        """

    async def pages(
        self,
        *,
        id: str,
        start_page_index: int | None = None,
        end_page_index: int | None = None,
        dpi: int | None = None,
        content_type: str | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncPage[models.MemoryPageImage]:
        """List the page images of a memory

        Returns one page of the metadata of a document's page images. There are some only if the memory was created
        with `extract_page_images` from an eligible type such as PDF.

        Iterating over the result fetches the following pages on demand.

        Args:
            id (required): Id of the memory, a UUID.
            start_page_index: First document page, counted from 0. Default: the first page.
            end_page_index: Last document page, counted from 0 and included. Default: the last page.
            dpi: Only images of this resolution, in dots per inch. Default: all.
            content_type: Only images of this media type, such as `image/png`. Default: all.
            max_results: Largest number of images in one page. Left out: the server's default.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncPage[models.MemoryPageImage]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID, or a parameter is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such memory.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/memories/{id}/pages
        """

    @overload
    async def pages_image(
        self,
        *,
        id: str,
        page_index: int,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        dpi: int | None = None,
        content_type: str | None = None,
        to: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> bytes:
        """Download a page image

        Returns the bytes of one page image, or one range of them. If the page has several renditions, `dpi` and
        `content_type` must single one out.

        `range` takes a pair `(start, end)` of positions from 0, the end included; `(start, None)` is all from there
        on, `(None, n)` the last n bytes. It takes a Python `range` too, whose end is not included.

        Args:
            id (required): Id of the memory, a UUID.
            page_index (required): Page of the document, counted from 0.
            range: One range of bytes to get instead of everything, such as `bytes=0-1023`.
            accept_encoding: Encodings that the answer may have. `identity` keeps lengths and entity tags exact.
            if_match: `ETag` of the version that is wanted, in quotes. If the server has another by now, the call
                fails with status 412 before any byte is sent.
            dpi: Resolution of the rendition, in dots per inch. Needed if the page has renditions of several
                resolutions.
            content_type: Media type of the rendition, such as `image/png`. Needed if the page has renditions of
                several types.
            to: Stream the content to this path or file opened for binary writing, and return the number of bytes. A
                path is written whole or not at all.
            on_progress: Called with the bytes so far and the total.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            bytes | int

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID or a parameter is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such memory, page or rendition.
            APIError (412): The entity tag in `If-Match` is not that of the stored bytes.
            APIError (416): The range in `Range` is malformed or lies outside of the bytes.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/memories/{id}/pages/{pageIndex}/image
        """

    @overload
    async def pages_image(
        self,
        *,
        id: str,
        page_index: int,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        dpi: int | None = None,
        content_type: str | None = None,
        to: str | os.PathLike[str] | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> int:
        ...

    @overload
    async def replace(
        self,
        *,
        id: str,
        space_id: str | None = None,
        content_type: str | None = None,
        original_content: str,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        file_path: None = None,
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        wait: bool | float | None = True,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Memory:
        """Replace one by a new one, never losing the old

        Creates the new one, waits until it is processed, and only then deletes the old one, so that at every moment
        one of them can be found. The new one has an id of its own. What is not given is taken from the old one:
        chunking_config, metadata, original_content_ref, space_id, and its content with include_content=True.

        Args:
            id (required): The one to replace.
            space_id: Id of the space to store it in, a UUID.
            content_type: Media type of the content, such as `text/plain` or `application/pdf`. It decides how text is
                extracted.
            original_content: The content as plain text, not empty. Exclusive with `originalContentB64`.
            original_content_b64: The content as base64-encoded bytes. Exclusive with `originalContent`.
            original_content_ref: Pointer to where the content comes from, such as a URL. Stored and returned; the
                server never fetches it. Default: none.
            metadata: Data about the memory as JSON, for filters and for people. Numbers come back as floats and keys
                in another order. A text `title` may be passed to the embedding provider as a hint. Default: none.
            chunking_config: How to chunk this memory. Left out: the space's default.
            extract_page_images: Whether to make an image of each page, for types such as PDF. Default: false.
            file_path: Path of a file to upload, instead of the content itself. It is streamed, never read whole.
            file: The content as bytes or as a file opened in binary mode.
            on_progress: Called during an upload with the bytes sent so far and the total, or None where that is
                unknown.
            wait: Seconds to wait for the new one to be processed, or True. Default: True.

        Returns:
            models.Memory

        Raises:
            MemoryProcessingError: The new one could not be processed: it was deleted again, the old one is untouched.
            PartialFailureError: The new one, in `.result`, is whole, but the old one could not be deleted: both
                exist.
        """

    @overload
    async def replace(
        self,
        *,
        id: str,
        space_id: str | None = None,
        content_type: str | None = None,
        original_content: None = None,
        original_content_b64: str | bytes,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        file_path: None = None,
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        wait: bool | float | None = True,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Memory:
        ...

    @overload
    async def replace(
        self,
        *,
        id: str,
        space_id: str | None = None,
        content_type: str | None = None,
        original_content: None = None,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        file_path: str | os.PathLike[str],
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        wait: bool | float | None = True,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Memory:
        ...

    @overload
    async def replace(
        self,
        *,
        id: str,
        space_id: str | None = None,
        content_type: str | None = None,
        original_content: None = None,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        file_path: None = None,
        file: bytes | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        wait: bool | float | None = True,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Memory:
        ...

    @overload
    def retrieve(
        self,
        *,
        message: str,
        space_keys: Sequence[models.SpaceKey | params.SpaceKeyDict] | None = None,
        context: Sequence[models.ContextItem | params.ContextItemDict] | None | Null = None,
        requested_size: int | None | Null = 20,
        output_budget: models.TokenBudget | params.TokenBudgetDict | None | Null = None,
        fetch_memory: bool | None | Null = True,
        fetch_memory_content: bool | None | Null = False,
        hnsw: models.HnswOptions | params.HnswOptionsDict | None | Null = None,
        post_processor: models.PostProcessor | params.PostProcessorDict | None | Null = None,
        logging: models.LoggingOptions | params.LoggingOptionsDict | None | Null = None,
        stream: Literal[True] = True,
        raise_on_partial: bool | None = False,
        space_ids: Sequence[str] | None = None,
        filter: str | filters.Expression | None = None,
        limit: int | None = None,
        llm_id: str | None = None,
        reranker_id: str | None = None,
        llm_temp: float | None = None,
        gen_token_budget: int | None = None,
        relevance_threshold: float | None = None,
        max_results: int | None = None,
        prompt: str | None = None,
        sys_prompt: str | None = None,
        chronological_resort: bool | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> AsyncRetrievalStream[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus]:
        """Search spaces for relevant chunks

        Finds the chunks most similar to `message` and streams them, best first, with the memories they come from. A
        post-processor can rerank them and write a summary. Trouble along the way, such as an unknown reranker, does
        not fail the call but appears as a status event: look at the statuses before you take an empty result for an
        answer. Memories still being indexed are not found.

        The stream gives events, or whole hits with `.items()`, the reply with `.text()`, all of it with `.collect()`;
        `.statuses` and `.partial` tell what the server had to say.

        Args:
            message (required): The query in plain language, 1 to 10000 characters.
            space_keys: The spaces to search, each with its own filter and weights. An unknown space is a 404.
            context: Further material that goes with the query: texts or binary content. Default: none.
            requested_size: Largest number of hits: of chunks, not memories. 0 counts as left out, a negative number
                is a 400. Default: 20; older servers 10.
            output_budget: Budget for generated text. It takes precedence over `gen_token_budget` of the post-
                processor. Left out: that one, or the LLM's own.
            fetch_memory: Whether to send the memory of each hit, once, before its first chunk. Default: true.
            fetch_memory_content: Whether those memories carry their content, base64-encoded; events can then be
                large. Default: false.
            hnsw: How hard to search the vector index. Left out: the server's settings.
            post_processor: What to do with the hits, such as reranking or a summary. Left out: nothing, hits in order
                of similarity.
            logging: Logging of this retrieval on the server.
            stream: True for events as they arrive; False to collect them all in one result. Default: True.
            raise_on_partial: Raise PartialFailureError when a status says that something is missing. Default: False.
            space_ids: Ids alone, as a short form of `space_keys`; give one of the two.
            filter: A condition on metadata that every hit meets, such as `F('lang') == 'en'`: the `filter` of each of
                `space_keys`. Where one has its own, both must hold.
            limit: Most hits to give, at least 1: sent as `requested_size`, and as `max_results` where hits are
                processed further. Default: the server's.
            llm_id: Id of the LLM that writes a reply from the hits.
            reranker_id: Id of the reranker that orders the hits anew.
            llm_temp: Temperature of the reply, 0.0 to 2.0; needs llm_id. Default: the server's, 0.3.
            gen_token_budget: Most tokens of the reply, at least 1; needs llm_id. Default: the server's.
            relevance_threshold: Hits whose reranker score is lower are dropped; needs reranker_id. Its scale is the
                reranker model's.
            max_results: Most hits after post-processing, at least 1; needs llm_id or reranker_id.
            prompt: Template of the prompt for the reply; needs llm_id. Default: the server's.
            sys_prompt: Template of the system prompt for the reply; needs llm_id. Default: the server's.
            chronological_resort: Order the hits by the creation time of their memories; needs llm_id or reranker_id.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            AsyncRetrievalStream[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus] | RetrievalResult[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or out of range, an id is malformed, or a filter cannot
                be parsed.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such space.

        Repeated after a failure: yes (it changes nothing).

        HTTP: POST /v1/memories:retrieve
        """

    @overload
    def retrieve(
        self,
        *,
        message: str,
        space_keys: Sequence[models.SpaceKey | params.SpaceKeyDict] | None = None,
        context: Sequence[models.ContextItem | params.ContextItemDict] | None | Null = None,
        requested_size: int | None | Null = 20,
        output_budget: models.TokenBudget | params.TokenBudgetDict | None | Null = None,
        fetch_memory: bool | None | Null = True,
        fetch_memory_content: bool | None | Null = False,
        hnsw: models.HnswOptions | params.HnswOptionsDict | None | Null = None,
        post_processor: models.PostProcessor | params.PostProcessorDict | None | Null = None,
        logging: models.LoggingOptions | params.LoggingOptionsDict | None | Null = None,
        stream: Literal[False],
        raise_on_partial: bool | None = False,
        space_ids: Sequence[str] | None = None,
        filter: str | filters.Expression | None = None,
        limit: int | None = None,
        llm_id: str | None = None,
        reranker_id: str | None = None,
        llm_temp: float | None = None,
        gen_token_budget: int | None = None,
        relevance_threshold: float | None = None,
        max_results: int | None = None,
        prompt: str | None = None,
        sys_prompt: str | None = None,
        chronological_resort: bool | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Coroutine[Any, Any, RetrievalResult[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus]]:
        ...

    @overload
    def retrieve(
        self,
        *,
        message: str,
        space_keys: Sequence[models.SpaceKey | params.SpaceKeyDict] | None = None,
        context: Sequence[models.ContextItem | params.ContextItemDict] | None | Null = None,
        requested_size: int | None | Null = 20,
        output_budget: models.TokenBudget | params.TokenBudgetDict | None | Null = None,
        fetch_memory: bool | None | Null = True,
        fetch_memory_content: bool | None | Null = False,
        hnsw: models.HnswOptions | params.HnswOptionsDict | None | Null = None,
        post_processor: models.PostProcessor | params.PostProcessorDict | None | Null = None,
        logging: models.LoggingOptions | params.LoggingOptionsDict | None | Null = None,
        stream: bool,
        raise_on_partial: bool | None = False,
        space_ids: Sequence[str] | None = None,
        filter: str | filters.Expression | None = None,
        limit: int | None = None,
        llm_id: str | None = None,
        reranker_id: str | None = None,
        llm_temp: float | None = None,
        gen_token_budget: int | None = None,
        relevance_threshold: float | None = None,
        max_results: int | None = None,
        prompt: str | None = None,
        sys_prompt: str | None = None,
        chronological_resort: bool | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> AsyncRetrievalStream[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus] | Coroutine[Any, Any, RetrievalResult[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus]]:
        ...

    @overload
    async def wait(
        self,
        *,
        id: str,
        ids: None = None,
        timeout: float | None = 300.0,
        on_progress: Callable[[int, int], object] | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Memory:
        """Wait until processing has ended

        Looks at one or many, with growing pauses, until each is COMPLETED or FAILED. Nothing can be searched before.
        `id` gives the resource, `ids` a list in the same order. Exactly one of the two is needed.

        Args:
            id: One id.
            ids: Many ids.
            timeout: Seconds to wait at most, for all together; None for no limit; 0 to look once. Default: 300.0.
            on_progress: Called as the work goes on, with how many items are done and how many there are.

        Returns:
            models.Memory | list[models.Memory]

        Raises:
            MemoryProcessingError: One failed; `.failures`, `.completed`, `.pending` have the ids.
            ProcessingTimeoutError: `timeout` passed, and none has failed. It is a MemoryProcessingError as well.
        """

    @overload
    async def wait(
        self,
        *,
        id: None = None,
        ids: Iterable[str],
        timeout: float | None = 300.0,
        on_progress: Callable[[int, int], object] | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.Memory]:
        ...

    @property
    def with_raw_response(self) -> AsyncMemoriesWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncMemoriesWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def batch_create(
        self,
        *,
        requests: Sequence[models.JsonMemoryCreationRequest | models.MemoryCreationRequest | params.JsonMemoryCreationRequestDict],
        batch_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[BatchResult[models.BatchMemoryResult, models.Memory]]:
        """`memories.batch_create` with status and headers; `.parse()` gives its usual result."""

    async def batch_delete(
        self,
        *,
        requests: Sequence[models.BatchDeleteMemorySelectorRequest | params.BatchDeleteMemorySelectorRequestDict],
        batch_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[BatchResult[models.BatchMemoryResult, models.Memory]]:
        """`memories.batch_delete` with status and headers; `.parse()` gives its usual result."""

    async def batch_get(
        self,
        *,
        memory_ids: Sequence[str],
        include_content: bool | None | Null = False,
        include_processing_history: bool | None | Null = False,
        batch_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[BatchResult[models.BatchMemoryResult, models.Memory]]:
        """`memories.batch_get` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def content(
        self,
        *,
        id: str,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        to: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[bytes]:
        """`memories.content` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def content(
        self,
        *,
        id: str,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        to: str | os.PathLike[str] | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[int]:
        ...

    @overload
    async def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: str,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: None = None,
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Memory]:
        """`memories.create` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: None = None,
        original_content_b64: str | bytes,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: None = None,
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Memory]:
        ...

    @overload
    async def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: None = None,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: str | os.PathLike[str],
        file: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Memory]:
        ...

    @overload
    async def create(
        self,
        *,
        space_id: str,
        content_type: str | None = None,
        memory_id: str | None = None,
        original_content: None = None,
        original_content_b64: None = None,
        original_content_ref: str | None = None,
        metadata: Mapping[str, object] | None = None,
        chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        extract_page_images: bool | None = None,
        wait: bool | float | None = False,
        file_path: None = None,
        file: bytes | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Memory]:
        ...

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`memories.delete` with status and headers; `.parse()` gives its usual result."""

    async def get(
        self,
        *,
        id: str,
        include_content: bool | None = False,
        include_processing_history: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Memory]:
        """`memories.get` with status and headers; `.parse()` gives its usual result."""

    async def list(
        self,
        *,
        space_id: str,
        include_content: bool | None = False,
        include_processing_history: bool | None = False,
        status_filter: Literal['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED'] | None = None,
        filter: str | filters.Expression | None = None,
        max_results: int | None = 50,
        next_token: str | None = None,
        sort_by: Literal['created_at', 'updated_at', 'content_type', 'processing_status'] | None = None,
        sort_order: models.SortOrder | Literal['ASCENDING', 'DESCENDING', 'SORT_ORDER_UNSPECIFIED'] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncPage[models.Memory]]:
        """`memories.list` with status and headers; `.parse()` gives its usual result."""

    async def pages(
        self,
        *,
        id: str,
        start_page_index: int | None = None,
        end_page_index: int | None = None,
        dpi: int | None = None,
        content_type: str | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncPage[models.MemoryPageImage]]:
        """`memories.pages` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def pages_image(
        self,
        *,
        id: str,
        page_index: int,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        dpi: int | None = None,
        content_type: str | None = None,
        to: None = None,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[bytes]:
        """`memories.pages_image` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def pages_image(
        self,
        *,
        id: str,
        page_index: int,
        range: str | tuple[int | None, int | None] | range | None = None,
        accept_encoding: str | None = None,
        if_match: str | None = None,
        dpi: int | None = None,
        content_type: str | None = None,
        to: str | os.PathLike[str] | BinaryIO,
        on_progress: Callable[[int, int | None], object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[int]:
        ...

    async def retrieve(
        self,
        *,
        message: str,
        space_keys: Sequence[models.SpaceKey | params.SpaceKeyDict] | None = None,
        context: Sequence[models.ContextItem | params.ContextItemDict] | None | Null = None,
        requested_size: int | None | Null = 20,
        output_budget: models.TokenBudget | params.TokenBudgetDict | None | Null = None,
        fetch_memory: bool | None | Null = True,
        fetch_memory_content: bool | None | Null = False,
        hnsw: models.HnswOptions | params.HnswOptionsDict | None | Null = None,
        post_processor: models.PostProcessor | params.PostProcessorDict | None | Null = None,
        logging: models.LoggingOptions | params.LoggingOptionsDict | None | Null = None,
        raise_on_partial: bool | None = False,
        space_ids: Sequence[str] | None = None,
        filter: str | filters.Expression | None = None,
        limit: int | None = None,
        llm_id: str | None = None,
        reranker_id: str | None = None,
        llm_temp: float | None = None,
        gen_token_budget: int | None = None,
        relevance_threshold: float | None = None,
        max_results: int | None = None,
        prompt: str | None = None,
        sys_prompt: str | None = None,
        chronological_resort: bool | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[RetrievalResult[models.RetrieveMemoryEvent, models.MemoryChunkResponse, models.Memory, models.GoodMemStatus]]:
        """`memories.retrieve` with status and headers; `.parse()` gives its usual result."""


class Ocr(BaseNamespace):
    """The `ocr` namespace of a Goodmem client."""

    @overload
    def document(
        self,
        *,
        content: str | bytes | BinaryIO,
        format: models.OcrInputFormat | Literal['AUTO', 'PDF', 'TIFF', 'PNG', 'JPEG', 'BMP'] | None | Null = None,
        include_raw_json: bool | None | Null = None,
        include_markdown: bool | None | Null = None,
        start_page: int | None | Null = None,
        end_page: int | None | Null = None,
        file_path: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.OcrDocumentResponse:
        """Recognize the text of a document

        Runs optical character recognition over an image or a PDF and returns layout and text for each page. A page
        that fails carries a status and does not fail the call. OCR is an add-on: a server without it refuses the
        call.

        `content` takes bytes, a file opened in binary mode, or base64 text.

        Args:
            content: The document, base64-encoded.
            format: Format of the document. Left out or `AUTO`: detected from the bytes.
            include_raw_json: Whether to return the engine's raw output for each page. Left out: the server's choice.
            include_markdown: Whether to return each page as Markdown. Left out: the server's choice.
            start_page: First page, counted from 0. Left out: the first one.
            end_page: Last page, counted from 0 and included. Left out: the last one.
            file_path: Path of a file to send, instead of `content`. It is read whole: the API takes it as base64.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.OcrDocumentResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The content is missing, not base64 or of an unknown format, or the page range is
                invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            RateLimitError (429): Too many requests; wait before trying again.
            InternalServerError (500): Recognition failed.

        Repeated after a failure: yes (it changes nothing).

        HTTP: POST /v1/ocr:document
        """

    @overload
    def document(
        self,
        *,
        content: None = None,
        format: models.OcrInputFormat | Literal['AUTO', 'PDF', 'TIFF', 'PNG', 'JPEG', 'BMP'] | None | Null = None,
        include_raw_json: bool | None | Null = None,
        include_markdown: bool | None | Null = None,
        start_page: int | None | Null = None,
        end_page: int | None | Null = None,
        file_path: str | os.PathLike[str],
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.OcrDocumentResponse:
        ...

    @property
    def with_raw_response(self) -> OcrWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class OcrWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    @overload
    def document(
        self,
        *,
        content: str | bytes | BinaryIO,
        format: models.OcrInputFormat | Literal['AUTO', 'PDF', 'TIFF', 'PNG', 'JPEG', 'BMP'] | None | Null = None,
        include_raw_json: bool | None | Null = None,
        include_markdown: bool | None | Null = None,
        start_page: int | None | Null = None,
        end_page: int | None | Null = None,
        file_path: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.OcrDocumentResponse]:
        """`ocr.document` with status and headers; `.parse()` gives its usual result."""

    @overload
    def document(
        self,
        *,
        content: None = None,
        format: models.OcrInputFormat | Literal['AUTO', 'PDF', 'TIFF', 'PNG', 'JPEG', 'BMP'] | None | Null = None,
        include_raw_json: bool | None | Null = None,
        include_markdown: bool | None | Null = None,
        start_page: int | None | Null = None,
        end_page: int | None | Null = None,
        file_path: str | os.PathLike[str],
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.OcrDocumentResponse]:
        ...


class AsyncOcr(BaseNamespace):
    """The `ocr` namespace of an AsyncGoodmem client."""

    @overload
    async def document(
        self,
        *,
        content: str | bytes | BinaryIO,
        format: models.OcrInputFormat | Literal['AUTO', 'PDF', 'TIFF', 'PNG', 'JPEG', 'BMP'] | None | Null = None,
        include_raw_json: bool | None | Null = None,
        include_markdown: bool | None | Null = None,
        start_page: int | None | Null = None,
        end_page: int | None | Null = None,
        file_path: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.OcrDocumentResponse:
        """Recognize the text of a document

        Runs optical character recognition over an image or a PDF and returns layout and text for each page. A page
        that fails carries a status and does not fail the call. OCR is an add-on: a server without it refuses the
        call.

        `content` takes bytes, a file opened in binary mode, or base64 text.

        Args:
            content: The document, base64-encoded.
            format: Format of the document. Left out or `AUTO`: detected from the bytes.
            include_raw_json: Whether to return the engine's raw output for each page. Left out: the server's choice.
            include_markdown: Whether to return each page as Markdown. Left out: the server's choice.
            start_page: First page, counted from 0. Left out: the first one.
            end_page: Last page, counted from 0 and included. Left out: the last one.
            file_path: Path of a file to send, instead of `content`. It is read whole: the API takes it as base64.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.OcrDocumentResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The content is missing, not base64 or of an unknown format, or the page range is
                invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            RateLimitError (429): Too many requests; wait before trying again.
            InternalServerError (500): Recognition failed.

        Repeated after a failure: yes (it changes nothing).

        HTTP: POST /v1/ocr:document
        """

    @overload
    async def document(
        self,
        *,
        content: None = None,
        format: models.OcrInputFormat | Literal['AUTO', 'PDF', 'TIFF', 'PNG', 'JPEG', 'BMP'] | None | Null = None,
        include_raw_json: bool | None | Null = None,
        include_markdown: bool | None | Null = None,
        start_page: int | None | Null = None,
        end_page: int | None | Null = None,
        file_path: str | os.PathLike[str],
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.OcrDocumentResponse:
        ...

    @property
    def with_raw_response(self) -> AsyncOcrWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncOcrWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    @overload
    async def document(
        self,
        *,
        content: str | bytes | BinaryIO,
        format: models.OcrInputFormat | Literal['AUTO', 'PDF', 'TIFF', 'PNG', 'JPEG', 'BMP'] | None | Null = None,
        include_raw_json: bool | None | Null = None,
        include_markdown: bool | None | Null = None,
        start_page: int | None | Null = None,
        end_page: int | None | Null = None,
        file_path: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.OcrDocumentResponse]:
        """`ocr.document` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def document(
        self,
        *,
        content: None = None,
        format: models.OcrInputFormat | Literal['AUTO', 'PDF', 'TIFF', 'PNG', 'JPEG', 'BMP'] | None | Null = None,
        include_raw_json: bool | None | Null = None,
        include_markdown: bool | None | Null = None,
        start_page: int | None | Null = None,
        end_page: int | None | Null = None,
        file_path: str | os.PathLike[str],
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.OcrDocumentResponse]:
        ...


class Ping(BaseNamespace):
    """The `ping` namespace of a Goodmem client."""

    def once(
        self,
        *,
        target_id: str,
        target_type_hint: models.PingTargetType | Literal['TARGET_TYPE_UNSPECIFIED', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL'] | None | Null = None,
        payload_type: models.PingPayloadType | Literal['PAYLOAD_TYPE_UNSPECIFIED', 'TEXT', 'JSON', 'BINARY'] | None | Null = None,
        payload: str | None | Null = None,
        payload_size_bytes: int | None | Null = None,
        timeout_ms: int | None | Null = 5000,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.PingResult:
        """Ping a model endpoint once

        Sends one request from the server to the endpoint of an embedder, reranker or LLM and measures the round trip.
        A failure of the provider is not an HTTP error: it comes back with `ok` false and an `error_message`.

        The read timeout of this call is at least `timeout_ms` (5 s where it is left out) and 30 s, unless `timeout`
        is given.

        Args:
            target_id (required): Id of the embedder, reranker or LLM to ping, a UUID. An unknown one is a 404.
            target_type_hint: What kind of object `target_id` names, as a hint. Default: none.
            payload_type: What kind of payload to send. Left out: the server's choice.
            payload: Payload to send. Exclusive with `payload_size_bytes` (400). Left out: the server makes one.
            payload_size_bytes: Size of a payload that the server makes, in bytes. Exclusive with `payload` (400).
                Left out or 0: the server's default.
            timeout_ms: How long to wait for an answer, in milliseconds. Left out or 0: about 5000. The client waits
                longer than that for its own reply. Default: 5000.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.PingResult

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, or both `payload` and `payload_size_bytes`
                are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such target.
            APIError (412): The target cannot be used as it is.
            RateLimitError (429): Too many requests; wait before trying again.
            InternalServerError (500): The server failed.

        Repeated after a failure: yes (it changes nothing).

        HTTP: POST /v1/ping:once
        """

    @overload
    def stream(
        self,
        *,
        target_id: str,
        target_type_hint: models.PingTargetType | Literal['TARGET_TYPE_UNSPECIFIED', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL'] | None | Null = None,
        count: int | None | Null = 4,
        interval_ms: int | None | Null = 1000,
        timeout_ms: int | None | Null = 5000,
        payload_type: models.PingPayloadType | Literal['PAYLOAD_TYPE_UNSPECIFIED', 'TEXT', 'JSON', 'BINARY'] | None | Null = None,
        payload: str | None | Null = None,
        payload_size_bytes: int | None | Null = None,
        max_in_flight: int | None | Null = 1,
        jitter: bool | None | Null = None,
        labels: Mapping[str, str] | None = None,
        stream: Literal[True] = True,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Stream[models.PingEvent]:
        """Ping a model endpoint repeatedly

        Sends a series of pings and streams an event for each, with notices in between, and a summary at the end. A
        failure of the provider is a result with `ok` false, not an HTTP error.

        The read timeout of this call is at least `timeout_ms` (5 s where it is left out) and 30 s, unless `timeout`
        is given.

        Args:
            target_id (required): Id of the embedder, reranker or LLM to ping, a UUID. An unknown one is a 404.
            target_type_hint: What kind of object `target_id` names, as a hint. Default: none.
            count: Number of pings. Default: 4.
            interval_ms: Time between pings, in milliseconds. Default: 1000.
            timeout_ms: How long to wait for an answer, in milliseconds. Left out or 0: about 5000. The client waits
                longer than that for its own reply. Default: 5000.
            payload_type: What kind of payload to send. Left out: the server's choice.
            payload: Payload to send. Exclusive with `payload_size_bytes` (400). Left out: the server makes one.
            payload_size_bytes: Size of a payload that the server makes, in bytes. Exclusive with `payload` (400).
                Left out or 0: the server's default.
            max_in_flight: Largest number of pings that await their answer at one time. Default: 1.
            jitter: Whether to vary the interval at random. Left out: the server's choice.
            labels: Labels for this series. At most 20 entries. Default: none.
            stream: True for events as they arrive; False to collect them all in one result. Default: True.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            Stream[models.PingEvent] | list[models.PingEvent]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, or both `payload` and `payload_size_bytes`
                are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such target.
            APIError (412): The target cannot be used as it is.
            RateLimitError (429): Too many requests; wait before trying again.
            InternalServerError (500): The server failed.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/ping:stream
        """

    @overload
    def stream(
        self,
        *,
        target_id: str,
        target_type_hint: models.PingTargetType | Literal['TARGET_TYPE_UNSPECIFIED', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL'] | None | Null = None,
        count: int | None | Null = 4,
        interval_ms: int | None | Null = 1000,
        timeout_ms: int | None | Null = 5000,
        payload_type: models.PingPayloadType | Literal['PAYLOAD_TYPE_UNSPECIFIED', 'TEXT', 'JSON', 'BINARY'] | None | Null = None,
        payload: str | None | Null = None,
        payload_size_bytes: int | None | Null = None,
        max_in_flight: int | None | Null = 1,
        jitter: bool | None | Null = None,
        labels: Mapping[str, str] | None = None,
        stream: Literal[False],
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[models.PingEvent]:
        ...

    @overload
    def stream(
        self,
        *,
        target_id: str,
        target_type_hint: models.PingTargetType | Literal['TARGET_TYPE_UNSPECIFIED', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL'] | None | Null = None,
        count: int | None | Null = 4,
        interval_ms: int | None | Null = 1000,
        timeout_ms: int | None | Null = 5000,
        payload_type: models.PingPayloadType | Literal['PAYLOAD_TYPE_UNSPECIFIED', 'TEXT', 'JSON', 'BINARY'] | None | Null = None,
        payload: str | None | Null = None,
        payload_size_bytes: int | None | Null = None,
        max_in_flight: int | None | Null = 1,
        jitter: bool | None | Null = None,
        labels: Mapping[str, str] | None = None,
        stream: bool,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Stream[models.PingEvent] | list[models.PingEvent]:
        ...

    @property
    def with_raw_response(self) -> PingWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class PingWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def once(
        self,
        *,
        target_id: str,
        target_type_hint: models.PingTargetType | Literal['TARGET_TYPE_UNSPECIFIED', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL'] | None | Null = None,
        payload_type: models.PingPayloadType | Literal['PAYLOAD_TYPE_UNSPECIFIED', 'TEXT', 'JSON', 'BINARY'] | None | Null = None,
        payload: str | None | Null = None,
        payload_size_bytes: int | None | Null = None,
        timeout_ms: int | None | Null = 5000,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.PingResult]:
        """`ping.once` with status and headers; `.parse()` gives its usual result."""

    def stream(
        self,
        *,
        target_id: str,
        target_type_hint: models.PingTargetType | Literal['TARGET_TYPE_UNSPECIFIED', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL'] | None | Null = None,
        count: int | None | Null = 4,
        interval_ms: int | None | Null = 1000,
        timeout_ms: int | None | Null = 5000,
        payload_type: models.PingPayloadType | Literal['PAYLOAD_TYPE_UNSPECIFIED', 'TEXT', 'JSON', 'BINARY'] | None | Null = None,
        payload: str | None | Null = None,
        payload_size_bytes: int | None | Null = None,
        max_in_flight: int | None | Null = 1,
        jitter: bool | None | Null = None,
        labels: Mapping[str, str] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[list[models.PingEvent]]:
        """`ping.stream` with status and headers; `.parse()` gives its usual result."""


class AsyncPing(BaseNamespace):
    """The `ping` namespace of an AsyncGoodmem client."""

    async def once(
        self,
        *,
        target_id: str,
        target_type_hint: models.PingTargetType | Literal['TARGET_TYPE_UNSPECIFIED', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL'] | None | Null = None,
        payload_type: models.PingPayloadType | Literal['PAYLOAD_TYPE_UNSPECIFIED', 'TEXT', 'JSON', 'BINARY'] | None | Null = None,
        payload: str | None | Null = None,
        payload_size_bytes: int | None | Null = None,
        timeout_ms: int | None | Null = 5000,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.PingResult:
        """Ping a model endpoint once

        Sends one request from the server to the endpoint of an embedder, reranker or LLM and measures the round trip.
        A failure of the provider is not an HTTP error: it comes back with `ok` false and an `error_message`.

        The read timeout of this call is at least `timeout_ms` (5 s where it is left out) and 30 s, unless `timeout`
        is given.

        Args:
            target_id (required): Id of the embedder, reranker or LLM to ping, a UUID. An unknown one is a 404.
            target_type_hint: What kind of object `target_id` names, as a hint. Default: none.
            payload_type: What kind of payload to send. Left out: the server's choice.
            payload: Payload to send. Exclusive with `payload_size_bytes` (400). Left out: the server makes one.
            payload_size_bytes: Size of a payload that the server makes, in bytes. Exclusive with `payload` (400).
                Left out or 0: the server's default.
            timeout_ms: How long to wait for an answer, in milliseconds. Left out or 0: about 5000. The client waits
                longer than that for its own reply. Default: 5000.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.PingResult

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, or both `payload` and `payload_size_bytes`
                are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such target.
            APIError (412): The target cannot be used as it is.
            RateLimitError (429): Too many requests; wait before trying again.
            InternalServerError (500): The server failed.

        Repeated after a failure: yes (it changes nothing).

        HTTP: POST /v1/ping:once
        """

    @overload
    def stream(
        self,
        *,
        target_id: str,
        target_type_hint: models.PingTargetType | Literal['TARGET_TYPE_UNSPECIFIED', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL'] | None | Null = None,
        count: int | None | Null = 4,
        interval_ms: int | None | Null = 1000,
        timeout_ms: int | None | Null = 5000,
        payload_type: models.PingPayloadType | Literal['PAYLOAD_TYPE_UNSPECIFIED', 'TEXT', 'JSON', 'BINARY'] | None | Null = None,
        payload: str | None | Null = None,
        payload_size_bytes: int | None | Null = None,
        max_in_flight: int | None | Null = 1,
        jitter: bool | None | Null = None,
        labels: Mapping[str, str] | None = None,
        stream: Literal[True] = True,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> AsyncStream[models.PingEvent]:
        """Ping a model endpoint repeatedly

        Sends a series of pings and streams an event for each, with notices in between, and a summary at the end. A
        failure of the provider is a result with `ok` false, not an HTTP error.

        The read timeout of this call is at least `timeout_ms` (5 s where it is left out) and 30 s, unless `timeout`
        is given.

        Args:
            target_id (required): Id of the embedder, reranker or LLM to ping, a UUID. An unknown one is a 404.
            target_type_hint: What kind of object `target_id` names, as a hint. Default: none.
            count: Number of pings. Default: 4.
            interval_ms: Time between pings, in milliseconds. Default: 1000.
            timeout_ms: How long to wait for an answer, in milliseconds. Left out or 0: about 5000. The client waits
                longer than that for its own reply. Default: 5000.
            payload_type: What kind of payload to send. Left out: the server's choice.
            payload: Payload to send. Exclusive with `payload_size_bytes` (400). Left out: the server makes one.
            payload_size_bytes: Size of a payload that the server makes, in bytes. Exclusive with `payload` (400).
                Left out or 0: the server's default.
            max_in_flight: Largest number of pings that await their answer at one time. Default: 1.
            jitter: Whether to vary the interval at random. Left out: the server's choice.
            labels: Labels for this series. At most 20 entries. Default: none.
            stream: True for events as they arrive; False to collect them all in one result. Default: True.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            AsyncStream[models.PingEvent] | list[models.PingEvent]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, or both `payload` and `payload_size_bytes`
                are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such target.
            APIError (412): The target cannot be used as it is.
            RateLimitError (429): Too many requests; wait before trying again.
            InternalServerError (500): The server failed.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/ping:stream
        """

    @overload
    def stream(
        self,
        *,
        target_id: str,
        target_type_hint: models.PingTargetType | Literal['TARGET_TYPE_UNSPECIFIED', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL'] | None | Null = None,
        count: int | None | Null = 4,
        interval_ms: int | None | Null = 1000,
        timeout_ms: int | None | Null = 5000,
        payload_type: models.PingPayloadType | Literal['PAYLOAD_TYPE_UNSPECIFIED', 'TEXT', 'JSON', 'BINARY'] | None | Null = None,
        payload: str | None | Null = None,
        payload_size_bytes: int | None | Null = None,
        max_in_flight: int | None | Null = 1,
        jitter: bool | None | Null = None,
        labels: Mapping[str, str] | None = None,
        stream: Literal[False],
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Coroutine[Any, Any, list[models.PingEvent]]:
        ...

    @overload
    def stream(
        self,
        *,
        target_id: str,
        target_type_hint: models.PingTargetType | Literal['TARGET_TYPE_UNSPECIFIED', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL'] | None | Null = None,
        count: int | None | Null = 4,
        interval_ms: int | None | Null = 1000,
        timeout_ms: int | None | Null = 5000,
        payload_type: models.PingPayloadType | Literal['PAYLOAD_TYPE_UNSPECIFIED', 'TEXT', 'JSON', 'BINARY'] | None | Null = None,
        payload: str | None | Null = None,
        payload_size_bytes: int | None | Null = None,
        max_in_flight: int | None | Null = 1,
        jitter: bool | None | Null = None,
        labels: Mapping[str, str] | None = None,
        stream: bool,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> AsyncStream[models.PingEvent] | Coroutine[Any, Any, list[models.PingEvent]]:
        ...

    @property
    def with_raw_response(self) -> AsyncPingWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncPingWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def once(
        self,
        *,
        target_id: str,
        target_type_hint: models.PingTargetType | Literal['TARGET_TYPE_UNSPECIFIED', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL'] | None | Null = None,
        payload_type: models.PingPayloadType | Literal['PAYLOAD_TYPE_UNSPECIFIED', 'TEXT', 'JSON', 'BINARY'] | None | Null = None,
        payload: str | None | Null = None,
        payload_size_bytes: int | None | Null = None,
        timeout_ms: int | None | Null = 5000,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.PingResult]:
        """`ping.once` with status and headers; `.parse()` gives its usual result."""

    async def stream(
        self,
        *,
        target_id: str,
        target_type_hint: models.PingTargetType | Literal['TARGET_TYPE_UNSPECIFIED', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL'] | None | Null = None,
        count: int | None | Null = 4,
        interval_ms: int | None | Null = 1000,
        timeout_ms: int | None | Null = 5000,
        payload_type: models.PingPayloadType | Literal['PAYLOAD_TYPE_UNSPECIFIED', 'TEXT', 'JSON', 'BINARY'] | None | Null = None,
        payload: str | None | Null = None,
        payload_size_bytes: int | None | Null = None,
        max_in_flight: int | None | Null = 1,
        jitter: bool | None | Null = None,
        labels: Mapping[str, str] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[list[models.PingEvent]]:
        """`ping.stream` with status and headers; `.parse()` gives its usual result."""


class Rerankers(BaseNamespace):
    """The `rerankers` namespace of a Goodmem client."""

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        reranker_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RerankerResponse:
        """Create a reranker

        Registers a connection to a reranking model, for use as `reranker_id` in a retrieval's post-processor. SaaS
        providers need `credentials`. A client-chosen `reranker_id` makes the call safe to repeat.

        What is known of the model fills in what is left out: provider, endpoint, sizes and modalities. Explicit
        arguments win. See `goodmem_dyn.registry`.

        Args:
            display_name (required): Name for people, 1 to 255 characters. It need not be unique.
            model_identifier (required): The provider's name of the model, such as `rerank-v3.5`. Part of what makes a
                reranker a duplicate (409).
            provider_type: API that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider's API, such as `https://api.cohere.com`; `api_path` is appended.
            description: What it is for. Default: none.
            api_path: Path of the endpoint below `endpoint_url`. Default: `/v2/rerank` for Cohere, `/rerank` otherwise;
                newer servers use `/v1/rerank` for Jina.
            supported_modalities: Kinds of content that the model takes. Default: text only.
            credentials: How the server authenticates to the provider. SaaS providers such as Cohere, Jina and Voyage
                need it (400 without); local ones may not. Default: none.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            version: Version of the model or deployment, as free text. Default: none.
            monitoring_endpoint: URL where operators watch the endpoint. For information only. Default: none.
            owner_id: Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the
                caller.
            reranker_id: Id for the reranker, a UUID; one in use is a 409. Left out: the server makes one.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                inferred from the path and the model.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.RerankerResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, or the provider needs credentials.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `reranker_id` is in use, or the owner already has a reranker with the same connection,
                model and credentials.

        Repeated after a failure: yes, with the same id (the client chooses 'rerankerId', so a repetition cannot
        create a second one).

        HTTP: POST /v1/rerankers
        """

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        reranker_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RerankerResponse:
        ...

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete a reranker

        Deletes a reranker. Retrievals that still name it keep working without reranking and report it as a status
        event.

        Args:
            id (required): Id of the reranker, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such reranker, for instance because it is deleted already.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/rerankers/{id}
        """

    @overload
    def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        reranker_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.RerankerResponse:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name. One that is found is returned if it has the same name and the
        same provider_type, endpoint_url, model_identifier; otherwise it is created. Two callers at once get the same
        one. Everything else is only looked at when one is created.

        Args:
            display_name (required): Name for people, 1 to 255 characters. It need not be unique.
            model_identifier (required): The provider's name of the model, such as `rerank-v3.5`. Part of what makes a
                reranker a duplicate (409).
            provider_type: API that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider's API, such as `https://api.cohere.com`; `apiPath` is appended.
            description: What it is for. Default: none.
            api_path: Path of the endpoint below `endpointUrl`. Default: `/v2/rerank` for Cohere, `/rerank` otherwise;
                newer servers use `/v1/rerank` for Jina.
            supported_modalities: Kinds of content that the model takes. Default: text only.
            credentials: How the server authenticates to the provider. SaaS providers such as Cohere, Jina and Voyage
                need it (400 without); local ones may not. Default: none.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            version: Version of the model or deployment, as free text. Default: none.
            monitoring_endpoint: URL where operators watch the endpoint. For information only. Default: none.
            owner_id: Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the
                caller.
            reranker_id: Id for the reranker, a UUID; one in use is a 409. Left out: the server makes one.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                inferred from the path and the model.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.

        Returns:
            models.RerankerResponse

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    @overload
    def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        reranker_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.RerankerResponse:
        ...

    def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.RerankerResponse:
        """Get a reranker

        Returns one reranker, without its credentials.

        Args:
            id (required): Id of the reranker, a UUID.
            include_credentials: Whether the stored credentials are returned, for which the caller needs a right of
                its own. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.RerankerResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The reranker exists, but the caller may not read it.
            NotFoundError (404): No such reranker.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/rerankers/{id}
        """

    def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> WholePage[models.RerankerResponse]:
        """List rerankers

        Returns all rerankers that the caller may see, newest first, in one reply and without credentials.

        Args:
            owner_id: Only rerankers of this owner, a UUID. It narrows what the caller may see, never widens it.
                Default: no restriction.
            provider_type: Only rerankers of this provider type. Default: all.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            WholePage[models.RerankerResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `owner_id` is not a UUID, or `provider_type` is unknown.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/rerankers
        """

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        request: models.UpdateRerankerRequest | params.UpdateRerankerRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RerankerResponse:
        """Update a reranker

        Changes the given fields and keeps the rest. The provider type cannot be changed.

        Args:
            id (required): Id of the reranker, a UUID.
            display_name: New name for people, 1 to 255 characters. Left out: unchanged.
            description: New description. Left out: unchanged.
            endpoint_url: New base URL of the provider's API. Left out: unchanged.
            api_path: New path below `endpoint_url`; blank restores the provider's default. Left out: unchanged.
            model_identifier: New provider's name of the model. Left out: unchanged.
            supported_modalities: New kinds of content that the model takes. Left out or empty: unchanged.
            credentials: New credentials. Left out: the stored ones stay. An empty object is a 400; it never clears
                them.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            version: New version text. Left out: unchanged.
            monitoring_endpoint: New URL where operators watch the endpoint. Left out: unchanged.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                kept, or inferred from a new path.
            request: The whole body as a model or a dict, instead of its fields.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.RerankerResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is unknown or invalid, or both `replace_labels` and `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such reranker.
            ConflictError (409): Another reranker of the owner already has the same connection, model and credentials.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/rerankers/{id}
        """

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        request: models.UpdateRerankerRequest | params.UpdateRerankerRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RerankerResponse:
        ...

    @property
    def with_raw_response(self) -> RerankersWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class RerankersWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        reranker_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RerankerResponse]:
        """`rerankers.create` with status and headers; `.parse()` gives its usual result."""

    @overload
    def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        reranker_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RerankerResponse]:
        ...

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`rerankers.delete` with status and headers; `.parse()` gives its usual result."""

    def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RerankerResponse]:
        """`rerankers.get` with status and headers; `.parse()` gives its usual result."""

    def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[WholePage[models.RerankerResponse]]:
        """`rerankers.list` with status and headers; `.parse()` gives its usual result."""

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        request: models.UpdateRerankerRequest | params.UpdateRerankerRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RerankerResponse]:
        """`rerankers.update` with status and headers; `.parse()` gives its usual result."""

    @overload
    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        request: models.UpdateRerankerRequest | params.UpdateRerankerRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RerankerResponse]:
        ...


class AsyncRerankers(BaseNamespace):
    """The `rerankers` namespace of an AsyncGoodmem client."""

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        reranker_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RerankerResponse:
        """Create a reranker

        Registers a connection to a reranking model, for use as `reranker_id` in a retrieval's post-processor. SaaS
        providers need `credentials`. A client-chosen `reranker_id` makes the call safe to repeat.

        What is known of the model fills in what is left out: provider, endpoint, sizes and modalities. Explicit
        arguments win. See `goodmem_dyn.registry`.

        Args:
            display_name (required): Name for people, 1 to 255 characters. It need not be unique.
            model_identifier (required): The provider's name of the model, such as `rerank-v3.5`. Part of what makes a
                reranker a duplicate (409).
            provider_type: API that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider's API, such as `https://api.cohere.com`; `api_path` is appended.
            description: What it is for. Default: none.
            api_path: Path of the endpoint below `endpoint_url`. Default: `/v2/rerank` for Cohere, `/rerank` otherwise;
                newer servers use `/v1/rerank` for Jina.
            supported_modalities: Kinds of content that the model takes. Default: text only.
            credentials: How the server authenticates to the provider. SaaS providers such as Cohere, Jina and Voyage
                need it (400 without); local ones may not. Default: none.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            version: Version of the model or deployment, as free text. Default: none.
            monitoring_endpoint: URL where operators watch the endpoint. For information only. Default: none.
            owner_id: Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the
                caller.
            reranker_id: Id for the reranker, a UUID; one in use is a 409. Left out: the server makes one.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                inferred from the path and the model.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.RerankerResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, or the provider needs credentials.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `reranker_id` is in use, or the owner already has a reranker with the same connection,
                model and credentials.

        Repeated after a failure: yes, with the same id (the client chooses 'rerankerId', so a repetition cannot
        create a second one).

        HTTP: POST /v1/rerankers
        """

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        reranker_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RerankerResponse:
        ...

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete a reranker

        Deletes a reranker. Retrievals that still name it keep working without reranking and report it as a status
        event.

        Args:
            id (required): Id of the reranker, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such reranker, for instance because it is deleted already.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/rerankers/{id}
        """

    @overload
    async def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        reranker_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.RerankerResponse:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name. One that is found is returned if it has the same name and the
        same provider_type, endpoint_url, model_identifier; otherwise it is created. Two callers at once get the same
        one. Everything else is only looked at when one is created.

        Args:
            display_name (required): Name for people, 1 to 255 characters. It need not be unique.
            model_identifier (required): The provider's name of the model, such as `rerank-v3.5`. Part of what makes a
                reranker a duplicate (409).
            provider_type: API that the endpoint speaks. It cannot be changed later.
            endpoint_url: Base URL of the provider's API, such as `https://api.cohere.com`; `apiPath` is appended.
            description: What it is for. Default: none.
            api_path: Path of the endpoint below `endpointUrl`. Default: `/v2/rerank` for Cohere, `/rerank` otherwise;
                newer servers use `/v1/rerank` for Jina.
            supported_modalities: Kinds of content that the model takes. Default: text only.
            credentials: How the server authenticates to the provider. SaaS providers such as Cohere, Jina and Voyage
                need it (400 without); local ones may not. Default: none.
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            version: Version of the model or deployment, as free text. Default: none.
            monitoring_endpoint: URL where operators watch the endpoint. For information only. Default: none.
            owner_id: Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the
                caller.
            reranker_id: Id for the reranker, a UUID; one in use is a 409. Left out: the server makes one.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                inferred from the path and the model.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.

        Returns:
            models.RerankerResponse

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    @overload
    async def ensure(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        reranker_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.RerankerResponse:
        ...

    async def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.RerankerResponse:
        """Get a reranker

        Returns one reranker, without its credentials.

        Args:
            id (required): Id of the reranker, a UUID.
            include_credentials: Whether the stored credentials are returned, for which the caller needs a right of
                its own. Default: false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.RerankerResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The reranker exists, but the caller may not read it.
            NotFoundError (404): No such reranker.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/rerankers/{id}
        """

    async def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncWholePage[models.RerankerResponse]:
        """List rerankers

        Returns all rerankers that the caller may see, newest first, in one reply and without credentials.

        Args:
            owner_id: Only rerankers of this owner, a UUID. It narrows what the caller may see, never widens it.
                Default: no restriction.
            provider_type: Only rerankers of this provider type. Default: all.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncWholePage[models.RerankerResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `owner_id` is not a UUID, or `provider_type` is unknown.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/rerankers
        """

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        request: models.UpdateRerankerRequest | params.UpdateRerankerRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RerankerResponse:
        """Update a reranker

        Changes the given fields and keeps the rest. The provider type cannot be changed.

        Args:
            id (required): Id of the reranker, a UUID.
            display_name: New name for people, 1 to 255 characters. Left out: unchanged.
            description: New description. Left out: unchanged.
            endpoint_url: New base URL of the provider's API. Left out: unchanged.
            api_path: New path below `endpoint_url`; blank restores the provider's default. Left out: unchanged.
            model_identifier: New provider's name of the model. Left out: unchanged.
            supported_modalities: New kinds of content that the model takes. Left out or empty: unchanged.
            credentials: New credentials. Left out: the stored ones stay. An empty object is a 400; it never clears
                them.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            version: New version text. Left out: unchanged.
            monitoring_endpoint: New URL where operators watch the endpoint. Left out: unchanged.
            dashscope_api_dialect: The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out:
                kept, or inferred from a new path.
            request: The whole body as a model or a dict, instead of its fields.
            api_key: The provider's API key, as a short form of `credentials`: sent as an inline secret, never shown
                again.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.RerankerResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is unknown or invalid, or both `replace_labels` and `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such reranker.
            ConflictError (409): Another reranker of the owner already has the same connection, model and credentials.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/rerankers/{id}
        """

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        request: models.UpdateRerankerRequest | params.UpdateRerankerRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.RerankerResponse:
        ...

    @property
    def with_raw_response(self) -> AsyncRerankersWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncRerankersWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: None = None,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        reranker_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RerankerResponse]:
        """`rerankers.create` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def create(
        self,
        *,
        display_name: str,
        model_identifier: str,
        provider_type: models.ProviderType | Literal['VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE'] | None = None,
        endpoint_url: str | None = None,
        description: str | None | Null = None,
        api_path: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = ...,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        owner_id: str | None | Null = None,
        reranker_id: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RerankerResponse]:
        ...

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`rerankers.delete` with status and headers; `.parse()` gives its usual result."""

    async def get(
        self,
        *,
        id: str,
        include_credentials: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RerankerResponse]:
        """`rerankers.get` with status and headers; `.parse()` gives its usual result."""

    async def list(
        self,
        *,
        owner_id: str | None = None,
        provider_type: models.ProviderType | Literal['OPENAI', 'VLLM', 'TEI', 'LLAMA_CPP', 'VOYAGE', 'COHERE', 'JINA', 'DASHSCOPE', 'GEMINI'] | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncWholePage[models.RerankerResponse]]:
        """`rerankers.list` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: None = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        request: models.UpdateRerankerRequest | params.UpdateRerankerRequestDict | None = None,
        api_key: str | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RerankerResponse]:
        """`rerankers.update` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        endpoint_url: str | None | Null = None,
        api_path: str | None | Null = None,
        model_identifier: str | None | Null = None,
        supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None | Null = None,
        credentials: models.EndpointAuthentication | params.EndpointAuthenticationDict,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        version: str | None | Null = None,
        monitoring_endpoint: str | None | Null = None,
        dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None | Null = None,
        request: models.UpdateRerankerRequest | params.UpdateRerankerRequestDict | None = None,
        api_key: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.RerankerResponse]:
        ...


class ServiceIdentities(BaseNamespace):
    """The `service_identities` namespace of a Goodmem client."""

    def create(
        self,
        *,
        display_name: str,
        service_identity_id: str | None | Null = None,
        description: str | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.ServiceIdentityResponse:
        """Create a service identity

        Creates an identity for a program. It belongs to the caller, who must be a user, and can do nothing yet: give
        it a scoped API key, and the same rights by grants or roles.

        Args:
            display_name (required): Name for people; no other service identity may have it.
            service_identity_id: Id of the new identity, a UUID of the caller's choice. Left out: the server chooses
                one.
            description: What it is for.
            labels: Labels, at most 20.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.ServiceIdentityResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The name is blank, or a label is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `display_name` or `service_identity_id` is in use.

        Repeated after a failure: yes, with the same id (the client chooses 'serviceIdentityId', so a repetition
        cannot create a second one).

        HTTP: POST /v1/service-identities
        """

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete a service identity

        Deletes an identity for good: its keys open nothing from then on. Its record stays and can be read as deleted.
        Deleting it again changes nothing.

        Args:
            id (required): Id of the service identity, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such service identity.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/service-identities/{id}
        """

    def ensure(
        self,
        *,
        display_name: str,
        service_identity_id: str | None | Null = None,
        description: str | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ServiceIdentityResponse:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name. One that is found is returned if it has the same name;
        otherwise it is created. Two callers at once get the same one. Everything else is only looked at when one is
        created.

        Args:
            display_name (required): Name for people; no other service identity may have it.
            service_identity_id: Id of the new identity, a UUID of the caller's choice. Left out: the server chooses
                one.
            description: What it is for.
            labels: Labels, at most 20.

        Returns:
            models.ServiceIdentityResponse

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    def get(
        self,
        *,
        id: str,
        include_deleted: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.ServiceIdentityResponse:
        """Get a service identity

        Returns one service identity.

        Args:
            id (required): Id of the service identity, a UUID.
            include_deleted: Whether what is deleted is shown as well, as far as the caller may see it. Default:
                false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.ServiceIdentityResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such service identity, or it is deleted.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/service-identities/{id}
        """

    def list(
        self,
        *,
        owner_principal_id: str | None = None,
        include_deleted: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> Page[models.ServiceIdentityResponse]:
        """List service identities

        Returns the service identities that the caller may read.

        Iterating over the result fetches the following pages on demand.

        Args:
            owner_principal_id: Only those that this principal owns, by its id. Default: all.
            include_deleted: Whether what is deleted is shown as well, as far as the caller may see it. Default:
                false.
            max_results: Most items in a page, 1 to 1000; anything else is a 400. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            Page[models.ServiceIdentityResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `max_results` is out of range, or the token is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/service-identities
        """

    def transfer_ownership(
        self,
        *,
        id: str,
        new_owner_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.TransferServiceIdentityOwnershipResponse:
        """Transfer a service identity to another owner

        Moves the ownership of a service identity at once: nobody has to accept, and there is no way back but another
        transfer. It is not repeated after a failure; read the owner before trying again. Its keys, grants and roles
        stay as they are.

        Args:
            id (required): Id of the service identity, a UUID.
            new_owner_id (required): Id of the new owner, a UUID: an active principal other than the present owner; a
                user where it is the instance.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.TransferServiceIdentityOwnershipResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): An id is no UUID, or `new_owner_id` names the present owner, the identity itself, or
                nobody active.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such service identity.

        Repeated after a failure: never (it must not be done twice).

        HTTP: POST /v1/service-identities/{id}:transferOwnership
        """

    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateServiceIdentityRequest | params.UpdateServiceIdentityRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.ServiceIdentityResponse:
        """Update a service identity

        Changes the name, the description or the labels. Fields left out keep their value; an empty `description`
        clears it.

        Args:
            id (required): Id of the service identity, a UUID.
            display_name: Name for people, not blank. Left out: unchanged.
            description: What it is for; empty clears it. Left out: unchanged.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.ServiceIdentityResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The name is blank, or both `replace_labels` and `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such service identity.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/service-identities/{id}
        """

    @property
    def with_raw_response(self) -> ServiceIdentitiesWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class ServiceIdentitiesWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def create(
        self,
        *,
        display_name: str,
        service_identity_id: str | None | Null = None,
        description: str | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.ServiceIdentityResponse]:
        """`service_identities.create` with status and headers; `.parse()` gives its usual result."""

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`service_identities.delete` with status and headers; `.parse()` gives its usual result."""

    def get(
        self,
        *,
        id: str,
        include_deleted: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.ServiceIdentityResponse]:
        """`service_identities.get` with status and headers; `.parse()` gives its usual result."""

    def list(
        self,
        *,
        owner_principal_id: str | None = None,
        include_deleted: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[Page[models.ServiceIdentityResponse]]:
        """`service_identities.list` with status and headers; `.parse()` gives its usual result."""

    def transfer_ownership(
        self,
        *,
        id: str,
        new_owner_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.TransferServiceIdentityOwnershipResponse]:
        """`service_identities.transfer_ownership` with status and headers; `.parse()` gives its usual result."""

    def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateServiceIdentityRequest | params.UpdateServiceIdentityRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.ServiceIdentityResponse]:
        """`service_identities.update` with status and headers; `.parse()` gives its usual result."""


class AsyncServiceIdentities(BaseNamespace):
    """The `service_identities` namespace of an AsyncGoodmem client."""

    async def create(
        self,
        *,
        display_name: str,
        service_identity_id: str | None | Null = None,
        description: str | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.ServiceIdentityResponse:
        """Create a service identity

        Creates an identity for a program. It belongs to the caller, who must be a user, and can do nothing yet: give
        it a scoped API key, and the same rights by grants or roles.

        Args:
            display_name (required): Name for people; no other service identity may have it.
            service_identity_id: Id of the new identity, a UUID of the caller's choice. Left out: the server chooses
                one.
            description: What it is for.
            labels: Labels, at most 20.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.ServiceIdentityResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The name is blank, or a label is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `display_name` or `service_identity_id` is in use.

        Repeated after a failure: yes, with the same id (the client chooses 'serviceIdentityId', so a repetition
        cannot create a second one).

        HTTP: POST /v1/service-identities
        """

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete a service identity

        Deletes an identity for good: its keys open nothing from then on. Its record stays and can be read as deleted.
        Deleting it again changes nothing.

        Args:
            id (required): Id of the service identity, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such service identity.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/service-identities/{id}
        """

    async def ensure(
        self,
        *,
        display_name: str,
        service_identity_id: str | None | Null = None,
        description: str | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ServiceIdentityResponse:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name. One that is found is returned if it has the same name;
        otherwise it is created. Two callers at once get the same one. Everything else is only looked at when one is
        created.

        Args:
            display_name (required): Name for people; no other service identity may have it.
            service_identity_id: Id of the new identity, a UUID of the caller's choice. Left out: the server chooses
                one.
            description: What it is for.
            labels: Labels, at most 20.

        Returns:
            models.ServiceIdentityResponse

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    async def get(
        self,
        *,
        id: str,
        include_deleted: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.ServiceIdentityResponse:
        """Get a service identity

        Returns one service identity.

        Args:
            id (required): Id of the service identity, a UUID.
            include_deleted: Whether what is deleted is shown as well, as far as the caller may see it. Default:
                false.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.ServiceIdentityResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such service identity, or it is deleted.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/service-identities/{id}
        """

    async def list(
        self,
        *,
        owner_principal_id: str | None = None,
        include_deleted: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncPage[models.ServiceIdentityResponse]:
        """List service identities

        Returns the service identities that the caller may read.

        Iterating over the result fetches the following pages on demand.

        Args:
            owner_principal_id: Only those that this principal owns, by its id. Default: all.
            include_deleted: Whether what is deleted is shown as well, as far as the caller may see it. Default:
                false.
            max_results: Most items in a page, 1 to 1000; anything else is a 400. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncPage[models.ServiceIdentityResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `max_results` is out of range, or the token is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/service-identities
        """

    async def transfer_ownership(
        self,
        *,
        id: str,
        new_owner_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.TransferServiceIdentityOwnershipResponse:
        """Transfer a service identity to another owner

        Moves the ownership of a service identity at once: nobody has to accept, and there is no way back but another
        transfer. It is not repeated after a failure; read the owner before trying again. Its keys, grants and roles
        stay as they are.

        Args:
            id (required): Id of the service identity, a UUID.
            new_owner_id (required): Id of the new owner, a UUID: an active principal other than the present owner; a
                user where it is the instance.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.TransferServiceIdentityOwnershipResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): An id is no UUID, or `new_owner_id` names the present owner, the identity itself, or
                nobody active.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such service identity.

        Repeated after a failure: never (it must not be done twice).

        HTTP: POST /v1/service-identities/{id}:transferOwnership
        """

    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateServiceIdentityRequest | params.UpdateServiceIdentityRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.ServiceIdentityResponse:
        """Update a service identity

        Changes the name, the description or the labels. Fields left out keep their value; an empty `description`
        clears it.

        Args:
            id (required): Id of the service identity, a UUID.
            display_name: Name for people, not blank. Left out: unchanged.
            description: What it is for; empty clears it. Left out: unchanged.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.ServiceIdentityResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The name is blank, or both `replace_labels` and `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such service identity.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/service-identities/{id}
        """

    @property
    def with_raw_response(self) -> AsyncServiceIdentitiesWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncServiceIdentitiesWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def create(
        self,
        *,
        display_name: str,
        service_identity_id: str | None | Null = None,
        description: str | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.ServiceIdentityResponse]:
        """`service_identities.create` with status and headers; `.parse()` gives its usual result."""

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`service_identities.delete` with status and headers; `.parse()` gives its usual result."""

    async def get(
        self,
        *,
        id: str,
        include_deleted: bool | None = False,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.ServiceIdentityResponse]:
        """`service_identities.get` with status and headers; `.parse()` gives its usual result."""

    async def list(
        self,
        *,
        owner_principal_id: str | None = None,
        include_deleted: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncPage[models.ServiceIdentityResponse]]:
        """`service_identities.list` with status and headers; `.parse()` gives its usual result."""

    async def transfer_ownership(
        self,
        *,
        id: str,
        new_owner_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.TransferServiceIdentityOwnershipResponse]:
        """`service_identities.transfer_ownership` with status and headers; `.parse()` gives its usual result."""

    async def update(
        self,
        *,
        id: str,
        display_name: str | None | Null = None,
        description: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateServiceIdentityRequest | params.UpdateServiceIdentityRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.ServiceIdentityResponse]:
        """`service_identities.update` with status and headers; `.parse()` gives its usual result."""


class Spaces(BaseNamespace):
    """The `spaces` namespace of a Goodmem client."""

    def create(
        self,
        *,
        name: str,
        space_embedders: Sequence[str | models.SpaceEmbedderConfig | params.SpaceEmbedderConfigDict],
        default_chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        labels: Mapping[str, str] | None = None,
        owner_id: str | None | Null = None,
        space_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.Space:
        """Create a space

        Creates a space: a named set of memories that share embedders and a default chunking. The embedders cannot be
        changed later. A client-chosen `space_id` makes the call safe to repeat.

        `space_embedders` takes ids in place of configurations.

        `default_chunking_config` left out: recursive chunks of 512 characters with an overlap of 64, separators kept
        at the end.

        Args:
            name (required): Name of the space, 1 to 255 characters, unique for the owner; case matters. A duplicate
                is a 409.
            space_embedders (required): The embedders that index the space, at least one. They cannot be changed
                later. An unknown one is a 400.
            default_chunking_config: How to chunk memories that bring no chunking of their own. The server requires it
                (400 without).
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            owner_id: Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the
                caller.
            space_id: Id for the space, a UUID; one in use is a 409. Left out: the server makes one.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.Space

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, or an embedder does not exist.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `space_id` is in use, or the owner already has a space of this name; case matters.

        Repeated after a failure: yes, with the same id (the client chooses 'spaceId', so a repetition cannot create a
        second one).

        HTTP: POST /v1/spaces
        """

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete a space

        Deletes a space with all its memories, their chunks and its links to embedders. The embedders themselves stay.

        Args:
            id (required): Id of the space, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such space, for instance because it is deleted already.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/spaces/{id}
        """

    def ensure(
        self,
        *,
        name: str,
        space_embedders: Sequence[str | models.SpaceEmbedderConfig | params.SpaceEmbedderConfigDict],
        default_chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        labels: Mapping[str, str] | None = None,
        owner_id: str | None | Null = None,
        space_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Space:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name, since name filters are patterns and ignore case. One that is
        found is returned if it has the same name and the same space_embedders; otherwise it is created. Two callers
        at once get the same one. Everything else is only looked at when one is created.

        Args:
            name (required): Name of the space, 1 to 255 characters, unique for the owner; case matters. A duplicate
                is a 409.
            space_embedders (required): The embedders that index the space, at least one. They cannot be changed
                later. An unknown one is a 400.
            default_chunking_config: How to chunk memories that bring no chunking of their own. The server requires it
                (400 without).
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            owner_id: Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the
                caller.
            space_id: Id for the space, a UUID; one in use is a 409. Left out: the server makes one.

        Returns:
            models.Space

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    def get(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.Space:
        """Get a space

        Returns one space with its embedders and its default chunking.

        Args:
            id (required): Id of the space, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.Space

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The space exists, but the caller may not read it.
            NotFoundError (404): No such space.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/spaces/{id}
        """

    def list(
        self,
        *,
        owner_id: str | None = None,
        name_filter: str | None = None,
        max_results: int | None = 50,
        next_token: str | None = None,
        sort_by: Literal['created_time', 'updated_time', 'name'] | None = 'created_time',
        sort_order: models.SortOrder | Literal['ASCENDING', 'DESCENDING', 'SORT_ORDER_UNSPECIFIED'] | None = 'DESCENDING',
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> Page[models.Space]:
        """List spaces

        Returns one page of the spaces that the caller may see.

        Iterating over the result fetches the following pages on demand.

        Args:
            owner_id: Only spaces of this owner, a UUID. It narrows what the caller may see, never widens it. Default:
                no restriction.
            name_filter: Only spaces whose whole name matches this pattern, ignoring case: `*` stands for any text,
                `?` for one character. Compare names again where the exact one matters. Default: no restriction.
            max_results: Largest number of spaces in one page, clamped to 1 to 1000. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            sort_by: Sort key: `created_time`, `updated_time` or `name`. Default: `created_time`.
            sort_order: Direction of the sort. Default: `DESCENDING`, the newest first.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            Page[models.Space]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `owner_id` is not a UUID, `sort_by` is unknown, or the token is invalid or of another
                caller.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/spaces
        """

    def transfer_ownership(
        self,
        *,
        id: str,
        new_owner_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.TransferSpaceOwnershipResponse:
        """Transfer a space to another owner

        Moves the ownership of a space at once: nobody has to accept, and there is no way back but another transfer.
        It is not repeated after a failure; read the owner before trying again. Memories, grants and roles stay as
        they are.

        Args:
            id (required): Id of the space, a UUID.
            new_owner_id (required): Id of the new owner, a UUID: an active principal other than the present owner; a
                user where it is the instance.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.TransferSpaceOwnershipResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): An id is no UUID, or `new_owner_id` names the present owner or nobody active.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such space.

        Repeated after a failure: never (it must not be done twice).

        HTTP: POST /v1/spaces/{id}:transferOwnership
        """

    def update(
        self,
        *,
        id: str,
        name: str | None | Null = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        request: models.UpdateSpaceRequest | params.UpdateSpaceRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.Space:
        """Update a space

        Changes the given fields and keeps the rest. The embedders cannot be changed.

        Args:
            id (required): Id of the space, a UUID.
            name: New name, 1 to 255 characters, unique for the owner; case matters. A duplicate is a 409. Left out:
                unchanged.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.Space

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID, a field is unknown or invalid, or both `replace_labels` and
                `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such space.
            ConflictError (409): The owner already has another space of this name; case matters.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/spaces/{id}
        """

    @property
    def with_raw_response(self) -> SpacesWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class SpacesWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def create(
        self,
        *,
        name: str,
        space_embedders: Sequence[str | models.SpaceEmbedderConfig | params.SpaceEmbedderConfigDict],
        default_chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        labels: Mapping[str, str] | None = None,
        owner_id: str | None | Null = None,
        space_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Space]:
        """`spaces.create` with status and headers; `.parse()` gives its usual result."""

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`spaces.delete` with status and headers; `.parse()` gives its usual result."""

    def get(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Space]:
        """`spaces.get` with status and headers; `.parse()` gives its usual result."""

    def list(
        self,
        *,
        owner_id: str | None = None,
        name_filter: str | None = None,
        max_results: int | None = 50,
        next_token: str | None = None,
        sort_by: Literal['created_time', 'updated_time', 'name'] | None = 'created_time',
        sort_order: models.SortOrder | Literal['ASCENDING', 'DESCENDING', 'SORT_ORDER_UNSPECIFIED'] | None = 'DESCENDING',
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[Page[models.Space]]:
        """`spaces.list` with status and headers; `.parse()` gives its usual result."""

    def transfer_ownership(
        self,
        *,
        id: str,
        new_owner_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.TransferSpaceOwnershipResponse]:
        """`spaces.transfer_ownership` with status and headers; `.parse()` gives its usual result."""

    def update(
        self,
        *,
        id: str,
        name: str | None | Null = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        request: models.UpdateSpaceRequest | params.UpdateSpaceRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Space]:
        """`spaces.update` with status and headers; `.parse()` gives its usual result."""


class AsyncSpaces(BaseNamespace):
    """The `spaces` namespace of an AsyncGoodmem client."""

    async def create(
        self,
        *,
        name: str,
        space_embedders: Sequence[str | models.SpaceEmbedderConfig | params.SpaceEmbedderConfigDict],
        default_chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        labels: Mapping[str, str] | None = None,
        owner_id: str | None | Null = None,
        space_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.Space:
        """Create a space

        Creates a space: a named set of memories that share embedders and a default chunking. The embedders cannot be
        changed later. A client-chosen `space_id` makes the call safe to repeat.

        `space_embedders` takes ids in place of configurations.

        `default_chunking_config` left out: recursive chunks of 512 characters with an overlap of 64, separators kept
        at the end.

        Args:
            name (required): Name of the space, 1 to 255 characters, unique for the owner; case matters. A duplicate
                is a 409.
            space_embedders (required): The embedders that index the space, at least one. They cannot be changed
                later. An unknown one is a 400.
            default_chunking_config: How to chunk memories that bring no chunking of their own. The server requires it
                (400 without).
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            owner_id: Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the
                caller.
            space_id: Id for the space, a UUID; one in use is a 409. Left out: the server makes one.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.Space

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): A field is missing, unknown or invalid, or an embedder does not exist.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): `space_id` is in use, or the owner already has a space of this name; case matters.

        Repeated after a failure: yes, with the same id (the client chooses 'spaceId', so a repetition cannot create a
        second one).

        HTTP: POST /v1/spaces
        """

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete a space

        Deletes a space with all its memories, their chunks and its links to embedders. The embedders themselves stay.

        Args:
            id (required): Id of the space, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such space, for instance because it is deleted already.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/spaces/{id}
        """

    async def ensure(
        self,
        *,
        name: str,
        space_embedders: Sequence[str | models.SpaceEmbedderConfig | params.SpaceEmbedderConfigDict],
        default_chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        labels: Mapping[str, str] | None = None,
        owner_id: str | None | Null = None,
        space_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Space:
        """Get the one of this name, or create it

        Looks through all pages for exactly this name, since name filters are patterns and ignore case. One that is
        found is returned if it has the same name and the same space_embedders; otherwise it is created. Two callers
        at once get the same one. Everything else is only looked at when one is created.

        Args:
            name (required): Name of the space, 1 to 255 characters, unique for the owner; case matters. A duplicate
                is a 409.
            space_embedders (required): The embedders that index the space, at least one. They cannot be changed
                later. An unknown one is a 400.
            default_chunking_config: How to chunk memories that bring no chunking of their own. The server requires it
                (400 without).
            labels: Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`,
                `.`, `_` and `-`. Default: none.
            owner_id: Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the
                caller.
            space_id: Id for the space, a UUID; one in use is a 409. Left out: the server makes one.

        Returns:
            models.Space

        Raises:
            ConflictError: One of this name exists and was made differently, cannot be seen with this key, or is not
                the only one that this key can see; or one that was made the same has another name.
        """

    async def get(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.Space:
        """Get a space

        Returns one space with its embedders and its default chunking.

        Args:
            id (required): Id of the space, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.Space

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The space exists, but the caller may not read it.
            NotFoundError (404): No such space.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/spaces/{id}
        """

    async def list(
        self,
        *,
        owner_id: str | None = None,
        name_filter: str | None = None,
        max_results: int | None = 50,
        next_token: str | None = None,
        sort_by: Literal['created_time', 'updated_time', 'name'] | None = 'created_time',
        sort_order: models.SortOrder | Literal['ASCENDING', 'DESCENDING', 'SORT_ORDER_UNSPECIFIED'] | None = 'DESCENDING',
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncPage[models.Space]:
        """List spaces

        Returns one page of the spaces that the caller may see.

        Iterating over the result fetches the following pages on demand.

        Args:
            owner_id: Only spaces of this owner, a UUID. It narrows what the caller may see, never widens it. Default:
                no restriction.
            name_filter: Only spaces whose whole name matches this pattern, ignoring case: `*` stands for any text,
                `?` for one character. Compare names again where the exact one matters. Default: no restriction.
            max_results: Largest number of spaces in one page, clamped to 1 to 1000. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            sort_by: Sort key: `created_time`, `updated_time` or `name`. Default: `created_time`.
            sort_order: Direction of the sort. Default: `DESCENDING`, the newest first.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncPage[models.Space]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `owner_id` is not a UUID, `sort_by` is unknown, or the token is invalid or of another
                caller.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/spaces
        """

    async def transfer_ownership(
        self,
        *,
        id: str,
        new_owner_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.TransferSpaceOwnershipResponse:
        """Transfer a space to another owner

        Moves the ownership of a space at once: nobody has to accept, and there is no way back but another transfer.
        It is not repeated after a failure; read the owner before trying again. Memories, grants and roles stay as
        they are.

        Args:
            id (required): Id of the space, a UUID.
            new_owner_id (required): Id of the new owner, a UUID: an active principal other than the present owner; a
                user where it is the instance.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.TransferSpaceOwnershipResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): An id is no UUID, or `new_owner_id` names the present owner or nobody active.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such space.

        Repeated after a failure: never (it must not be done twice).

        HTTP: POST /v1/spaces/{id}:transferOwnership
        """

    async def update(
        self,
        *,
        id: str,
        name: str | None | Null = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        request: models.UpdateSpaceRequest | params.UpdateSpaceRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.Space:
        """Update a space

        Changes the given fields and keeps the rest. The embedders cannot be changed.

        Args:
            id (required): Id of the space, a UUID.
            name: New name, 1 to 255 characters, unique for the owner; case matters. A duplicate is a 409. Left out:
                unchanged.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.Space

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID, a field is unknown or invalid, or both `replace_labels` and
                `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such space.
            ConflictError (409): The owner already has another space of this name; case matters.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/spaces/{id}
        """

    @property
    def with_raw_response(self) -> AsyncSpacesWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncSpacesWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def create(
        self,
        *,
        name: str,
        space_embedders: Sequence[str | models.SpaceEmbedderConfig | params.SpaceEmbedderConfigDict],
        default_chunking_config: models.ChunkingConfiguration | params.ChunkingConfigurationDict | None = None,
        labels: Mapping[str, str] | None = None,
        owner_id: str | None | Null = None,
        space_id: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Space]:
        """`spaces.create` with status and headers; `.parse()` gives its usual result."""

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`spaces.delete` with status and headers; `.parse()` gives its usual result."""

    async def get(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Space]:
        """`spaces.get` with status and headers; `.parse()` gives its usual result."""

    async def list(
        self,
        *,
        owner_id: str | None = None,
        name_filter: str | None = None,
        max_results: int | None = 50,
        next_token: str | None = None,
        sort_by: Literal['created_time', 'updated_time', 'name'] | None = 'created_time',
        sort_order: models.SortOrder | Literal['ASCENDING', 'DESCENDING', 'SORT_ORDER_UNSPECIFIED'] | None = 'DESCENDING',
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncPage[models.Space]]:
        """`spaces.list` with status and headers; `.parse()` gives its usual result."""

    async def transfer_ownership(
        self,
        *,
        id: str,
        new_owner_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.TransferSpaceOwnershipResponse]:
        """`spaces.transfer_ownership` with status and headers; `.parse()` gives its usual result."""

    async def update(
        self,
        *,
        id: str,
        name: str | None | Null = None,
        replace_labels: Mapping[str, str] | None = None,
        merge_labels: Mapping[str, str] | None = None,
        request: models.UpdateSpaceRequest | params.UpdateSpaceRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.Space]:
        """`spaces.update` with status and headers; `.parse()` gives its usual result."""


class System(BaseNamespace):
    """The `system` namespace of a Goodmem client."""

    def info(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.SystemInfoResponse:
        """Get the version of the server

        Returns version, build and capabilities of the server. Needs no API key, which makes it a fit health check.

        Args:
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.SystemInfoResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            InternalServerError (500): The server failed.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/system/info
        """

    def init(
        self,
        *,
        body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.SystemInitResponse:
        """Initialize the server

        Creates the root user and its API key on the first call, and returns the key once. Later calls change nothing:
        they succeed with `already_initialized` true and without a key. Needs no API key.

        Args:
            body: Mapping[str, object].
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.SystemInitResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            InternalServerError (500): The server failed.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/system/init
        """

    @property
    def with_raw_response(self) -> SystemWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class SystemWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def info(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.SystemInfoResponse]:
        """`system.info` with status and headers; `.parse()` gives its usual result."""

    def init(
        self,
        *,
        body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.SystemInitResponse]:
        """`system.init` with status and headers; `.parse()` gives its usual result."""


class AsyncSystem(BaseNamespace):
    """The `system` namespace of an AsyncGoodmem client."""

    async def info(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.SystemInfoResponse:
        """Get the version of the server

        Returns version, build and capabilities of the server. Needs no API key, which makes it a fit health check.

        Args:
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.SystemInfoResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            InternalServerError (500): The server failed.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/system/info
        """

    async def init(
        self,
        *,
        body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.SystemInitResponse:
        """Initialize the server

        Creates the root user and its API key on the first call, and returns the key once. Later calls change nothing:
        they succeed with `already_initialized` true and without a key. Needs no API key.

        Args:
            body: Mapping[str, object].
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        Returns:
            models.SystemInitResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            InternalServerError (500): The server failed.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/system/init
        """

    @property
    def with_raw_response(self) -> AsyncSystemWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncSystemWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def info(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.SystemInfoResponse]:
        """`system.info` with status and headers; `.parse()` gives its usual result."""

    async def init(
        self,
        *,
        body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.SystemInitResponse]:
        """`system.init` with status and headers; `.parse()` gives its usual result."""


class UserEnrollments(BaseNamespace):
    """The `user_enrollments` namespace of a Goodmem client."""

    def complete(
        self,
        *,
        enrollment_token: str,
        api_key_id: str | None | Null = None,
        raw_api_key: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.CompleteUserEnrollmentResponse:
        """Complete an enrolment

        Exchanges the token of an enrolment for the first API key of its user; no key is needed to call it. Choose
        `api_key_id` and `raw_api_key` yourself and keep them until the answer is here: the same call can then be
        repeated. Without them the server makes the key and shows it once, and a lost answer loses it, because the
        token is spent.

        `api_key_id` and `raw_api_key` are made by the client where none is given, so that a repetition after a lost
        answer gives the same. Give them yourself, and keep them, to repeat the call from another process.

        Args:
            enrollment_token (required): The token of the enrolment.
            api_key_id: Id that the key is to have, a UUID. Together with `raw_api_key` or not at all.
            raw_api_key: The key itself, made by the caller: `gm_` and 26 lower-case base32 characters. Together with
                `api_key_id` or not at all.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.CompleteUserEnrollmentResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The token is blank, the key is malformed, or only one of `api_key_id` and `raw_api_key`
                is given.
            ConflictError (409): The key or its id is in use.
            RateLimitError (429): Too many requests; wait before trying again.
            InternalServerError (500): The server failed.

        Repeated after a failure: yes (the same token, id and key give the same answer).

        HTTP: POST /v1/user-enrollments:complete
        """

    @property
    def with_raw_response(self) -> UserEnrollmentsWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class UserEnrollmentsWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def complete(
        self,
        *,
        enrollment_token: str,
        api_key_id: str | None | Null = None,
        raw_api_key: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.CompleteUserEnrollmentResponse]:
        """`user_enrollments.complete` with status and headers; `.parse()` gives its usual result."""


class AsyncUserEnrollments(BaseNamespace):
    """The `user_enrollments` namespace of an AsyncGoodmem client."""

    async def complete(
        self,
        *,
        enrollment_token: str,
        api_key_id: str | None | Null = None,
        raw_api_key: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.CompleteUserEnrollmentResponse:
        """Complete an enrolment

        Exchanges the token of an enrolment for the first API key of its user; no key is needed to call it. Choose
        `api_key_id` and `raw_api_key` yourself and keep them until the answer is here: the same call can then be
        repeated. Without them the server makes the key and shows it once, and a lost answer loses it, because the
        token is spent.

        `api_key_id` and `raw_api_key` are made by the client where none is given, so that a repetition after a lost
        answer gives the same. Give them yourself, and keep them, to repeat the call from another process.

        Args:
            enrollment_token (required): The token of the enrolment.
            api_key_id: Id that the key is to have, a UUID. Together with `raw_api_key` or not at all.
            raw_api_key: The key itself, made by the caller: `gm_` and 26 lower-case base32 characters. Together with
                `api_key_id` or not at all.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.CompleteUserEnrollmentResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The token is blank, the key is malformed, or only one of `api_key_id` and `raw_api_key`
                is given.
            ConflictError (409): The key or its id is in use.
            RateLimitError (429): Too many requests; wait before trying again.
            InternalServerError (500): The server failed.

        Repeated after a failure: yes (the same token, id and key give the same answer).

        HTTP: POST /v1/user-enrollments:complete
        """

    @property
    def with_raw_response(self) -> AsyncUserEnrollmentsWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncUserEnrollmentsWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def complete(
        self,
        *,
        enrollment_token: str,
        api_key_id: str | None | Null = None,
        raw_api_key: str | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.CompleteUserEnrollmentResponse]:
        """`user_enrollments.complete` with status and headers; `.parse()` gives its usual result."""


class Users(BaseNamespace):
    """The `users` namespace of a Goodmem client."""

    def create(
        self,
        *,
        email: str,
        user_id: str | None | Null = None,
        username: str | None | Null = None,
        display_name: str | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        """Create a user

        Creates a user who can do nothing yet: assign a role, and let the user get a first key by an enrolment.

        Args:
            email (required): Email address; no other user may have it.
            user_id: Id of the new user, a UUID of the caller's choice. Left out: the server chooses one.
            username: Login name; no other user may have it.
            display_name: Name for people.
            labels: Labels, at most 20.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.UserResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The email is empty, or a label is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): The email, the username or `user_id` is in use.

        Repeated after a failure: yes, with the same id (the client chooses 'userId', so a repetition cannot create a
        second one).

        HTTP: POST /v1/users
        """

    def create_enrollment(
        self,
        *,
        user_id: str,
        enrollment_id: str | None | Null = None,
        rotate_existing: bool | None | Null = False,
        request: models.CreateUserEnrollmentRequest | params.CreateUserEnrollmentRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.CreateUserEnrollmentResponse:
        """Create an enrolment

        Lets a user without a key get the first one. The token is in this reply and nowhere else; hand it to the user,
        who has 24 hours to complete the enrolment. A user has one open enrolment at a time. Only users may create
        one, never service identities.

        Args:
            user_id (required): Id of the user, a UUID.
            enrollment_id: Id of the new enrolment, a UUID of the caller's choice. Left out: the server chooses one.
            rotate_existing: Whether an open enrolment is revoked and replaced. Default: false, and an open one is a
                409.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.CreateUserEnrollmentResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): An id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user.
            ConflictError (409): `enrollment_id` is in use, or an enrolment is open and `rotate_existing` is not set.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/users/{userId}/enrollments
        """

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete a user

        Deletes a user for good: every key that acts for the user stops working at once. The record stays and can be
        read as deleted. Deleting a user again changes nothing. The owner of the instance cannot be deleted.

        Args:
            id (required): Id of the user, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/users/{id}
        """

    @overload
    def get(
        self,
        *,
        id: str,
        include_deleted: bool | None = False,
        email: None = None,
        username: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        """Get a user

        Returns one user.

        Exactly one of id, email, username is needed.

        Args:
            id: Id of the user, a UUID.
            include_deleted: Whether what is deleted is shown as well, as far as the caller may see it. Default:
                false.
            email: Find it by this, instead of by `id`.
            username: Find it by this, instead of by `id`.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.UserResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users/{id}
        """

    @overload
    def get(
        self,
        *,
        id: None = None,
        include_deleted: bool | None = False,
        email: str,
        username: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        ...

    @overload
    def get(
        self,
        *,
        id: None = None,
        include_deleted: bool | None = False,
        email: None = None,
        username: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        ...

    @overload
    def get_by_email(
        self,
        *,
        email: str,
        include_deleted: bool | None = False,
        username: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        """Get a user by email address

        Returns the user with this email address.

        Exactly one of email, username is needed.

        Args:
            email: Email address of the user.
            include_deleted: Whether what is deleted is shown as well, as far as the caller may see it. Default:
                false.
            username: Find it by this, instead of by `email`.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.UserResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The address is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users/email/{email}
        """

    @overload
    def get_by_email(
        self,
        *,
        email: None = None,
        include_deleted: bool | None = False,
        username: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        ...

    @overload
    def get_by_username(
        self,
        *,
        username: str,
        include_deleted: bool | None = False,
        email: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        """Get a user by username

        Returns the user with this username.

        Exactly one of username, email is needed.

        Args:
            username: Username of the user.
            include_deleted: Whether what is deleted is shown as well, as far as the caller may see it. Default:
                false.
            email: Find it by this, instead of by `username`.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.UserResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The username is blank.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user, or none that the caller may see.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users/username/{username}
        """

    @overload
    def get_by_username(
        self,
        *,
        username: None = None,
        include_deleted: bool | None = False,
        email: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        ...

    def get_enrollment(
        self,
        *,
        user_id: str,
        enrollment_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserEnrollmentResponse:
        """Get an enrolment

        Returns one enrolment, without its token.

        Args:
            user_id (required): Id of the user, a UUID.
            enrollment_id (required): Id of the enrolment, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.UserEnrollmentResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): An id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user, or no such enrolment of this user.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users/{userId}/enrollments/{enrollmentId}
        """

    def list(
        self,
        *,
        include_deleted: bool | None = False,
        include_enrollment_summary: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> Page[models.UserResponse]:
        """List users

        Returns the users that the caller may read.

        Iterating over the result fetches the following pages on demand.

        Args:
            include_deleted: Whether what is deleted is shown as well, as far as the caller may see it. Default:
                false.
            include_enrollment_summary: Whether each user comes with `enrollment_summary`, where the caller manages
                their enrolments. Default: false.
            max_results: Most items in a page, 1 to 1000; anything else is a 400. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            Page[models.UserResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `max_results` is out of range, or the token is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users
        """

    def list_enrollments(
        self,
        *,
        user_id: str,
        max_results: int | None = 50,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> Page[models.UserEnrollmentResponse]:
        """List enrolments of a user

        Returns the enrolments of a user, the newest first, whatever became of them. It never shows their tokens.

        Iterating over the result fetches the following pages on demand.

        Args:
            user_id (required): Id of the user, a UUID.
            max_results: Most items in a page, 1 to 1000; anything else is a 400. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            Page[models.UserEnrollmentResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID, `max_results` is out of range, or the token is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users/{userId}/enrollments
        """

    def me(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        """Get the current user

        Returns the user that the API key acts for.

        Args:
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.UserResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users/me
        """

    def revoke_enrollment(
        self,
        *,
        user_id: str,
        enrollment_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Revoke an enrolment

        Ends an enrolment for good: its token opens nothing. Its record stays. Revoking it again changes nothing.

        Args:
            user_id (required): Id of the user, a UUID.
            enrollment_id (required): Id of the enrolment, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): An id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user, or no such enrolment of this user.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/users/{userId}/enrollments/{enrollmentId}
        """

    def update(
        self,
        *,
        id: str,
        email: str | None | Null = None,
        username: str | None | Null = None,
        display_name: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateUserRequest | params.UpdateUserRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        """Update a user

        Changes names, the email or labels. Fields left out keep their value; an empty `username` or `display_name`
        clears it.

        Args:
            id (required): Id of the user, a UUID.
            email: Email address, not empty. Left out: unchanged.
            username: Login name; empty clears it. Left out: unchanged.
            display_name: Name for people; empty clears it. Left out: unchanged.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.UserResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The email is empty, `merge_labels` is empty, or both `replace_labels` and
                `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/users/{id}
        """

    @property
    def with_raw_response(self) -> UsersWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class UsersWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    def create(
        self,
        *,
        email: str,
        user_id: str | None | Null = None,
        username: str | None | Null = None,
        display_name: str | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        """`users.create` with status and headers; `.parse()` gives its usual result."""

    def create_enrollment(
        self,
        *,
        user_id: str,
        enrollment_id: str | None | Null = None,
        rotate_existing: bool | None | Null = False,
        request: models.CreateUserEnrollmentRequest | params.CreateUserEnrollmentRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.CreateUserEnrollmentResponse]:
        """`users.create_enrollment` with status and headers; `.parse()` gives its usual result."""

    def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`users.delete` with status and headers; `.parse()` gives its usual result."""

    @overload
    def get(
        self,
        *,
        id: str,
        include_deleted: bool | None = False,
        email: None = None,
        username: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        """`users.get` with status and headers; `.parse()` gives its usual result."""

    @overload
    def get(
        self,
        *,
        id: None = None,
        include_deleted: bool | None = False,
        email: str,
        username: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        ...

    @overload
    def get(
        self,
        *,
        id: None = None,
        include_deleted: bool | None = False,
        email: None = None,
        username: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        ...

    @overload
    def get_by_email(
        self,
        *,
        email: str,
        include_deleted: bool | None = False,
        username: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        """`users.get_by_email` with status and headers; `.parse()` gives its usual result."""

    @overload
    def get_by_email(
        self,
        *,
        email: None = None,
        include_deleted: bool | None = False,
        username: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        ...

    @overload
    def get_by_username(
        self,
        *,
        username: str,
        include_deleted: bool | None = False,
        email: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        """`users.get_by_username` with status and headers; `.parse()` gives its usual result."""

    @overload
    def get_by_username(
        self,
        *,
        username: None = None,
        include_deleted: bool | None = False,
        email: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        ...

    def get_enrollment(
        self,
        *,
        user_id: str,
        enrollment_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserEnrollmentResponse]:
        """`users.get_enrollment` with status and headers; `.parse()` gives its usual result."""

    def list(
        self,
        *,
        include_deleted: bool | None = False,
        include_enrollment_summary: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[Page[models.UserResponse]]:
        """`users.list` with status and headers; `.parse()` gives its usual result."""

    def list_enrollments(
        self,
        *,
        user_id: str,
        max_results: int | None = 50,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[Page[models.UserEnrollmentResponse]]:
        """`users.list_enrollments` with status and headers; `.parse()` gives its usual result."""

    def me(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        """`users.me` with status and headers; `.parse()` gives its usual result."""

    def revoke_enrollment(
        self,
        *,
        user_id: str,
        enrollment_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`users.revoke_enrollment` with status and headers; `.parse()` gives its usual result."""

    def update(
        self,
        *,
        id: str,
        email: str | None | Null = None,
        username: str | None | Null = None,
        display_name: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateUserRequest | params.UpdateUserRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        """`users.update` with status and headers; `.parse()` gives its usual result."""


class AsyncUsers(BaseNamespace):
    """The `users` namespace of an AsyncGoodmem client."""

    async def create(
        self,
        *,
        email: str,
        user_id: str | None | Null = None,
        username: str | None | Null = None,
        display_name: str | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        """Create a user

        Creates a user who can do nothing yet: assign a role, and let the user get a first key by an enrolment.

        Args:
            email (required): Email address; no other user may have it.
            user_id: Id of the new user, a UUID of the caller's choice. Left out: the server chooses one.
            username: Login name; no other user may have it.
            display_name: Name for people.
            labels: Labels, at most 20.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.UserResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The email is empty, or a label is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            ConflictError (409): The email, the username or `user_id` is in use.

        Repeated after a failure: yes, with the same id (the client chooses 'userId', so a repetition cannot create a
        second one).

        HTTP: POST /v1/users
        """

    async def create_enrollment(
        self,
        *,
        user_id: str,
        enrollment_id: str | None | Null = None,
        rotate_existing: bool | None | Null = False,
        request: models.CreateUserEnrollmentRequest | params.CreateUserEnrollmentRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.CreateUserEnrollmentResponse:
        """Create an enrolment

        Lets a user without a key get the first one. The token is in this reply and nowhere else; hand it to the user,
        who has 24 hours to complete the enrolment. A user has one open enrolment at a time. Only users may create
        one, never service identities.

        Args:
            user_id (required): Id of the user, a UUID.
            enrollment_id: Id of the new enrolment, a UUID of the caller's choice. Left out: the server chooses one.
            rotate_existing: Whether an open enrolment is revoked and replaced. Default: false, and an open one is a
                409.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.CreateUserEnrollmentResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): An id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user.
            ConflictError (409): `enrollment_id` is in use, or an enrolment is open and `rotate_existing` is not set.

        Repeated after a failure: only when the server did not do the work (a second execution might do the work
        twice).

        HTTP: POST /v1/users/{userId}/enrollments
        """

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Delete a user

        Deletes a user for good: every key that acts for the user stops working at once. The record stays and can be
        read as deleted. Deleting a user again changes nothing. The owner of the instance cannot be deleted.

        Args:
            id (required): Id of the user, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/users/{id}
        """

    @overload
    async def get(
        self,
        *,
        id: str,
        include_deleted: bool | None = False,
        email: None = None,
        username: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        """Get a user

        Returns one user.

        Exactly one of id, email, username is needed.

        Args:
            id: Id of the user, a UUID.
            include_deleted: Whether what is deleted is shown as well, as far as the caller may see it. Default:
                false.
            email: Find it by this, instead of by `id`.
            username: Find it by this, instead of by `id`.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.UserResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users/{id}
        """

    @overload
    async def get(
        self,
        *,
        id: None = None,
        include_deleted: bool | None = False,
        email: str,
        username: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        ...

    @overload
    async def get(
        self,
        *,
        id: None = None,
        include_deleted: bool | None = False,
        email: None = None,
        username: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        ...

    @overload
    async def get_by_email(
        self,
        *,
        email: str,
        include_deleted: bool | None = False,
        username: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        """Get a user by email address

        Returns the user with this email address.

        Exactly one of email, username is needed.

        Args:
            email: Email address of the user.
            include_deleted: Whether what is deleted is shown as well, as far as the caller may see it. Default:
                false.
            username: Find it by this, instead of by `email`.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.UserResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The address is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users/email/{email}
        """

    @overload
    async def get_by_email(
        self,
        *,
        email: None = None,
        include_deleted: bool | None = False,
        username: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        ...

    @overload
    async def get_by_username(
        self,
        *,
        username: str,
        include_deleted: bool | None = False,
        email: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        """Get a user by username

        Returns the user with this username.

        Exactly one of username, email is needed.

        Args:
            username: Username of the user.
            include_deleted: Whether what is deleted is shown as well, as far as the caller may see it. Default:
                false.
            email: Find it by this, instead of by `username`.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.UserResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The username is blank.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user, or none that the caller may see.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users/username/{username}
        """

    @overload
    async def get_by_username(
        self,
        *,
        username: None = None,
        include_deleted: bool | None = False,
        email: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        ...

    async def get_enrollment(
        self,
        *,
        user_id: str,
        enrollment_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserEnrollmentResponse:
        """Get an enrolment

        Returns one enrolment, without its token.

        Args:
            user_id (required): Id of the user, a UUID.
            enrollment_id (required): Id of the enrolment, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.UserEnrollmentResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): An id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user, or no such enrolment of this user.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users/{userId}/enrollments/{enrollmentId}
        """

    async def list(
        self,
        *,
        include_deleted: bool | None = False,
        include_enrollment_summary: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncPage[models.UserResponse]:
        """List users

        Returns the users that the caller may read.

        Iterating over the result fetches the following pages on demand.

        Args:
            include_deleted: Whether what is deleted is shown as well, as far as the caller may see it. Default:
                false.
            include_enrollment_summary: Whether each user comes with `enrollment_summary`, where the caller manages
                their enrolments. Default: false.
            max_results: Most items in a page, 1 to 1000; anything else is a 400. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            label: Only objects that carry every given label with exactly the given value. Default: no restriction.
            labels: The same as `label`; give one of the two.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncPage[models.UserResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): `max_results` is out of range, or the token is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users
        """

    async def list_enrollments(
        self,
        *,
        user_id: str,
        max_results: int | None = 50,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> AsyncPage[models.UserEnrollmentResponse]:
        """List enrolments of a user

        Returns the enrolments of a user, the newest first, whatever became of them. It never shows their tokens.

        Iterating over the result fetches the following pages on demand.

        Args:
            user_id (required): Id of the user, a UUID.
            max_results: Most items in a page, 1 to 1000; anything else is a 400. Default: 50.
            next_token: Where to continue: `next_token` of the page before. Opaque; it is bound to the caller and
                carries the filters of the first request. An invalid token is a 400. Left out: the first page.
            max_items: Most items over all pages, 0 or more. Default: all.
            page_size: Items a page: `max_results` by the name that all lists share.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            AsyncPage[models.UserEnrollmentResponse]

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The id is not a UUID, `max_results` is out of range, or the token is invalid.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users/{userId}/enrollments
        """

    async def me(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        """Get the current user

        Returns the user that the API key acts for.

        Args:
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            models.UserResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.

        Repeated after a failure: yes (GET has the same effect once or twice).

        HTTP: GET /v1/users/me
        """

    async def revoke_enrollment(
        self,
        *,
        user_id: str,
        enrollment_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> None:
        """Revoke an enrolment

        Ends an enrolment for good: its token opens nothing. Its record stays. Revoking it again changes nothing.

        Args:
            user_id (required): Id of the user, a UUID.
            enrollment_id (required): Id of the enrolment, a UUID.
            timeout, max_retries, deadline, extra_headers, extra_query: See `goodmem_dyn.Goodmem`.

        Returns:
            None

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): An id is not a UUID.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user, or no such enrolment of this user.

        Repeated after a failure: yes (DELETE has the same effect once or twice).

        HTTP: DELETE /v1/users/{userId}/enrollments/{enrollmentId}
        """

    async def update(
        self,
        *,
        id: str,
        email: str | None | Null = None,
        username: str | None | Null = None,
        display_name: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateUserRequest | params.UpdateUserRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> models.UserResponse:
        """Update a user

        Changes names, the email or labels. Fields left out keep their value; an empty `username` or `display_name`
        clears it.

        Args:
            id (required): Id of the user, a UUID.
            email: Email address, not empty. Left out: unchanged.
            username: Login name; empty clears it. Left out: unchanged.
            display_name: Name for people; empty clears it. Left out: unchanged.
            replace_labels: The new labels, in place of all present ones. At most 20 entries. Left out: the labels
                stay. Together with `merge_labels` it is a 400.
            merge_labels: Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out:
                the labels stay. Together with `replace_labels` it is a 400.
            request: The whole body as a model or a dict, instead of its fields.
            timeout, max_retries, deadline, extra_headers, extra_query, extra_body: See `goodmem_dyn.Goodmem`.

        None counts as left out; `goodmem_dyn.NULL` is sent as null, by arguments that take it.

        Returns:
            models.UserResponse

        Raises:
            InvalidRequestError: An argument is wrong; nothing was sent.
            BadRequestError (400): The email is empty, `merge_labels` is empty, or both `replace_labels` and
                `merge_labels` are given.
            AuthenticationError (401): The API key is missing, malformed, unknown, expired or revoked.
            PermissionDeniedError (403): The caller lacks the permission that the operation needs.
            NotFoundError (404): No such user.

        Repeated after a failure: yes (PUT has the same effect once or twice).

        HTTP: PUT /v1/users/{id}
        """

    @property
    def with_raw_response(self) -> AsyncUsersWithRawResponse:
        """The same methods, giving status, headers and `.parse()`."""


class AsyncUsersWithRawResponse(RawNamespace):
    """The same methods, giving status, headers and `.parse()`."""

    async def create(
        self,
        *,
        email: str,
        user_id: str | None | Null = None,
        username: str | None | Null = None,
        display_name: str | None | Null = None,
        labels: Mapping[str, str] | None | Null = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        """`users.create` with status and headers; `.parse()` gives its usual result."""

    async def create_enrollment(
        self,
        *,
        user_id: str,
        enrollment_id: str | None | Null = None,
        rotate_existing: bool | None | Null = False,
        request: models.CreateUserEnrollmentRequest | params.CreateUserEnrollmentRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.CreateUserEnrollmentResponse]:
        """`users.create_enrollment` with status and headers; `.parse()` gives its usual result."""

    async def delete(
        self,
        *,
        id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`users.delete` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def get(
        self,
        *,
        id: str,
        include_deleted: bool | None = False,
        email: None = None,
        username: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        """`users.get` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def get(
        self,
        *,
        id: None = None,
        include_deleted: bool | None = False,
        email: str,
        username: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        ...

    @overload
    async def get(
        self,
        *,
        id: None = None,
        include_deleted: bool | None = False,
        email: None = None,
        username: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        ...

    @overload
    async def get_by_email(
        self,
        *,
        email: str,
        include_deleted: bool | None = False,
        username: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        """`users.get_by_email` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def get_by_email(
        self,
        *,
        email: None = None,
        include_deleted: bool | None = False,
        username: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        ...

    @overload
    async def get_by_username(
        self,
        *,
        username: str,
        include_deleted: bool | None = False,
        email: None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        """`users.get_by_username` with status and headers; `.parse()` gives its usual result."""

    @overload
    async def get_by_username(
        self,
        *,
        username: None = None,
        include_deleted: bool | None = False,
        email: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        ...

    async def get_enrollment(
        self,
        *,
        user_id: str,
        enrollment_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserEnrollmentResponse]:
        """`users.get_enrollment` with status and headers; `.parse()` gives its usual result."""

    async def list(
        self,
        *,
        include_deleted: bool | None = False,
        include_enrollment_summary: bool | None = False,
        max_results: int | None = 50,
        next_token: str | None = None,
        label: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncPage[models.UserResponse]]:
        """`users.list` with status and headers; `.parse()` gives its usual result."""

    async def list_enrollments(
        self,
        *,
        user_id: str,
        max_results: int | None = 50,
        next_token: str | None = None,
        max_items: int | None = None,
        page_size: int | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[AsyncPage[models.UserEnrollmentResponse]]:
        """`users.list_enrollments` with status and headers; `.parse()` gives its usual result."""

    async def me(
        self,
        *,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        """`users.me` with status and headers; `.parse()` gives its usual result."""

    async def revoke_enrollment(
        self,
        *,
        user_id: str,
        enrollment_id: str,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
    ) -> RawResponse[None]:
        """`users.revoke_enrollment` with status and headers; `.parse()` gives its usual result."""

    async def update(
        self,
        *,
        id: str,
        email: str | None | Null = None,
        username: str | None | Null = None,
        display_name: str | None | Null = None,
        replace_labels: Mapping[str, str] | None | Null = None,
        merge_labels: Mapping[str, str] | None | Null = None,
        request: models.UpdateUserRequest | params.UpdateUserRequestDict | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | None | NotGiven = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> RawResponse[models.UserResponse]:
        """`users.update` with status and headers; `.parse()` gives its usual result."""

