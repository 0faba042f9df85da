"""GENERATED: the commands of admin license, for help and completion in a terminal."""

COMMANDS = {
    'reload': {
        'method': 'admin.license.reload',
        'summary': 'Reload the license',
        'description': 'Makes the server look for its license file again. A license that is missing or does not load is reported in the `status` of the reply, not as an HTTP error.',
        'returns': 'models.AdminReloadLicenseResponse',
        'options': [
            {'name': '--timeout', 'path': ['timeout'], 'help': "Seconds for this call to connect, send, and wait for data, each; None for no limit. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--max-retries', 'path': ['max_retries'], 'help': "Repetitions after a failure that allows one; 0 turns them off. Default: the client's.", 'control': True, 'kind': 'int'},
            {'name': '--deadline', 'path': ['deadline'], 'help': "Seconds for the whole call, all attempts and waits together. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--extra-headers', 'path': ['extra_headers'], 'help': 'Headers to send besides, or instead of, the usual ones.', 'control': True, 'kind': 'text', 'many': 'map'},
            {'name': '--extra-query', 'path': ['extra_query'], 'help': 'Query parameters to send besides, unchecked.', 'control': True, 'kind': 'any', 'many': 'map'},
        ],
        'positional': [],
        'errors': {
            '401': 'The API key is missing, malformed, unknown, expired or revoked.',
            '403': 'The caller lacks the permission that the operation needs.',
        },
        'http': 'POST /v1/admin/license:reload',
    },
}
