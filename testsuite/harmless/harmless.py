#!/usr/bin/env python3
"""harmless.py: compiles the sources of Debian packages with and without the
plugin, compares the objects, and prints TAP.

    harmless.py SOURCES PLUGIN sample|full

SOURCES is the folder that sources.sh fills.  The last compiler of SPARTA_GCCS
does all; the others do zlib, jansson, and a part of the torture tests.  First
it shows on altered objects that a difference would be told.

SPDX-License-Identifier: MIT
"""
import sys
sys.dont_write_bytecode = True      # the source tree may be read-only

import concurrent.futures
import glob
import os
import re
import shutil
import subprocess
import tempfile

from memcheck import Memcheck, reason_to_skip
from objects import Job

SOURCE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.join(SOURCE, '..', '..')
LTO = ['-O2', '-fPIC', '-flto', '-frandom-seed=1']
FLAGS = [['-O0', '-fPIC'], ['-O2', '-fPIC'], ['-O3', '-fPIC'],
         ['-Os', '-fPIC'], ['-O2', '-fPIC', '-g', '-gno-record-gcc-switches'],
         LTO, ['-O2']]
CHECKING = ['-O2', '-fPIC', '-fchecking=2']
# sqlite3.c is all of sqlite3's files in one, so two ways are enough.
AMALGAMATED = [FLAGS[1], LTO]
# Each torture test is compiled in so many of the ways, in turn: all of them
# for one compiler would take half an hour.
WAYS = 2
# Of the torture tests, one in so many.
OTHERS, CHECKED, WATCHED = 4, 20, 450


class Unit:
    """A file, and the flags that its package gives it."""

    def __init__(self, path, *flags):
        self.path, self.flags = path, list(flags)


# The one unit in which the plugin acts.
HELLO = Unit(os.path.join(TOP, 'examples', 'hello', 'app.c'),
             '-I' + os.path.join(TOP, 'runtime'))


def torture(path):
    """The torture test PATH with the options that it asks for."""
    with open(path, encoding='latin-1') as file:
        asked = re.findall(r'\{ dg-options "([^"]*)" \}', file.read())
    return Unit(path, *' '.join(asked).split())


def units(sources):
    """The units of each package."""
    def at(*names):
        return sorted(glob.glob(os.path.join(sources, *names)))
    sqlite = os.path.join(sources, 'sqlite3', 'build')
    jansson = os.path.join(sources, 'jansson', 'src')
    return {
        'sqlite3': [Unit(path, '-I' + os.path.join(sqlite, 'tsrc'),
                         '-D_HAVE_SQLITE_CONFIG_H', '-DSQLITE_CORE')
                    for path in at('sqlite3', 'build', 'tsrc', '*.c')],
        'sqlite3.c': [Unit(os.path.join(sqlite, 'sqlite3.c'))],
        'zlib': [Unit(path, '-DHAVE_HIDDEN', '-DZ_HAVE_UNISTD_H')
                 for path in at('zlib', 'src', '*.c')],
        'jansson': [Unit(path, '-I' + os.path.join(jansson, 'android'),
                         '-DHAVE_STDINT_H', '-DHAVE_CONFIG_H')
                    for path in at('jansson', 'src', 'src', '*.c')],
        'torture': [torture(path) for path in at('torture', '*.c')
                    + at('torture', 'ieee', '*.c')
                    + at('torture', 'builtins', '*.c')],
    }


class Group:
    """Jobs that are one line of the report."""

    def __init__(self, name, jobs):
        self.name, self.jobs = name, jobs

    def outcome(self, results):
        """Whether all is well, and lines that say more; adds to the totals.
        A group of which little compiles would show nothing."""
        wrong = [why for why, _ in results if why]
        self.compared = sum(compiled for _, compiled in results)
        self.differences = len(wrong)
        if not self.compared or self.compared < 0.8 * len(results):
            wrong.append('only %d of %d compile' % (self.compared,
                                                    len(results)))
        return wrong


