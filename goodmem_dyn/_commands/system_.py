"""GENERATED: the commands of system, for help and completion in a terminal."""

COMMANDS = {
    'info': {
        'method': 'system.info',
        'summary': 'Get the version of the server',
        'description': 'Returns version, build and capabilities of the server. Needs no API key, which makes it a fit health check.',
        'returns': 'models.SystemInfoResponse',
        'options': [
            {'name': '--timeout', 'path': ['timeout'], 'help': "Seconds for this call to connect, send, and wait for data, each; None for no limit. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--max-retries', 'path': ['max_retries'], 'help': "Repetitions after a failure that allows one; 0 turns them off. Default: the client's.", 'control': True, 'kind': 'int'},
            {'name': '--deadline', 'path': ['deadline'], 'help': "Seconds for the whole call, all attempts and waits together. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--extra-headers', 'path': ['extra_headers'], 'help': 'Headers to send besides, or instead of, the usual ones.', 'control': True, 'kind': 'text', 'many': 'map'},
            {'name': '--extra-query', 'path': ['extra_query'], 'help': 'Query parameters to send besides, unchecked.', 'control': True, 'kind': 'any', 'many': 'map'},
        ],
        'positional': [],
        'errors': {
            '500': 'The server failed.',
        },
        'http': 'GET /v1/system/info',
    },
    'init': {
        'method': 'system.init',
        'summary': 'Initialize the server',
        'description': 'Creates the root user and its API key on the first call, and returns the key once. Later calls change nothing: they succeed with `alreadyInitialized` true and without a key. Needs no API key.',
        'returns': 'models.SystemInitResponse',
        'options': [
            {'name': '--body', 'path': ['body'], 'kind': 'any', 'many': 'map'},
            {'name': '--timeout', 'path': ['timeout'], 'help': "Seconds for this call to connect, send, and wait for data, each; None for no limit. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--max-retries', 'path': ['max_retries'], 'help': "Repetitions after a failure that allows one; 0 turns them off. Default: the client's.", 'control': True, 'kind': 'int'},
            {'name': '--deadline', 'path': ['deadline'], 'help': "Seconds for the whole call, all attempts and waits together. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--extra-headers', 'path': ['extra_headers'], 'help': 'Headers to send besides, or instead of, the usual ones.', 'control': True, 'kind': 'text', 'many': 'map'},
            {'name': '--extra-query', 'path': ['extra_query'], 'help': 'Query parameters to send besides, unchecked.', 'control': True, 'kind': 'any', 'many': 'map'},
            {'name': '--extra-body', 'path': ['extra_body'], 'help': 'Members to lay over the JSON body, unchecked: the way to a field that this client does not know.', 'control': True, 'kind': 'any', 'many': 'map'},
        ],
        'positional': [],
        'errors': {
            '500': 'The server failed.',
        },
        'http': 'POST /v1/system/init',
        'reveals': True,
    },
}
