#!/usr/bin/env python3
"""hosts.py: our native host beside floor.c, the least that a host can be.

    hosts.py LOAD FLOOR FLOOR-LIBRARY PACKAGE HELLO [ROUNDS]

LOAD is load.c's program; PACKAGE an unpacked one, of the function Echo in
lib/echo.so; HELLO the zip of examples/hello.  The two hosts are run by turns,
a fresh process each; of a run's invocations the fastest counts, since what
else the machine does only adds.  Of times each ratio is the median over the
rounds of a round's own, and its spread the quartiles.  Instructions are
valgrind's, system calls strace's: both are the difference between two runs.
Exits 1 where something is above what we promise.

SPDX-License-Identifier: MIT
"""

import os
import statistics
import subprocess
import sys
import tempfile

from invoke import BBV, STRACE, count_instructions, difference

# Bytes of the event, and invocations a round.
SIZES = ((100, 2000), (10_000, 1000), (1_000_000, 60))
ROUNDS = 9
INIT_MOST, WARM_MOST, CALLS_MORE = 1.25, 1.15, 1
RSS_MOST = 2560                 # KB, at the smallest event
PACKAGE_MOST = 40 * 1024        # bytes, of examples/hello
FLOOR, OURS = 0, 1


class Host:
    """A program, and the environment that it wants."""

    def __init__(self, load, program, **environment):
        self.load = load
        self.program = program
        self.environment = {"PATH": os.environ["PATH"], **environment}

    def run(self, size, count, tool=()):
        """What load.c prints: init, median, least, peak."""
        done = subprocess.run(
            [self.load, str(size), str(count), *tool, self.program],
            env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit("bench-hosts: %s: %s" % (self.program, done.stderr))
        return [float(word) for word in done.stdout.split()]

    def log(self, tool, option, size, count):
        """What TOOL logs of a run."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "log")
            self.run(size, count, [*tool, option + path])
            with open(path, encoding="utf-8") as file:
                return file.read()

    def instructions(self, size, count):
        """Of one invocation."""
        return difference(lambda n: count_instructions(
            self.log(BBV, "--log-file=", size, n)), count)

    def init_instructions(self):
        """Up to the first request, and the little that ends the process."""
        return count_instructions(self.log(BBV, "--log-file=", 100, 0))

    def calls(self, size, count):
        """The system calls of one invocation."""
        return difference(lambda n: len(
            self.log(STRACE, "--output=", size, n).splitlines()), count)

    def init_calls(self):
        """Likewise up to the first request; strace's own lines are few."""
        return len(self.log(STRACE, "--output=", 100, 0).splitlines())


def quartiles(values):
    """The median, and "25 % to 75 %"."""
    low, middle, high = statistics.quantiles(values, n=4)
    return middle, "%.2f to %.2f" % (low, high)


def print_ratio(what, floor, ours, limit):
    """A line of times; whether their ratio keeps LIMIT."""
    ratio, spread = quartiles([b / a for a, b in zip(floor, ours)])
    print("%-22s %10.1f %10.1f %8.2f  (%s; limit %.2f)"
          % (what, statistics.median(floor), statistics.median(ours), ratio,
             spread, limit), flush=True)
    return ratio <= limit


def print_counts(what, floor, ours):
    """A line of what is counted."""
    print("%-22s %10.1f %10.1f %8.2f" % (what, floor, ours, ours / floor),
          flush=True)


def compare(hosts, size, count, rounds):
    """Prints a size's lines; whether all is good, and what each run said."""
    runs = [[host.run(size, count) for host in hosts] for _ in range(rounds)]
    floor, ours = ([run[side][2] for run in runs] for side in (FLOOR, OURS))
    good = print_ratio("us, %d bytes" % size, floor, ours, WARM_MOST)
    few = 20 if size > 100_000 else 100
    print_counts("  instructions", *(h.instructions(size, few)
                                     for h in hosts))
    calls = [host.calls(size, few) for host in hosts]
    print_counts("  system calls", *calls)
    return good and calls[OURS] <= calls[FLOOR] + CALLS_MORE, runs


def print_init(what, hosts, runs):
    """Prints what a start costs; whether that is good."""
    good = print_ratio(what, *([run[side][0] for run in runs]
                               for side in (FLOOR, OURS)), INIT_MOST)
    print_counts("  instructions", *(h.init_instructions() for h in hosts))
    print_counts("  system calls", *(h.init_calls() for h in hosts))
    return good


def main():
    """Runs the hosts; an exit status."""
    load, floor, library, package, hello = map(os.path.abspath,
                                               sys.argv[1:6])
    rounds = int(sys.argv[6]) if len(sys.argv) > 6 else ROUNDS
    bootstrap = os.path.join(package, "bootstrap")
    ours = {"LAMBDA_TASK_ROOT": package, "_HANDLER": "echo.Echo"}
    hosts = (Host(load, floor, FN_SO=library), Host(load, bootstrap, **ours))
    silent = (hosts[FLOOR],
              Host(load, bootstrap, SPARTA_NO_EXTENSION="1", **ours))
    print("%-22s %10s %10s %8s" % ("", "floor", "sparta", "ratio"))
    good, inits = True, []
    for size, count in SIZES:
        fine, runs = compare(hosts, size, count, rounds)
        good = good and fine
        inits += runs
    peaks = [max(run[side][3] for run in inits[:rounds])
             for side in (FLOOR, OURS)]
    good = print_init("us, init", hosts, inits) and good
    # floor.c is told of no SIGTERM either.
    good = print_init("us, init, no extension", silent,
                      [[host.run(100, 1) for host in silent]
                       for _ in range(len(inits))]) and good
    print_counts("KB, VmHWM, 100 bytes", *peaks)
    size = os.path.getsize(hello)
    print("%-22s %10s %10d           (limit %d)"
          % ("bytes, hello's package", "", size, PACKAGE_MOST))
    return (0 if good and peaks[OURS] <= RSS_MOST and size < PACKAGE_MOST
            else 1)


if __name__ == "__main__":
    sys.exit(main())
