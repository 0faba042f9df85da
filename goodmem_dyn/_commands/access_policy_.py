"""GENERATED: the commands of access-policy, for help and completion in a terminal."""

COMMANDS = {
    'check': {
        'method': 'access_policy.check',
        'summary': 'Check what the caller may do',
        'description': 'Says for 1 to 50 operations whether the caller, with the key that is used, may do each right now. The answer is advice: the request itself is checked anew. What does not exist reads as not allowed, so that nothing can be found out by asking.',
        'returns': 'models.CheckAuthorizationsResponse',
        'options': [
            {'name': '--checks', 'path': ['checks'], 'required': True, 'help': '1 to 50 checks.', 'kind': 'json', 'many': 'list'},
            {'name': '--timeout', 'path': ['timeout'], 'help': "Seconds for this call to connect, send, and wait for data, each; None for no limit. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--max-retries', 'path': ['max_retries'], 'help': "Repetitions after a failure that allows one; 0 turns them off. Default: the client's.", 'control': True, 'kind': 'int'},
            {'name': '--deadline', 'path': ['deadline'], 'help': "Seconds for the whole call, all attempts and waits together. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--extra-headers', 'path': ['extra_headers'], 'help': 'Headers to send besides, or instead of, the usual ones.', 'control': True, 'kind': 'text', 'many': 'map'},
            {'name': '--extra-query', 'path': ['extra_query'], 'help': 'Query parameters to send besides, unchecked.', 'control': True, 'kind': 'any', 'many': 'map'},
            {'name': '--extra-body', 'path': ['extra_body'], 'help': 'Members to lay over the JSON body, unchecked: the way to a field that this client does not know.', 'control': True, 'kind': 'any', 'many': 'map'},
        ],
        'positional': [],
        'errors': {
            '400': 'There is no check, more than 50, or an operation does not fit the kind of its target.',
            '401': 'The API key is missing, malformed, unknown, expired or revoked.',
            '403': 'The caller lacks the permission that the operation needs.',
        },
        'http': 'POST /v1/access-policy:check',
    },
}
