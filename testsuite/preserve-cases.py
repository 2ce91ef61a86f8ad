#!/usr/bin/env python3
"""preserve-cases.py: what the plugin keeps in .sparta is the program.

    preserve-cases.py [CASE...]

For each plugin case that runs, in each of its languages: the transformed
source is compiled without the plugin, by the last compiler of SPARTA_GCCS and
by clang, and all libraries answer the same events with the same bytes; only
the places in a stack trace may differ.  preserve.test is the caller.

SPDX-License-Identifier: MIT
"""
import sys
sys.dont_write_bytecode = True      # the source tree may be read-only

import importlib
import os
import re
import shutil
import tempfile

import dejagnu
from plugin_case import BUILD, QUIET, Failure, Variant, run

cases = importlib.import_module('plugin-cases')
GCC_ONLY = ('-fwhole-program', '-flto', '--coverage', '-fsanitize=undefined')
FUNCTIONS = ('Lambda', 'LambdaFree', 'LambdaInit', 'main', 'spartap_main')


def comparable(text):
    """TEXT without times, addresses and the places of exits."""
    text = re.sub(r'"stackTrace":\[[^]]*\]', '"stackTrace":[]', text)
    text = re.sub(r'\d{4}-\d\d-\d\dT[0-9:.]*Z|0x[0-9a-f]+', '', text)
    return re.sub(r' at [^ :]*:\d+', '', text)


class Preserved(Variant):
    """A case, and its transformed source by CLANG, which may be None."""

    def __init__(self, case, gcc, language, plugin, clang):
        super().__init__(case, gcc, language, [], plugin)
        self.clang = clang

    def name(self):
        return 'kept: %s as %s' % (os.path.basename(self.case.path),
                                   self.language)

    def answers(self, file):
        """What the library answers to the events of the case."""
        return [(status, comparable(text))
                for status, text in (run(command, self.folder,
                                         self.case.environment)
                                     for command in self.commands(file))]

    def rebuild(self, compiler, out):
        """The library without the plugin."""
        options = [o for o in self.command()[2:]
                   if o not in QUIET and not o.startswith('-fplugin')]
        if compiler == self.clang:
            options = [o for o in options if o not in GCC_ONLY]
        objects = []
        for number, source in enumerate([self.case.path] + self.case.sources):
            base = os.path.basename(source)
            place = base if number > 0 else os.path.join('.sparta', base)
            objects.append('%s-%d.o' % (out, number))
            self.must([compiler, '-x', self.language, '-w', '-iquote', '.']
                      + options + ['-fPIC', '-c', place, '-o', objects[-1]])
        self.must([compiler, '-shared', '-w'] + options + objects
                  + ['-o', out, '-pthread',
                     os.path.join(BUILD, 'runtime', 'libsparta.a')])

    def must(self, command):
        status, text = run(command, self.folder)
        if status != 0:
            raise Failure('%s\n%s' % (' '.join(command), text))

    def check_dump(self):
        """The GIMPLE has the five functions."""
        path = os.path.join(self.folder, '.sparta', self.stem + '.gimple')
        with open(path, encoding='utf-8') as dump:
            text = dump.read()
        for function in FUNCTIONS:
            if not re.search(r'^(.* )?%s \(' % function, text, re.M):
                raise Failure('no %s in %s:\n%s' % (function, path, text))

    def check(self, folder):
        self.folder = folder
        file = self.build()
        if file is None:
            raise Failure('the case does not build')
        self.check_dump()
        wanted = self.answers(file)
        compilers = [self.compiler]
        if self.clang:
            compilers.append(self.clang)
        for number, compiler in enumerate(compilers):
            library = 'kept-%d.so' % number
            self.rebuild(compiler, library)
            self.check_exports(library)
            got = self.answers(library)
            if [(s, t.replace(library, file)) for s, t in got] != wanted:
                raise Failure('%s: %r, not %r' % (compiler, got, wanted))


def points():
    gcc = os.environ['SPARTA_GCCS'].split()[-1]
    plugin = os.path.join(BUILD, 'plugin', 'sparta.so')
    clangs = {'c': shutil.which('clang'), 'c++': shutil.which('clang++')}
    for path in sys.argv[1:] or cases.all_cases():
        case = dejagnu.read_case(path)
        kept = case.do == 'run' and not (
            any('is not kept' in e.pattern for e in case.expectations)
            or any('-sparta-dir=' in option for option in case.additional))
        if kept and case.target == 'library':
            for language in cases.languages_of(path):
                yield Preserved(case, gcc, language, plugin, clangs[language])


def main():
    scratch = tempfile.mkdtemp(prefix='preserve-cases-')
    try:
        return cases.report(list(points()), scratch, False)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main())
