"""GENERATED: the commands of ocr, for help and completion in a terminal."""

COMMANDS = {
    'document': {
        'method': 'ocr.document',
        'summary': 'Recognize the text of a document',
        'description': 'Runs optical character recognition over an image or a PDF and returns layout and text for each page. A page that fails carries a status and does not fail the call. OCR is an add-on: a server without it refuses the call.',
        'returns': 'models.OcrDocumentResponse',
        'options': [
            {'name': '--content', 'path': ['content'], 'help': 'The document, base64-encoded.', 'kind': 'bytes'},
            {'name': '--format', 'path': ['format'], 'help': 'Format of the document. Left out or `AUTO`: detected from the bytes.', 'kind': 'text', 'choices': ['AUTO', 'PDF', 'TIFF', 'PNG', 'JPEG', 'BMP']},
            {'name': '--include-raw-json', 'path': ['include_raw_json'], 'help': "Whether to return the engine's raw output for each page. Left out: the server's choice.", 'kind': 'flag'},
            {'name': '--include-markdown', 'path': ['include_markdown'], 'help': "Whether to return each page as Markdown. Left out: the server's choice.", 'kind': 'flag'},
            {'name': '--start-page', 'path': ['start_page'], 'help': 'First page, counted from 0. Left out: the first one.', 'kind': 'int'},
            {'name': '--end-page', 'path': ['end_page'], 'help': 'Last page, counted from 0 and included. Left out: the last one.', 'kind': 'int'},
            {'name': '--file-path', 'path': ['file_path'], 'help': 'Path of a file to send, instead of `content`. It is read whole: the API takes it as base64.', 'kind': 'path'},
            {'name': '--timeout', 'path': ['timeout'], 'help': "Seconds for this call to connect, send, and wait for data, each; None for no limit. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--max-retries', 'path': ['max_retries'], 'help': "Repetitions after a failure that allows one; 0 turns them off. Default: the client's.", 'control': True, 'kind': 'int'},
            {'name': '--deadline', 'path': ['deadline'], 'help': "Seconds for the whole call, all attempts and waits together. Default: the client's.", 'control': True, 'kind': 'float'},
            {'name': '--extra-headers', 'path': ['extra_headers'], 'help': 'Headers to send besides, or instead of, the usual ones.', 'control': True, 'kind': 'text', 'many': 'map'},
            {'name': '--extra-query', 'path': ['extra_query'], 'help': 'Query parameters to send besides, unchecked.', 'control': True, 'kind': 'any', 'many': 'map'},
            {'name': '--extra-body', 'path': ['extra_body'], 'help': 'Members to lay over the JSON body, unchecked: the way to a field that this client does not know.', 'control': True, 'kind': 'any', 'many': 'map'},
        ],
        'positional': [],
        'errors': {
            '400': 'The content is missing, not base64 or of an unknown format, or the page range is invalid.',
            '401': 'The API key is missing, malformed, unknown, expired or revoked.',
            '403': 'The caller lacks the permission that the operation needs.',
            '429': 'Too many requests; wait before trying again.',
            '500': 'Recognition failed.',
        },
        'http': 'POST /v1/ocr:document',
    },
}
