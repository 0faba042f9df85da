# Generated from spec/. Do not edit; run `python -m tools generate`.
"""Nested bodies as dicts: a TypedDict for every model that an argument takes, its keys in snake case."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from goodmem_dyn import filters, models
from typing import BinaryIO, Literal, TypedDict
from typing_extensions import Required

__all__ = [
    "AccessPolicyRuleDict",
    "AccessPolicyTargetDict",
    "AdminDrainRequestDict",
    "ApiKeyAuthDict",
    "AuthorizationCheckDict",
    "BatchDeleteMemorySelectorRequestDict",
    "BinaryContentDict",
    "ChunkingConfigurationDict",
    "ContextItemDict",
    "CreateApiKeyRequestDict",
    "CreateUserEnrollmentRequestDict",
    "DecisionArrayDict",
    "DecisionChoiceQuestionDict",
    "DecisionContentDict",
    "DecisionMediaDict",
    "DecisionNoulQuestionDict",
    "DecisionObjectDict",
    "DecisionQuestionDict",
    "DecisionScoreQuestionDict",
    "DeleteRetrieveMemoryLogPolicyRequestDict",
    "EmbedderWeightDict",
    "EndpointAuthenticationDict",
    "FilteredDeleteMemorySelectorRequestDict",
    "GcpAdcAuthDict",
    "GeminiEndpointConfigDict",
    "GrantAudienceDict",
    "HnswOptionsDict",
    "JsonMemoryCreationRequestDict",
    "LLMCapabilitiesDict",
    "LLMSamplingParamsDict",
    "LLMUpdateRequestDict",
    "LoggingOptionsDict",
    "PostProcessorDict",
    "RecursiveChunkingConfigurationDict",
    "RetrieveMemoryLogPolicyConditionClauseDict",
    "RetrieveMemoryLogPolicyConditionDict",
    "RoleAssignmentTargetDict",
    "SecretReferenceDict",
    "SentenceChunkingConfigurationDict",
    "SpaceEmbedderConfigDict",
    "SpaceKeyDict",
    "TokenBudgetDict",
    "UpdateApiKeyRequestDict",
    "UpdateDecisionModelRequestDict",
    "UpdateEmbedderRequestDict",
    "UpdateRerankerRequestDict",
    "UpdateServiceIdentityRequestDict",
    "UpdateSpaceRequestDict",
    "UpdateUserRequestDict",
]


class AccessPolicyRuleDict(TypedDict, total=False):
    """One operation, and on what: the unit of grants, roles and ceilings of keys."""

    operation: Required[models.Operation | Literal['CREATE_USER', 'READ_USER', 'UPDATE_USER', 'DELETE_USER', 'LIST_USER', 'MANAGE_USER_ENROLLMENT', 'CREATE_SERVICE_IDENTITY', 'READ_SERVICE_IDENTITY', 'UPDATE_SERVICE_IDENTITY', 'DELETE_SERVICE_IDENTITY', 'LIST_SERVICE_IDENTITY', 'CREATE_SPACE', 'READ_SPACE', 'UPDATE_SPACE', 'DELETE_SPACE', 'LIST_SPACE', 'CREATE_API_KEY', 'READ_API_KEY', 'UPDATE_API_KEY', 'DELETE_API_KEY', 'LIST_API_KEY', 'CREATE_EMBEDDER', 'READ_EMBEDDER', 'UPDATE_EMBEDDER', 'DELETE_EMBEDDER', 'LIST_EMBEDDER', 'PING_EMBEDDER', 'EXECUTE_EMBEDDER', 'READ_EMBEDDER_CREDENTIALS', 'CREATE_RERANKER', 'READ_RERANKER', 'UPDATE_RERANKER', 'DELETE_RERANKER', 'LIST_RERANKER', 'PING_RERANKER', 'EXECUTE_RERANKER', 'READ_RERANKER_CREDENTIALS', 'CREATE_LLM', 'READ_LLM', 'UPDATE_LLM', 'DELETE_LLM', 'LIST_LLM', 'PING_LLM', 'EXECUTE_LLM', 'READ_LLM_CREDENTIALS', 'CREATE_DECISION_MODEL', 'READ_DECISION_MODEL', 'UPDATE_DECISION_MODEL', 'DELETE_DECISION_MODEL', 'LIST_DECISION_MODEL', 'EXECUTE_DECISION_MODEL', 'READ_DECISION_MODEL_CREDENTIALS', 'PING_DECISION_MODEL', 'PROXY_INFERENCE_TARGET', 'OCR_DOCUMENT', 'CREATE_MEMORY', 'READ_MEMORY', 'DELETE_MEMORY', 'LIST_MEMORY', 'CREATE_EXTENSION', 'READ_EXTENSION', 'UPDATE_EXTENSION', 'DELETE_EXTENSION', 'LIST_EXTENSION', 'DOWNLOAD_EXTENSION', 'READ_INSTANCE', 'TRANSFER_INSTANCE_OWNERSHIP', 'TRANSFER_RESOURCE_OWNERSHIP', 'RELOAD_LICENSE', 'DRAIN_SERVER', 'PURGE_BACKGROUND_JOBS', 'CREATE_RETRIEVE_MEMORY_LOG_POLICY', 'READ_RETRIEVE_MEMORY_LOG_POLICY', 'LIST_RETRIEVE_MEMORY_LOG_POLICY', 'DELETE_RETRIEVE_MEMORY_LOG_POLICY', 'MANAGE_ACCESS']]
    """What may be done."""

    selector: Required[models.Selector | Literal['ANY', 'OWN', 'EXACT', 'DIRECT_MEMBERS_OF']]
    """On which resources of the operation's kind."""

    assigned_resource: models.AccessPolicyTarget | AccessPolicyTargetDict | None
    """The resource that the selector names. Required for `EXACT` and `DIRECT_MEMBERS_OF`; absent otherwise."""


