"""stream.py: an executable streams to a scripted Runtime API.

    stream.py PROGRAM

Prints TAP.  PROGRAM is commands/fixtures/streamer.c.

SPDX-License-Identifier: MIT
"""

import json
import os
import sys
sys.dont_write_bytecode = True      # the source tree may be read-only

sys.path.insert(0, os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "bench"))
from runtime_api import RuntimeApi  # noqa: E402

COUNT = 0


def check(name, good, found=None):
    global COUNT
    COUNT += 1
    print("%s %d - %s" % ("ok" if good else "not ok", COUNT, name))
    if not good:
        print("# found: %.500r" % (found,))


def run(*events):
    """What PROGRAM posts for EVENTS, and its exit status."""
    api = RuntimeApi(json.dumps(event).encode() for event in events)
    status = api.run([os.path.abspath(sys.argv[1])], ".", "app.Stream",
                     log=sys.stderr)
    api.close()
    return api.results, status


def ended(event):
    """What PROGRAM posts for EVENT, which is its end: one answer, and how the
    stream ends."""
    results, status = run(event, "rss")
    check("%s: there is one answer" % event, len(results) == 1, results)
    check("%s: the process ends" % event, status not in (None, 0), status)
    return results[0]


def main():
    results, _ = run("plain", "fail", "plain", "rss")
    first = results[0]
    check("each event is answered", len(results) == 4, results)
    check("in the streaming mode", first.streamed(), first.headers)
    check("a chunk a flush, and the rest", first.chunks == [5, 5],
          first.chunks)
    check("as it was written", first.body == b"begunended", first.body)
    check("without a length", "content-length" not in first.headers,
          first.headers)
    check("and without an error", first.stream_error() is None, first.trailers)
    kind, error = results[1].stream_error() or (None, b"{}")
    check("an error goes into the trailers", kind == "My.Type", kind)
    check(".. with its JSON", json.loads(error)["errorMessage"] == "sorry",
          error)
    check("and the next stream is whole", results[2].body == first.body,
          results[2].body)
    check("who does not flush does not stream",
          not results[3].streamed() and results[3].body.isdigit(),
          results[3].headers)

    kind, error = ended("exit").stream_error() or (None, b"")
    check("an exit is in the trailers", kind == "Sparta.Exit", kind)
    check(".. with its status", b"exit (3)" in error, error)
    kind, error = ended("crash").stream_error() or (None, b"")
    check("a crash is in the trailers", kind == "Sparta.Crash", kind)
    check(".. with its signal", b"SIGSEGV" in error, error)
    results, status = run("leave", "rss")
    check("who leaves without a word ends no stream", not results, results)

    results, _ = run("rss", "large", "rss")
    check("200 MB are streamed", len(results[1].body) == 10 + 3199 * 65536,
          len(results[1].body))
    grown = int(results[2].body) - int(results[0].body)
    check("in the memory of a part", grown < 1024, "%d KB" % grown)
    print("1..%d" % COUNT)


main()
