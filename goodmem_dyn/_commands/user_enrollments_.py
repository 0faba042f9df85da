"""GENERATED: the commands of user-enrollments, for help and completion in a terminal."""

COMMANDS = {
    'complete': {
        'method': 'user_enrollments.complete',
        'summary': 'Complete an enrolment',
        'description': 'Exchanges the token of an enrolment for the first API key of its user; no key is needed to call it. Choose `apiKeyId` and `rawApiKey` yourself and keep them until the answer is here: the same call can then be repeated. Without them the server makes the key and shows it once, and a lost answer loses it, because the token is spent.',
        'returns': 'models.CompleteUserEnrollmentResponse',
        'options': [
            {'name': '--enrollment-token', 'path': ['enrollment_token'], 'required': True, 'help': 'The token of the enrolment.', 'kind': 'secret'},
            {'name': '--api-key-id', 'path': ['api_key_id'], 'help': 'Id that the key is to have, a UUID. Together with `rawApiKey` or not at all.', 'kind': 'text', 'format': 'uuid', 'live': 'api_key_id'},
            {'name': '--raw-api-key', 'path': ['raw_api_key'], 'help': 'The key itself, made by the caller: `gm_` and 26 lower-case base32 characters. Together with `apiKeyId` or not at all.', 'kind': 'secret'},
            {'name': '--timeout', 'path': ['timeout'], 'help': "Seconds for this call to connect, send, and wait for data, each; None for no limit. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--max-retries', 'path': ['max_retries'], 'help': "Repetitions after a failure that allows one; 0 turns them off. Default: the client's.", 'control': True, 'kind': 'int'},
            {'name': '--deadline', 'path': ['deadline'], 'help': "Seconds for the whole call, all attempts and waits together. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--extra-headers', 'path': ['extra_headers'], 'help': 'Headers to send besides, or instead of, the usual ones.', 'control': True, 'kind': 'text', 'many': 'map'},
            {'name': '--extra-query', 'path': ['extra_query'], 'help': 'Query parameters to send besides, unchecked.', 'control': True, 'kind': 'any', 'many': 'map'},
            {'name': '--extra-body', 'path': ['extra_body'], 'help': 'Members to lay over the JSON body, unchecked: the way to a field that this client does not know.', 'control': True, 'kind': 'any', 'many': 'map'},
        ],
        'positional': [],
        'errors': {
            '400': 'The token is blank, the key is malformed, or only one of `apiKeyId` and `rawApiKey` is given.',
            '409': 'The key or its id is in use.',
            '429': 'Too many requests; wait before trying again.',
            '500': 'The server failed.',
        },
        'http': 'POST /v1/user-enrollments:complete',
    },
}