class Plan:
    """Makes the groups."""

    def __init__(self, sources, plugin, work):
        self.units = units(sources)
        self.plugin, self.work = plugin, work
        self.groups = []

    def add(self, gcc, name, flags, chosen, kind=Job):
        jobs = [kind(gcc, self.plugin, unit, flags, self.work)
                for unit in chosen]
        self.groups.append(Group('%s %s %s' % (gcc, name, ' '.join(flags)),
                                 jobs))

    def add_compiler(self, gcc, heavy, ways):
        for number, flags in enumerate(FLAGS):
            for name in ('zlib', 'jansson') + ('sqlite3',) * heavy:
                self.add(gcc, name, flags, self.units[name])
            if heavy and flags in AMALGAMATED:
                self.add(gcc, 'sqlite3.c', flags, self.units['sqlite3.c'])
            self.add(gcc, 'torture', flags, [
                unit for i, unit in enumerate(self.units['torture'])
                if (i - number) % len(FLAGS) < ways
                and (heavy or i % OTHERS == 0)])
        self.add(gcc, 'checking', CHECKING, self.units['jansson']
                 + self.units['zlib'] + self.units['torture'][::CHECKED])
        if not reason_to_skip():
            self.add(gcc, 'under valgrind', ['-O2', '-fPIC'],
                     self.units['zlib'][:1] + self.units['jansson'][:1]
                     + self.units['torture'][::WATCHED] + [HELLO], Memcheck)


def careless_plugin(work):
    path = os.path.join(work, 'careless.so')
    subprocess.run(os.environ.get('CC', 'cc').split()
                   + ['-shared', '-fPIC', '-o', path,
                      os.path.join(SOURCE, 'careless.c')], check=True)
    return path


def proofs(plan, gcc):
    """That a difference is told, as pairs of a name and whether it is so."""
    unit = plan.units['zlib'][0]

    def told(unit, flags, altered=None):
        work = tempfile.mkdtemp(dir=plan.work)
        job = Job(gcc, plan.plugin, unit, flags, work, altered)
        why = job.check()[0] or ''
        return ' '.join(flags) in why and unit.path in why and 'differs' in why
    plain = FLAGS[1]
    yield 'an altered object is told', told(unit, plain, '.text')
    yield 'an altered LTO object is told', told(unit, LTO, '.gnu.lto_.decls')
    yield ("the compiler's own record is passed over",
           not told(unit, LTO, '.gnu.lto_.opts'))
    yield 'the plugin is at work where it is called', told(HELLO, plain)
    if not reason_to_skip():
        careless = Memcheck(gcc, careless_plugin(plan.work), unit, ['-O0'],
                            plan.work).check()[0] or ''
        yield ("a plugin's own error under valgrind is told",
               'InvalidWrite' in careless)
        yield ("what a plugin never wrote and GCC reads is told",
               'UninitCondition libc.so.6:getenv' in careless)


class Report:
    """Numbers the lines and remembers a failure."""

    def __init__(self):
        self.number = self.status = 0

    def line(self, good, name, notes=()):
        self.number += 1
        self.status |= not good
        print('%s %d - %s' % ('ok' if good else 'not ok', self.number, name))
        for note in notes:
            print('#   ' + note)
        sys.stdout.flush()


def run_plan(plan, report):
    """Runs the groups' jobs, some at once, and reports them in order."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [(group, [pool.submit(job.check) for job in group.jobs])
                   for group in plan.groups]
        for group, futures in running:
            wrong = group.outcome([future.result() for future in futures])
            report.line(not wrong, '%s: %d units alike'
                        % (group.name, group.compared - group.differences),
                        wrong)


def main():
    sources, plugin, how = sys.argv[1:]
    gccs = os.environ['SPARTA_GCCS'].split()
    work = os.path.join(sources, 'objects')
    shutil.rmtree(work, ignore_errors=True)
    os.mkdir(work)
    report = Report()
    try:
        plan = Plan(sources, plugin, work)
        for gcc in gccs:
            for name, good in proofs(plan, gcc):
                report.line(good, '%s %s' % (gcc, name))
            plan.add_compiler(gcc, gcc == gccs[-1] or how == 'full',
                              len(FLAGS) if how == 'full' else WAYS)
        if reason_to_skip():
            report.line(True, 'valgrind # SKIP ' + reason_to_skip())
        run_plan(plan, report)
        report.line(not os.path.exists(os.path.join(work, '.sparta')),
                    'nothing else was written')
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print('1..%d' % report.number)
    print('# %d units compared, %d differences'
          % (sum(group.compared for group in plan.groups),
             sum(group.differences for group in plan.groups)))
    return report.status


if __name__ == '__main__':
    sys.exit(main())
