"""bench.py: our package against a pure Python handler, through awslambdaric.

    bench.py PYTHON RIC PACKAGE [ROUNDS]

PYTHON finds awslambdaric in the folder RIC; PACKAGE has the function Echo.
They are run by turns, a fresh process each, so that what else the machine does
meets all; and on one processor, since what it costs to wake another one up
varies more than all the rest.  Prints the medians and their ratio for each
size of event, and beside them what the client itself takes, which no package
can be faster than.  Init is from the start of a process to its first request;
there the lower quartile stands for a side, since what else the machine does
only adds.  A ratio's spread is that of the rounds' own ratios, from quartile
to quartile.  Instructions are valgrind's, system calls strace's: both are the
difference between two runs, but for init.  Exits 1 where a ratio of times is
above what we promise.

SPDX-License-Identifier: MIT
"""

import json
import os
import shutil
import signal
import statistics
import sys
import tempfile
import zipfile

from invoke import BBV, STRACE, count_instructions, difference
from runtime_api import RuntimeApi

# Bytes of the event, invocations a round, and the ratio that is promised.
SIZES = ((100, 300, 1.0), (10_000, 200, 0.4), (1_000_000, 20, 0.2))
WARM_UP = 5
# Starts a round, and the ratio that is promised.
INITS, INIT_LIMIT = 10, 1.05


def make_event(size):
    """An object of many small members, SIZE bytes or a little more."""
    members = {}
    text = "{}"
    while len(text) < size:
        missing = (size - len(text)) // 30 + 1
        start = len(members)
        for i in range(start, start + missing):
            members["key%06d" % i] = "value %08d" % i
        text = json.dumps(members, separators=(",", ":"))
    return text.encode()


class Side:
    """A handler, in FOLDER."""

    def __init__(self, python, ric, folder, handler):
        self.python = python
        self.folder = folder
        self.handler = handler
        # As on Lambda, what the package has is compiled, and not kept.
        self.env = {"PYTHONPATH": ric, "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, events, tool=(), timeout_s=60):
        """The Runtime API that gave a fresh process the EVENTS."""
        api = RuntimeApi(events, timeout_s)
        api.run([*tool, self.python, "-m", "awslambdaric", self.handler],
                self.folder, self.handler, self.env,
                end=signal.SIGTERM if tool else signal.SIGKILL)
        api.close()
        good = [result for result in api.results
                if result.kind == "response"
                and json.loads(result.body) == json.loads(events[0])]
        if api.ready_ns is None or len(good) != len(events):
            last = api.results[-1].body if api.results else b"nothing"
            sys.exit("bench: %s answered %d of %d events; last: %r"
                     % (self.handler, len(good), len(events), last[:200]))
        return api

    def init(self):
        """The microseconds up to the first request."""
        api = self.run([])
        return [(api.ready_ns - api.started_ns) / 1000]

    def warm(self, event, n):
        """The microseconds of N invocations."""
        return [result.us
                for result in self.run([event] * (n + WARM_UP)).results
                ][WARM_UP:]

    def log(self, tool, option, events):
        """What TOOL logs of a run."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "log")
            self.run(events, [*tool, option + path], 300)
            with open(path, encoding="utf-8", errors="replace") as file:
                return file.read()

    def instructions(self, events):
        return count_instructions(self.log(BBV, "--log-file=", events))

    def calls(self, events):
        return len(self.log(STRACE, "--output=", events).splitlines())


def compare(sides, rounds, once):
    """The lists that ONCE returns for each side, which are run by turns."""
    found = [[] for _ in sides]
    for _ in range(rounds):
        for side, lists in zip(sides, found):
            lists.append(once(side))
    return found


def lower_quartile(times):
    return sorted(times)[len(times) // 4]


def print_row(what, found, middle, limit):
    """A row of what compare found; whether it keeps LIMIT."""
    our_us, pure_us, client_us = (middle(sum(lists, [])) for lists in found)
    ratio = our_us / pure_us
    each = sorted(middle(ours) / middle(pure)
                  for ours, pure in zip(*found[:2]))
    quarter = len(each) // 4
    print("%14s %12.1f %12.1f %8.3f %6.2f to %4.2f %8.2f %12.1f %8.2f%s"
          % (what, our_us, pure_us, ratio, each[quarter], each[-1 - quarter],
             limit, client_us, client_us / pure_us,
             "" if ratio <= limit else "  missed"), flush=True)
    return ratio <= limit


def print_counts(sides, event=None, n=0):
    """Two rows of what is counted: of EVENT, which N and 2 N of are given; or
    of the init."""
    for what, method in (("instructions", Side.instructions),
                         ("system calls", Side.calls)):
        ours, pure, client = (
            difference(lambda many: method(side, [event] * many), n) if n > 0
            else method(side, []) for side in sides)
        print("%14s %12.1f %12.1f %8.3f %32.1f %8.2f"
              % (what, ours, pure, ours / pure, client, client / pure),
              flush=True)


def report(sides, rounds, counted):
    """Whether every ratio is as promised."""
    print("%14s %12s %12s %8s %14s %8s %12s %8s"
          % ("bytes", "sparta us", "python us", "ratio", "spread", "at most",
             "client us", "ratio"))
    good = print_row("init", compare(sides, rounds * INITS, Side.init),
                     lower_quartile, INIT_LIMIT)
    if counted:
        print_counts(sides)
    for size, n, limit in SIZES:
        event = make_event(size)
        found = compare(sides, rounds, lambda side: side.warm(event, n))
        good = print_row(len(event), found, statistics.median, limit) and good
        if counted:
            print_counts(sides, event, n // 4)
    # What else runs adds to all sides alike, and so draws the ratios to 1.
    print("load average %.1f on %d processors"
          % (os.getloadavg()[0], os.cpu_count()))
    return good


def main(python, ric, package, rounds="5"):
    missing = [tool[0] for tool in (BBV, STRACE) if not shutil.which(tool[0])]
    if missing:
        print("bench: nothing is counted without %s (Debian: apt install %s)"
              % (missing[0], missing[0]), file=sys.stderr)
    os.sched_setaffinity(0, [max(os.sched_getaffinity(0))])
    with tempfile.TemporaryDirectory() as work:
        ours, others = os.path.join(work, "ours"), os.path.join(work, "others")
        with zipfile.ZipFile(package) as file:
            file.extractall(ours)
        os.mkdir(others)
        here = os.path.dirname(os.path.abspath(__file__))
        for name in ("pure.py", "client.py"):
            shutil.copy(os.path.join(here, name), others)
        sides = [Side(python, ric, folder, handler) for folder, handler in
                 ((ours, "index.Echo"), (others, "pure.handler"),
                  (others, "client.handler"))]
        return 0 if report(sides, int(rounds), not missing) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
