"""GENERATED: the commands of admin background-jobs, for help and completion in a terminal."""

COMMANDS = {
    'purge': {
        'method': 'admin.background_jobs.purge',
        'summary': 'Purge finished background jobs',
        'description': 'Deletes the records of background jobs that ended before a cutoff, with their attempts and references. Use `dryRun` to count first: a purge cannot be undone.',
        'returns': 'models.AdminPurgeJobsResponse',
        'options': [
            {'name': '--older-than', 'path': ['older_than'], 'required': True, 'help': 'Cutoff as an ISO 8601 time with offset, such as `2026-01-31T00:00:00Z`: older jobs are purged.', 'kind': 'time', 'format': 'date-time'},
            {'name': '--statuses', 'path': ['statuses'], 'help': 'Only jobs in one of these statuses. Left out: the server decides.', 'kind': 'text', 'choices': ['BACKGROUND_JOB_SUCCEEDED', 'BACKGROUND_JOB_FAILED', 'BACKGROUND_JOB_CANCELED'], 'many': 'list'},
            {'name': '--request.dry-run', 'path': ['dry_run'], 'help': 'Whether only to count what would be purged. Default: false.', 'kind': 'flag'},
            {'name': '--limit', 'path': ['limit'], 'help': 'Largest number of jobs to purge. Default: 0, no limit.', 'kind': 'int'},
            {'name': '--timeout', 'path': ['timeout'], 'help': "Seconds for this call to connect, send, and wait for data, each; None for no limit. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--max-retries', 'path': ['max_retries'], 'help': "Repetitions after a failure that allows one; 0 turns them off. Default: the client's.", 'control': True, 'kind': 'int'},
            {'name': '--deadline', 'path': ['deadline'], 'help': "Seconds for the whole call, all attempts and waits together. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--extra-headers', 'path': ['extra_headers'], 'help': 'Headers to send besides, or instead of, the usual ones.', 'control': True, 'kind': 'text', 'many': 'map'},
            {'name': '--extra-query', 'path': ['extra_query'], 'help': 'Query parameters to send besides, unchecked.', 'control': True, 'kind': 'any', 'many': 'map'},
            {'name': '--extra-body', 'path': ['extra_body'], 'help': 'Members to lay over the JSON body, unchecked: the way to a field that this client does not know.', 'control': True, 'kind': 'any', 'many': 'map'},
        ],
        'positional': [],
        'errors': {
            '400': '`olderThan` is missing or not an ISO 8601 time, or a status cannot be purged.',
            '401': 'The API key is missing, malformed, unknown, expired or revoked.',
            '403': 'The caller lacks the permission that the operation needs.',
        },
        'http': 'POST /v1/admin/background-jobs:purge',
    },
}
