"""GENERATED: the commands of admin, for help and completion in a terminal."""

COMMANDS = {
    'drain': {
        'method': 'admin.drain',
        'summary': 'Drain the server',
        'description': 'Makes the server stop taking new requests and finish those it has; new requests are then refused with 503. With `waitForQuiesce` the call blocks until the server is idle or `timeoutSec` has passed, and the client waits for longer than that.',
        'returns': 'models.AdminDrainResponse',
        'options': [
            {'name': '--timeout-sec', 'path': ['timeout_sec'], 'help': 'How long to wait for the server to become idle, in seconds. Only matters with `waitForQuiesce`. Default: 900.', 'default': '900', 'kind': 'int'},
            {'name': '--reason', 'path': ['reason'], 'help': 'Why the server is drained, for the record. Default: none.', 'kind': 'text'},
            {'name': '--wait-for-quiesce', 'path': ['wait_for_quiesce'], 'help': 'Whether to answer only when the server is idle or `timeoutSec` has passed. Default: false, answer at once.', 'kind': 'flag'},
            {'name': '--timeout', 'path': ['timeout'], 'help': "Seconds for this call to connect, send, and wait for data, each; None for no limit. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--max-retries', 'path': ['max_retries'], 'help': "Repetitions after a failure that allows one; 0 turns them off. Default: the client's.", 'control': True, 'kind': 'int'},
            {'name': '--deadline', 'path': ['deadline'], 'help': "Seconds for the whole call, all attempts and waits together. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--extra-headers', 'path': ['extra_headers'], 'help': 'Headers to send besides, or instead of, the usual ones.', 'control': True, 'kind': 'text', 'many': 'map'},
            {'name': '--extra-query', 'path': ['extra_query'], 'help': 'Query parameters to send besides, unchecked.', 'control': True, 'kind': 'any', 'many': 'map'},
            {'name': '--extra-body', 'path': ['extra_body'], 'help': 'Members to lay over the JSON body, unchecked: the way to a field that this client does not know.', 'control': True, 'kind': 'any', 'many': 'map'},
        ],
        'positional': [],
        'errors': {
            '401': 'The API key is missing, malformed, unknown, expired or revoked.',
            '403': 'The caller lacks the permission that the operation needs.',
        },
        'http': 'POST /v1/admin:drain',
    },
    'transfer-instance-ownership': {
        'method': 'admin.transfer_instance_ownership',
        'summary': 'Transfer the instance to another user',
        'description': 'Moves the ownership of the instance at once: nobody has to accept, and there is no way back but another transfer. It is not repeated after a failure; read the owner before trying again. Only its owner may do it. The role `ROOT` goes along; all others stay.',
        'returns': 'models.TransferInstanceOwnershipResponse',
        'options': [
            {'name': '--new-owner-id', 'path': ['new_owner_id'], 'required': True, 'help': 'Id of the new owner, a UUID: an active principal other than the present owner; a user where it is the instance.', 'kind': 'text', 'format': 'uuid'},
            {'name': '--timeout', 'path': ['timeout'], 'help': "Seconds for this call to connect, send, and wait for data, each; None for no limit. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--max-retries', 'path': ['max_retries'], 'help': "Repetitions after a failure that allows one; 0 turns them off. Default: the client's.", 'control': True, 'kind': 'int'},
            {'name': '--deadline', 'path': ['deadline'], 'help': "Seconds for the whole call, all attempts and waits together. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--extra-headers', 'path': ['extra_headers'], 'help': 'Headers to send besides, or instead of, the usual ones.', 'control': True, 'kind': 'text', 'many': 'map'},
            {'name': '--extra-query', 'path': ['extra_query'], 'help': 'Query parameters to send besides, unchecked.', 'control': True, 'kind': 'any', 'many': 'map'},
            {'name': '--extra-body', 'path': ['extra_body'], 'help': 'Members to lay over the JSON body, unchecked: the way to a field that this client does not know.', 'control': True, 'kind': 'any', 'many': 'map'},
        ],
        'positional': [],
        'errors': {
            '400': '`newOwnerId` is no UUID, names the present owner, or names no active user.',
            '401': 'The API key is missing, malformed, unknown, expired or revoked.',
            '403': 'The caller lacks the permission that the operation needs.',
        },
        'http': 'POST /v1/admin:transferInstanceOwnership',
    },
}
