"""faulty_api.py: a Runtime API on the loopback that does one thing wrong.

It hands events to one runtime client, and keeps what came of each.  At the
place that its fault names (table.py) it does what the fault says, to one
request or, where ALWAYS, to each from the second event on.

What the client cannot know is decided the worst way: an event whose response
broke was handed over and does not come again; and an answer that broke off
was, in one run, TAKEN, in another not.  As Lambda does, it takes one answer
to an event and refuses a second with 400.

SPDX-License-Identifier: MIT
"""

import socket
import struct
import threading
import time

INVOCATION = "/2018-06-01/runtime/invocation/"
INIT_ERROR = "/2018-06-01/runtime/init/error"
EXTENSION = "/2020-01-01/extension/"
# How long it refuses connections.
AWAY_S = 0.1


class Event:
    def __init__(self, number):
        self.id = "event-%d" % number
        self.number = number
        self.body = b'{"n":%d}' % number
        self.given = 0          # how often it was handed over
        self.hit = False        # the fault concerned it
        self.taken = []         # (verb, type, body) of answers accepted
        self.repeated = []      # answers after one was accepted


class Request:
    def __init__(self, method, path, headers, body):
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body


class Reply:
    """A response as it should be; faults change it, or send parts of it."""

    def __init__(self, status, headers=(), body=b"", version="1.1"):
        self.status = status
        self.headers = list(headers)
        self.body = body
        self.version = version
        self.sized = True

    def head(self):
        lines = ["HTTP/%s %s" % (self.version, self.status)]
        lines += ["%s: %s" % header for header in self.headers]
        if self.sized:
            lines.append("Content-Length: %d" % len(self.body))
        return "\r\n".join(lines + ["", ""]).encode()

    def bytes(self):
        return self.head() + self.body


