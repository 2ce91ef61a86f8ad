"""python_host.py: the Python host under every Python and awslambdaric that
pythons.py finds.

    python_host.py WORK SERVICE INIT-FAILS PYTHON-SERVICE

Each client runs the packages on a scripted Runtime API, as Lambda would: the
ends that an invocation may have, the names that a function may have, handlers
of a user's own, interrupts, threads, SnapStart.  Where Lambda's outcome is not
written down, it is a pure Python handler's.  Prints TAP and totals.

SPDX-License-Identifier: MIT
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import time

from conformance import EVENT, FAIL, SIX_MB, Tap, error_p, parse, unpack
from pythons import find_clients
from runtime_api import RuntimeApi

# What importing the shim may load that the client has not loaded.
MODULES = {"index", "ctypes", "ctypes._endian", "_ctypes", "_struct", "struct"}


class PatientApi(RuntimeApi):
    """One that does not end a client while an answer is missing."""

    def give(self, connection):
        while (self.given >= len(self.events)
               and len(self.results) < len(self.events)):
            time.sleep(0.01)
        return super().give(connection)


class Run:
    """What came of a client that was given events."""

    def __init__(self, client, folder, handler, events, env=(),
                 api=RuntimeApi):
        api = api(events, timeout_s=30)
        environ = {"PYTHONPATH": client.folder,
                   # The client polls by a thread where this says so.
                   "AWS_EXECUTION_ENV": "AWS_Lambda_python" + client.version}
        environ.update(env)
        with tempfile.TemporaryFile() as log:
            self.status = api.run([client.python, "-B", "-m", "awslambdaric",
                                   handler], folder, handler, environ, log)
            log.seek(0)
            self.log = log.read().decode("utf-8", "replace")
        api.close()
        self.results = api.results
        self.kinds = [result.kind for result in api.results]
        self.bodies = [result.body for result in api.results]
        self.refused = api.refused
        self.restores = api.restores

    def one(self, kind, good):
        """Whether there was one result, of KIND, with a GOOD body."""
        return (self.kinds == [kind] and good(self.bodies[0])
                and self.refused == 0)

    def said(self, hook):
        return self.log.count("hook " + hook)

    def __repr__(self):
        return "%s %.300r, exit status %s, log: %.500r" % (
            self.kinds, self.bodies, self.status, self.log[-500:])


class PythonHost:
    """One client, and every case."""

    def __init__(self, tap, client, folders):
        self.tap = tap
        self.client = client
        self.service, self.init_fails, self.special = folders

    def run(self, folder, handler, events=(b"{}",), env=(), api=RuntimeApi):
        return Run(self.client, folder, handler, events, env, api)

    def check(self, title, good, found):
        self.tap.check("%s: %s" % (self.client.name, title), good, found)

    def check_one(self, title, folder, handler, event, kind, good, env=()):
        """One event, and what must come of it."""
        found = self.run(folder, handler, [event], env)
        self.check(title, found.one(kind, good), found)

    def check_ends(self):
        for row in (
                ("a good event", self.service, "index.Echo", EVENT,
                 "response", lambda body: body == EVENT),
                ("a function error", self.service, "index.Fail", b"{}",
                 "error", lambda body: parse(body) == FAIL),
                ("an exit in a handler", self.service, "index.Exit", b"{}",
                 "error",
                 lambda body: error_p(body, "Sparta.Exit", "exit (3)")),
                ("main exits", self.init_fails, "index.Echo", b"{}",
                 "init-error",
                 lambda body: error_p(body, "Sparta.Init", "exit (7)")),
                ("a 6 MB event and response", self.service, "index.Echo",
                 SIX_MB, "response", lambda body: body == SIX_MB),
                ("NUL and invalid UTF-8 in the event", self.service,
                 "index.Echo", b'"\x00\xff"', "response",
                 lambda body: body == b'"\x00\xff"'),
                ("a crash in a handler", self.special, "index.Crash", b"{}",
                 "error",
                 lambda body: error_p(body, "Sparta.Crash", "SIGSEGV"))):
            self.check_one(*row)

    def check_load(self):
        folder = os.path.join(self.service, os.pardir, "broken")
        shutil.copytree(self.service, folder)
        try:
            library = os.path.join(folder, "lib", "service.so")
            with open(library, "r+b") as file:
                file.truncate(10)
            self.check_one("a library that cannot be loaded", folder,
                           "index.Echo", b"{}", "init-error",
                           lambda body: error_p(body, "OSError",
                                                "file too short"))
        finally:
            shutil.rmtree(folder)

    def check_series(self):
        """A process outlives its function errors, and answers by turns."""
        found = self.run(self.service, "index.Exit", [b"{}"] * 3)
        self.check("the process outlives exit", found.kinds == ["error"] * 3,
                   found)
        events = [b'"%s"' % (b"x" * 10 ** i) for i in (1, 5, 3, 6, 0, 2)]
        found = self.run(self.service, "index.Echo", events)
        self.check("events of several sizes in one process",
                   found.bodies == events, found)

    def check_names(self):
        for handler, name in (("index.Echo", "Echo"),
                              ("index.class_", "class"),
                              ("index._1st_day", "1st-day"),
                              ("index.print", "print")):
            self.check_one("the function %s by the handler %s"
                           % (name, handler), self.special, handler, b"[1]",
                           "response", lambda body: parse(body) ==
                           {"function": name, "event": [1]})
        # Only awslambdaric 1 looks no sooner than it is called.
        self.check_one("a handler that the package has not", self.special,
                       "index.Nobody", b"{}",
                       "error" if self.client.major == 1 else "init-error",
                       lambda body: parse(body).get("errorType")
                       == "Runtime.HandlerNotFound")

    def write_module(self, lines):
        """A user's own module, beside index.py."""
        with open(os.path.join(self.special, "app.py"), "w") as file:
            file.write("\n".join(lines) + "\n")

    def check_own(self, title, lines, good, event=b"{}", env=()):
        """A user's own handler, whose response must be GOOD."""
        self.write_module(lines)
        self.check_one(title, self.special, "app.handler", event, "response",
                       lambda body: good(parse(body)), env)

    def check_modules(self):
        self.check_own(
            "a user's handler gives and gets dicts",
            ["import index",
             "def handler(event, context):",
             "    reply = index.Echo(event, context)",
             "    reply['n'] = len(reply)",
             "    return reply"],
            lambda value: value == {"function": "Echo", "event": {"a": "b"},
                                    "n": 2}, b'{"a": "b"}')
        self.check_own(
            "importing the shim loads no module that is not needed",
            ["import sys",
             "before = set(sys.modules)",
             "import index",
             "loaded = sorted(set(sys.modules) - before)",
             "def handler(event, context):",
             "    return loaded"],
            lambda value: value and set(value) <= MODULES)

    def check_threads(self):
        self.check_own(
            "a Python thread runs while a C handler blocks",
            ["import index, threading, time",
             "def handler(event, context):",
             "    ticks = []",
             "    done = threading.Event()",
             "    def tick():",
             "        while not done.is_set():",
             "            ticks.append(time.monotonic())",
             "            time.sleep(0.001)",
             "    thread = threading.Thread(target=tick)",
             "    thread.start()",
             "    start = time.monotonic()",
             "    index.Block(300)",
             "    end = time.monotonic()",
             "    done.set()",
             "    thread.join()",
             "    return sum(start < t < end for t in ticks)"],
            lambda value: isinstance(value, int) and value >= 10)
        self.check_own(
            "eight threads of a user's handler, one reply each",
            ["import index, threading",
             "def handler(event, context):",
             "    wrong = []",
             "    def call(n):",
             "        for i in range(200):",
             "            sent = {'n': n, 'i': i, 'x': 'x' * (n * i)}",
             "            if index.Echo(sent, context)['event'] != sent:",
             "                wrong.append([n, i])",
             "    threads = [threading.Thread(target=call, args=(n,))",
             "               for n in range(8)]",
             "    for thread in threads:",
             "        thread.start()",
             "    for thread in threads:",
             "        thread.join()",
             "    return wrong"],
            lambda value: value == [])

    def check_alike(self, title, ours, theirs, said=1):
        """OURS, a handler that calls the shim, ends as THEIRS, which is pure
        Python."""
        self.write_module(theirs)
        wanted = self.run(self.special, "app.handler", [b"{}"] * 2)
        handler = "index.Interrupt"
        if ours is not None:
            self.write_module(ours)
            handler = "app.handler"
        found = self.run(self.special, handler, [b"{}"] * 2)
        self.check(title, (found.kinds, found.status, found.refused)
                   == (wanted.kinds, wanted.status, wanted.refused)
                   and found.said("AT_SHUTDOWN") == said, (found, wanted))

    def check_interrupts(self):
        interrupted = ["import os, signal",
                       "def handler(event, context):",
                       "    os.kill(os.getpid(), signal.SIGINT)",
                       "    return event"]
        self.check_alike("SIGINT in a C handler", None, interrupted)
        own = ["import index",
               "def handler(event, context):",
               "    %s",
               "    return index.%s(event, context)"]
        text = "\n".join(own)
        self.check_alike("SIGINT in a C handler that Python called",
                         (text % ("pass", "Interrupt")).split("\n"),
                         interrupted)
        for raised in ("raise KeyboardInterrupt", "raise SystemExit(3)"):
            python = ["def handler(event, context):", "    " + raised]
            self.check_alike(raised + " in a user's handler",
                             (text % ("index.Echo(event, context); " + raised,
                                      "Echo")).split("\n"), python)
        self.check_own(
            "a caught interrupt: the C handler went on, nothing is mixed up",
            ["import index",
             "def handler(event, context):",
             "    caught = 0",
             "    for i in range(20):",
             "        try:",
             "            index.Interrupt({'n': i}, context)",
             "        except KeyboardInterrupt:",
             "            caught += 1",
             "        reply = index.Echo({'n': [i]}, context)",
             "        assert reply['event'] == {'n': [i]}, reply",
             "    return caught"], lambda value: value == 20)
        self.check_own(
            "a signal wakes a C handler, which goes on",
            ["import index, os, signal, threading",
             "def handler(event, context):",
             "    got = []",
             "    signal.signal(signal.SIGUSR1, lambda *a: got.append(1))",
             "    main = threading.main_thread().ident",
             "    timer = threading.Timer(",
             "        0.1, signal.pthread_kill, (main, signal.SIGUSR1))",
             "    timer.start()",
             "    return [index.Block(400, context), len(got)]"],
            lambda value: value == [1, 1])

    def check_snapshot(self):
        """SnapStart, by AWS's own snapshot_restore_py."""
        snap = {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}
        found = self.run(self.special, "index.Echo", [b"1", b"2"], snap)
        self.check("SnapStart's hooks are called, once each",
                   found.kinds == ["response"] * 2 and found.restores == 1
                   and found.said("BEFORE_SNAPSHOT") == 1
                   and found.said("AFTER_RESTORE") == 1, found)
        found = self.run(self.special, "index.Echo", [b"1"],
                         dict(snap, BEFORE_SNAPSHOT="3"))
        self.check("a hook before the snapshot fails: an init error",
                   found.one("init-error",
                             lambda body: error_p(body, "Sparta.Hook",
                                                  "returned 3"))
                   and found.restores == 0 and found.status == 64
                   and self.typed(found, "Runtime.BeforeSnapshotError"),
                   found)
        found = self.run(self.special, "index.Echo", [b"1"],
                         dict(snap, AFTER_RESTORE="4"))
        self.check("a hook after the restore fails: a restore error",
                   found.one("restore-error",
                             lambda body: error_p(body, "Sparta.Hook",
                                                  "returned 4"))
                   and found.restores == 1 and found.status == 65
                   and self.typed(found, "Runtime.AfterRestoreError"), found)
        self.check_own(
            "a user's handler has the library's hooks beside its own",
            ["import index, snapshot_restore_py",
             "def handler(event, context):",
             "    return len(snapshot_restore_py.get_after_restore())"],
            lambda value: value == 1, env=snap)

    @staticmethod
    def typed(found, kind):
        name = "lambda-runtime-function-error-type"
        return found.results[0].headers.get(name) == kind

    def check_workers(self):
        """Several processes in one environment (Lambda managed instances)."""
        events = [b'{"n":%d}' % i for i in range(20)]
        found = self.run(self.service, "index.Echo", events,
                         {"AWS_LAMBDA_MAX_CONCURRENCY": "3"}, PatientApi)
        self.check("three workers answer each event once",
                   sorted(found.bodies) == sorted(events)
                   and found.refused == 0, found)

    def check_all(self):
        self.check_ends()
        self.check_load()
        self.check_series()
        self.check_names()
        self.check_modules()
        self.check_threads()
        self.check_interrupts()
        if self.has("snapshot_restore_py.py"):
            self.check_snapshot()
        else:
            self.tap.skip("%s: SnapStart" % self.client.name,
                          "no snapshot_restore_py before awslambdaric 3")
        if self.has("awslambdaric/lambda_multi_concurrent_utils.py"):
            self.check_workers()
        else:
            self.tap.skip("%s: several workers" % self.client.name,
                          "this awslambdaric has none")

    def has(self, name):
        return os.path.exists(os.path.join(self.client.folder, name))


def main(work, packages):
    # A client would inherit that it is ignored, as behind a shell's &.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    tap = Tap()
    folder = tempfile.mkdtemp()
    try:
        for i, client in enumerate(find_clients(work)):
            if client.why is not None:
                tap.skip("python" + client.version, client.why)
                continue
            folders = [unpack(package, os.path.join(folder, str(i), str(j)))
                       for j, package in enumerate(packages)]
            PythonHost(tap, client, folders).check_all()
    finally:
        shutil.rmtree(folder)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
