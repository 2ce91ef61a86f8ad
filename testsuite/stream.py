"""stream.py: a program streams to a scripted Runtime API.

    stream.py executable|library PROGRAM

Prints TAP.  PROGRAM is commands/fixtures/streamer.c as an executable, or the
native host above it as a library.

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
    status = api.run([os.path.abspath(sys.argv[2])], os.getcwd(), "app.Stream",
                     log=sys.stderr)
    api.settle()
    api.close()
    return api.results, status


def check_error(result, wanted, text):
    """RESULT is a stream that ends with an error of type WANTED."""
    kind, error = result.stream_error() or (None, b"{}")
    check("%s is in the trailers" % wanted, kind == wanted, kind)
    check(".. with its JSON", text in json.loads(error)["errorMessage"], error)


def streams():
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
    check_error(results[1], "My.Type", "sorry")
    check("the next stream is whole", results[2].body == first.body,
          results[2].body)
    check("who does not flush does not stream",
          not results[3].streamed() and results[3].body.isdigit(),
          results[3].headers)


def memory():
    results, _ = run("rss", "large", "rss")
    check("200 MB are streamed", len(results[1].body) == 10 + 3199 * 65536,
          len(results[1].body))
    grown = int(results[2].body) - int(results[0].body)
    check("in the memory of a part", grown < 1024, "%d KB" % grown)


def ends(contained):
    """The ends of a handler; where CONTAINED, an exit is not the process's."""
    results, status = run("exit", "rss")
    check_error(results[0], "Sparta.Exit", "exit (3)")
    check("an exit ends the executable alone",
          len(results) == (2 if contained else 1)
          and (contained or status == 3), status)
    results, status = run("leave", "rss")
    if contained:
        check_error(results[0], "Sparta.Exit", "exit (3)")
    else:
        check("who leaves without a word ends no stream", not results, results)
    results, status = run("crash", "rss")
    check("a crash ends the process", status not in (None, 0), status)
    if contained:
        # The library cannot reach the stream: it is cut, and answered once.
        check("a crash cuts the stream", not results, results)
    else:
        check_error(results[0], "Sparta.Crash", "SIGSEGV")
        check("that is the one answer", len(results) == 1, results)


def main():
    streams()
    ends(sys.argv[1] == "library")
    memory()
    print("1..%d" % COUNT)


main()
