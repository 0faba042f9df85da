"""GENERATED: the commands of users, for help and completion in a terminal."""

COMMANDS = {
    'get': {
        'method': 'users.get',
        'summary': 'Get a user',
        'description': 'Returns one user.',
        'returns': 'models.UserResponse',
        'options': [
            {'name': '--id', 'path': ['id'], 'help': 'Id of the user, a UUID.', 'kind': 'text'},
            {'name': '--email', 'path': ['email'], 'help': 'Find it by this, instead of by `id`.', 'kind': 'text'},
            {'name': '--timeout', 'path': ['timeout'], 'help': "Seconds for this call to connect, send, and wait for data, each; None for no limit. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--max-retries', 'path': ['max_retries'], 'help': "Repetitions after a failure that allows one; 0 turns them off. Default: the client's.", 'control': True, 'kind': 'int'},
            {'name': '--deadline', 'path': ['deadline'], 'help': "Seconds for the whole call, all attempts and waits together. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--extra-headers', 'path': ['extra_headers'], 'help': 'Headers to send besides, or instead of, the usual ones.', 'control': True, 'kind': 'text', 'many': 'map'},
            {'name': '--extra-query', 'path': ['extra_query'], 'help': 'Query parameters to send besides, unchecked.', 'control': True, 'kind': 'any', 'many': 'map'},
        ],
        'positional': [
            '--id',
        ],
        'errors': {
            '400': 'The id is not a UUID.',
            '401': 'The API key is missing, malformed, unknown, expired or revoked.',
            '403': 'The caller lacks the permission that the operation needs.',
            '404': 'No such user.',
        },
        'http': 'GET /v1/users/{id}',
    },
    'get-by-email': {
        'method': 'users.get_by_email',
        'summary': 'Get a user by email address',
        'description': 'Returns the user with this email address.',
        'returns': 'models.UserResponse',
        'options': [
            {'name': '--email', 'path': ['email'], 'required': True, 'help': 'Email address of the user.', 'kind': 'text'},
            {'name': '--timeout', 'path': ['timeout'], 'help': "Seconds for this call to connect, send, and wait for data, each; None for no limit. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--max-retries', 'path': ['max_retries'], 'help': "Repetitions after a failure that allows one; 0 turns them off. Default: the client's.", 'control': True, 'kind': 'int'},
            {'name': '--deadline', 'path': ['deadline'], 'help': "Seconds for the whole call, all attempts and waits together. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--extra-headers', 'path': ['extra_headers'], 'help': 'Headers to send besides, or instead of, the usual ones.', 'control': True, 'kind': 'text', 'many': 'map'},
            {'name': '--extra-query', 'path': ['extra_query'], 'help': 'Query parameters to send besides, unchecked.', 'control': True, 'kind': 'any', 'many': 'map'},
        ],
        'positional': [
            '--email',
        ],
        'errors': {
            '400': 'The address is invalid.',
            '401': 'The API key is missing, malformed, unknown, expired or revoked.',
            '403': 'The caller lacks the permission that the operation needs.',
            '404': 'No such user.',
        },
        'http': 'GET /v1/users/email/{email}',
    },
    'me': {
        'method': 'users.me',
        'summary': 'Get the current user',
        'description': 'Returns the user that the API key acts for.',
        'returns': 'models.UserResponse',
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
        },
        'http': 'GET /v1/users/me',
    },
}
