"""runtime_api.py: a scripted Lambda Runtime API on the loopback.

It hands a list of events to one runtime client, and keeps what the client
posts and how long each invocation took.  The benchmark and the conformance
tests drive clients with it.  One thread a connection; no library but
Python's, and no work between an event and its answer but reading it.

SPDX-License-Identifier: MIT
"""

import base64
import os
import signal
import socket
import subprocess
import threading
import time
import uuid

PREFIX = "/2018-06-01/runtime/"
ARN = "arn:aws:lambda:us-east-1:123456789012:function:bench"


class Result:
    """What the client posted: KIND is response, error, init-error or
    restore-error.  Of a chunked body there are the sizes of its chunks and, by
    their names in small letters, the trailers."""

    def __init__(self, kind, headers, posted, us):
        self.kind = kind
        self.headers = headers
        self.body = posted.data
        self.chunks = posted.chunks
        self.trailers = posted.trailers
        self.us = us

    def streamed(self):
        mode = self.headers.get("lambda-runtime-function-response-mode", "")
        return mode.lower() == "streaming"

    def stream_error(self):
        """The error behind a streamed response: its type and its JSON, None
        where there is none."""
        name = "lambda-runtime-function-error-"
        if name + "type" not in self.trailers:
            return None
        return (self.trailers[name + "type"],
                base64.b64decode(self.trailers.get(name + "body", "")))


class Posted:
    """A request's body."""

    def __init__(self):
        self.data = b""
        self.chunks = []
        self.trailers = {}


class RuntimeApi:
    def __init__(self, events, timeout_s=30):
        self.events = list(events)
        self.timeout_s = timeout_s
        self.results = []
        self.given = self.restores = self.refused = 0
        self.lock = threading.Lock()
        self.sent_ns = {}   # by request id
        # When the client was started, and when it first asked for an event.
        self.started_ns = self.ready_ns = None
        self.done = threading.Event()
        self.threads = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            thread = threading.Thread(target=self.serve, args=(connection,),
                                      daemon=True)
            thread.start()
            self.threads.append(thread)

    def settle(self):
        """Waits for what a client that has ended may still have sent."""
        for thread in self.threads:
            thread.join(5)

    def serve(self, connection):
        with connection, connection.makefile("rb") as file:
            try:
                while self.serve_request(connection, file):
                    pass
            except (OSError, ValueError):
                pass

    def serve_request(self, connection, file):
        words = file.readline().split()
        if len(words) != 3:
            return False
        headers = read_headers(file)
        if "100-continue" in headers.get("expect", ""):
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = read_body(file, headers)
        now = time.monotonic_ns()
        method, path = words[0].decode(), words[1].decode()
        if method == "GET" and path == PREFIX + "invocation/next":
            return self.give(connection)
        if method == "GET" and path == PREFIX + "restore/next":
            self.restores += 1
            return answer(connection, "200 OK")
        if method == "POST" and path.startswith(PREFIX):
            return self.take(connection, path[len(PREFIX):], headers, body,
                             now)
        return answer(connection, "404 Not Found")

    def give(self, connection):
        self.ready_ns = self.ready_ns or time.monotonic_ns()
        with self.lock:
            n, self.given = self.given, self.given + 1
        if n >= len(self.events):
            self.done.set()
            # As on Lambda, the client sleeps until it is ended.
            connection.recv(1)
            return False
        request_id = str(uuid.uuid4())
        deadline = int((time.time() + self.timeout_s) * 1000)
        self.sent_ns[request_id] = time.monotonic_ns()
        return answer(connection, "200 OK", self.events[n], {
            "Lambda-Runtime-Aws-Request-Id": request_id,
            "Lambda-Runtime-Deadline-Ms": str(deadline),
            "Lambda-Runtime-Invoked-Function-Arn": ARN,
            "Lambda-Runtime-Trace-Id": "Root=1-5bef4de7-ad49b0e87f6ef6c8"
                                       "7fc2e700;Parent=9a9197af755a6419;"
                                       "Sampled=1"})

    def take(self, connection, path, headers, body, now):
        parts = path.split("/")
        if path in ("init/error", "restore/error"):
            self.results.append(Result(path.replace("/", "-"), headers, body,
                                       None))
            self.done.set()
        elif parts[0] == "invocation" and parts[1] in self.sent_ns:
            us = (now - self.sent_ns.pop(parts[1])) / 1000
            self.results.append(Result(parts[2], headers, body, us))
        else:   # never given, or answered already
            self.refused += 1
            return answer(connection, "400 Bad Request")
        return answer(connection, "202 Accepted", b'{"status":"OK"}\n')

    def run(self, command, folder, handler, env=(), log=None,
            end=signal.SIGKILL):
        """Runs COMMAND in FOLDER until it has answered every event, failed its
        init, or ended.  Returns its exit status, None where it was ended, by
        the signal END."""
        environ = {
            "AWS_LAMBDA_RUNTIME_API": self.address,
            "_HANDLER": handler,
            "LAMBDA_TASK_ROOT": folder,
            "AWS_REGION": "us-east-1",
            "AWS_LAMBDA_FUNCTION_NAME": "bench",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/bench",
            "AWS_LAMBDA_LOG_STREAM_NAME": "2026/01/01/[$LATEST]0",
            "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "dummy",
            "AWS_SESSION_TOKEN": "dummy",
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
            "PATH": os.environ["PATH"]}
        environ.update(env)
        self.started_ns = time.monotonic_ns()
        process = subprocess.Popen(
            command, cwd=folder, env=environ, stdin=subprocess.DEVNULL,
            stdout=log or subprocess.DEVNULL, stderr=subprocess.STDOUT,
            start_new_session=True)
        late = time.monotonic() + self.timeout_s
        while (process.poll() is None and not self.done.wait(0.01)
               and time.monotonic() < late):
            pass
        if self.results and self.results[-1].us is None:
            wait_a_moment(process)
        if process.poll() is None:
            os.killpg(process.pid, end)
            process.wait()
            return None
        return process.returncode


def wait_a_moment(process):
    try:
        process.wait(2)
    except subprocess.TimeoutExpired:
        pass


def read_headers(file):
    headers = {}
    while True:
        line = file.readline().decode("latin-1").rstrip("\r\n")
        if not line:
            return headers
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()


def read_exactly(file, size):
    data = file.read(size)
    if len(data) < size:
        raise ValueError("the body is cut")
    return data


def read_body(file, headers):
    posted = Posted()
    if headers.get("transfer-encoding", "").lower() != "chunked":
        posted.data = read_exactly(file, int(headers.get("content-length", 0)))
        return posted
    parts = []
    while True:
        size = int(file.readline().split(b";")[0], 16)
        if size == 0:
            posted.trailers = read_headers(file)
            posted.data = b"".join(parts)
            return posted
        parts.append(read_exactly(file, size))
        posted.chunks.append(size)
        file.readline()


def answer(connection, status, body=b"", headers=()):
    lines = ["HTTP/1.1 " + status, "Content-Type: application/json"]
    lines += ["%s: %s" % item for item in dict(headers).items()]
    lines += ["Content-Length: %d" % len(body), "", ""]
    connection.sendall("\r\n".join(lines).encode() + body)
    return True
