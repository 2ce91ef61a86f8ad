"""node_host.py: our package for Node under aws-lambda-ric.

    node_host.py PACKAGE CLIENT

PACKAGE is made of testsuite/commands/fixtures/executable.c, CLIENT is the
program of aws-lambda-ric.  Every way in which an invocation may end goes
through it on a scripted Runtime API.  Prints TAP.

SPDX-License-Identifier: MIT
"""

import json
import os
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.join(
    os.path.dirname(os.path.abspath(__file__)), os.pardir, "bench"))
from runtime_api import RuntimeApi  # noqa: E402

SIX_MB = json.dumps("x" * (6 * 1024 * 1024 - 2)).encode()
EVENT = b'{"key": [1, "two", null], "\xc3\xa4": 1e3}'


def unpack(package, folder):
    with zipfile.ZipFile(package) as file:
        for info in file.infolist():
            os.chmod(file.extract(info, folder), info.external_attr >> 16)


class Tests:
    def __init__(self, client, folder):
        self.client, self.folder = client, folder
        self.n = self.failed = 0

    def check(self, name, good, found):
        self.n += 1
        self.failed += not good
        print("%s %d - aws-lambda-ric: %s"
              % ("ok" if good else "not ok", self.n, name), flush=True)
        if not good:
            print("# found: %.500r" % (found,))

    def invoke(self, function, events, env=()):
        """What was posted, a (kind, body, error type) each."""
        api = RuntimeApi(events, timeout_s=30)
        handler = "index." + function
        api.run(["node", self.client, handler], self.folder, handler, env)
        api.close()
        return [(result.kind, result.body,
                 result.headers.get("lambda-runtime-function-error-type"))
                for result in api.results]

    def answers(self, name, function, events, good):
        found = self.invoke(function, events)
        self.check(name, len(found) == len(events) and all(
            kind == "response" and good(event, json.loads(body))
            for event, (kind, body, _) in zip(events, found)), found)

    def fails(self, name, function, error_type, text, count=1, env=(),
              kind="error"):
        found = self.invoke(function, [b"{}"] * count, env)
        self.check(name, len(found) == count and all(
            one[0] == kind and one[2] in (None, error_type)
            and json.loads(one[1])["errorType"] == error_type
            and text in json.loads(one[1])["errorMessage"]
            for one in found), found)

    def run(self):
        same = lambda event, value: json.loads(event) == value  # noqa: E731
        self.answers("events", "Echo", [EVENT, b"null", b'"x"', b"[1.5]"],
                     same)
        self.answers("a 6 MB event and response", "Echo", [SIX_MB], same)
        self.answers("text", "Text", [b"{}"],
                     lambda _, value: value == "two\nlines")
        for name in ("Tell_me", "new", "default", "__proto__", "_9lives"):
            self.answers("a function called " + name, name, [b"{}"],
                         lambda _, value: len(value["id"]) == 36
                         and value["soon"] is True)
        self.fails("a status", "Fail", "Sparta.Status404", 'no "luck" today')
        # More of each than one: the program is started again.
        self.fails("an exit", "Exit", "Sparta.Exit", "exit (3)", 3)
        self.fails("a crash", "Crash", "Sparta.Crash", "SIGABRT in Crash", 3)
        self.fails("a killed program", "Die", "Runtime.ExitError", "SIGKILL",
                   3)
        self.fails("bytes", "Picture", "Sparta.BinaryResponse", "image/png")
        self.fails("an init error", "Echo", "Runtime.ExitError",
                   "exited with status 7", env={"INIT_FAILS": "1"},
                   kind="init-error")


def main():
    package, client = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        unpack(package, folder)
        tests = Tests(client, folder)
        tests.run()
    print("1..%d" % tests.n)
    print("# %d tests: %d passed, %d failed, 0 skipped"
          % (tests.n, tests.n - tests.failed, tests.failed))
    return 1 if tests.failed else 0


sys.exit(main())
