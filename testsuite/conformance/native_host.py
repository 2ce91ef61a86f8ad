"""native_host.py: the native host, and an executable of libsparta-app, on a
scripted Lambda.

    native_host.py PACKAGE EXECUTABLE EMULATOR|skipped|none [WHY]

PACKAGE is made for provided.al2023, of native.c, as EXECUTABLE is.  The
scripted Lambda hands out as many events at once as there are requests, takes
one answer to each, and, where an extension was registered, ends the process by
SIGTERM and, 500 ms later, SIGKILL.  Prints TAP.

SPDX-License-Identifier: MIT
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from conformance import (EVENT, FAIL, SIX_MB, Emulator, Tap, error_p, parse,
                         unpack)
from runtime_api import (PREFIX, Result, RuntimeApi, answer, read_body,
                         read_headers)

TRACE = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700"


class Lambda(RuntimeApi):
    """Hands out events to several workers, and knows extensions."""

    def __init__(self, events, extensions=True, slow=False):
        self.lock = threading.Lock()
        self.extensions = extensions
        self.slow = slow                # to read what is large
        self.extension = None           # how far one is: None, its state
        self.under_way = {}
        self.most = 0                   # that were under way at once
        self.refused = []
        super().__init__(events)

    def serve_request(self, connection, file):
        words = file.readline().split()
        if len(words) != 3:
            return False
        headers = read_headers(file)
        if self.slow and len(headers.get("content-length", "")) > 6:
            time.sleep(0.4)
        body = read_body(file, headers)
        path = words[1].decode()
        if path.startswith("/2020-01-01/extension/") and self.extensions:
            return self.extend(connection, path, headers, body.data)
        if path == PREFIX + "invocation/next":
            return self.give(connection)
        if path.startswith(PREFIX):
            return self.take(connection, path[len(PREFIX):], headers, body, 0)
        return answer(connection, "404 Not Found")

    def extend(self, connection, path, headers, body):
        if path.endswith("/register"):
            good = (json.loads(body) == {"events": []} and self.given == 0
                    and headers.get("lambda-extension-name"))
            self.extension = "registered"
            return answer(connection, "200 OK" if good else "400 Bad Request",
                          b"{}", {"Lambda-Extension-Identifier": "7-7-7"})
        if headers.get("lambda-extension-identifier") == "7-7-7":
            self.extension = "ready"
        connection.recv(1)              # it has no events
        return False

    def give(self, connection):
        # The init phase lasts until each extension has asked, too.
        end = time.monotonic() + 10
        while self.extension == "registered" and time.monotonic() < end:
            time.sleep(0.001)
        with self.lock:
            index = self.given
            self.given += 1
            if index < len(self.events):
                name = "id-%d" % index
                self.under_way[name] = index
                self.most = max(self.most, len(self.under_way))
        if index >= len(self.events):
            connection.recv(1)
            return False
        return answer(connection, "200 OK", self.events[index], {
            "Lambda-Runtime-Aws-Request-Id": name,
            "Lambda-Runtime-Deadline-Ms":
                str(int(time.time() * 1000) + 20000),
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:x",
            "Lambda-Runtime-Trace-Id": TRACE})

    def take(self, connection, path, headers, body, _):
        parts = path.split("/")
        with self.lock:
            if path == "init/error":
                result = Result("init-error", headers, body, None)
                result.index = 0
            elif parts[1] in self.under_way:
                result = Result(parts[2], headers, body, None)
                result.index = self.under_way.pop(parts[1])
            else:
                self.refused.append(path)
                return answer(connection, "400 Bad Request")
            self.results.append(result)
            if path == "init/error" or len(self.results) == len(self.events):
                self.done.set()
        return answer(connection, "202 Accepted", b'{"status":"OK"}\n')

    def run(self, command, folder, handler, env=()):
        """As on Lambda; (exit status, log)."""
        environ = {
            "AWS_LAMBDA_RUNTIME_API": self.address, "_HANDLER": handler,
            "LAMBDA_TASK_ROOT": folder,
            "AWS_EXECUTION_ENV": "AWS_Lambda_provided.al2023",
            "AWS_LAMBDA_FUNCTION_NAME": "deployed", "LANG": "en_US.UTF-8",
            "TZ": ":UTC", "PATH": os.environ["PATH"]}
        environ.update(env)
        with tempfile.TemporaryFile() as log:
            process = subprocess.Popen(
                command, cwd=folder, env=environ, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log)
            end = time.monotonic() + 20
            while (process.poll() is None and not self.done.wait(0.01)
                   and time.monotonic() < end):
                pass
            self.end(process)
            self.close()
            self.settle()
            log.seek(0)
            self.results.sort(key=lambda result: result.index)
            return process.returncode, log.read().decode("utf-8", "replace")

    def end(self, process):
        # It may be about to end by itself.
        if self.results and self.results[-1].kind == "error":
            time.sleep(0.1)
        if process.poll() is None and self.extension == "ready":
            process.send_signal(signal.SIGTERM)
        try:
            # One that fails ends by itself.
            process.wait(0.5 if self.extension == "ready" else 1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Tests:
    def __init__(self, tap, name, command, folder, library):
        self.tap, self.name, self.command = tap, name, command
        self.folder, self.library = folder, library

    def check(self, name, good, found):
        self.tap.check("%s: %s" % (self.name, name), good, found)

    def invoke(self, function, events, env=(), handler=None, **options):
        api = Lambda(events, **options)
        if handler is None:
            handler = self.library + "." + function
        api.status, api.log = api.run(self.command, self.folder, handler, env)
        return api

    @staticmethod
    def found(api):
        return ([(one.kind, one.body[:300]) for one in api.results],
                api.status, api.log[:600], api.refused)

    def answers(self, name, function, events, **options):
        """Each event is echoed."""
        api = self.invoke(function, events, **options)
        self.check(name, not api.refused
                   and [(one.kind, one.body) for one in api.results]
                   == [("response", event) for event in events],
                   self.found(api))
        return api

    def fails(self, name, function, error_type, text, kind="error",
              events=(b"{}",), **options):
        """The first event, or the init, fails so."""
        api = self.invoke(function, events, **options)
        one = api.results[0] if api.results else None
        error = json.loads(one.body) if one else {}
        header = "lambda-runtime-function-error-type"
        self.check(name, one is not None and one.kind == kind
                   and error["errorType"] == error_type
                   and text in error["errorMessage"]
                   and isinstance(error["stackTrace"], list)
                   and one.headers.get(header) == error_type
                   and not api.refused, self.found(api))
        return api

    def run(self):
        api = self.answers("events, one after the other", "Echo",
                           [EVENT, b"null", b'"x"', b"[1.5]"])
        self.check("SIGTERM runs main's end", api.status == 0
                   and api.log.endswith("main ends\n"), self.found(api))
        self.answers("a 6 MB event and response", "Echo", [SIX_MB])
        self.answers("NUL and invalid UTF-8", "Echo", [b'"\x00\xff"'])
        for function in ("9lives", "a-b_c"):
            self.answers("a function called " + function, function, [EVENT])
        api = self.invoke("Trace", [b"{}"])
        self.check("the trace id", json.loads(api.results[0].body)
                   == {"environment": TRACE, "context": TRACE},
                   self.found(api))
        self.fails("a function error", "Fail", "Sparta.Status500",
                   'no "luck" today')
        self.fails("an exit", "Exit", "Sparta.Exit", "exit (3)")
        api = self.fails("a crash", "Crash", "Sparta.Crash", "in Crash")
        self.check("a crash ends the process", api.status == -signal.SIGSEGV,
                   self.found(api))
        self.run_extension()
        self.run_handlers()
        self.run_workers()

    def run_extension(self):
        api = self.answers("an API that knows no extensions", "Echo", [EVENT],
                           extensions=False)
        self.check("it says so at debug level only",
                   "extension" not in api.log, api.log)
        api = self.answers("SPARTA_NO_EXTENSION=1", "Echo", [EVENT],
                           env={"SPARTA_NO_EXTENSION": "1"})
        self.check("it does not register", api.extension is None,
                   api.extension)

    def run_handlers(self):
        self.answers("the function alone", "", [EVENT], handler="Echo")
        self.answers("any handler, and the deployed function's name", "",
                     [EVENT], handler="bootstrap",
                     env={"AWS_LAMBDA_FUNCTION_NAME": "Echo"})
        self.answers("no handler, likewise", "", [EVENT], handler="",
                     env={"AWS_LAMBDA_FUNCTION_NAME": "Echo"})
        api = self.fails("an unknown function", "Nope",
                         "Sparta.UnknownFunction", '"Nope"', "init-error")
        self.check("the known ones are listed",
                   b"Echo, Slow, Fail" in api.results[0].body,
                   self.found(api))
        self.check("the process ends with 1", api.status == 1, api.status)

    def run_workers(self):
        many = [b"[%d]" % i for i in range(400)]
        several = {"AWS_LAMBDA_MAX_CONCURRENCY": "8",
                   "AWS_LAMBDA_LOG_FORMAT": "JSON"}
        api = self.answers("8 workers, 400 events", "Slow", many, env=several)
        self.check("8 at once", api.most == 8, api.most)
        self.check("SIGTERM ends all, and main's end runs",
                   api.status == 0 and api.log.endswith("main ends\n"),
                   (api.status, api.extension, api.log[-300:]))
        lines = [json.loads(line) for line in api.log.splitlines()
                 if line.startswith("{")]
        self.check("lines have their request's id", len(lines) == 400 and all(
            line["message"] == "event " + line["requestId"]
            for line in lines), lines[:3])
        api = self.invoke("Trace", [b"{}"] * 8, env=several)
        self.check("the environment has no trace id then", len(api.results)
                   == 8 and all(json.loads(one.body)
                                == {"environment": "", "context": TRACE}
                                for one in api.results), self.found(api))
        self.end_beside("Crash", "Sparta.Crash", 8)
        self.end_beside("Crash", "Sparta.Crash", 100)
        api = self.invoke("Crash", [b'"crash"', SIX_MB], slow=True,
                          env={"AWS_LAMBDA_MAX_CONCURRENCY": "2"})
        self.check("a crash beside an answer that is on its way: it arrives",
                   [one.kind for one in api.results] == ["error", "response"]
                   and api.results[1].body == SIX_MB, self.found(api))
        api = self.answers("a bad number of workers is 1", "Slow", many[:10],
                           env={"AWS_LAMBDA_MAX_CONCURRENCY": "8x"})
        self.check("which is reported", '"8x"' in api.log and api.most == 1,
                   (api.most, api.log))

    def end_beside(self, function, error_type, n):
        """One of N invocations ends the process."""
        events = [b'"wait"'] * (n - 1) + [b'"crash"']
        api = self.invoke(function, events,
                          env={"AWS_LAMBDA_MAX_CONCURRENCY": str(n)})
        types = [json.loads(one.body)["errorType"] for one in api.results]
        self.check("%s, one of %d: each is answered" % (function, n),
                   types == ["Sparta.Ended"] * (n - 1) + [error_type]
                   and not api.refused, (types, self.found(api)))


class ExecutableTests(Tests):
    """What only a process that knows its loops can do."""

    def run(self):
        super().run()
        api = self.invoke("Exit", [b'"late"'] * 6,
                          env={"AWS_LAMBDA_MAX_CONCURRENCY": "6"})
        self.check("exits at once: each is answered",
                   [one.kind for one in api.results] == ["error"] * 6
                   and api.status == 3, self.found(api))


class BootstrapTests(Tests):
    """What only the host that loads a library has."""

    def run(self):
        super().run()
        self.fails("an exit in main", "Echo", "Sparta.Init", "exit (7)",
                   "init-error", env={"INIT": "exit"})
        api = self.fails("a crash in main", "Echo", "Sparta.Crash", "SIGABRT",
                         "init-error", env={"INIT": "crash"})
        self.check("it ends the process", api.status == -signal.SIGABRT,
                   api.status)
        api = self.fails("an exit of a thread", "Thread", "Sparta.Ended",
                         "outside of this invocation")
        self.check("it is logged, and its status kept",
                   "exit (4) was called outside" in api.log
                   and api.status == 4, self.found(api))
        self.check_handler("a slash", "../lib/native.Echo", "without a slash")
        self.check_handler("no library", ".Echo", None)
        self.run_libraries()

    def check_handler(self, name, handler, text):
        if text is None:
            self.answers("a handler with " + name, "", [EVENT],
                         handler=handler)
        else:
            self.fails("a handler with " + name, "", "Sparta.Init", text,
                       "init-error", handler=handler)

    def run_libraries(self):
        lib = os.path.join(self.folder, "lib")
        for name, source, text in (
                ("missing", "-lneeded", "libneeded.so: cannot open"),
                ("foreign", None, "file too short"),
                ("plain", "", "LambdaInit")):
            path = os.path.join(lib, name + ".so")
            if source is None:
                open(path, "wb").close()
            else:
                make_library(path, source)
            self.fails("a library that is " + name, "", "Sparta.Init", text,
                       "init-error", handler=name + ".Echo")
            os.remove(path)
        shutil.copy(os.path.join(lib, self.library + ".so"),
                    os.path.join(lib, "second.so"))
        self.fails("two libraries and no name", "", "Sparta.Init",
                   "lib/ has several", "init-error", handler="Echo")
        self.answers("one of them by name", "", [EVENT],
                     handler="second.Echo")
        shutil.rmtree(lib)
        self.fails("no library at all", "Echo", "Sparta.Init",
                   "lib/ has none", "init-error")


def make_library(path, flags):
    """A library of nothing; with flags, it needs one that is not there."""
    with tempfile.TemporaryDirectory() as folder:
        compiler = os.environ.get("CC", "cc").split()
        source = os.path.join(folder, "a.c")
        with open(source, "w") as file:
            file.write("int nothing (void) { return 0; }\n")
        subprocess.run([*compiler, "-shared", "-fPIC", "-o",
                        os.path.join(folder, "libneeded.so"), source],
                       check=True)
        subprocess.run([*compiler, "-shared", "-fPIC", "-Wl,--no-as-needed",
                        "-L" + folder, "-o", path, source, *flags.split()],
                       check=True)


class Native(Emulator):
    """aws-lambda-rie, which starts bootstrap."""

    name = "aws-lambda-rie, native host"

    def command(self, folder, function):
        return [os.path.join(folder, "bootstrap"), function]


def check_emulator(tap, folder, library, emulator, why=""):
    """AWS's own emulator starts bootstrap."""
    if emulator == "none":
        return
    if emulator == "skipped":
        tap.skip(Native.name, why)
        return
    native = Native(emulator)
    for row in (
            ("a good event", "Echo", EVENT, lambda body: body == EVENT),
            ("a function error", "Fail", b"{}",
             lambda body: parse(body) == FAIL),
            ("an exit", "Exit", b"{}",
             lambda body: error_p(body, "Sparta.Exit", "exit (3)")),
            ("a crash", "Crash", b"{}",
             lambda body: error_p(body, "Sparta.Crash", "in Crash")),
            ("an init error", "Echo", b"{}",
             lambda body: error_p(body, "Sparta.Init", "exit (7)"),
             {"INIT": "exit"}),
            ("a crash in main", "Echo", b"{}",
             lambda body: error_p(body, "Sparta.Crash", "SIGABRT"),
             {"INIT": "crash"}),
            ("a 6 MB event and response", "Echo", SIX_MB,
             lambda body: body == SIX_MB),
            ("a function called 9lives", "9lives", EVENT,
             lambda body: body == EVENT),
            ("a function called a-b_c", "a-b_c", EVENT,
             lambda body: body == EVENT)):
        native.check(tap, row[0], folder, library + "." + row[1], *row[2:])


def main():
    package, executable, *emulator = sys.argv[1:]
    executable = os.path.abspath(executable)
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        unpack(package, folder)
        library = os.path.basename(os.listdir(
            os.path.join(folder, "lib"))[0]).rpartition(".")[0]
        check_emulator(tap, folder, library, *emulator)
        ExecutableTests(tap, "executable", [executable], folder,
                        library).run()
        BootstrapTests(tap, "bootstrap", [os.path.join(folder, "bootstrap")],
                       folder, library).run()
    return tap.finish()


sys.exit(main())