class AccessPolicyTargetDict(TypedDict, total=False):
    """A resource, by its kind and id."""

    kind: Required[models.ResourceKind | Literal['INSTANCE', 'USER', 'SERVICE_IDENTITY', 'SPACE', 'API_KEY', 'EMBEDDER', 'RERANKER', 'LLM', 'DECISION_MODEL', 'MEMORY', 'EXTENSION', 'RETRIEVE_MEMORY_LOG_POLICY']]
    """Kind of the resource."""

    resource_id: str | None
    """Id of the resource, a UUID. Absent for `INSTANCE`, of which there is one."""


class AdminDrainRequestDict(TypedDict, total=False):
    """How to drain the server. All fields are optional."""

    timeout_sec: int | None
    """How long to wait for the server to become idle, in seconds. Only matters with `wait_for_quiesce`. Default: 900."""

    reason: str | None
    """Why the server is drained, for the record. Default: none."""

    wait_for_quiesce: bool | None
    """Whether to answer only when the server is idle or `timeout_sec` has passed. Default: false, answer at once."""


class ApiKeyAuthDict(TypedDict, total=False):
    """An API key for a model endpoint: exactly one of `inline_secret` and `secret_ref`."""

    inline_secret: str | None
    """The key itself. The server stores it encrypted. Exclusive with `secret_ref`."""

    secret_ref: models.SecretReference | SecretReferenceDict | None
    """Where the server finds the key in a secret manager. Exclusive with `inline_secret`."""

    header_name: str | None
    """HTTP header that carries the key. Default: `Authorization`."""

    prefix: str | None
    """Text in front of the key in that header, such as `Bearer ` with its space. Left out: the server's choice."""


class AuthorizationCheckDict(TypedDict, total=False):
    """The question whether the caller may do this to that."""

    operation: Required[models.Operation | Literal['CREATE_USER', 'READ_USER', 'UPDATE_USER', 'DELETE_USER', 'LIST_USER', 'MANAGE_USER_ENROLLMENT', 'CREATE_SERVICE_IDENTITY', 'READ_SERVICE_IDENTITY', 'UPDATE_SERVICE_IDENTITY', 'DELETE_SERVICE_IDENTITY', 'LIST_SERVICE_IDENTITY', 'CREATE_SPACE', 'READ_SPACE', 'UPDATE_SPACE', 'DELETE_SPACE', 'LIST_SPACE', 'CREATE_API_KEY', 'READ_API_KEY', 'UPDATE_API_KEY', 'DELETE_API_KEY', 'LIST_API_KEY', 'CREATE_EMBEDDER', 'READ_EMBEDDER', 'UPDATE_EMBEDDER', 'DELETE_EMBEDDER', 'LIST_EMBEDDER', 'PING_EMBEDDER', 'EXECUTE_EMBEDDER', 'READ_EMBEDDER_CREDENTIALS', 'CREATE_RERANKER', 'READ_RERANKER', 'UPDATE_RERANKER', 'DELETE_RERANKER', 'LIST_RERANKER', 'PING_RERANKER', 'EXECUTE_RERANKER', 'READ_RERANKER_CREDENTIALS', 'CREATE_LLM', 'READ_LLM', 'UPDATE_LLM', 'DELETE_LLM', 'LIST_LLM', 'PING_LLM', 'EXECUTE_LLM', 'READ_LLM_CREDENTIALS', 'CREATE_DECISION_MODEL', 'READ_DECISION_MODEL', 'UPDATE_DECISION_MODEL', 'DELETE_DECISION_MODEL', 'LIST_DECISION_MODEL', 'EXECUTE_DECISION_MODEL', 'READ_DECISION_MODEL_CREDENTIALS', 'PING_DECISION_MODEL', 'PROXY_INFERENCE_TARGET', 'OCR_DOCUMENT', 'CREATE_MEMORY', 'READ_MEMORY', 'DELETE_MEMORY', 'LIST_MEMORY', 'CREATE_EXTENSION', 'READ_EXTENSION', 'UPDATE_EXTENSION', 'DELETE_EXTENSION', 'LIST_EXTENSION', 'DOWNLOAD_EXTENSION', 'READ_INSTANCE', 'TRANSFER_INSTANCE_OWNERSHIP', 'TRANSFER_RESOURCE_OWNERSHIP', 'RELOAD_LICENSE', 'DRAIN_SERVER', 'PURGE_BACKGROUND_JOBS', 'CREATE_RETRIEVE_MEMORY_LOG_POLICY', 'READ_RETRIEVE_MEMORY_LOG_POLICY', 'LIST_RETRIEVE_MEMORY_LOG_POLICY', 'DELETE_RETRIEVE_MEMORY_LOG_POLICY', 'MANAGE_ACCESS']]
    """What would be done."""

    target: Required[models.AccessPolicyTarget | AccessPolicyTargetDict]
    """To what: `INSTANCE` for creating at the top, listing and administration; the space for creating or listing memories; otherwise the resource itself."""


