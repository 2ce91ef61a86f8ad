"""conformance.py: our packages through the programs that AWS gives.

    conformance.py SERVICE INIT-FAILS HELLO EMULATOR|KIND WHY

Run by a Python that has awslambdaric.  KIND is skipped or missing: there is no
emulator, and WHY.  Every way in which an invocation may end goes through
awslambdaric on a scripted Runtime API, through `sparta invoke
--client=awslambdaric', and through the emulator.  Prints TAP and totals.

SPDX-License-Identifier: MIT
"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile

sys.path.insert(0, os.path.join(
    os.path.dirname(os.path.abspath(__file__)), os.pardir, "bench"))
from runtime_api import RuntimeApi  # noqa: E402

SIX_MB = json.dumps("x" * (6 * 1024 * 1024 - 2)).encode()
EVENT = b'{"key": [1, "two", null], "\xc3\xa4": 1e3}'
HELLO = b'{"message":"Hello from C"}'

# What each function's outcome is on Lambda.
FAIL = {"errorMessage": 'no "luck" today', "errorType": "Sparta.Status500",
        "stackTrace": [],
        "sparta": {"code": 500, "status": "Internal Server Error",
                   "headers": {}, "error": 'no "luck" today'}}


class Tap:
    """Counts and prints."""

    def __init__(self):
        self.n = self.failed = self.skipped = 0

    def check(self, name, good, found=b""):
        self.n += 1
        self.failed += not good
        print("%s %d - %s" % ("ok" if good else "not ok", self.n, name))
        if not good:
            print("# found: %.1500r" % (found,))
        sys.stdout.flush()

    def skip(self, name, why):
        self.n += 1
        self.skipped += 1
        print("ok %d - %s # SKIP %s" % (self.n, name, why))

    def finish(self):
        print("1..%d" % self.n)
        print("# %d tests: %d passed, %d failed, %d skipped"
              % (self.n, self.n - self.failed - self.skipped, self.failed,
                 self.skipped))
        return 1 if self.failed else 0


def parse(data):
    try:
        return json.loads(data)
    except ValueError:
        return {}


def error_p(data, kind, text):
    """Whether DATA is Lambda's error JSON of KIND whose message has TEXT."""
    error = parse(data)
    return (isinstance(error, dict) and error.get("errorType") == kind
            and text in error.get("errorMessage", "")
            and isinstance(error.get("stackTrace"), list))


class Awslambdaric:
    """awslambdaric on our scripted Runtime API."""

    name = "awslambdaric"

    def invoke(self, folder, function, event):
        """(kind, body)."""
        api = RuntimeApi([event], timeout_s=20)
        handler = "index." + function
        api.run([sys.executable, "-m", "awslambdaric", handler], folder,
                handler)
        api.close()
        if not api.results:
            return "nothing", b""
        return api.results[-1].kind, api.results[-1].body

    def check_all(self, tap, folders):
        service, init_fails, hello = folders
        for title, folder, function, event, kind, good in (
                ("a good event", service, "Echo", EVENT, "response",
                 lambda body: body == EVENT),
                ("examples/hello", hello, "HelloWorld", b"{}", "response",
                 lambda body: body == HELLO),
                ("a function error", service, "Fail", b"{}", "error",
                 lambda body: parse(body) == FAIL),
                ("an exit in a handler", service, "Exit", b"{}", "error",
                 lambda body: error_p(body, "Sparta.Exit", "exit (3)")),
                ("an init error", init_fails, "Echo", b"{}", "init-error",
                 lambda body: error_p(body, "Sparta.Init", "exit (7)")),
                ("a 6 MB event and response", service, "Echo", SIX_MB,
                 "response", lambda body: body == SIX_MB),
                ("NUL and invalid UTF-8 in the event", service, "Echo",
                 b'"\x00\xff"', "response",
                 lambda body: body == b'"\x00\xff"')):
            found = self.invoke(folder, function, event)
            tap.check("%s: %s" % (self.name, title),
                      found[0] == kind and good(found[1]), found)
        self.check_survival(tap, service)

    def check_survival(self, tap, folder):
        """A process outlives its function errors."""
        api = RuntimeApi([b"{}", b"{}", b"{}"])
        api.run([sys.executable, "-m", "awslambdaric", "index.Exit"], folder,
                "index.Exit")
        api.close()
        kinds = [result.kind for result in api.results]
        tap.check("%s: the process outlives exit" % self.name,
                  kinds == ["error"] * 3, kinds)


