"""table.py: the faults, one entry each: where it strikes, its name, what is
done, and what must come of it where it happens once and where it always does.
The same table, in the same words, is in sparta-runtime-api(7).

SPDX-License-Identifier: MIT
"""

import time

# What comes of the event that a fault concerned.
ANSWERED = "answered"           # by the handler's response
ERROR = "error"                 # by an error: the invoker is told
REPORTED = "reported"           # not; a line on standard error says why
ENDS = "ends"                   # the process ends with status 1, and says why
NEVER = "-"                     # does not exist


class Fault:
    def __init__(self, on, name, do, once, always, hands_over=True,
                 taken=(True,), function="Echo", env=(), storm=False,
                 seen=None, real_time=False):
        self.on = on
        self.name = name
        self.do = do            # do(line, reply)
        self.once = once
        self.always = always
        self.hands_over = hands_over    # the event counts as handed over
        self.taken = taken      # whether the answer counts, one run each
        self.function = function
        self.env = dict(env)
        self.storm = storm      # also in a storm of signals
        self.seen = seen        # of the event, where it is not all of it
        self.real_time = real_time


def point(reply, place):
    """The offset of PLACE in the bytes of REPLY."""
    head, line = len(reply.head()), reply.head().index(b"\r\n") + 2
    return {"before the status line": 0, "in the status line": 5,
            "behind the status line": line, "in a header": line + 9,
            "behind the head": head, "in the body": head + 3,
            "behind the body": len(reply.bytes())}[place]


def cut(place, end):
    def do(line, reply):
        line.send(reply.bytes()[:point(reply, place)])
        getattr(line, end)()
    return do


def edit(change, end=None):
    """Sends the reply as CHANGE leaves it."""
    def do(line, reply):
        line.send(change(reply) or reply.bytes())
        if end is not None:
            getattr(line, end)()
    return do


def header(name, value, sized=True):
    def change(reply):
        reply.headers.append((name, value))
        reply.sized = sized
    return change


def length(value):
    return header("Content-Length", value, sized=False)


def request_id(value):
    def change(reply):
        reply.headers = [one for one in reply.headers if "Id" not in one[0]]
        if value is not None:
            reply.headers.append(("Lambda-Runtime-Aws-Request-Id", value))
    return change


def deadline(value):
    def change(reply):
        reply.headers = reply.headers[:1]
        if value is not None:
            reply.headers.append(("Lambda-Runtime-Deadline-Ms", value))
    return change


def chunked(text):
    """The body is what TEXT makes of it, two pieces."""
    def change(reply):
        reply.headers.append(("Transfer-Encoding", "chunked"))
        reply.sized = False
        body = reply.body
        return reply.head() + text % (3, body[:3], len(body) - 3, body[3:])
    return change


def unsized(reply):
    reply.sized = False


def old(reply):
    reply.version = "1.0"


def old_unsized(reply):
    old(reply)
    unsized(reply)


def ahead(data):
    return lambda reply: data + reply.bytes()


def behind(data):
    return lambda reply: reply.bytes() + data


def instead(data):
    return lambda reply: data


def status(text, end=None):
    """Another status, without the headers of an event."""
    def do(line, reply):
        line.send(("HTTP/1.1 %s\r\nContent-Length: 2\r\n\r\n{}" % text)
                  .encode())
        if end is not None:
            getattr(line, end)()
    return do


def slow(line, reply):
    for byte in reply.bytes():
        line.send(bytes([byte]))
        time.sleep(1 / line.api.speed)


def continue_for_ever(line, reply):
    while True:
        line.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def body_for_ever(line, reply):
    reply.sized = False
    line.send(reply.head())
    while True:
        line.send(b"x" * (1 << 20))


def twice(line, reply):
    """The first event again, with its id."""
    first = line.api.events[0]
    first.given += 1
    line.api.current = first
    reply.headers[0] = (reply.headers[0][0], first.id)
    reply.body = first.body
    line.send(reply.bytes())


def go_away(line, reply):
    line.api.go_away(line)


def reset_at_once(line, reply):
    line.reset()


def reset_in_body(line, reply):
    for _ in range(4):
        line.connection.recv(1 << 14)
    line.reset()


def close_in_body(line, reply):
    line.connection.recv(1 << 14)
    line.close()


def never_read(line, reply):
    while not line.api.closed:
        time.sleep(0.05)
    raise EOFError


def refuse_ahead(end):
    def do(line, reply):
        line.connection.recv(1 << 10)
        status("413 Too Large", end)(line, reply)
        raise EOFError          # closed with bytes unread: a reset
    return do


