#!/usr/bin/env python3
"""invoke.py: what an invocation through Lambda costs: instructions, counted by
valgrind; system calls, counted by strace; nanoseconds, which nothing depends
on.

    invoke.py PROGRAM

PROGRAM is invoke.c's.  The status is 1 where an invocation makes a system
call, or where beyond 1 KB it grows by more than one copy of the bytes.

SPDX-License-Identifier: MIT
"""
import os
import re
import subprocess
import sys
import tempfile

SIZES = [100, 1000, 10_000, 100_000, 1_000_000]
LIMIT = 1.02                    # copies
BBV = ['valgrind', '--tool=exp-bbv', '--instr-count-only=yes',
       '--bb-out-file=/dev/null', '--pc-out-file=/dev/null']
STRACE = ['strace', '-f', '-qq', '-e', 'signal=none']


def count_instructions(log):
    return sum(map(int, re.findall(r'Total (?:instructions|reps): (\d+)',
                                   log)))


def run(tool, option, program, what, size, count):
    """What TOOL logs of a run of PROGRAM."""
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, 'log')
        subprocess.run(tool + [option + log, program, what, str(size),
                               str(count)],
                       check=True, stdout=subprocess.DEVNULL)
        with open(log, encoding='utf-8') as file:
            return file.read()


def difference(measure, count):
    """What one of COUNT costs: two runs, one of twice as many."""
    return (measure(2 * count) - measure(count)) / count


def instructions(program, what, size, count):
    return difference(
        lambda n: count_instructions(run(BBV, '--log-file=', program, what,
                                         size, n)), count)


def calls(program, what, size, count):
    return difference(
        lambda n: len(run(STRACE, '--output=', program, what, size,
                          n).splitlines()), count)


def nanoseconds(program, what, size, count):
    """The fastest of three."""
    return min(float(subprocess.run(
        [program, what, str(size), str(count)], check=True,
        capture_output=True, text=True).stdout) for _ in range(3))


def row(program, what, size, count):
    """Prints a line; returns the instructions, and the system calls."""
    costs = [measure(program, what, size, count)
             for measure in (instructions, calls)]
    print('%-10s %9d %14.0f %12.2f %12.1f'
          % (what, size, *costs, nanoseconds(program, what, size, 20 * count)),
          flush=True)
    return costs


def main():
    program = sys.argv[1]
    print('%-10s %9s %14s %12s %12s'
          % ('', 'bytes', 'instructions', 'system calls', 'nanoseconds'))
    costs = {(what, size): row(program, what, size, max(10, 10**7 // size // 20
                                                       if size > 10_000
                                                       else 1000))
             for what in ('echo', 'copy') for size in SIZES}
    row(program, 'unlogged', 100, 10_000)
    logged = row(program, 'log', 100, 1000)
    growth = {what: (costs[what, SIZES[-1]][0] - costs[what, 1000][0])
                    / (SIZES[-1] - 1000) for what in ('echo', 'copy')}
    copies = growth['echo'] / growth['copy']
    print('beyond 1 KB an invocation grows by %.4f instructions a byte, a copy'
          ' by %.4f: %.3f copies (limit %.2f)'
          % (growth['echo'], growth['copy'], copies, LIMIT))
    good = (copies <= LIMIT and logged[1] == 1
            and all(costs['echo', size][1] == 0 for size in SIZES))
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