class Invoke:
    """sparta invoke --client=awslambdaric."""

    name = "sparta invoke"

    def invoke(self, package, function, event):
        return subprocess.run(
            ["sparta", "invoke", "--client=awslambdaric",
             "--python=" + sys.executable, package, function, "-"],
            input=event, capture_output=True)

    def check_all(self, tap, packages):
        service, init_fails, hello = packages
        for title, package, function, event, status, wanted in (
                ("a good event", service, "Echo", EVENT, 0, EVENT),
                ("examples/hello", hello, "HelloWorld", b"{}", 0, HELLO),
                ("a function error", service, "Fail", b"{}", 1,
                 b'"Sparta.Status500"'),
                ("an exit in a handler", service, "Exit", b"{}", 1,
                 b'"Sparta.Exit"'),
                ("an init error", init_fails, "Echo", b"{}", 1,
                 b'"Sparta.Init"'),
                ("a 6 MB event and response", service, "Echo", SIX_MB, 0,
                 SIX_MB)):
            done = self.invoke(package, function, event)
            found = done.stdout if status == 0 else done.stderr
            good = found == wanted if status == 0 else wanted in found
            tap.check("%s: %s" % (self.name, title),
                      done.returncode == status and good, done)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Emulator:
    """aws-lambda-rie, which starts awslambdaric."""

    name = "aws-lambda-rie"

    def __init__(self, program):
        self.program = program

    def command(self, folder, function):
        """What it starts; the handler comes last."""
        return [sys.executable, "-m", "awslambdaric", "index." + function]

    def start(self, folder, function, port, env):
        # Both addresses: their defaults are open to the network.
        return subprocess.Popen(
            [self.program,
             "--runtime-interface-emulator-address=127.0.0.1:%d" % port,
             "--runtime-api-address=127.0.0.1:%d" % free_port(),
             *self.command(folder, function)],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
            env={"PATH": os.environ["PATH"], "LANG": "en_US.UTF-8",
                 "LAMBDA_TASK_ROOT": folder, "AWS_REGION": "us-east-1",
                 "AWS_LAMBDA_FUNCTION_TIMEOUT": "20", **env})

    def post(self, port, event):
        """The status and the body of one invocation; waits for the server."""
        end = time.monotonic() + 10
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", port,
                                                    timeout=30)
            try:
                connection.connect()
                break
            except ConnectionRefusedError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
        connection.request(
            "POST", "/2015-03-31/functions/function/invocations", event)
        response = connection.getresponse()
        return response.status, response.read()

    def invoke(self, folder, function, event, env):
        """The statuses and bodies of two invocations, one after the other."""
        port = free_port()
        process = self.start(folder, function, port, env)
        try:
            return [self.post(port, event), self.post(port, event)]
        except OSError as error:
            return [(0, str(error).encode())]
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def check(self, tap, title, folder, function, event, good, env=()):
        """Whatever the first comes to, the second comes to as well."""
        found = self.invoke(folder, function, event, dict(env))
        tap.check("%s: %s" % (self.name, title),
                  all(good(body) for _, body in found), found)

    def check_all(self, tap, folders):
        service, init_fails, hello = folders
        for row in (
                ("a good event", service, "Echo", EVENT,
                 lambda body: body == EVENT),
                ("examples/hello", hello, "HelloWorld", b"{}",
                 lambda body: body == HELLO),
                ("a function error", service, "Fail", b"{}",
                 lambda body: parse(body) == FAIL),
                ("an exit in a handler", service, "Exit", b"{}",
                 lambda body: error_p(body, "Sparta.Exit", "exit (3)")),
                ("a crash in a handler", service, "Crash", b"{}",
                 lambda body: error_p(body, "Sparta.Crash", "SIGABRT")),
                ("an init error", init_fails, "Echo", b"{}",
                 lambda body: error_p(body, "Sparta.Init", "exit (7)")),
                ("a 6 MB event and response", service, "Echo", SIX_MB,
                 lambda body: body == SIX_MB),
                ("the function class", service, "class_", EVENT,
                 lambda body: body == EVENT),
                ("the function 9-lives", service, "_9_lives", EVENT,
                 lambda body: body == EVENT)):
            self.check(tap, *row)


def unpack(package, folder):
    """With the modes, which zipfile drops."""
    with zipfile.ZipFile(package) as file:
        for info in file.infolist():
            os.chmod(file.extract(info, folder), info.external_attr >> 16)
    return folder


def check_emulator(tap, folders, emulator, why=""):
    if emulator == "skipped":
        tap.skip(Emulator.name, why)
    else:
        Emulator(emulator).check_all(tap, folders)


def main(packages, emulator):
    tap = Tap()
    work = tempfile.mkdtemp()
    try:
        folders = [unpack(package, os.path.join(work, str(i)))
                   for i, package in enumerate(packages)]
        Awslambdaric().check_all(tap, folders)
        Invoke().check_all(tap, packages)
        check_emulator(tap, folders, *emulator)
    finally:
        shutil.rmtree(work)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:4], sys.argv[4:]))