class BatchDeleteMemorySelectorRequestDict(TypedDict, total=False):
    """Memories to delete: one by `memory_id`, or several by `filter_selector`."""

    memory_id: str | None
    """Id of the memory to delete, a UUID."""

    filter_selector: models.FilteredDeleteMemorySelectorRequest | FilteredDeleteMemorySelectorRequestDict | None
    """Which memories of a space to delete."""


class BinaryContentDict(TypedDict, total=False):
    """Bytes with their media type."""

    content_type: Required[str]
    """Media type, 1 to 128 characters, such as `image/png`."""

    data: Required[str | bytes]
    """The bytes, base64-encoded."""


class ChunkingConfigurationDict(TypedDict, total=False):
    """How text is cut into chunks, the units that are embedded and found: exactly one of `none`, `recursive` and `sentence`."""

    none: models.NoChunkingConfiguration | Mapping[str, object] | None
    """Do not cut: the whole content is one chunk. Give an empty object."""

    recursive: models.RecursiveChunkingConfiguration | RecursiveChunkingConfigurationDict | None
    """Cut at separators, from the most preferred one down."""

    sentence: models.SentenceChunkingConfiguration | SentenceChunkingConfigurationDict | None
    """Cut between sentences."""


class ContextItemDict(TypedDict, total=False):
    """One piece of context for a query: exactly one of `text` and `binary`."""

    text: str | None
    """The context as text."""

    binary: models.BinaryContent | BinaryContentDict | None
    """The context as bytes with a media type."""


class CreateApiKeyRequestDict(TypedDict, total=False):
    """A new API key for the caller. All fields are optional."""

    labels: Mapping[str, str] | None
    """Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`, `.`, `_` and `-`. Default: none."""

    expires_at: int | None
    """When the key stops working, in milliseconds since the Unix epoch. Left out: never."""

    api_key_id: str | None
    """Id for the key, a UUID; one in use is a 409. Left out: the server makes one. It does not make the call safe to repeat: the key itself is shown once."""

    subject_principal_id: str | None
    """Id of the principal that the key acts for, a UUID. Left out: the caller."""

    authority_mode: models.ApiKeyAuthorityMode | Literal['INHERIT_SUBJECT', 'SCOPED'] | None
    """Whether the key may do all that its subject may, or less. A service identity needs `SCOPED`. Default: `INHERIT_SUBJECT`."""

    ceiling: Sequence[models.AccessPolicyRule | AccessPolicyRuleDict] | None
    """The most that the key may do: 1 to 1000 rules, each of which the caller's key covers. Required for `SCOPED`; it can never be changed."""

    valid_from: int | None
    """From when the key works, in milliseconds since the Unix epoch. Left out: at once."""


class CreateUserEnrollmentRequestDict(TypedDict, total=False):
    """An enrolment to create."""

    enrollment_id: str | None
    """Id of the new enrolment, a UUID of the caller's choice. Left out: the server chooses one."""

    rotate_existing: bool | None
    """Whether an open enrolment is revoked and replaced. Default: false, and an open one is a 409."""


class DecisionArrayDict(TypedDict, total=False):
    """A list of contents."""

    values: Required[Sequence[models.DecisionContent | DecisionContentDict]]
    """The contents."""


class DecisionChoiceQuestionDict(TypedDict, total=False):
    """Which of several options fits."""

    options: Required[Mapping[str, models.DecisionContent | DecisionContentDict]]
    """The options: what each is, by its name."""


