"""runtime-client.py: a Python runtime client for `sparta invoke'.

    python3 runtime-client.py MODULE.FUNCTION

Asks the Runtime API at $AWS_LAMBDA_RUNTIME_API for invocations and gives them
to the handler, as the managed runtime's own client (awslambdaric) does, so
that nothing need be installed.  It offers the same point to override, the
class attribute `marshaller' of LambdaRuntimeClient, and reports errors in the
same words.  It needs the standard library of Python 3.6 or newer.

SPDX-License-Identifier: MIT
"""

import json
import os
import signal
import socket
import sys
import time
import traceback

PREFIX = "/2018-06-01/runtime/"


class Connection:
    """One HTTP/1.1 connection that is kept."""

    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self.host = address
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")

    def send(self, method, path, body, headers):
        lines = ["%s %s HTTP/1.1" % (method, path), "Host: " + self.host]
        lines += ["%s: %s" % item for item in headers.items()]
        if body is not None:
            lines.append("Content-Length: %d" % len(body))
        head = "\r\n".join(lines) + "\r\n\r\n"
        self.socket.sendall(head.encode("latin-1", "replace") + (body or b""))

    def read_headers(self):
        headers = {}
        while True:
            line = self.file.readline().decode("latin-1").rstrip("\r\n")
            if not line:
                return headers
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()

    def request(self, method, path, body=None, headers=()):
        """The status, the headers by lower-case name, and the body."""
        self.send(method, path, body, dict(headers))
        words = self.file.readline().split(None, 2)
        if len(words) < 2:
            raise ConnectionError("the Runtime API closed the connection")
        headers = self.read_headers()
        size = int(headers.get("content-length", 0))
        return int(words[1]), headers, self.file.read(size)


class JsonMarshaller:
    """What a handler in Python gets and gives."""

    def unmarshal_request(self, request, content_type="application/json"):
        if content_type != "application/json":
            return request
        return json.loads(request.decode())

    def marshal_response(self, response):
        if isinstance(response, bytes):
            return response, "application/unknown"
        return json.dumps(response).encode(), "application/json"


class LambdaRuntimeClient:
    marshaller = JsonMarshaller()

    def __init__(self, address):
        self.connection = Connection(address)

    def post(self, path, body, headers):
        if isinstance(body, str):
            body = body.encode("utf-8", "replace")
        status, _, answer = self.connection.request(
            "POST", PREFIX + path, body, headers)
        if status != 202:
            sys.stderr.write("The Runtime API refused %s: %d %s\n"
                             % (path, status, answer.decode("utf-8",
                                                            "replace")))

    def post_init_error(self, error):
        self.post("init/error", json.dumps(error),
                  {"Content-Type": "application/json",
                   "Lambda-Runtime-Function-Error-Type": error["errorType"]})

    def wait_next_invocation(self):
        status, headers, event = self.connection.request(
            "GET", PREFIX + "invocation/next")
        if status != 200:
            raise ConnectionError("invocation/next: status %d" % status)
        return headers, event

    def post_invocation_result(self, invoke_id, result_data,
                               content_type="application/json"):
        self.post("invocation/%s/response" % invoke_id, result_data,
                  {"Content-Type": content_type})

    def post_invocation_error(self, invoke_id, error_response_data,
                              error_type):
        self.post("invocation/%s/error" % invoke_id, error_response_data,
                  {"Content-Type": "application/json",
                   "Lambda-Runtime-Function-Error-Type": error_type})


class Plain:
    """An object that has what a dict holds."""

    def __init__(self, content):
        self.__dict__.update(content)


class LambdaContext:
    """What a handler is told of its invocation."""

    def __init__(self, headers):
        environ, get = os.environ.get, headers.get
        self.aws_request_id = get("lambda-runtime-aws-request-id")
        self.invoked_function_arn = get("lambda-runtime-invoked-function-arn")
        self.tenant_id = get("lambda-runtime-aws-tenant-id")
        self.function_name = environ("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = environ("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = environ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = environ("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environ("AWS_LAMBDA_LOG_STREAM_NAME")
        self.client_context = json.loads(
            get("lambda-runtime-client-context") or "null", object_hook=Plain)
        identity = json.loads(get("lambda-runtime-cognito-identity") or "{}")
        self.identity = Plain({
            "cognito_identity_id": identity.get("cognitoIdentityId"),
            "cognito_identity_pool_id": identity.get("cognitoIdentityPoolId")})
        self._epoch_deadline_time_in_ms = int(
            get("lambda-runtime-deadline-ms", 0))

    def get_remaining_time_in_millis(self):
        left = self._epoch_deadline_time_in_ms - int(time.time() * 1000)
        return max(left, 0)


def error_of(exception, request_id=""):
    """Lambda's error JSON of EXCEPTION, without this file's own frames."""
    frames = [frame for frame in traceback.extract_tb(exception.__traceback__)
              if frame.filename != __file__
              and "importlib" not in frame.filename]
    return {"errorMessage": str(exception),
            "errorType": type(exception).__name__,
            "requestId": request_id,
            "stackTrace": traceback.format_list(frames)}


def find_handler(name):
    """The function that NAME, MODULE.FUNCTION, stands for."""
    module, _, function = name.rpartition(".")
    __import__(module.replace("/", "."))
    return getattr(sys.modules[module.replace("/", ".")], function)


def log_error(error):
    sys.stdout.write("[ERROR] %(errorType)s: %(errorMessage)s\n" % error)
    sys.stdout.flush()


def serve(client, handler):
    """One invocation."""
    headers, event = client.wait_next_invocation()
    trace_id = headers.get("lambda-runtime-trace-id")
    if trace_id is None:
        os.environ.pop("_X_AMZN_TRACE_ID", None)
    else:
        os.environ["_X_AMZN_TRACE_ID"] = trace_id
    request_id = headers["lambda-runtime-aws-request-id"]
    marshaller = client.marshaller
    try:
        value = marshaller.unmarshal_request(
            event, headers.get("content-type", "application/json"))
        result = marshaller.marshal_response(
            handler(value, LambdaContext(headers)))
    except Exception as exception:
        error = error_of(exception, request_id)
        log_error(error)
        client.post_invocation_error(request_id, json.dumps(error),
                                     error["errorType"])
        return
    finally:
        sys.stdout.flush()
    client.post_invocation_result(request_id, *result)


def main(name):
    # A service that ends lets the program's main go on: see atexit.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    client = LambdaRuntimeClient(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        handler = find_handler(name)
    except Exception as exception:
        error = error_of(exception)
        log_error(error)
        client.post_init_error(error)
        sys.exit(1)
    while True:
        serve(client, handler)


if __name__ == "__main__":
    main(sys.argv[1])