class Line:
    """One connection, as the server has it."""

    def __init__(self, api, connection):
        self.api = api
        self.connection = connection
        self.data = b""
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def fill(self):
        more = self.connection.recv(1 << 16)
        if not more:
            raise EOFError
        self.data += more

    def read_head(self):
        while b"\r\n\r\n" not in self.data:
            self.fill()
        head, _, self.data = self.data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        method, path, _ = first.split(" ")
        return Request(method, path, headers, b"")

    def read_body(self, request):
        parts, size = [self.data], len(self.data)
        wanted = int(request.headers.get("content-length", 0))
        while size < wanted:
            part = self.connection.recv(1 << 20)
            if not part:
                raise EOFError
            parts.append(part)
            size += len(part)
        data = b"".join(parts)
        request.body, self.data = data[:wanted], data[wanted:]

    def send(self, data):
        self.connection.sendall(data)

    def reset(self):
        """Ends the connection by RST."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                   struct.pack("ii", 1, 0))
        self.connection.close()
        raise EOFError

    def close(self):
        """Ends it by FIN: the client reads what was sent, then the end."""
        self.connection.shutdown(socket.SHUT_WR)
        self.wait()

    def wait(self):
        """Says nothing more, until the other side or the test ends."""
        try:
            while self.connection.recv(1 << 16):
                pass
        except OSError:
            pass
        raise EOFError


def bind():
    """A socket that keeps its port while it does not listen: Linux gives back
    one that it chose itself."""
    while True:
        listener, other = socket.socket(), socket.socket()
        # Its connections shall not keep it from listening again.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", 0))
        address = other.getsockname()
        other.close()
        try:
            listener.bind(address)
            return listener
        except OSError:
            listener.close()


class FaultyApi:
    def __init__(self, fault, always, taken, n_events, speed):
        self.fault = fault
        self.always = always
        self.taken = taken
        self.speed = speed
        self.events = [Event(i + 1) for i in range(n_events)]
        self.lock = threading.Lock()
        self.hits = 0
        self.requests = 0
        self.strange = []       # requests that no client should send
        self.init_errors = []
        self.current = None
        self.done = threading.Event()
        self.closed = False
        self.lines = []
        self.listener = bind()
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        if fault.on == "start":
            threading.Thread(target=self.come_late, daemon=True).start()
        else:
            self.listen()

    def come_late(self):
        """Refuses connections at first; or for ever."""
        self.hits = 1
        time.sleep(AWAY_S)
        if not self.always:
            self.listen()

    def listen(self):
        try:
            self.listener.listen(16)
        except OSError:
            assert self.closed
            return
        threading.Thread(target=self.accept, daemon=True).start()

    def go_away(self, line):
        """Refuses connections from now on, for a while or for ever."""
        self.listener.shutdown(socket.SHUT_RDWR)
        if not self.always:
            threading.Timer(AWAY_S, self.listen).start()
        line.reset()

    def close(self):
        self.closed = True
        self.listener.close()
        for line in self.lines:
            line.connection.close()

    def accept(self):
        while not self.closed:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            line = Line(self, connection)
            self.lines.append(line)
            threading.Thread(target=self.serve, args=(line,),
                             daemon=True).start()

    def serve(self, line):
        try:
            while True:
                self.serve_request(line)
        except (OSError, EOFError, ValueError):
            pass
        try:
            line.connection.close()
        except OSError:
            pass

    def strikes(self, on):
        """Whether the fault strikes this request."""
        if self.fault.on != on or self.hits > 0 and not self.always:
            return False
        self.hits += 1
        return True

    def serve_request(self, line):
        # A connection counts when it speaks.
        while not line.data:
            line.fill()
        self.requests += 1
        if (self.current is not None and self.current.number > 1
                and b"/response HTTP" in line.data.partition(b"\r\n")[0]
                and self.strikes("request")):
            self.current.hit = True
            return self.fault.do(line, None)
        request = line.read_head()
        line.read_body(request)
        if request.path == INVOCATION + "next":
            return self.give(line)
        if request.path == INIT_ERROR:
            return self.take_init_error(line, request)
        if request.path.startswith(INVOCATION):
            return self.take(line, request)
        if request.path.startswith(EXTENSION):
            return self.extend(line, request)
        self.strange.append(request.path)
        return line.send(Reply("404 Not Found").bytes())

    def give(self, line):
        with self.lock:
            index = sum(event.given > 0 for event in self.events)
            event = self.events[index] if index < len(self.events) else None
            struck = (event is not None and event.number > 1
                      and self.strikes("event"))
            if event is not None and (not struck or self.fault.hands_over):
                event.given += 1
                event.hit = event.hit or struck
                self.current = event
        if event is None:
            self.done.set()
            line.wait()
        reply = Reply("200 OK", [
            ("Lambda-Runtime-Aws-Request-Id", event.id),
            ("Lambda-Runtime-Deadline-Ms",
             "%d" % (time.time() * 1000 + 3000))], event.body)
        if struck:
            return self.fault.do(line, reply)
        return line.send(reply.bytes())

    def take(self, line, request):
        words = request.path[len(INVOCATION):].split("/")
        event = next((one for one in self.events if one.id == words[0]), None)
        if event is None or words[1:] not in (["response"], ["error"]):
            self.strange.append(request.path)
            return line.send(Reply("404 Not Found").bytes())
        answer = (words[1],
                  request.headers.get("lambda-runtime-function-error-type"),
                  request.body)
        with self.lock:
            open_ = len(event.taken) < event.given
            # An error in place of a response is not struck again.
            struck = (open_ and event.number > 1 and words[1] == "response"
                      and self.strikes("answer"))
            event.hit = event.hit or struck
            if not open_:
                event.repeated.append(answer)
            elif not struck or self.taken:
                event.taken.append(answer)
        if struck:
            return self.fault.do(line, Reply("202 Accepted", (),
                                             b'{"status":"OK"}\n'))
        return line.send(
            Reply("202 Accepted", (), b'{"status":"OK"}\n').bytes()
            if open_ else Reply("400 Bad Request", (), b'{"errorType":'
                                b'"InvalidRequestID"}').bytes())

    def take_init_error(self, line, request):
        self.init_errors.append(request.body)
        reply = Reply("202 Accepted", (), b'{"status":"OK"}\n')
        if self.strikes("init"):
            return self.fault.do(line, reply)
        return line.send(reply.bytes())

    def extend(self, line, request):
        if request.path.endswith("/register"):
            reply = Reply("200 OK", [
                ("Lambda-Extension-Identifier", "extension-1")], b"{}")
            if self.strikes("extension"):
                return self.fault.do(line, reply)
            return line.send(reply.bytes())
        return line.wait()