class DecisionContentDict(TypedDict, total=False):
    """A text, a JSON value, an object, a list or a medium. Exactly one of its members is given."""

    json_value: str | None
    """A JSON value, written as a string, so that numbers keep their digits."""

    text: str | None
    """A text."""

    object_value: models.DecisionObject | DecisionObjectDict | None
    """Contents by name."""

    array_value: models.DecisionArray | DecisionArrayDict | None
    """A list of contents."""

    media: models.DecisionMedia | DecisionMediaDict | None
    """A medium."""


class DecisionMediaDict(TypedDict, total=False):
    """A picture, a sound or a film."""

    kind: Required[Literal['IMAGE', 'AUDIO', 'VIDEO']]
    """What it is."""

    mime_type: Required[str]
    """Its MIME type."""

    data: Required[str | bytes]
    """The bytes, as base64; nothing is fetched from an address."""


class DecisionNoulQuestionDict(TypedDict, total=False):
    """Whether it is true. It may be empty."""

    true_criterion: models.DecisionContent | DecisionContentDict | None
    """What speaks for it."""

    false_criterion: models.DecisionContent | DecisionContentDict | None
    """What speaks against it."""


class DecisionObjectDict(TypedDict, total=False):
    """Contents by name."""

    fields: Required[Mapping[str, models.DecisionContent | DecisionContentDict]]
    """The contents, by name."""


class DecisionQuestionDict(TypedDict, total=False):
    """A question. Besides the instructions, exactly one of its members says what kind it is, though it may be an empty object."""

    instructions: models.DecisionContent | DecisionContentDict | None
    """What is asked, for the model."""

    choice: models.DecisionChoiceQuestion | DecisionChoiceQuestionDict | None
    """Which of several options fits."""

    score: models.DecisionScoreQuestion | DecisionScoreQuestionDict | None
    """How much, on levels."""

    noul: models.DecisionNoulQuestion | DecisionNoulQuestionDict | None
    """Whether it is true."""

    box: models.DecisionBoxQuestion | Mapping[str, object] | None
    """Where in the picture it is."""


class DecisionScoreQuestionDict(TypedDict, total=False):
    """How much, on levels."""

    levels: Required[Sequence[models.DecisionContent | DecisionContentDict]]
    """The levels, lowest first."""


class DeleteRetrieveMemoryLogPolicyRequestDict(TypedDict, total=False):
    """Details of a policy's deletion. All fields are optional."""

    reason: str | None
    """Why the policy is deleted; kept as `delete_reason`. Default: none."""


class EmbedderWeightDict(TypedDict, total=False):
    """Weight of one embedder in a search."""

    embedder_id: Required[str]
    """Id of the embedder, a UUID."""

    weight: Required[float]
    """The weight: positive, zero or negative. Weights need not add up to 1."""


class EndpointAuthenticationDict(TypedDict, total=False):
    """How the server authenticates to a model endpoint. `kind` decides which of `api_key` and `gcp_adc` must be given; never both."""

    kind: Required[models.CredentialKind | Literal['CREDENTIAL_KIND_UNSPECIFIED', 'CREDENTIAL_KIND_API_KEY', 'CREDENTIAL_KIND_GCP_ADC']]
    """Kind of credential. It must agree with the payload: a mismatch is a 400."""

    api_key: models.ApiKeyAuth | ApiKeyAuthDict | None
    """API key and how to send it. Required for `CREDENTIAL_KIND_API_KEY`, forbidden otherwise."""

    gcp_adc: models.GcpAdcAuth | GcpAdcAuthDict | None
    """Google Cloud settings. Required for `CREDENTIAL_KIND_GCP_ADC`, forbidden otherwise."""

    labels: Mapping[str, str] | None
    """Notes for operators, such as who owns the key. At most 20 entries. Default: none."""


class FilteredDeleteMemorySelectorRequestDict(TypedDict, total=False):
    """Memories of one space to delete. Restrictions add up; with none of them, all memories of the space are selected."""

    space_id: Required[str]
    """Id of the space, a UUID."""

    status_filter: Literal['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED'] | None
    """Only memories in this processing status. Default: all."""

    filter: str | filters.Expression | None
    """Only memories whose metadata match this filter expression, such as `CAST(val('$.year') AS NUMERIC) < 2020`. A missing field never matches a comparison. Default: all."""


class GcpAdcAuthDict(TypedDict, total=False):
    """Google Application Default Credentials: the server uses its own Google identity."""

    scopes: Sequence[str] | None
    """Additional OAuth scopes. Left out or empty: the `cloud-platform` scope."""

    quota_project_id: str | None
    """Id of the Google Cloud project that usage is billed to. Default: none."""


class GeminiEndpointConfigDict(TypedDict, total=False):
    """Where a Gemini embedder is served."""

    backend: Required[models.GeminiApiBackend | Literal['UNSPECIFIED', 'DEVELOPER', 'GOOGLE_CLOUD']]
    """Which API it is."""

    project_id: str | None
    """Project of Google Cloud; required there."""

    location: str | None
    """Region of Google Cloud. Default: `global`."""


