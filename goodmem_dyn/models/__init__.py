# Generated from spec/. Do not edit; run `python -m tools generate`.
"""The models of the API: one class per schema, imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .abstract_reply import AbstractReply as AbstractReply
    from .access_policy_rule import AccessPolicyRule as AccessPolicyRule
    from .access_policy_target import AccessPolicyTarget as AccessPolicyTarget
    from .active_license_metadata import ActiveLicenseMetadata as ActiveLicenseMetadata
    from .admin_drain_request import AdminDrainRequest as AdminDrainRequest
    from .admin_drain_response import AdminDrainResponse as AdminDrainResponse
    from .admin_drain_response_state import AdminDrainResponseState as AdminDrainResponseState
    from .admin_purge_jobs_request import AdminPurgeJobsRequest as AdminPurgeJobsRequest
    from .admin_purge_jobs_response import AdminPurgeJobsResponse as AdminPurgeJobsResponse
    from .admin_reload_license_response import AdminReloadLicenseResponse as AdminReloadLicenseResponse
    from .admin_reload_license_response_status import AdminReloadLicenseResponseStatus as AdminReloadLicenseResponseStatus
    from .api_key_auth import ApiKeyAuth as ApiKeyAuth
    from .api_key_authority_mode import ApiKeyAuthorityMode as ApiKeyAuthorityMode
    from .api_key_response import ApiKeyResponse as ApiKeyResponse
    from .api_key_response_lifecycle_state import ApiKeyResponseLifecycleState as ApiKeyResponseLifecycleState
    from .api_key_response_status import ApiKeyResponseStatus as ApiKeyResponseStatus
    from .assign_role_request import AssignRoleRequest as AssignRoleRequest
    from .assign_role_request_role import AssignRoleRequestRole as AssignRoleRequestRole
    from .authorization_check import AuthorizationCheck as AuthorizationCheck
    from .authorization_check_result import AuthorizationCheckResult as AuthorizationCheckResult
    from .authorization_grant import AuthorizationGrant as AuthorizationGrant
    from .background_job_attempt import BackgroundJobAttempt as BackgroundJobAttempt
    from .background_job_attempt_failure_stage import BackgroundJobAttemptFailureStage as BackgroundJobAttemptFailureStage
    from .background_job_summary import BackgroundJobSummary as BackgroundJobSummary
    from .background_job_summary_failure_stage import BackgroundJobSummaryFailureStage as BackgroundJobSummaryFailureStage
    from .background_job_summary_status import BackgroundJobSummaryStatus as BackgroundJobSummaryStatus
    from .batch_delete_memory_selector_request import BatchDeleteMemorySelectorRequest as BatchDeleteMemorySelectorRequest
    from .batch_memory_deletion_request import BatchMemoryDeletionRequest as BatchMemoryDeletionRequest
    from .batch_memory_response import BatchMemoryResponse as BatchMemoryResponse
    from .batch_memory_result import BatchMemoryResult as BatchMemoryResult
    from .batch_memory_retrieval_request import BatchMemoryRetrievalRequest as BatchMemoryRetrievalRequest
    from .binary_content import BinaryContent as BinaryContent
    from .bounding_box import BoundingBox as BoundingBox
    from .check_authorizations_request import CheckAuthorizationsRequest as CheckAuthorizationsRequest
    from .check_authorizations_response import CheckAuthorizationsResponse as CheckAuthorizationsResponse
    from .chunk_reference import ChunkReference as ChunkReference
    from .chunking_configuration import ChunkingConfiguration as ChunkingConfiguration
    from .complete_user_enrollment_request import CompleteUserEnrollmentRequest as CompleteUserEnrollmentRequest
    from .complete_user_enrollment_response import CompleteUserEnrollmentResponse as CompleteUserEnrollmentResponse
    from .context_item import ContextItem as ContextItem
    from .create_api_key_request import CreateApiKeyRequest as CreateApiKeyRequest
    from .create_api_key_response import CreateApiKeyResponse as CreateApiKeyResponse
    from .create_authorization_grant_request import CreateAuthorizationGrantRequest as CreateAuthorizationGrantRequest
    from .create_decision_model_request import CreateDecisionModelRequest as CreateDecisionModelRequest
    from .create_llm_response import CreateLLMResponse as CreateLLMResponse
    from .create_retrieve_memory_log_policy_request import CreateRetrieveMemoryLogPolicyRequest as CreateRetrieveMemoryLogPolicyRequest
    from .create_service_identity_request import CreateServiceIdentityRequest as CreateServiceIdentityRequest
    from .create_user_enrollment_request import CreateUserEnrollmentRequest as CreateUserEnrollmentRequest
    from .create_user_enrollment_response import CreateUserEnrollmentResponse as CreateUserEnrollmentResponse
    from .create_user_request import CreateUserRequest as CreateUserRequest
    from .credential_kind import CredentialKind as CredentialKind
    from .dash_scope_api_dialect import DashScopeApiDialect as DashScopeApiDialect
    from .decision_answer import DecisionAnswer as DecisionAnswer
    from .decision_array import DecisionArray as DecisionArray
    from .decision_box_answer import DecisionBoxAnswer as DecisionBoxAnswer
    from .decision_box_question import DecisionBoxQuestion as DecisionBoxQuestion
    from .decision_choice_answer import DecisionChoiceAnswer as DecisionChoiceAnswer
    from .decision_choice_answer_confidence_meaning import DecisionChoiceAnswerConfidenceMeaning as DecisionChoiceAnswerConfidenceMeaning
    from .decision_choice_question import DecisionChoiceQuestion as DecisionChoiceQuestion
    from .decision_content import DecisionContent as DecisionContent
    from .decision_limit import DecisionLimit as DecisionLimit
    from .decision_limit_type import DecisionLimitType as DecisionLimitType
    from .decision_media import DecisionMedia as DecisionMedia
    from .decision_media_kind import DecisionMediaKind as DecisionMediaKind
    from .decision_media_limit import DecisionMediaLimit as DecisionMediaLimit
    from .decision_media_limit_type import DecisionMediaLimitType as DecisionMediaLimitType
    from .decision_media_support import DecisionMediaSupport as DecisionMediaSupport
    from .decision_media_support_kind import DecisionMediaSupportKind as DecisionMediaSupportKind
    from .decision_model_capabilities import DecisionModelCapabilities as DecisionModelCapabilities
    from .decision_model_capabilities_input_overflow import DecisionModelCapabilitiesInputOverflow as DecisionModelCapabilitiesInputOverflow
    from .decision_model_provider_type import DecisionModelProviderType as DecisionModelProviderType
    from .decision_model_response import DecisionModelResponse as DecisionModelResponse
    from .decision_noul_answer import DecisionNoulAnswer as DecisionNoulAnswer
    from .decision_noul_question import DecisionNoulQuestion as DecisionNoulQuestion
    from .decision_object import DecisionObject as DecisionObject
    from .decision_question import DecisionQuestion as DecisionQuestion
    from .decision_question_semantics import DecisionQuestionSemantics as DecisionQuestionSemantics
    from .decision_question_semantics_confidence import DecisionQuestionSemanticsConfidence as DecisionQuestionSemanticsConfidence
    from .decision_question_semantics_output import DecisionQuestionSemanticsOutput as DecisionQuestionSemanticsOutput
    from .decision_question_semantics_question_type import DecisionQuestionSemanticsQuestionType as DecisionQuestionSemanticsQuestionType
    from .decision_request import DecisionRequest as DecisionRequest
    from .decision_response import DecisionResponse as DecisionResponse
    from .decision_score_answer import DecisionScoreAnswer as DecisionScoreAnswer
    from .decision_score_answer_confidence_meaning import DecisionScoreAnswerConfidenceMeaning as DecisionScoreAnswerConfidenceMeaning
    from .decision_score_question import DecisionScoreQuestion as DecisionScoreQuestion
    from .decision_usage import DecisionUsage as DecisionUsage
    from .delete_retrieve_memory_log_policy_request import DeleteRetrieveMemoryLogPolicyRequest as DeleteRetrieveMemoryLogPolicyRequest
    from .distribution_type import DistributionType as DistributionType
    from .document_timings import DocumentTimings as DocumentTimings
    from .embedder_creation_request import EmbedderCreationRequest as EmbedderCreationRequest
    from .embedder_creation_request_dashscope_api_dialect import EmbedderCreationRequestDashscopeApiDialect as EmbedderCreationRequestDashscopeApiDialect
    from .embedder_response import EmbedderResponse as EmbedderResponse
    from .embedder_weight import EmbedderWeight as EmbedderWeight
    from .endpoint_authentication import EndpointAuthentication as EndpointAuthentication
    from .error_body import ErrorBody as ErrorBody
    from .error_body_field import ErrorBodyField as ErrorBodyField
    from .error_detail import ErrorDetail as ErrorDetail
    from .filtered_delete_memory_selector_request import FilteredDeleteMemorySelectorRequest as FilteredDeleteMemorySelectorRequest
    from .filtered_delete_memory_selector_request_status_filter import FilteredDeleteMemorySelectorRequestStatusFilter as FilteredDeleteMemorySelectorRequestStatusFilter
    from .gcp_adc_auth import GcpAdcAuth as GcpAdcAuth
    from .gemini_api_backend import GeminiApiBackend as GeminiApiBackend
    from .gemini_endpoint_config import GeminiEndpointConfig as GeminiEndpointConfig
    from .good_mem_instance import GoodMemInstance as GoodMemInstance
    from .good_mem_status import GoodMemStatus as GoodMemStatus
    from .good_mem_status_code import GoodMemStatusCode as GoodMemStatusCode
    from .grant_audience import GrantAudience as GrantAudience
    from .grant_audience_all_authenticated import GrantAudienceAllAuthenticated as GrantAudienceAllAuthenticated
    from .hnsw_iterative_scan import HnswIterativeScan as HnswIterativeScan
    from .hnsw_options import HnswOptions as HnswOptions
    from .image_info import ImageInfo as ImageInfo
    from .json_batch_memory_creation_request import JsonBatchMemoryCreationRequest as JsonBatchMemoryCreationRequest
    from .json_memory_creation_request import JsonMemoryCreationRequest as JsonMemoryCreationRequest
    from .llm_capabilities import LLMCapabilities as LLMCapabilities
    from .llm_creation_request import LLMCreationRequest as LLMCreationRequest
    from .llm_creation_request_dashscope_api_dialect import LLMCreationRequestDashscopeApiDialect as LLMCreationRequestDashscopeApiDialect
    from .llm_provider_type import LLMProviderType as LLMProviderType
    from .llm_response import LLMResponse as LLMResponse
    from .llm_sampling_params import LLMSamplingParams as LLMSamplingParams
    from .llm_update_request import LLMUpdateRequest as LLMUpdateRequest
    from .llm_update_request_dashscope_api_dialect import LLMUpdateRequestDashscopeApiDialect as LLMUpdateRequestDashscopeApiDialect
    from .length_measurement import LengthMeasurement as LengthMeasurement
    from .list_api_keys_response import ListApiKeysResponse as ListApiKeysResponse
    from .list_authorization_grants_response import ListAuthorizationGrantsResponse as ListAuthorizationGrantsResponse
    from .list_decision_models_response import ListDecisionModelsResponse as ListDecisionModelsResponse
    from .list_embedders_response import ListEmbeddersResponse as ListEmbeddersResponse
    from .list_ll_ms_response import ListLLMsResponse as ListLLMsResponse
    from .list_memory_page_images_response import ListMemoryPageImagesResponse as ListMemoryPageImagesResponse
    from .list_rerankers_response import ListRerankersResponse as ListRerankersResponse
    from .list_retrieve_memory_log_policies_response import ListRetrieveMemoryLogPoliciesResponse as ListRetrieveMemoryLogPoliciesResponse
    from .list_role_assignments_response import ListRoleAssignmentsResponse as ListRoleAssignmentsResponse
    from .list_service_identities_response import ListServiceIdentitiesResponse as ListServiceIdentitiesResponse
    from .list_spaces_response import ListSpacesResponse as ListSpacesResponse
    from .list_user_enrollments_response import ListUserEnrollmentsResponse as ListUserEnrollmentsResponse
    from .list_users_response import ListUsersResponse as ListUsersResponse
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
    from .operation import Operation as Operation
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
    from .reranker_creation_request_dashscope_api_dialect import RerankerCreationRequestDashscopeApiDialect as RerankerCreationRequestDashscopeApiDialect
    from .reranker_response import RerankerResponse as RerankerResponse
    from .resource_kind import ResourceKind as ResourceKind
    from .result_set_boundary import ResultSetBoundary as ResultSetBoundary
    from .result_set_boundary_kind import ResultSetBoundaryKind as ResultSetBoundaryKind
    from .retrieve_memory_event import RetrieveMemoryEvent as RetrieveMemoryEvent
    from .retrieve_memory_log_policy import RetrieveMemoryLogPolicy as RetrieveMemoryLogPolicy
    from .retrieve_memory_log_policy_condition import RetrieveMemoryLogPolicyCondition as RetrieveMemoryLogPolicyCondition
    from .retrieve_memory_log_policy_condition_clause import RetrieveMemoryLogPolicyConditionClause as RetrieveMemoryLogPolicyConditionClause
    from .retrieve_memory_request import RetrieveMemoryRequest as RetrieveMemoryRequest
    from .retrieved_item import RetrievedItem as RetrievedItem
    from .role import Role as Role
    from .role_assignment import RoleAssignment as RoleAssignment
    from .role_assignment_target import RoleAssignmentTarget as RoleAssignmentTarget
    from .role_assignment_target_kind import RoleAssignmentTargetKind as RoleAssignmentTargetKind
    from .rpc_status import RpcStatus as RpcStatus
    from .secret_reference import SecretReference as SecretReference
    from .selector import Selector as Selector
    from .sentence_chunking_configuration import SentenceChunkingConfiguration as SentenceChunkingConfiguration
    from .separator_keep_strategy import SeparatorKeepStrategy as SeparatorKeepStrategy
    from .service_identity_response import ServiceIdentityResponse as ServiceIdentityResponse
    from .sort_order import SortOrder as SortOrder
    from .space import Space as Space
    from .space_creation_request import SpaceCreationRequest as SpaceCreationRequest
    from .space_embedder import SpaceEmbedder as SpaceEmbedder
    from .space_embedder_config import SpaceEmbedderConfig as SpaceEmbedderConfig
    from .space_key import SpaceKey as SpaceKey
    from .system_info_response import SystemInfoResponse as SystemInfoResponse
    from .system_init_response import SystemInitResponse as SystemInitResponse
    from .token_budget import TokenBudget as TokenBudget
    from .transfer_instance_ownership_response import TransferInstanceOwnershipResponse as TransferInstanceOwnershipResponse
    from .transfer_ownership_request import TransferOwnershipRequest as TransferOwnershipRequest
    from .transfer_service_identity_ownership_response import TransferServiceIdentityOwnershipResponse as TransferServiceIdentityOwnershipResponse
    from .transfer_space_ownership_response import TransferSpaceOwnershipResponse as TransferSpaceOwnershipResponse
    from .update_api_key_request import UpdateApiKeyRequest as UpdateApiKeyRequest
    from .update_api_key_request_status import UpdateApiKeyRequestStatus as UpdateApiKeyRequestStatus
    from .update_decision_model_request import UpdateDecisionModelRequest as UpdateDecisionModelRequest
    from .update_embedder_request import UpdateEmbedderRequest as UpdateEmbedderRequest
    from .update_embedder_request_dashscope_api_dialect import UpdateEmbedderRequestDashscopeApiDialect as UpdateEmbedderRequestDashscopeApiDialect
    from .update_reranker_request import UpdateRerankerRequest as UpdateRerankerRequest
    from .update_reranker_request_dashscope_api_dialect import UpdateRerankerRequestDashscopeApiDialect as UpdateRerankerRequestDashscopeApiDialect
    from .update_service_identity_request import UpdateServiceIdentityRequest as UpdateServiceIdentityRequest
    from .update_space_request import UpdateSpaceRequest as UpdateSpaceRequest
    from .update_user_request import UpdateUserRequest as UpdateUserRequest
    from .user_enrollment_response import UserEnrollmentResponse as UserEnrollmentResponse
    from .user_enrollment_response_status import UserEnrollmentResponseStatus as UserEnrollmentResponseStatus
    from .user_enrollment_summary import UserEnrollmentSummary as UserEnrollmentSummary
    from .user_enrollment_summary_open_enrollment_status import UserEnrollmentSummaryOpenEnrollmentStatus as UserEnrollmentSummaryOpenEnrollmentStatus
    from .user_response import UserResponse as UserResponse

__all__ = [
    "AbstractReply",
    "AccessPolicyRule",
    "AccessPolicyTarget",
    "ActiveLicenseMetadata",
    "AdminDrainRequest",
    "AdminDrainResponse",
    "AdminDrainResponseState",
    "AdminPurgeJobsRequest",
    "AdminPurgeJobsResponse",
    "AdminReloadLicenseResponse",
    "AdminReloadLicenseResponseStatus",
    "ApiKeyAuth",
    "ApiKeyAuthorityMode",
    "ApiKeyResponse",
    "ApiKeyResponseLifecycleState",
    "ApiKeyResponseStatus",
    "AssignRoleRequest",
    "AssignRoleRequestRole",
    "AuthorizationCheck",
    "AuthorizationCheckResult",
    "AuthorizationGrant",
    "BackgroundJobAttempt",
    "BackgroundJobAttemptFailureStage",
    "BackgroundJobSummary",
    "BackgroundJobSummaryFailureStage",
    "BackgroundJobSummaryStatus",
    "BatchDeleteMemorySelectorRequest",
    "BatchMemoryDeletionRequest",
    "BatchMemoryResponse",
    "BatchMemoryResult",
    "BatchMemoryRetrievalRequest",
    "BinaryContent",
    "BoundingBox",
    "CheckAuthorizationsRequest",
    "CheckAuthorizationsResponse",
    "ChunkReference",
    "ChunkingConfiguration",
    "CompleteUserEnrollmentRequest",
    "CompleteUserEnrollmentResponse",
    "ContextItem",
    "CreateApiKeyRequest",
    "CreateApiKeyResponse",
    "CreateAuthorizationGrantRequest",
    "CreateDecisionModelRequest",
    "CreateLLMResponse",
    "CreateRetrieveMemoryLogPolicyRequest",
    "CreateServiceIdentityRequest",
    "CreateUserEnrollmentRequest",
    "CreateUserEnrollmentResponse",
    "CreateUserRequest",
    "CredentialKind",
    "DashScopeApiDialect",
    "DecisionAnswer",
    "DecisionArray",
    "DecisionBoxAnswer",
    "DecisionBoxQuestion",
    "DecisionChoiceAnswer",
    "DecisionChoiceAnswerConfidenceMeaning",
    "DecisionChoiceQuestion",
    "DecisionContent",
    "DecisionLimit",
    "DecisionLimitType",
    "DecisionMedia",
    "DecisionMediaKind",
    "DecisionMediaLimit",
    "DecisionMediaLimitType",
    "DecisionMediaSupport",
    "DecisionMediaSupportKind",
    "DecisionModelCapabilities",
    "DecisionModelCapabilitiesInputOverflow",
    "DecisionModelProviderType",
    "DecisionModelResponse",
    "DecisionNoulAnswer",
    "DecisionNoulQuestion",
    "DecisionObject",
    "DecisionQuestion",
    "DecisionQuestionSemantics",
    "DecisionQuestionSemanticsConfidence",
    "DecisionQuestionSemanticsOutput",
    "DecisionQuestionSemanticsQuestionType",
    "DecisionRequest",
    "DecisionResponse",
    "DecisionScoreAnswer",
    "DecisionScoreAnswerConfidenceMeaning",
    "DecisionScoreQuestion",
    "DecisionUsage",
    "DeleteRetrieveMemoryLogPolicyRequest",
    "DistributionType",
    "DocumentTimings",
    "EmbedderCreationRequest",
    "EmbedderCreationRequestDashscopeApiDialect",
    "EmbedderResponse",
    "EmbedderWeight",
    "EndpointAuthentication",
    "ErrorBody",
    "ErrorBodyField",
    "ErrorDetail",
    "FilteredDeleteMemorySelectorRequest",
    "FilteredDeleteMemorySelectorRequestStatusFilter",
    "GcpAdcAuth",
    "GeminiApiBackend",
    "GeminiEndpointConfig",
    "GoodMemInstance",
    "GoodMemStatus",
    "GoodMemStatusCode",
    "GrantAudience",
    "GrantAudienceAllAuthenticated",
    "HnswIterativeScan",
    "HnswOptions",
    "ImageInfo",
    "JsonBatchMemoryCreationRequest",
    "JsonMemoryCreationRequest",
    "LLMCapabilities",
    "LLMCreationRequest",
    "LLMCreationRequestDashscopeApiDialect",
    "LLMProviderType",
    "LLMResponse",
    "LLMSamplingParams",
    "LLMUpdateRequest",
    "LLMUpdateRequestDashscopeApiDialect",
    "LengthMeasurement",
    "ListApiKeysResponse",
    "ListAuthorizationGrantsResponse",
    "ListDecisionModelsResponse",
    "ListEmbeddersResponse",
    "ListLLMsResponse",
    "ListMemoryPageImagesResponse",
    "ListRerankersResponse",
    "ListRetrieveMemoryLogPoliciesResponse",
    "ListRoleAssignmentsResponse",
    "ListServiceIdentitiesResponse",
    "ListSpacesResponse",
    "ListUserEnrollmentsResponse",
    "ListUsersResponse",
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
    "Operation",
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
    "RerankerCreationRequestDashscopeApiDialect",
    "RerankerResponse",
    "ResourceKind",
    "ResultSetBoundary",
    "ResultSetBoundaryKind",
    "RetrieveMemoryEvent",
    "RetrieveMemoryLogPolicy",
    "RetrieveMemoryLogPolicyCondition",
    "RetrieveMemoryLogPolicyConditionClause",
    "RetrieveMemoryRequest",
    "RetrievedItem",
    "Role",
    "RoleAssignment",
    "RoleAssignmentTarget",
    "RoleAssignmentTargetKind",
    "RpcStatus",
    "SecretReference",
    "Selector",
    "SentenceChunkingConfiguration",
    "SeparatorKeepStrategy",
    "ServiceIdentityResponse",
    "SortOrder",
    "Space",
    "SpaceCreationRequest",
    "SpaceEmbedder",
    "SpaceEmbedderConfig",
    "SpaceKey",
    "SystemInfoResponse",
    "SystemInitResponse",
    "TokenBudget",
    "TransferInstanceOwnershipResponse",
    "TransferOwnershipRequest",
    "TransferServiceIdentityOwnershipResponse",
    "TransferSpaceOwnershipResponse",
    "UpdateApiKeyRequest",
    "UpdateApiKeyRequestStatus",
    "UpdateDecisionModelRequest",
    "UpdateEmbedderRequest",
    "UpdateEmbedderRequestDashscopeApiDialect",
    "UpdateRerankerRequest",
    "UpdateRerankerRequestDashscopeApiDialect",
    "UpdateServiceIdentityRequest",
    "UpdateSpaceRequest",
    "UpdateUserRequest",
    "UserEnrollmentResponse",
    "UserEnrollmentResponseStatus",
    "UserEnrollmentSummary",
    "UserEnrollmentSummaryOpenEnrollmentStatus",
    "UserResponse",
]

_MODULES = {
    "AbstractReply": "abstract_reply",
    "AccessPolicyRule": "access_policy_rule",
    "AccessPolicyTarget": "access_policy_target",
    "ActiveLicenseMetadata": "active_license_metadata",
    "AdminDrainRequest": "admin_drain_request",
    "AdminDrainResponse": "admin_drain_response",
    "AdminDrainResponseState": "admin_drain_response_state",
    "AdminPurgeJobsRequest": "admin_purge_jobs_request",
    "AdminPurgeJobsResponse": "admin_purge_jobs_response",
    "AdminReloadLicenseResponse": "admin_reload_license_response",
    "AdminReloadLicenseResponseStatus": "admin_reload_license_response_status",
    "ApiKeyAuth": "api_key_auth",
    "ApiKeyAuthorityMode": "api_key_authority_mode",
    "ApiKeyResponse": "api_key_response",
    "ApiKeyResponseLifecycleState": "api_key_response_lifecycle_state",
    "ApiKeyResponseStatus": "api_key_response_status",
    "AssignRoleRequest": "assign_role_request",
    "AssignRoleRequestRole": "assign_role_request_role",
    "AuthorizationCheck": "authorization_check",
    "AuthorizationCheckResult": "authorization_check_result",
    "AuthorizationGrant": "authorization_grant",
    "BackgroundJobAttempt": "background_job_attempt",
    "BackgroundJobAttemptFailureStage": "background_job_attempt_failure_stage",
    "BackgroundJobSummary": "background_job_summary",
    "BackgroundJobSummaryFailureStage": "background_job_summary_failure_stage",
    "BackgroundJobSummaryStatus": "background_job_summary_status",
    "BatchDeleteMemorySelectorRequest": "batch_delete_memory_selector_request",
    "BatchMemoryDeletionRequest": "batch_memory_deletion_request",
    "BatchMemoryResponse": "batch_memory_response",
    "BatchMemoryResult": "batch_memory_result",
    "BatchMemoryRetrievalRequest": "batch_memory_retrieval_request",
    "BinaryContent": "binary_content",
    "BoundingBox": "bounding_box",
    "CheckAuthorizationsRequest": "check_authorizations_request",
    "CheckAuthorizationsResponse": "check_authorizations_response",
    "ChunkReference": "chunk_reference",
    "ChunkingConfiguration": "chunking_configuration",
    "CompleteUserEnrollmentRequest": "complete_user_enrollment_request",
    "CompleteUserEnrollmentResponse": "complete_user_enrollment_response",
    "ContextItem": "context_item",
    "CreateApiKeyRequest": "create_api_key_request",
    "CreateApiKeyResponse": "create_api_key_response",
    "CreateAuthorizationGrantRequest": "create_authorization_grant_request",
    "CreateDecisionModelRequest": "create_decision_model_request",
    "CreateLLMResponse": "create_llm_response",
    "CreateRetrieveMemoryLogPolicyRequest": "create_retrieve_memory_log_policy_request",
    "CreateServiceIdentityRequest": "create_service_identity_request",
    "CreateUserEnrollmentRequest": "create_user_enrollment_request",
    "CreateUserEnrollmentResponse": "create_user_enrollment_response",
    "CreateUserRequest": "create_user_request",
    "CredentialKind": "credential_kind",
    "DashScopeApiDialect": "dash_scope_api_dialect",
    "DecisionAnswer": "decision_answer",
    "DecisionArray": "decision_array",
    "DecisionBoxAnswer": "decision_box_answer",
    "DecisionBoxQuestion": "decision_box_question",
    "DecisionChoiceAnswer": "decision_choice_answer",
    "DecisionChoiceAnswerConfidenceMeaning": "decision_choice_answer_confidence_meaning",
    "DecisionChoiceQuestion": "decision_choice_question",
    "DecisionContent": "decision_content",
    "DecisionLimit": "decision_limit",
    "DecisionLimitType": "decision_limit_type",
    "DecisionMedia": "decision_media",
    "DecisionMediaKind": "decision_media_kind",
    "DecisionMediaLimit": "decision_media_limit",
    "DecisionMediaLimitType": "decision_media_limit_type",
    "DecisionMediaSupport": "decision_media_support",
    "DecisionMediaSupportKind": "decision_media_support_kind",
    "DecisionModelCapabilities": "decision_model_capabilities",
    "DecisionModelCapabilitiesInputOverflow": "decision_model_capabilities_input_overflow",
    "DecisionModelProviderType": "decision_model_provider_type",
    "DecisionModelResponse": "decision_model_response",
    "DecisionNoulAnswer": "decision_noul_answer",
    "DecisionNoulQuestion": "decision_noul_question",
    "DecisionObject": "decision_object",
    "DecisionQuestion": "decision_question",
    "DecisionQuestionSemantics": "decision_question_semantics",
    "DecisionQuestionSemanticsConfidence": "decision_question_semantics_confidence",
    "DecisionQuestionSemanticsOutput": "decision_question_semantics_output",
    "DecisionQuestionSemanticsQuestionType": "decision_question_semantics_question_type",
    "DecisionRequest": "decision_request",
    "DecisionResponse": "decision_response",
    "DecisionScoreAnswer": "decision_score_answer",
    "DecisionScoreAnswerConfidenceMeaning": "decision_score_answer_confidence_meaning",
    "DecisionScoreQuestion": "decision_score_question",
    "DecisionUsage": "decision_usage",
    "DeleteRetrieveMemoryLogPolicyRequest": "delete_retrieve_memory_log_policy_request",
    "DistributionType": "distribution_type",
    "DocumentTimings": "document_timings",
    "EmbedderCreationRequest": "embedder_creation_request",
    "EmbedderCreationRequestDashscopeApiDialect": "embedder_creation_request_dashscope_api_dialect",
    "EmbedderResponse": "embedder_response",
    "EmbedderWeight": "embedder_weight",
    "EndpointAuthentication": "endpoint_authentication",
    "ErrorBody": "error_body",
    "ErrorBodyField": "error_body_field",
    "ErrorDetail": "error_detail",
    "FilteredDeleteMemorySelectorRequest": "filtered_delete_memory_selector_request",
    "FilteredDeleteMemorySelectorRequestStatusFilter": "filtered_delete_memory_selector_request_status_filter",
    "GcpAdcAuth": "gcp_adc_auth",
    "GeminiApiBackend": "gemini_api_backend",
    "GeminiEndpointConfig": "gemini_endpoint_config",
    "GoodMemInstance": "good_mem_instance",
    "GoodMemStatus": "good_mem_status",
    "GoodMemStatusCode": "good_mem_status_code",
    "GrantAudience": "grant_audience",
    "GrantAudienceAllAuthenticated": "grant_audience_all_authenticated",
    "HnswIterativeScan": "hnsw_iterative_scan",
    "HnswOptions": "hnsw_options",
    "ImageInfo": "image_info",
    "JsonBatchMemoryCreationRequest": "json_batch_memory_creation_request",
    "JsonMemoryCreationRequest": "json_memory_creation_request",
    "LLMCapabilities": "llm_capabilities",
    "LLMCreationRequest": "llm_creation_request",
    "LLMCreationRequestDashscopeApiDialect": "llm_creation_request_dashscope_api_dialect",
    "LLMProviderType": "llm_provider_type",
    "LLMResponse": "llm_response",
    "LLMSamplingParams": "llm_sampling_params",
    "LLMUpdateRequest": "llm_update_request",
    "LLMUpdateRequestDashscopeApiDialect": "llm_update_request_dashscope_api_dialect",
    "LengthMeasurement": "length_measurement",
    "ListApiKeysResponse": "list_api_keys_response",
    "ListAuthorizationGrantsResponse": "list_authorization_grants_response",
    "ListDecisionModelsResponse": "list_decision_models_response",
    "ListEmbeddersResponse": "list_embedders_response",
    "ListLLMsResponse": "list_ll_ms_response",
    "ListMemoryPageImagesResponse": "list_memory_page_images_response",
    "ListRerankersResponse": "list_rerankers_response",
    "ListRetrieveMemoryLogPoliciesResponse": "list_retrieve_memory_log_policies_response",
    "ListRoleAssignmentsResponse": "list_role_assignments_response",
    "ListServiceIdentitiesResponse": "list_service_identities_response",
    "ListSpacesResponse": "list_spaces_response",
    "ListUserEnrollmentsResponse": "list_user_enrollments_response",
    "ListUsersResponse": "list_users_response",
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
    "Operation": "operation",
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
    "RerankerCreationRequestDashscopeApiDialect": "reranker_creation_request_dashscope_api_dialect",
    "RerankerResponse": "reranker_response",
    "ResourceKind": "resource_kind",
    "ResultSetBoundary": "result_set_boundary",
    "ResultSetBoundaryKind": "result_set_boundary_kind",
    "RetrieveMemoryEvent": "retrieve_memory_event",
    "RetrieveMemoryLogPolicy": "retrieve_memory_log_policy",
    "RetrieveMemoryLogPolicyCondition": "retrieve_memory_log_policy_condition",
    "RetrieveMemoryLogPolicyConditionClause": "retrieve_memory_log_policy_condition_clause",
    "RetrieveMemoryRequest": "retrieve_memory_request",
    "RetrievedItem": "retrieved_item",
    "Role": "role",
    "RoleAssignment": "role_assignment",
    "RoleAssignmentTarget": "role_assignment_target",
    "RoleAssignmentTargetKind": "role_assignment_target_kind",
    "RpcStatus": "rpc_status",
    "SecretReference": "secret_reference",
    "Selector": "selector",
    "SentenceChunkingConfiguration": "sentence_chunking_configuration",
    "SeparatorKeepStrategy": "separator_keep_strategy",
    "ServiceIdentityResponse": "service_identity_response",
    "SortOrder": "sort_order",
    "Space": "space",
    "SpaceCreationRequest": "space_creation_request",
    "SpaceEmbedder": "space_embedder",
    "SpaceEmbedderConfig": "space_embedder_config",
    "SpaceKey": "space_key",
    "SystemInfoResponse": "system_info_response",
    "SystemInitResponse": "system_init_response",
    "TokenBudget": "token_budget",
    "TransferInstanceOwnershipResponse": "transfer_instance_ownership_response",
    "TransferOwnershipRequest": "transfer_ownership_request",
    "TransferServiceIdentityOwnershipResponse": "transfer_service_identity_ownership_response",
    "TransferSpaceOwnershipResponse": "transfer_space_ownership_response",
    "UpdateApiKeyRequest": "update_api_key_request",
    "UpdateApiKeyRequestStatus": "update_api_key_request_status",
    "UpdateDecisionModelRequest": "update_decision_model_request",
    "UpdateEmbedderRequest": "update_embedder_request",
    "UpdateEmbedderRequestDashscopeApiDialect": "update_embedder_request_dashscope_api_dialect",
    "UpdateRerankerRequest": "update_reranker_request",
    "UpdateRerankerRequestDashscopeApiDialect": "update_reranker_request_dashscope_api_dialect",
    "UpdateServiceIdentityRequest": "update_service_identity_request",
    "UpdateSpaceRequest": "update_space_request",
    "UpdateUserRequest": "update_user_request",
    "UserEnrollmentResponse": "user_enrollment_response",
    "UserEnrollmentResponseStatus": "user_enrollment_response_status",
    "UserEnrollmentSummary": "user_enrollment_summary",
    "UserEnrollmentSummaryOpenEnrollmentStatus": "user_enrollment_summary_open_enrollment_status",
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
        from goodmem_dyn._wire.hints import nearest

        text = f"module {__name__!r} has no attribute {name!r}.{nearest(name, _MODULES)}"
        raise AttributeError(text, name=name)
    value = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "for_schema"]