LONG = "x" * (64 << 10)
MANY = b"HTTP/1.1 200 OK\r\n" + b"X-Header: x\r\n" * 200 + b"\r\n"
TLS = bytes.fromhex("15030100020246")
RESENT = {"taken": (False, True)}       # the answer may have been taken
REFUSED = {"taken": (False,)}
KEPT = {"hands_over": False}            # the event comes with the next request


def asking():
    def row(name, do, once, always, **more):
        return Fault("event", name, do, once, always, **more)

    for end in ("reset", "close"):
        verb = {"reset": "reset", "close": "closed"}[end]
        for place in ("before the status line", "in the status line",
                      "behind the status line", "in a header"):
            yield row("%s %s" % (verb, place), cut(place, end), REPORTED,
                      ENDS)
        for place in ("behind the head", "in the body"):
            yield row("%s %s" % (verb, place), cut(place, end), ERROR, ENDS)
        yield row("%s behind the body" % verb, cut("behind the body", end),
                  ANSWERED, ANSWERED)
    for place in ("in the status line", "in a header"):
        yield row("silent " + place, cut(place, "wait"), REPORTED, ENDS)
    yield row("silent behind the head", cut("behind the head", "wait"),
              ERROR, ENDS)
    yield row("silent in the body", cut("in the body", "wait"), ERROR, ENDS,
              storm=True)
    yield row("a byte a second", slow, ANSWERED, ANSWERED, storm=True)
    yield row("no connection any more", go_away, REPORTED, ENDS,
              real_time=True)

    yield row("Content-Length too large, then closed",
              edit(length("99"), "close"), ERROR, ENDS)
    yield row("Content-Length too large, then silent",
              edit(length("99"), "wait"), ERROR, ENDS)
    yield row("Content-Length too small", edit(length("4")), ANSWERED,
              ANSWERED, seen=4)
    yield row("Content-Length of an exabyte",
              edit(length("1000000000000000000"), "wait"), ERROR, ENDS)
    yield row("Content-Length beyond 64 bits",
              edit(length("9" * 30), "wait"), REPORTED, ENDS)
    yield row("Content-Length negative", edit(length("-1"), "wait"), REPORTED,
              ENDS)
    yield row("Content-Length not a number", edit(length("x"), "wait"),
              REPORTED, ENDS)
    yield row("two Content-Lengths that differ",
              edit(header("Content-Length", "99"), "wait"), REPORTED, ENDS)
    yield row("no Content-Length, then closed", edit(unsized, "close"),
              ANSWERED, ANSWERED)
    yield row("a body without end", body_for_ever, ERROR, ENDS)

    yield row("chunked",
              edit(chunked(b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n")), ANSWERED,
              ANSWERED)
    yield row("chunked, with extensions and trailers",
              edit(chunked(b"%x;a=b\r\n%b\r\n%x\r\n%b\r\n0\r\nA: b\r\n\r\n")),
              ANSWERED, ANSWERED)
    yield row("chunked, a size that is none",
              edit(chunked(b"%x\r\n%b\r\nzz%x\r\n%b\r\n0\r\n\r\n"), "wait"),
              ERROR, ENDS)
    yield row("chunked, a size of an exabyte",
              edit(chunked(b"%x\r\n%b\r\nfffffffffffffff%x\r\n%b"), "wait"),
              ERROR, ENDS)
    yield row("chunked, a size that lies",
              edit(chunked(b"%x\r\n%bxx\r\n%x\r\n%b\r\n0\r\n\r\n"), "wait"),
              ERROR, ENDS)
    yield row("chunked, closed in a chunk",
              edit(chunked(b"%x\r\n%b\r\n9%x\r\n%b"), "close"), ERROR, ENDS)
    yield row("chunked, closed before the last chunk",
              edit(chunked(b"%x\r\n%b\r\n%x\r\n%b\r\n"), "close"), ERROR,
              ENDS)
    yield row("chunked, silent before the last chunk",
              edit(chunked(b"%x\r\n%b\r\n%x\r\n%b\r\n"), "wait"), ERROR, ENDS)
    yield row("an unknown Transfer-Encoding",
              edit(header("Transfer-Encoding", "gzip"), "wait"), REPORTED,
              ENDS)

    yield row("a header of 64 KB", edit(header("Lambda-Runtime-Trace-Id",
                                               LONG)), ANSWERED, ANSWERED)
    yield row("a header of 192 KB", edit(header("X", LONG * 3), "wait"),
              REPORTED, ENDS)
    yield row("200 headers", edit(instead(MANY), "wait"), REPORTED, ENDS)
    yield row("a header without a colon",
              edit(instead(b"HTTP/1.1 200 OK\r\nX\r\n\r\n"), "wait"),
              REPORTED, ENDS)
    yield row("a NUL in a header", edit(header("X", "\0"), "wait"), REPORTED,
              ENDS)
    yield row("a header that is folded", edit(header("X", "a\r\n b"), "wait"),
              REPORTED, ENDS)

    yield row("100 Continue ahead",
              edit(ahead(b"HTTP/1.1 100 Continue\r\n\r\n")), ANSWERED,
              ANSWERED)
    yield row("100 Continue for ever", continue_for_ever, REPORTED, ENDS)
    yield row("101 Switching Protocols",
              edit(instead(b"HTTP/1.1 101 Switching Protocols\r\n\r\n"),
                   "wait"), REPORTED, ENDS)
    yield row("what is not HTTP", edit(instead(TLS), "close"), REPORTED, ENDS)
    yield row("HTTP/2", edit(instead(b"HTTP/2 200 OK\r\n\r\n"), "wait"),
              REPORTED, ENDS)
    yield row("HTTP/1.0", edit(old, "close"), ANSWERED, ANSWERED)
    yield row("HTTP/1.0 without Content-Length", edit(old_unsized, "close"),
              ANSWERED, ANSWERED)
    yield row("Connection: close", edit(header("Connection", "close"),
                                        "close"), ANSWERED, ANSWERED)
    yield row("Connection: close, then left open",
              edit(header("Connection", "close"), "wait"), ANSWERED, ANSWERED)
    yield row("junk behind the body", edit(behind(b"\0junk\r\n\r\n")),
              ANSWERED, ANSWERED)
    yield row("a second response behind the body",
              edit(behind(b"HTTP/1.1 413 Too Large\r\n\r\n")), ANSWERED,
              ANSWERED)

    yield row("no request id", edit(request_id(None)), REPORTED, ENDS)
    yield row("an empty request id", edit(request_id("")), REPORTED, ENDS)
    yield row("a request id with a slash", edit(request_id("../a")), REPORTED,
              ENDS)
    yield row("a request id of 300 characters", edit(request_id("a" * 300)),
              REPORTED, ENDS)
    yield row("an event a second time", twice, ANSWERED, NEVER, **KEPT)
    yield row("a deadline that is over", edit(deadline("1")), ANSWERED,
              ANSWERED)
    yield row("a deadline beyond 64 bits", edit(deadline("9" * 30)), ANSWERED,
              ANSWERED)
    yield row("a negative deadline", edit(deadline("-5")), ANSWERED, ANSWERED)
    yield row("no deadline", edit(deadline(None)), ANSWERED, ANSWERED)

    for text in ("302 Found", "500 Error", "503 Unavailable"):
        yield row("status " + text[:3], status(text), ANSWERED, ENDS, **KEPT)
    yield row("status 500, then closed", status("500 Error", "close"),
              ANSWERED, ENDS, **KEPT)
    for text in ("400 Bad", "403 Forbidden", "410 Gone", "413 Too Large"):
        yield row("status " + text[:3], status(text), ENDS, ENDS, **KEPT)


def answering():
    def row(name, do, once, always, **more):
        return Fault("answer", name, do, once, always, **more)

    for end in ("reset", "close", "wait"):
        verb = {"reset": "reset", "close": "closed", "wait": "silent"}[end]
        for place in ("before the status line", "in the status line",
                      "in a header"):
            yield row("%s %s" % (verb, place), cut(place, end), ANSWERED,
                      REPORTED, storm=end == "wait", **RESENT)
        for place in ("behind the head", "in the body", "behind the body"):
            # What is silent behind it is at its end.
            if (end, place) != ("wait", "behind the body"):
                yield row("%s %s" % (verb, place), cut(place, end), ANSWERED,
                          ANSWERED)
    yield row("a byte a second", slow, ANSWERED, ANSWERED, storm=True)

    yield row("Content-Length too large, then closed",
              edit(length("99"), "close"), ANSWERED, ANSWERED)
    yield row("Content-Length too small", edit(length("4")), ANSWERED,
              ANSWERED)
    yield row("Content-Length of an exabyte",
              edit(length("1000000000000000000"), "wait"), ANSWERED, ANSWERED)
    yield row("Content-Length negative", edit(length("-1"), "wait"), ANSWERED,
              REPORTED, **RESENT)
    yield row("two Content-Lengths that differ",
              edit(header("Content-Length", "99"), "wait"), ANSWERED,
              REPORTED, **RESENT)
    yield row("a body without end", body_for_ever, ANSWERED, ANSWERED)
    yield row("chunked",
              edit(chunked(b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n")), ANSWERED,
              ANSWERED)
    yield row("chunked, a size that is none",
              edit(chunked(b"%x\r\n%b\r\nzz%x\r\n%b\r\n0\r\n\r\n"), "wait"),
              ANSWERED, ANSWERED)
    yield row("chunked, closed in a chunk",
              edit(chunked(b"%x\r\n%b\r\n9%x\r\n%b"), "close"), ANSWERED,
              ANSWERED)
    yield row("a header of 64 KB", edit(header("X", LONG)), ANSWERED,
              ANSWERED)
    yield row("a header of 192 KB", edit(header("X", LONG * 3), "wait"),
              ANSWERED, REPORTED, **RESENT)
    yield row("100 Continue ahead",
              edit(ahead(b"HTTP/1.1 100 Continue\r\n\r\n")), ANSWERED,
              ANSWERED)
    yield row("100 Continue for ever", continue_for_ever, ANSWERED, REPORTED,
              **RESENT)
    yield row("what is not HTTP", edit(instead(TLS), "close"), ANSWERED,
              REPORTED, **RESENT)
    yield row("HTTP/1.0 without Content-Length", edit(old_unsized, "close"),
              ANSWERED, ANSWERED)
    yield row("Connection: close", edit(header("Connection", "close"),
                                        "close"), ANSWERED, ANSWERED)
    yield row("junk behind the body", edit(behind(b"\0junk\r\n\r\n")),
              ANSWERED, ANSWERED)
    yield row("a second response behind the body",
              edit(behind(b"HTTP/1.1 410 Gone\r\n\r\n")), ANSWERED, ANSWERED)
    for text in ("302 Found", "400 Bad", "403 Forbidden", "413 Too Large"):
        yield row("status " + text[:3], status(text), ERROR, ERROR, **REFUSED)
    for text in ("500 Error", "503 Unavailable"):
        yield row("status " + text[:3], status(text), ANSWERED, REPORTED,
                  **RESENT)


def sending():
    def row(name, do, once, always, function="Big", **more):
        return Fault("request", name, do, once, always, function=function,
                     **more)

    yield row("reset in the head", reset_at_once, ANSWERED, REPORTED,
              function="Echo")
    yield row("reset in the body", reset_in_body, ANSWERED, REPORTED)
    yield row("closed in the body", close_in_body, ANSWERED, REPORTED)
    yield row("never read", never_read, ANSWERED, REPORTED, storm=True)
    yield row("status 413 ahead of the body", refuse_ahead("wait"), ERROR,
              ERROR)
    yield row("status 413 ahead of the body, then reset", refuse_ahead(None),
              ERROR, ERROR)
    yield row("no connection any more", go_away, ANSWERED, ENDS,
              function="Echo", real_time=True)


def starting():
    yield Fault("start", "refused", None, ANSWERED, ENDS, real_time=True)


def initialising():
    def row(name, do, once, always):
        return Fault("init", name, do, once, always)

    yield row("reset before the status line",
              cut("before the status line", "reset"), ANSWERED, ENDS)
    yield row("silent before the status line",
              cut("before the status line", "wait"), ANSWERED, ENDS)
    yield row("status 500", status("500 Error"), ANSWERED, ENDS)
    yield row("status 403", status("403 Forbidden"), ENDS, ENDS)


def registering():
    def row(name, do):
        return Fault("extension", name, do, ANSWERED, NEVER)

    yield row("reset before the status line",
              cut("before the status line", "reset"))
    yield row("silent before the status line",
              cut("before the status line", "wait"))
    yield row("silent in a header", cut("in a header", "wait"))
    yield row("a header of 192 KB", edit(header("X", LONG * 3), "wait"))
    yield row("what is not HTTP", edit(instead(TLS), "close"))
    yield row("100 Continue for ever", continue_for_ever)
    yield row("status 403", status("403 Forbidden"))
    yield row("status 500", status("500 Error"))


def suffering():
    def row(name, once, always, **env):
        return Fault("process", name, None, once, always, env=env)

    yield row("signals without end", NEVER, ANSWERED, FAULT_STORM="1")
    yield row("a clock that jumps", NEVER, ANSWERED, FAULT_CLOCK="1")
    yield row("no port at first", ANSWERED, NEVER, FAULT_PORTS="3")
    yield row("no port at all", NEVER, ENDS, FAULT_PORTS="1000000")
    yield row("no file descriptor at all", NEVER, ENDS, FAULT_LEAK="main")
    yield row("no file descriptor left, the connection kept", NEVER, ANSWERED,
              FAULT_LEAK="handler")
    fault = row("no file descriptor left, the connection closed", NEVER, ENDS,
                FAULT_LEAK="handler")
    fault.on, fault.do = "event", edit(header("Connection", "close"), "close")
    yield fault


# The manual's subsections, and what stands in each.
PARTS = {
    "The start": starting,
    "The request for an event": asking,
    "The answer on its way": sending,
    "The response to an answer": answering,
    "The response to an init error": initialising,
    "The response to an extension": registering,
    "The process": suffering,
}


def faults():
    """(part, fault), in the manual's order."""
    for part, make in PARTS.items():
        for fault in make():
            yield part, fault