class GrantAudienceDict(TypedDict, total=False):
    """For whom a grant holds: exactly one of the two."""

    principal_id: str | None
    """Id of one user or service identity, a UUID."""

    all_authenticated: models.GrantAudienceAllAuthenticated | Literal[True] | None
    """Everybody who has a key. Only with a selector that names a resource."""


class HnswOptionsDict(TypedDict, total=False):
    """Settings for the search in the vector index (HNSW). Each one left out is the server's setting."""

    ef_search: int | None
    """Size of the candidate list, 1 to 1000. More finds more and takes longer."""

    iterative_scan: models.HnswIterativeScan | Literal['ITERATIVE_SCAN_UNSPECIFIED', 'ITERATIVE_SCAN_OFF', 'ITERATIVE_SCAN_RELAXED_ORDER', 'ITERATIVE_SCAN_STRICT_ORDER'] | None
    """Whether to search on when filters leave too few hits."""

    max_scan_tuples: int | None
    """Most tuples that an iterative scan visits."""

    scan_mem_multiplier: float | None
    """Memory for an iterative scan, as a multiple of the server's base amount, 1.0 to 1000.0."""


class JsonMemoryCreationRequestDict(TypedDict, total=False):
    """A new memory with its content in the request: exactly one of `original_content` and `original_content_b64`."""

    memory_id: str | None
    """Id for the memory, a UUID; one in use is a 409. Left out: the server makes one."""

    space_id: Required[str]
    """Id of the space to store it in, a UUID."""

    original_content: str | None
    """The content as plain text, not empty. Exclusive with `original_content_b64`."""

    original_content_b64: str | bytes | None
    """The content as base64-encoded bytes. Exclusive with `original_content`."""

    original_content_ref: str | None
    """Pointer to where the content comes from, such as a URL. Stored and returned; the server never fetches it. Default: none."""

    content_type: str | None
    """Media type of the content, such as `text/plain` or `application/pdf`. It decides how text is extracted."""

    metadata: Mapping[str, object] | None
    """Data about the memory as JSON, for filters and for people. Numbers come back as floats and keys in another order. A text `title` may be passed to the embedding provider as a hint. Default: none."""

    chunking_config: models.ChunkingConfiguration | ChunkingConfigurationDict | None
    """How to chunk this memory. Left out: the space's default."""

    extract_page_images: bool | None
    """Whether to make an image of each page, for types such as PDF. Default: false."""

    file_field: str | None
    """Name of the multipart part that holds this item's file. Needed only in a batch upload with several files."""

    file_path: str | os.PathLike[str] | None
    """Path of a file to upload, instead of the content itself. It is streamed, never read whole."""

    file: bytes | BinaryIO | None
    """The content as bytes or as a file opened in binary mode."""


class LLMCapabilitiesDict(TypedDict, total=False):
    """What a language model can do. A value left out is unknown or inferred from the model name."""

    supports_chat: bool | None
    """Whether it takes chat messages."""

    supports_completion: bool | None
    """Whether it completes plain text."""

    supports_function_calling: bool | None
    """Whether it can call functions."""

    supports_system_messages: bool | None
    """Whether it takes system messages."""

    supports_streaming: bool | None
    """Whether it can stream its reply."""

    supports_sampling_parameters: bool | None
    """Whether it takes sampling parameters such as a temperature."""


class LLMSamplingParamsDict(TypedDict, total=False):
    """How a language model picks its tokens. A value left out is the provider's default; which values are valid is up to the provider."""

    max_tokens: int | None
    """Most tokens to generate. Also the token budget of a summary when the retrieval sets none."""

    temperature: float | None
    """Randomness: 0 is the most predictable, larger values vary more."""

    top_p: float | None
    """Nucleus sampling: only the likeliest tokens whose probabilities add up to this are considered."""

    top_k: int | None
    """Only this many of the likeliest tokens are considered."""

    frequency_penalty: float | None
    """Penalty for a token that grows with how often it has occurred."""

    presence_penalty: float | None
    """Penalty for a token that has occurred at all."""

    stop_sequences: Sequence[str] | None
    """Texts that end the generation."""


