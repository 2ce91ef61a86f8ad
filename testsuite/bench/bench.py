"""bench.py: our package against a pure Python handler, through awslambdaric.

    bench.py PYTHON PACKAGE [ROUNDS]

PYTHON has awslambdaric; PACKAGE has the function Echo.  The two are run by
turns, a fresh process each, so that what else the machine does meets both.
Prints the medians and their ratio for each size of event; exits 1 where a
ratio is above what we promise.

SPDX-License-Identifier: MIT
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
import zipfile

from runtime_api import RuntimeApi

# Bytes of the event, invocations a round, and the ratio that is promised.
SIZES = ((100, 300, 1.0), (10_000, 200, 0.4), (1_000_000, 20, 0.2))
WARM_UP = 5


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


def measure(python, folder, handler, event, n):
    """The microseconds of N invocations in a fresh process."""
    api = RuntimeApi([event] * (n + WARM_UP), timeout_s=60)
    api.run([python, "-m", "awslambdaric", handler], folder, handler)
    api.close()
    good = [result for result in api.results
            if result.kind == "response"
            and json.loads(result.body) == json.loads(event)]
    if len(good) != n + WARM_UP:
        last = api.results[-1].body if api.results else b"nothing"
        sys.exit("bench: %s answered %d of %d events; last: %r"
                 % (handler, len(good), n + WARM_UP, last[:200]))
    return [result.us for result in good[WARM_UP:]]


def compare(python, ours, pure, size, n, rounds):
    event = make_event(size)
    times = {"ours": [], "pure": []}
    for _ in range(rounds):
        times["pure"] += measure(python, pure, "pure.handler", event, n)
        times["ours"] += measure(python, ours, "index.Echo", event, n)
    return (len(event), statistics.median(times["ours"]),
            statistics.median(times["pure"]))


def report(python, ours, pure, rounds):
    """Whether every ratio is as promised."""
    good = True
    print("%10s %12s %12s %8s %10s" % ("bytes", "sparta us", "python us",
                                       "ratio", "at most"))
    for size, n, limit in SIZES:
        size, our_us, pure_us = compare(python, ours, pure, size, n, rounds)
        ratio = our_us / pure_us
        good = good and ratio <= limit
        print("%10d %12.1f %12.1f %8.2f %10.2f%s"
              % (size, our_us, pure_us, ratio, limit,
                 "" if ratio <= limit else "  missed"), flush=True)
    # What else runs adds to both sides alike, and so draws the ratios to 1.
    print("load average %.1f on %d processors"
          % (os.getloadavg()[0], os.cpu_count()))
    return good


def main(python, package, rounds="5"):
    work = tempfile.mkdtemp()
    try:
        ours, pure = os.path.join(work, "ours"), os.path.join(work, "pure")
        with zipfile.ZipFile(package) as file:
            file.extractall(ours)
        os.mkdir(pure)
        here = os.path.dirname(os.path.abspath(__file__))
        shutil.copy(os.path.join(here, "pure.py"), pure)
        return 0 if report(python, ours, pure, int(rounds)) else 1
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
