# Generated from spec/. Do not edit; run `python -m tools generate`.
"""The models of the API: one class per schema, imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .abstract_reply import AbstractReply as AbstractReply
    from .active_license_metadata import ActiveLicenseMetadata as ActiveLicenseMetadata
    from .admin_drain_request import AdminDrainRequest as AdminDrainRequest
    from .admin_drain_response import AdminDrainResponse as AdminDrainResponse
    from .admin_drain_response_state import AdminDrainResponseState as AdminDrainResponseState
    from .admin_purge_jobs_request import AdminPurgeJobsRequest as AdminPurgeJobsRequest
    from .admin_purge_jobs_response import AdminPurgeJobsResponse as AdminPurgeJobsResponse
    from .admin_reload_license_response import AdminReloadLicenseResponse as AdminReloadLicenseResponse
    from .admin_reload_license_response_status import AdminReloadLicenseResponseStatus as AdminReloadLicenseResponseStatus
    from .api_key_auth import ApiKeyAuth as ApiKeyAuth
    from .api_key_response import ApiKeyResponse as ApiKeyResponse
    from .api_key_response_status import ApiKeyResponseStatus as ApiKeyResponseStatus
    from .background_job_attempt import BackgroundJobAttempt as BackgroundJobAttempt
    from .background_job_summary import BackgroundJobSummary as BackgroundJobSummary
    from .background_job_summary_status import BackgroundJobSummaryStatus as BackgroundJobSummaryStatus
    from .batch_delete_memory_selector_request import BatchDeleteMemorySelectorRequest as BatchDeleteMemorySelectorRequest
    from .batch_memory_deletion_request import BatchMemoryDeletionRequest as BatchMemoryDeletionRequest
    from .batch_memory_response import BatchMemoryResponse as BatchMemoryResponse
    from .batch_memory_result import BatchMemoryResult as BatchMemoryResult
    from .batch_memory_retrieval_request import BatchMemoryRetrievalRequest as BatchMemoryRetrievalRequest
    from .binary_content import BinaryContent as BinaryContent
    from .bounding_box import BoundingBox as BoundingBox
    from .chunk_reference import ChunkReference as ChunkReference
    from .chunking_configuration import ChunkingConfiguration as ChunkingConfiguration
    from .context_item import ContextItem as ContextItem
    from .create_api_key_request import CreateApiKeyRequest as CreateApiKeyRequest
    from .create_api_key_response import CreateApiKeyResponse as CreateApiKeyResponse
    from .create_llm_response import CreateLLMResponse as CreateLLMResponse
    from .create_retrieve_memory_log_policy_request import CreateRetrieveMemoryLogPolicyRequest as CreateRetrieveMemoryLogPolicyRequest
    from .credential_kind import CredentialKind as CredentialKind
    from .delete_retrieve_memory_log_policy_request import DeleteRetrieveMemoryLogPolicyRequest as DeleteRetrieveMemoryLogPolicyRequest
    from .distribution_type import DistributionType as DistributionType
    from .document_timings import DocumentTimings as DocumentTimings
    from .embedder_creation_request import EmbedderCreationRequest as EmbedderCreationRequest
    from .embedder_response import EmbedderResponse as EmbedderResponse
    from .embedder_weight import EmbedderWeight as EmbedderWeight
    from .endpoint_authentication import EndpointAuthentication as EndpointAuthentication
    from .error_body import ErrorBody as ErrorBody
    from .error_body_field import ErrorBodyField as ErrorBodyField
    from .error_detail import ErrorDetail as ErrorDetail
    from .filtered_delete_memory_selector_request import FilteredDeleteMemorySelectorRequest as FilteredDeleteMemorySelectorRequest
    from .filtered_delete_memory_selector_request_status_filter import FilteredDeleteMemorySelectorRequestStatusFilter as FilteredDeleteMemorySelectorRequestStatusFilter
    from .gcp_adc_auth import GcpAdcAuth as GcpAdcAuth
    from .good_mem_status import GoodMemStatus as GoodMemStatus
    from .good_mem_status_code import GoodMemStatusCode as GoodMemStatusCode
    from .hnsw_iterative_scan import HnswIterativeScan as HnswIterativeScan
    from .hnsw_options import HnswOptions as HnswOptions
    from .image_info import ImageInfo as ImageInfo
    from .json_batch_memory_creation_request import JsonBatchMemoryCreationRequest as JsonBatchMemoryCreationRequest
    from .json_memory_creation_request import JsonMemoryCreationRequest as JsonMemoryCreationRequest
    from .llm_capabilities import LLMCapabilities as LLMCapabilities
    from .llm_creation_request import LLMCreationRequest as LLMCreationRequest
    from .llm_provider_type import LLMProviderType as LLMProviderType
    from .llm_response import LLMResponse as LLMResponse
    from .llm_sampling_params import LLMSamplingParams as LLMSamplingParams
    from .llm_update_request import LLMUpdateRequest as LLMUpdateRequest
    from .length_measurement import LengthMeasurement as LengthMeasurement
    from .list_api_keys_response import ListApiKeysResponse as ListApiKeysResponse
    from .list_embedders_response import ListEmbeddersResponse as ListEmbeddersResponse
    from .list_ll_ms_response import ListLLMsResponse as ListLLMsResponse
    from .list_memory_page_images_response import ListMemoryPageImagesResponse as ListMemoryPageImagesResponse
    from .list_rerankers_response import ListRerankersResponse as ListRerankersResponse
    from .list_retrieve_memory_log_policies_response import ListRetrieveMemoryLogPoliciesResponse as ListRetrieveMemoryLogPoliciesResponse
    from .list_spaces_response import ListSpacesResponse as ListSpacesResponse
    from .logging_options import LoggingOptions as LoggingOptions
    from .memory import Memory as Memory
    from .memory_chunk_response import MemoryChunkResponse as MemoryChunkResponse
    from .memory_chunk_response_vector_status import MemoryChunkResponseVectorStatus as MemoryChunkResponseVectorStatus
    from .memory_creation_request import MemoryCreationRequest as MemoryCreationRequest
    from .memory_list_response import MemoryListResponse as MemoryListResponse
    from .memory_page_image import MemoryPageImage as MemoryPageImage
    from .memory_page_image_status import MemoryPageImageStatus as MemoryPageImageStatus
    from .memory_processing_status import MemoryProcessingStatus as MemoryProcessingStatus
    from .modality import Modality as Modality
    from .no_chunking_configuration import NoChunkingConfiguration as NoChunkingConfiguration
    from .ocr_category import OcrCategory as OcrCategory
    from .ocr_cell import OcrCell as OcrCell
    from .ocr_document_request import OcrDocumentRequest as OcrDocumentRequest
    from .ocr_document_response import OcrDocumentResponse as OcrDocumentResponse
    from .ocr_input_format import OcrInputFormat as OcrInputFormat
    from .ocr_layout import OcrLayout as OcrLayout
    from .ocr_page import OcrPage as OcrPage
    from .ocr_page_result import OcrPageResult as OcrPageResult
    from .page_timings import PageTimings as PageTimings
    from .ping_endpoint_info import PingEndpointInfo as PingEndpointInfo
    from .ping_event import PingEvent as PingEvent
    from .ping_notice import PingNotice as PingNotice
    from .ping_once_request import PingOnceRequest as PingOnceRequest
    from .ping_payload_type import PingPayloadType as PingPayloadType
    from .ping_result import PingResult as PingResult
    from .ping_stream_request import PingStreamRequest as PingStreamRequest
    from .ping_summary import PingSummary as PingSummary
    from .ping_target_type import PingTargetType as PingTargetType
    from .ping_timing import PingTiming as PingTiming
    from .post_processor import PostProcessor as PostProcessor
    from .processing_history import ProcessingHistory as ProcessingHistory
    from .provider_type import ProviderType as ProviderType
    from .purgeable_background_job_status import PurgeableBackgroundJobStatus as PurgeableBackgroundJobStatus
    from .recursive_chunking_configuration import RecursiveChunkingConfiguration as RecursiveChunkingConfiguration
    from .reranker_creation_request import RerankerCreationRequest as RerankerCreationRequest
    from .reranker_response import RerankerResponse as RerankerResponse
    from .result_set_boundary import ResultSetBoundary as ResultSetBoundary
    from .result_set_boundary_kind import ResultSetBoundaryKind as ResultSetBoundaryKind
    from .retrieve_memory_event import RetrieveMemoryEvent as RetrieveMemoryEvent
    from .retrieve_memory_log_policy import RetrieveMemoryLogPolicy as RetrieveMemoryLogPolicy
    from .retrieve_memory_log_policy_condition import RetrieveMemoryLogPolicyCondition as RetrieveMemoryLogPolicyCondition
    from .retrieve_memory_log_policy_condition_clause import RetrieveMemoryLogPolicyConditionClause as RetrieveMemoryLogPolicyConditionClause
    from .retrieve_memory_request import RetrieveMemoryRequest as RetrieveMemoryRequest
    from .retrieved_item import RetrievedItem as RetrievedItem
    from .rpc_status import RpcStatus as RpcStatus
    from .secret_reference import SecretReference as SecretReference
    from .sentence_chunking_configuration import SentenceChunkingConfiguration as SentenceChunkingConfiguration
    from .separator_keep_strategy import SeparatorKeepStrategy as SeparatorKeepStrategy
    from .sort_order import SortOrder as SortOrder
    from .space import Space as Space
    from .space_creation_request import SpaceCreationRequest as SpaceCreationRequest
    from .space_embedder import SpaceEmbedder as SpaceEmbedder
    from .space_embedder_config import SpaceEmbedderConfig as SpaceEmbedderConfig
    from .space_key import SpaceKey as SpaceKey
    from .system_info_response import SystemInfoResponse as SystemInfoResponse
    from .system_init_response import SystemInitResponse as SystemInitResponse
    from .token_budget import TokenBudget as TokenBudget
    from .update_api_key_request import UpdateApiKeyRequest as UpdateApiKeyRequest
    from .update_api_key_request_status import UpdateApiKeyRequestStatus as UpdateApiKeyRequestStatus
    from .update_embedder_request import UpdateEmbedderRequest as UpdateEmbedderRequest
    from .update_reranker_request import UpdateRerankerRequest as UpdateRerankerRequest
    from .update_space_request import UpdateSpaceRequest as UpdateSpaceRequest
    from .user_response import UserResponse as UserResponse

__all__ = [
    "AbstractReply",
    "ActiveLicenseMetadata",
    "AdminDrainRequest",
    "AdminDrainResponse",
    "AdminDrainResponseState",
    "AdminPurgeJobsRequest",
    "AdminPurgeJobsResponse",
    "AdminReloadLicenseResponse",
    "AdminReloadLicenseResponseStatus",
    "ApiKeyAuth",
    "ApiKeyResponse",
    "ApiKeyResponseStatus",
    "BackgroundJobAttempt",
    "BackgroundJobSummary",
    "BackgroundJobSummaryStatus",
    "BatchDeleteMemorySelectorRequest",
    "BatchMemoryDeletionRequest",
    "BatchMemoryResponse",
    "BatchMemoryResult",
    "BatchMemoryRetrievalRequest",
    "BinaryContent",
    "BoundingBox",
    "ChunkReference",
    "ChunkingConfiguration",
    "ContextItem",
    "CreateApiKeyRequest",
    "CreateApiKeyResponse",
    "CreateLLMResponse",
    "CreateRetrieveMemoryLogPolicyRequest",
    "CredentialKind",
    "DeleteRetrieveMemoryLogPolicyRequest",
    "DistributionType",
    "DocumentTimings",
    "EmbedderCreationRequest",
    "EmbedderResponse",
    "EmbedderWeight",
    "EndpointAuthentication",
    "ErrorBody",
    "ErrorBodyField",
    "ErrorDetail",
    "FilteredDeleteMemorySelectorRequest",
    "FilteredDeleteMemorySelectorRequestStatusFilter",
    "GcpAdcAuth",
    "GoodMemStatus",
    "GoodMemStatusCode",
    "HnswIterativeScan",
    "HnswOptions",
    "ImageInfo",
    "JsonBatchMemoryCreationRequest",
    "JsonMemoryCreationRequest",
    "LLMCapabilities",
    "LLMCreationRequest",
    "LLMProviderType",
    "LLMResponse",
    "LLMSamplingParams",
    "LLMUpdateRequest",
    "LengthMeasurement",
    "ListApiKeysResponse",
    "ListEmbeddersResponse",
    "ListLLMsResponse",
    "ListMemoryPageImagesResponse",
    "ListRerankersResponse",
    "ListRetrieveMemoryLogPoliciesResponse",
    "ListSpacesResponse",
    "LoggingOptions",
    "Memory",
    "MemoryChunkResponse",
    "MemoryChunkResponseVectorStatus",
    "MemoryCreationRequest",
    "MemoryListResponse",
    "MemoryPageImage",
    "MemoryPageImageStatus",
    "MemoryProcessingStatus",
    "Modality",
    "NoChunkingConfiguration",
    "OcrCategory",
    "OcrCell",
    "OcrDocumentRequest",
    "OcrDocumentResponse",
    "OcrInputFormat",
    "OcrLayout",
    "OcrPage",
    "OcrPageResult",
    "PageTimings",
    "PingEndpointInfo",
    "PingEvent",
    "PingNotice",
    "PingOnceRequest",
    "PingPayloadType",
    "PingResult",
    "PingStreamRequest",
    "PingSummary",
    "PingTargetType",
    "PingTiming",
    "PostProcessor",
    "ProcessingHistory",
    "ProviderType",
    "PurgeableBackgroundJobStatus",
    "RecursiveChunkingConfiguration",
    "RerankerCreationRequest",
    "RerankerResponse",
    "ResultSetBoundary",
    "ResultSetBoundaryKind",
    "RetrieveMemoryEvent",
    "RetrieveMemoryLogPolicy",
    "RetrieveMemoryLogPolicyCondition",
    "RetrieveMemoryLogPolicyConditionClause",
    "RetrieveMemoryRequest",
    "RetrievedItem",
    "RpcStatus",
    "SecretReference",
    "SentenceChunkingConfiguration",
    "SeparatorKeepStrategy",
    "SortOrder",
    "Space",
    "SpaceCreationRequest",
    "SpaceEmbedder",
    "SpaceEmbedderConfig",
    "SpaceKey",
    "SystemInfoResponse",
    "SystemInitResponse",
    "TokenBudget",
    "UpdateApiKeyRequest",
    "UpdateApiKeyRequestStatus",
    "UpdateEmbedderRequest",
    "UpdateRerankerRequest",
    "UpdateSpaceRequest",
    "UserResponse",
]

_MODULES = {
    "AbstractReply": "abstract_reply",
    "ActiveLicenseMetadata": "active_license_metadata",
    "AdminDrainRequest": "admin_drain_request",
    "AdminDrainResponse": "admin_drain_response",
    "AdminDrainResponseState": "admin_drain_response_state",
    "AdminPurgeJobsRequest": "admin_purge_jobs_request",
    "AdminPurgeJobsResponse": "admin_purge_jobs_response",
    "AdminReloadLicenseResponse": "admin_reload_license_response",
    "AdminReloadLicenseResponseStatus": "admin_reload_license_response_status",
    "ApiKeyAuth": "api_key_auth",
    "ApiKeyResponse": "api_key_response",
    "ApiKeyResponseStatus": "api_key_response_status",
    "BackgroundJobAttempt": "background_job_attempt",
    "BackgroundJobSummary": "background_job_summary",
    "BackgroundJobSummaryStatus": "background_job_summary_status",
    "BatchDeleteMemorySelectorRequest": "batch_delete_memory_selector_request",
    "BatchMemoryDeletionRequest": "batch_memory_deletion_request",
    "BatchMemoryResponse": "batch_memory_response",
    "BatchMemoryResult": "batch_memory_result",
    "BatchMemoryRetrievalRequest": "batch_memory_retrieval_request",
    "BinaryContent": "binary_content",
    "BoundingBox": "bounding_box",
    "ChunkReference": "chunk_reference",
    "ChunkingConfiguration": "chunking_configuration",
    "ContextItem": "context_item",
    "CreateApiKeyRequest": "create_api_key_request",
    "CreateApiKeyResponse": "create_api_key_response",
    "CreateLLMResponse": "create_llm_response",
    "CreateRetrieveMemoryLogPolicyRequest": "create_retrieve_memory_log_policy_request",
    "CredentialKind": "credential_kind",
    "DeleteRetrieveMemoryLogPolicyRequest": "delete_retrieve_memory_log_policy_request",
    "DistributionType": "distribution_type",
    "DocumentTimings": "document_timings",
    "EmbedderCreationRequest": "embedder_creation_request",
    "EmbedderResponse": "embedder_response",
    "EmbedderWeight": "embedder_weight",
    "EndpointAuthentication": "endpoint_authentication",
    "ErrorBody": "error_body",
    "ErrorBodyField": "error_body_field",
    "ErrorDetail": "error_detail",
    "FilteredDeleteMemorySelectorRequest": "filtered_delete_memory_selector_request",
    "FilteredDeleteMemorySelectorRequestStatusFilter": "filtered_delete_memory_selector_request_status_filter",
    "GcpAdcAuth": "gcp_adc_auth",
    "GoodMemStatus": "good_mem_status",
    "GoodMemStatusCode": "good_mem_status_code",
    "HnswIterativeScan": "hnsw_iterative_scan",
    "HnswOptions": "hnsw_options",
    "ImageInfo": "image_info",
    "JsonBatchMemoryCreationRequest": "json_batch_memory_creation_request",
    "JsonMemoryCreationRequest": "json_memory_creation_request",
    "LLMCapabilities": "llm_capabilities",
    "LLMCreationRequest": "llm_creation_request",
    "LLMProviderType": "llm_provider_type",
    "LLMResponse": "llm_response",
    "LLMSamplingParams": "llm_sampling_params",
    "LLMUpdateRequest": "llm_update_request",
    "LengthMeasurement": "length_measurement",
    "ListApiKeysResponse": "list_api_keys_response",
    "ListEmbeddersResponse": "list_embedders_response",
    "ListLLMsResponse": "list_ll_ms_response",
    "ListMemoryPageImagesResponse": "list_memory_page_images_response",
    "ListRerankersResponse": "list_rerankers_response",
    "ListRetrieveMemoryLogPoliciesResponse": "list_retrieve_memory_log_policies_response",
    "ListSpacesResponse": "list_spaces_response",
    "LoggingOptions": "logging_options",
    "Memory": "memory",
    "MemoryChunkResponse": "memory_chunk_response",
    "MemoryChunkResponseVectorStatus": "memory_chunk_response_vector_status",
    "MemoryCreationRequest": "memory_creation_request",
    "MemoryListResponse": "memory_list_response",
    "MemoryPageImage": "memory_page_image",
    "MemoryPageImageStatus": "memory_page_image_status",
    "MemoryProcessingStatus": "memory_processing_status",
    "Modality": "modality",
    "NoChunkingConfiguration": "no_chunking_configuration",
    "OcrCategory": "ocr_category",
    "OcrCell": "ocr_cell",
    "OcrDocumentRequest": "ocr_document_request",
    "OcrDocumentResponse": "ocr_document_response",
    "OcrInputFormat": "ocr_input_format",
    "OcrLayout": "ocr_layout",
    "OcrPage": "ocr_page",
    "OcrPageResult": "ocr_page_result",
    "PageTimings": "page_timings",
    "PingEndpointInfo": "ping_endpoint_info",
    "PingEvent": "ping_event",
    "PingNotice": "ping_notice",
    "PingOnceRequest": "ping_once_request",
    "PingPayloadType": "ping_payload_type",
    "PingResult": "ping_result",
    "PingStreamRequest": "ping_stream_request",
    "PingSummary": "ping_summary",
    "PingTargetType": "ping_target_type",
    "PingTiming": "ping_timing",
    "PostProcessor": "post_processor",
    "ProcessingHistory": "processing_history",
    "ProviderType": "provider_type",
    "PurgeableBackgroundJobStatus": "purgeable_background_job_status",
    "RecursiveChunkingConfiguration": "recursive_chunking_configuration",
    "RerankerCreationRequest": "reranker_creation_request",
    "RerankerResponse": "reranker_response",
    "ResultSetBoundary": "result_set_boundary",
    "ResultSetBoundaryKind": "result_set_boundary_kind",
    "RetrieveMemoryEvent": "retrieve_memory_event",
    "RetrieveMemoryLogPolicy": "retrieve_memory_log_policy",
    "RetrieveMemoryLogPolicyCondition": "retrieve_memory_log_policy_condition",
    "RetrieveMemoryLogPolicyConditionClause": "retrieve_memory_log_policy_condition_clause",
    "RetrieveMemoryRequest": "retrieve_memory_request",
    "RetrievedItem": "retrieved_item",
    "RpcStatus": "rpc_status",
    "SecretReference": "secret_reference",
    "SentenceChunkingConfiguration": "sentence_chunking_configuration",
    "SeparatorKeepStrategy": "separator_keep_strategy",
    "SortOrder": "sort_order",
    "Space": "space",
    "SpaceCreationRequest": "space_creation_request",
    "SpaceEmbedder": "space_embedder",
    "SpaceEmbedderConfig": "space_embedder_config",
    "SpaceKey": "space_key",
    "SystemInfoResponse": "system_info_response",
    "SystemInitResponse": "system_init_response",
    "TokenBudget": "token_budget",
    "UpdateApiKeyRequest": "update_api_key_request",
    "UpdateApiKeyRequestStatus": "update_api_key_request_status",
    "UpdateEmbedderRequest": "update_embedder_request",
    "UpdateRerankerRequest": "update_reranker_request",
    "UpdateSpaceRequest": "update_space_request",
    "UserResponse": "user_response",
}

# Schema name → class name, where they differ.
_SCHEMAS: dict[str, str] = {}


def for_schema(schema: str) -> Any:
    """The model of a component schema, by the name that the document gives it; `KeyError` if it has none."""
    name = _SCHEMAS.get(schema, schema)
    if name not in _MODULES:
        raise KeyError(f"the document has no schema {schema!r}")
    return __getattr__(name)


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
    value = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "for_schema"]