class LLMUpdateRequestDict(TypedDict, total=False):
    """Changes to an LLM. Fields left out keep their value."""

    display_name: str | None
    """New name for people, 1 to 255 characters. Left out: unchanged."""

    description: str | None
    """New description. Left out: unchanged."""

    endpoint_url: str | None
    """New base URL of the provider's API. Left out: unchanged."""

    api_path: str | None
    """New path below `endpoint_url`; blank restores the provider's default. Left out: unchanged."""

    model_identifier: str | None
    """New provider's name of the model. Left out: unchanged."""

    supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None
    """New kinds of content that the model takes. Left out or empty: unchanged."""

    credentials: models.EndpointAuthentication | EndpointAuthenticationDict | None
    """New credentials. Left out: the stored ones stay. An empty object is a 400; it never clears them."""

    version: str | None
    """New version text. Left out: unchanged."""

    monitoring_endpoint: str | None
    """New URL where operators watch the endpoint. Left out: unchanged."""

    capabilities: models.LLMCapabilities | LLMCapabilitiesDict | None
    """New statement of what the model can do. Left out: unchanged."""

    default_sampling_params: models.LLMSamplingParams | LLMSamplingParamsDict | None
    """New default sampling parameters. Left out: unchanged."""

    max_context_length: int | None
    """New size of the context window, in tokens. Left out: unchanged."""

    client_config: Mapping[str, object] | None
    """Further settings for the connection, as free-form JSON. Left out: unchanged."""

    replace_labels: Mapping[str, str] | None
    """The new labels, in place of all present ones. At most 20 entries. Left out: the labels stay. Together with `merge_labels` it is a 400."""

    merge_labels: Mapping[str, str] | None
    """Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out: the labels stay. Together with `replace_labels` it is a 400."""

    dashscope_api_dialect: models.DashScopeApiDialect | Literal['LLM_NATIVE_TEXT', 'LLM_NATIVE_MULTIMODAL', 'OPENAI_COMPATIBLE'] | None
    """The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out: kept, or inferred from a new path."""


class LoggingOptionsDict(TypedDict, total=False):
    """Logging of one retrieval on the server."""

    enabled: bool | None
    """Whether to log this retrieval. Left out: the server decides."""

    caller_attributes: Mapping[str, object] | None
    """Attributes of the caller's own to log with it: at most 32, flat, with text, number or boolean values. Default: none."""


class PostProcessorDict(TypedDict, total=False):
    """A step that the server runs over the hits."""

    name: Required[str]
    """Name of the post-processor, 1 to 128 characters. The built-in one, which reranks and summarizes, is `com.goodmem.retrieval.postprocess.ChatPostProcessorFactory`; extensions bring others."""

    config: Mapping[str, object] | None
    """Its settings. The built-in one takes, in snake case: `reranker_id`, `llm_id`, `relevance_threshold` (of reranker scores), `chronological_resort`, `llm_temp` (0.0 to 2.0, default 0.3), `max_results` (default: a positive `requested_size`, else 10), `gen_token_budget` (default: the LLM's `max_tokens`, else 512), `sys_prompt` and `prompt` (Pebble templates). Without `llm_id` there is no summary, and a `FEATURE_DISABLED` status says so."""


class RecursiveChunkingConfigurationDict(TypedDict, total=False):
    """Cut at the most preferred separator, cut pieces that are still too long at the next one, and join neighbors up to the chunk size."""

    chunk_size: Required[int]
    """Target size of a chunk, in units of `length_measurement`. Not a hard limit: overlap can make a chunk longer, by up to `chunk_overlap`."""

    chunk_overlap: int | None
    """Most text that a chunk repeats from the end of the one before, in units of `length_measurement`. Only whole pieces are repeated, so it is often nothing."""

    separators: Sequence[str] | None
    """Separators, most preferred first, at most 20. Left out or empty: the server's own."""

    keep_strategy: models.SeparatorKeepStrategy | Literal['KEEP_NONE', 'KEEP_START', 'KEEP_END'] | None
    """What happens to a separator at a cut. Default: `KEEP_END`."""

    separator_is_regex: bool | None
    """Whether the separators are regular expressions. Default: false."""

    length_measurement: models.LengthMeasurement | Literal['CHARACTER_COUNT', 'TOKEN_COUNT', 'CUSTOM'] | None
    """Unit of the sizes. Default: `CHARACTER_COUNT`."""


class RetrieveMemoryLogPolicyConditionClauseDict(TypedDict, total=False):
    """One clause of a log policy's condition: properties of a retrieval to match."""

    requestor_user_ids: Sequence[str] | None
    """Users, by id, whose retrievals match."""

    api_key_ids: Sequence[str] | None
    """API keys, by id, whose retrievals match."""

    space_ids: Sequence[str] | None
    """Spaces, by id, on which retrievals match."""

    api_key_label_selectors: Mapping[str, str] | None
    """Labels, with their values, that the API key must carry."""

    space_label_selectors: Mapping[str, str] | None
    """Labels, with their values, that the space must carry."""


class RetrieveMemoryLogPolicyConditionDict(TypedDict, total=False):
    """Which retrievals a log policy covers: all of them, or those that match at least one clause."""

    match_all: bool | None
    """Whether every retrieval is covered."""

    any_of: Sequence[models.RetrieveMemoryLogPolicyConditionClause | RetrieveMemoryLogPolicyConditionClauseDict] | None
    """Clauses of which at least one must match."""


