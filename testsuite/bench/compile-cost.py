#!/usr/bin/env python3
"""compile-cost.py: what the plugin costs the compiler: cc1's instructions,
counted by valgrind, with the plugin against without.

    compile-cost.py PLUGIN SQLITE3.C [CASE...]

The cases are small, hello and sqlite3; each has a limit, and the status is 1
where a ratio is above it.  hello is held against the plugin's own output: the
same unit with the exported functions written in C.

SPDX-License-Identifier: MIT
"""
import sys
sys.dont_write_bytecode = True      # the source tree may be read-only

import concurrent.futures
import os
import re
import subprocess
import tempfile

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
EXAMPLES = os.path.join(TOP, 'examples')
LIMITS = {'small': 1.02, 'hello': 1.02, 'sqlite3': 1.002}
FLAGS = ['-w', '-O2', '-fPIC']


def instructions(gcc, folder, name, arguments):
    """What cc1 executes for ARGUMENTS; with -S nothing else runs.  Counting
    basic blocks gives callgrind's number, several times faster."""
    log = os.path.join(folder, name + '.log')
    wrapper = ('valgrind,--tool=exp-bbv,--instr-count-only=yes,'
               '--bb-out-file=/dev/null,--pc-out-file=/dev/null,'
               '--log-file=' + log)
    subprocess.run([gcc, '-wrapper', wrapper] + FLAGS + arguments
                   + ['-S', '-o', os.devnull], cwd=folder, check=True)
    with open(log, encoding='utf-8') as file:
        return sum(map(int, re.findall(r'Total (?:instructions|reps): (\d+)',
                                       file.read())))


class Case:
    """UNIT with the plugin against BASE without it."""

    def __init__(self, gcc, name, unit, base, folder):
        self.gcc, self.name, self.folder = gcc, name, folder
        self.unit, self.base = unit, base

    def start(self, pool, plugin):
        self.counts = [
            pool.submit(instructions, self.gcc, self.folder,
                        '%s-%s-%s' % (self.gcc, self.name, word), arguments)
            for word, arguments in (
                ('without', self.base),
                ('with', ['-fplugin=' + plugin] + self.unit))]

    def report(self):
        """Prints the line; whether the ratio is within its limit."""
        base, count = (future.result() for future in self.counts)
        ratio, limit = count / base, LIMITS[self.name]
        print('%-8s %-8s %15d %15d %+12d %8.5f %6.3f%s'
              % (self.gcc, self.name, base, count, count - base, ratio, limit,
                 '' if ratio <= limit else '  ABOVE'), flush=True)
        return ratio <= limit


def transformed(gcc, plugin, include, folder):
    """hello as the plugin keeps it, which needs no plugin."""
    subprocess.run([gcc, '-fplugin=' + plugin] + FLAGS + include
                   + ['-S', '-o', os.devnull,
                      os.path.join(EXAMPLES, 'hello', 'app.c')],
                   cwd=folder, check=True)
    kept = os.path.join(folder, gcc + '-by-hand.c')
    os.rename(os.path.join(folder, '.sparta', 'app.c'), kept)
    return kept


def cases(gcc, plugin, sqlite3, folder):
    include = ['-I' + os.path.join(TOP, 'runtime')]
    small = [os.path.join(EXAMPLES, 'existing-makefile', 'roman.c')]
    hello = [os.path.join(EXAMPLES, 'hello', 'app.c')] + include
    by_hand = [transformed(gcc, plugin, include, folder)] + include
    return [Case(gcc, 'small', small, small, folder),
            Case(gcc, 'hello', hello, by_hand, folder),
            Case(gcc, 'sqlite3', [sqlite3], [sqlite3], folder)]


def main():
    plugin, sqlite3, *chosen = sys.argv[1:]
    gccs = os.environ['SPARTA_GCCS'].split()
    print('%-8s %-8s %15s %15s %12s %8s %6s'
          % ('compiler', 'unit', 'without', 'with', 'more', 'ratio', 'limit'))
    with tempfile.TemporaryDirectory() as folder, \
         concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [case for gcc in gccs
                   for case in cases(gcc, plugin, sqlite3, folder)
                   if case.name in (chosen or LIMITS)
                   and (case.name != 'sqlite3' or gcc == gccs[-1])]
        for case in running:
            case.start(pool, plugin)
        good = [case.report() for case in running]
    return 0 if all(good) else 1


if __name__ == '__main__':
    sys.exit(main())
