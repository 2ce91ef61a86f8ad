"""node_host.py: our package for Node under aws-lambda-ric.

    node_host.py PACKAGE CLIENT EMULATOR|skipped [WHY]

PACKAGE is made of testsuite/commands/fixtures/executable.c, CLIENT is the
program of aws-lambda-ric.  Every way in which an invocation may end goes
through it, on a scripted Runtime API and behind AWS's emulator.  Prints TAP.

SPDX-License-Identifier: MIT
"""

import json
import os
import sys
import tempfile

from conformance import EVENT, SIX_MB, Emulator, Tap, parse, unpack
from runtime_api import RuntimeApi

OWN = """
import { Echo } from "./index.js";
export const callback = (event, context, done) => {
  Echo(event, context).then((value) => done(null, value), done);
};
export const streams = awslambda.streamifyResponse(
  async (event, stream, context) => {
    stream.write(JSON.stringify(await Echo(event, context)));
    stream.end();
  });
"""


class Tests:
    def __init__(self, tap, client, folder):
        self.tap, self.client, self.folder = tap, client, folder

    def check(self, name, good, found):
        self.tap.check("aws-lambda-ric: " + name, good, found)

    def invoke(self, function, events, env=(), module="index"):
        """What was posted, a (kind, body, error type) each."""
        api = RuntimeApi(events, timeout_s=30)
        handler = module + "." + function
        api.run(["node", self.client, handler], self.folder, handler, env)
        api.close()
        return [(result.kind, result.body,
                 result.headers.get("lambda-runtime-function-error-type"))
                for result in api.results]

    def answers(self, name, function, events, good, module="index"):
        found = self.invoke(function, events, module=module)
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

    def check_own(self):
        """A user's own handlers, behind which the runtime waits for an empty
        event loop."""
        with open(os.path.join(self.folder, "mine.js"), "w") as file:
            file.write(OWN)
        # Those of Node 22 and later know no callbacks any more.
        old = self.client.endswith("/bin/index.mjs")
        for name in ("callback", "streams") if old else ("streams",):
            self.answers("a user's handler, " + name, name,
                         [b"[1]", b"[2]"],
                         lambda event, value: json.loads(event) == value,
                         "mine")

    def run(self):
        same = lambda event, value: json.loads(event) == value  # noqa: E731
        self.answers("events", "Echo", [EVENT, b"null", b'"x"', b"[1.5]"],
                     same)
        self.answers("a 6 MB event and response", "Echo", [SIX_MB], same)
        self.check_own()
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


class Node(Emulator):
    """aws-lambda-rie, which starts aws-lambda-ric."""

    name = "aws-lambda-rie, process shim"

    def __init__(self, program, client):
        super().__init__(program)
        self.client = client

    def command(self, folder, function):
        return ["node", self.client, "index." + function]


def same_p(event):
    """JSON that was parsed and written on its way."""
    return lambda body: parse(body) == json.loads(event)


def error_p(kind, text):
    return lambda body: (parse(body).get("errorType") == kind
                         and text in parse(body).get("errorMessage", ""))


def told_p(body):
    return len(parse(body).get("id", "")) == 36


def check_emulator(tap, client, folder, emulator, why=""):
    if emulator == "skipped":
        tap.skip(Node.name, why)
        return
    node = Node(emulator, client)
    for row in (
            ("a good event", "Echo", EVENT, same_p(EVENT)),
            ("a 6 MB event and response", "Echo", SIX_MB, same_p(SIX_MB)),
            ("text", "Text", b"{}", same_p(b'"two\\nlines"')),
            ("a function called _9lives", "_9lives", b"{}", told_p),
            ("a function called __proto__", "__proto__", b"{}", told_p),
            ("a function error", "Fail", b"{}",
             error_p("Sparta.Status404", 'no "luck" today')),
            ("an exit", "Exit", b"{}", error_p("Sparta.Exit", "exit (3)")),
            ("a crash", "Crash", b"{}",
             error_p("Sparta.Crash", "SIGABRT in Crash")),
            ("a killed program", "Die", b"{}",
             error_p("Runtime.ExitError", "SIGKILL")),
            ("an init error", "Echo", b"{}",
             error_p("Runtime.ExitError", "exited with status 7"),
             {"INIT_FAILS": "1"})):
        node.check(tap, row[0], folder, *row[1:])


def main():
    package, client, *emulator = sys.argv[1:]
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        unpack(package, folder)
        Tests(tap, client, folder).run()
        check_emulator(tap, client, folder, *emulator)
    return tap.finish()


sys.exit(main())