class RoleAssignmentTargetDict(TypedDict, total=False):
    """Where a role holds."""

    kind: Required[Literal['INSTANCE', 'SPACE']]
    """`INSTANCE` or `SPACE`."""

    resource_id: str | None
    """Id of the space, a UUID. Absent for the instance."""


class SecretReferenceDict(TypedDict, total=False):
    """A pointer to a secret that lives outside GoodMem."""

    uri: Required[str]
    """URI of the secret, such as `vault://…` or `env://…`. The server must be able to resolve its scheme."""

    hints: Mapping[str, str] | None
    """Hints for the resolver, such as `encoding` = `base64`. Default: none."""


class SentenceChunkingConfigurationDict(TypedDict, total=False):
    """Pack whole sentences into chunks."""

    max_chunk_size: Required[int]
    """Largest size of a chunk, in units of `length_measurement`."""

    min_chunk_size: Required[int]
    """Size that a chunk must reach before the next one starts, in units of `length_measurement`."""

    enable_language_detection: bool | None
    """Whether to detect the language to find sentence ends better. Left out: the server's choice."""

    length_measurement: Required[models.LengthMeasurement | Literal['CHARACTER_COUNT', 'TOKEN_COUNT', 'CUSTOM']]
    """Unit of the sizes."""


class SpaceEmbedderConfigDict(TypedDict, total=False):
    """An embedder for a new space."""

    embedder_id: Required[str]
    """Id of the embedder, a UUID. An unknown one is a 400."""

    default_retrieval_weight: float | None
    """Weight of the embedder in retrievals that set none. The weights of a space need not add up to 1. Default: 1.0."""


class SpaceKeyDict(TypedDict, total=False):
    """A space to search, with settings for this search."""

    space_id: Required[str]
    """Id of the space, a UUID. A malformed one is a 400, an unknown one a 404."""

    embedder_weights: Sequence[models.EmbedderWeight | EmbedderWeightDict] | None
    """Weights that override those of the space for this search. Left out: the space's own."""

    filter: str | filters.Expression | None
    """Search only memories whose metadata match this filter expression, such as `CAST(val('$.lang') AS TEXT) = 'en'`. It is applied before the number of hits is cut. Always cast: `val()` is JSON. A missing field never matches a comparison. Syntax errors are a 400. Default: all."""


class TokenBudgetDict(TypedDict, total=False):
    """A limit on generated text."""

    tokens: Required[int]
    """Most tokens to generate, more than 0."""


class UpdateApiKeyRequestDict(TypedDict, total=False):
    """Changes to an API key. Fields left out keep their value."""

    status: Literal['ACTIVE', 'INACTIVE'] | None
    """`INACTIVE` revokes the key; treat that as final. Left out: the status stays."""

    replace_labels: Mapping[str, str] | None
    """The new labels, in place of all present ones. At most 20 entries. Left out: the labels stay. Together with `merge_labels` it is a 400."""

    merge_labels: Mapping[str, str] | None
    """Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out: the labels stay. Together with `replace_labels` it is a 400."""


class UpdateDecisionModelRequestDict(TypedDict, total=False):
    """What of a decision model is to change. What is left out stays."""

    display_name: str | None
    """Name for people."""

    description: str | None
    """What it is for; empty clears it."""

    endpoint_url: str | None
    """Base URL of the provider."""

    api_path: str | None
    """Path of the provider's API; empty restores the default."""

    model_identifier: str | None
    """The model, as the provider calls it."""

    credentials: models.EndpointAuthentication | EndpointAuthenticationDict | None
    """The new credentials."""

    configuration: Mapping[str, object] | None
    """The new settings, in place of all present ones; an empty object restores the defaults."""

    version: str | None
    """Version of the model; empty clears it."""

    monitoring_endpoint: str | None
    """URL that tells whether the provider is up; empty clears it."""

    replace_labels: Mapping[str, str] | None
    """The new labels, in place of all present ones. At most 20 entries. Left out: the labels stay. Together with `merge_labels` it is a 400."""

    merge_labels: Mapping[str, str] | None
    """Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out: the labels stay. Together with `replace_labels` it is a 400."""


class UpdateEmbedderRequestDict(TypedDict, total=False):
    """Changes to an embedder. Fields left out keep their value."""

    display_name: str | None
    """New name for people, 1 to 255 characters. Left out: unchanged."""

    description: str | None
    """New description. Left out: unchanged."""

    endpoint_url: str | None
    """New base URL of the provider's API. Left out: unchanged."""

    api_path: str | None
    """New path below `endpoint_url`; blank restores the provider's default. Left out: unchanged."""

    model_identifier: str | None
    """New provider's name of the model. Left out: unchanged. While a space uses the embedder, a change is a 412."""

    dimensionality: int | None
    """New number of dimensions of a vector. Left out: unchanged. While a space uses the embedder, a change is a 412."""

    distribution_type: models.DistributionType | Literal['DENSE', 'SPARSE'] | None
    """New distribution of the vectors. Left out: unchanged. While a space uses the embedder, a change is a 412."""

    max_sequence_length: int | None
    """New longest input of the model, in tokens. Left out: unchanged."""

    credentials: models.EndpointAuthentication | EndpointAuthenticationDict | None
    """New credentials. Left out: the stored ones stay. An empty object is a 400; it never clears them."""

    replace_labels: Mapping[str, str] | None
    """The new labels, in place of all present ones. At most 20 entries. Left out: the labels stay. Together with `merge_labels` it is a 400."""

    merge_labels: Mapping[str, str] | None
    """Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out: the labels stay. Together with `replace_labels` it is a 400."""

    version: str | None
    """New version text. Left out: unchanged."""

    monitoring_endpoint: str | None
    """New URL where operators watch the endpoint. Left out: unchanged."""

    dashscope_api_dialect: models.DashScopeApiDialect | Literal['EMBEDDING_NATIVE_TEXT', 'EMBEDDING_NATIVE_CONTENTS', 'OPENAI_COMPATIBLE'] | None
    """The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out: kept, or inferred from a new path."""

    gemini_endpoint_config: models.GeminiEndpointConfig | GeminiEndpointConfigDict | None
    """Where a `GEMINI` embedder is served; replaced as a whole. Left out: unchanged."""


class UpdateRerankerRequestDict(TypedDict, total=False):
    """Changes to a reranker. Fields left out keep their value."""

    display_name: str | None
    """New name for people, 1 to 255 characters. Left out: unchanged."""

    description: str | None
    """New description. Left out: unchanged."""

    endpoint_url: str | None
    """New base URL of the provider's API. Left out: unchanged."""

    api_path: str | None
    """New path below `endpoint_url`; blank restores the provider's default. Left out: unchanged."""

    model_identifier: str | None
    """New provider's name of the model. Left out: unchanged."""

    supported_modalities: Sequence[models.Modality | Literal['TEXT', 'IMAGE', 'AUDIO', 'VIDEO']] | None
    """New kinds of content that the model takes. Left out or empty: unchanged."""

    credentials: models.EndpointAuthentication | EndpointAuthenticationDict | None
    """New credentials. Left out: the stored ones stay. An empty object is a 400; it never clears them."""

    replace_labels: Mapping[str, str] | None
    """The new labels, in place of all present ones. At most 20 entries. Left out: the labels stay. Together with `merge_labels` it is a 400."""

    merge_labels: Mapping[str, str] | None
    """Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out: the labels stay. Together with `replace_labels` it is a 400."""

    version: str | None
    """New version text. Left out: unchanged."""

    monitoring_endpoint: str | None
    """New URL where operators watch the endpoint. Left out: unchanged."""

    dashscope_api_dialect: models.DashScopeApiDialect | Literal['RERANK_NATIVE_NESTED', 'RERANK_COMPATIBLE_FLAT'] | None
    """The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out: kept, or inferred from a new path."""


class UpdateServiceIdentityRequestDict(TypedDict, total=False):
    """What of a service identity is to change."""

    display_name: str | None
    """Name for people, not blank. Left out: unchanged."""

    description: str | None
    """What it is for; empty clears it. Left out: unchanged."""

    replace_labels: Mapping[str, str] | None
    """The new labels, in place of all present ones. At most 20 entries. Left out: the labels stay. Together with `merge_labels` it is a 400."""

    merge_labels: Mapping[str, str] | None
    """Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out: the labels stay. Together with `replace_labels` it is a 400."""


class UpdateSpaceRequestDict(TypedDict, total=False):
    """Changes to a space. Fields left out keep their value."""

    name: str | None
    """New name, 1 to 255 characters, unique for the owner; case matters. A duplicate is a 409. Left out: unchanged."""

    replace_labels: Mapping[str, str] | None
    """The new labels, in place of all present ones. At most 20 entries. Left out: the labels stay. Together with `merge_labels` it is a 400."""

    merge_labels: Mapping[str, str] | None
    """Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out: the labels stay. Together with `replace_labels` it is a 400."""


class UpdateUserRequestDict(TypedDict, total=False):
    """What of a user is to change."""

    email: str | None
    """Email address, not empty. Left out: unchanged."""

    username: str | None
    """Login name; empty clears it. Left out: unchanged."""

    display_name: str | None
    """Name for people; empty clears it. Left out: unchanged."""

    replace_labels: Mapping[str, str] | None
    """The new labels, in place of all present ones. At most 20 entries. Left out: the labels stay. Together with `merge_labels` it is a 400."""

    merge_labels: Mapping[str, str] | None
    """Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out: the labels stay. Together with `replace_labels` it is a 400."""
