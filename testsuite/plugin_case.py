"""plugin_case.py: one plugin case with one compiler at one -O level: compiles,
links, looks at the symbols and the manifest, runs.

plugin-cases.py makes a Variant for each and calls its check, which raises
Failure with all that is wrong.

SPDX-License-Identifier: MIT
"""
import fnmatch
import json
import os
import re
import shutil
import struct
import subprocess

import dejagnu

SOURCE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.abspath(os.environ.get('top_builddir', '.'))
DEFAULT_OPTIONS = ['-fPIC', '-Wall']
QUIET = ['-fdiagnostics-color=never', '-fno-diagnostics-show-caret',
         '-fmessage-length=0']
# What runs another architecture's programs: "qemu-aarch64-static -L ..".
EMULATOR = os.environ.get('EMULATOR', '').split()
EXPORTS = {'Lambda', 'LambdaFree', 'LambdaInit'}
TIMEOUT = 120


class Failure(Exception):
    """What is wrong with a case, in lines."""


def run(command, cwd, env=None):
    """Status and output, both streams as one."""
    environment = {'PATH': os.environ['PATH'], 'LC_ALL': 'C', 'TZ': 'UTC',
                   'HOME': cwd, 'TMPDIR': cwd, **(env or {})}
    try:
        done = subprocess.run(command, cwd=cwd, env=environment, check=False,
                              stdin=subprocess.DEVNULL, timeout=TIMEOUT,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failure(str(error)) from error
    return done.returncode, done.stdout.decode('utf-8', 'replace')


def tool(gcc, name):
    """NAME (g++, nm, objcopy) of the tool chain that GCC belongs to."""
    folder, base = os.path.split(gcc)
    if name == 'g++':
        return os.path.join(folder, re.sub(r'gcc(?!.*gcc)', 'g++', base))
    return re.match(r'(.*-(?=gcc))?', base)[0] + name


def manifests(section):
    """The JSON texts of the notes in SECTION; notes of another type, which
    the runtime has, are none."""
    while section:
        name_size, size, kind = struct.unpack_from('=3I', section)
        start = 12 + (name_size + 3 & ~3)
        if section[12:12 + name_size] != b'Sparta\0':
            raise Failure('the note is not ours: %r' % section)
        if kind == 1:
            text = section[start:start + size].rstrip(b'\0').decode()
            json.loads(text)
            yield text
        section = section[start + (size + 3 & ~3):]


class Variant:
    """CASE with GCC, or the g++ of its version, at LEVEL, a list of options;
    None leaves the level to the case's own options."""

    def __init__(self, case, gcc, language, level, plugin):
        self.case, self.gcc, self.plugin = case, gcc, plugin
        self.language = language
        self.compiler = gcc if language == 'c' else tool(gcc, 'g++')
        self.level = level
        self.folder = None
        self.stem = os.path.splitext(os.path.basename(case.path))[0]

    def name(self):
        level = self.level or ['-O0']
        if self.level is None:
            level = self.case.options
        return '%s %s %s' % (os.path.basename(self.case.path),
                             ' '.join(level), os.path.basename(self.compiler))

    def command(self):
        """The compiler with all options that compiling and linking share."""
        case = self.case
        options = DEFAULT_OPTIONS if case.options is None else case.options
        return ([self.compiler, '-fplugin=' + self.plugin,
                 '-I' + os.path.join(SOURCE, '..', 'runtime'),
                 '-I' + os.path.join(SOURCE, 'plugin')]
                + QUIET + (self.level or []) + options + case.additional)

    def skip_reason(self):
        words = self.command() + [os.path.basename(self.compiler)]
        for reason, selectors in self.case.skips:
            if any(fnmatch.filter(words, selector) for selector in selectors):
                return reason
        if shutil.which(self.compiler) is None and self.compiler != self.gcc:
            return 'no ' + self.compiler
        return None

    def compile(self, objects):
        """Adds the names of the objects; returns status and output."""
        status, said = 0, ''
        # The symbols of a slim LTO object cannot be read.
        fat = ['-ffat-lto-objects'] if self.case.do == 'compile' else []
        for source in [self.case.path] + self.case.sources:
            base = os.path.basename(source)
            shutil.copy(source, os.path.join(self.folder, base))
            objects.append(os.path.splitext(base)[0] + '.o')
            code, text = run(self.command() + fat
                             + ['-c', base, '-o', objects[-1]], self.folder)
            status, said = status or code, said + text
        return status, said

    def link(self, objects):
        if self.case.target == 'library':
            shared, archive = ['-shared'], 'libsparta.a'
        else:
            shared, archive = [], 'libsparta-app.a'
        return run(self.command() + shared + objects
                   + ['-o', self.stem, os.path.join(BUILD, 'runtime', archive),
                      '-pthread'], self.folder)

    def build(self):
        """Compiles, links, compares what was said.  Returns the file that was
        made last, or None where errors were expected and came."""
        objects = []
        status, said = self.compile(objects)
        if status == 0 and self.case.do != 'compile':
            status, text = self.link(objects)
            said += text
        problems = dejagnu.compare(self.case, self.language, said)
        errors = any(e.kinds is None or 'error' in e.kinds
                     for e in self.case.expectations)
        if status != 0 and not errors:
            problems.append('the build ended with status %d' % status)
        if problems:
            raise Failure('\n'.join(problems))
        if status != 0:
            return None
        return objects[0] if self.case.do == 'compile' else self.stem

    def symbols(self, file, *options):
        """The lines of nm as "TYPE NAME"."""
        status, text = run([tool(self.gcc, 'nm'), *options, file], self.folder)
        if status != 0:
            raise Failure('nm: ' + text)
        return [' '.join(line.split()[-2:]) for line in text.splitlines()
                if 'no symbols' not in line]

    def exports(self, file):
        return sorted(line.split()[1] for line
                      in self.symbols(file, '-D', '--defined-only'))

    def manifest(self, file):
        """The JSON text of the note, '' where there is none."""
        path = os.path.join(self.folder, 'note')
        run([tool(self.gcc, 'objcopy'), '--dump-section',
             '.note.sparta=' + path, file, 'copy'], self.folder)
        if not os.path.exists(path):
            return ''
        with open(path, 'rb') as note:
            texts = list(manifests(note.read()))
        if len(texts) > 1:
            raise Failure('%d manifests: %s' % (len(texts), texts))
        return texts[0] if texts else ''

    def check_final(self, final, file):
        """One dg-final { WHAT REGEXP }; WHAT-not denies it."""
        what, pattern = final[0].replace('-not-', '-'), ' '.join(final[1:])
        if what == 'scan-symbol':
            texts = self.symbols(file)
        elif what == 'scan-export':
            texts = self.exports(file)
        elif what == 'scan-exports':
            texts, pattern = [' '.join(self.exports(file))], '^%s$' % pattern
        elif what == 'scan-manifest':
            texts = [self.manifest(file)]
        else:
            raise Failure('unknown directive: dg-final { %s' % final[0])
        found = any(re.search(pattern, text) for text in texts)
        if found == ('-not-' in final[0]):
            raise Failure('\n'.join(['%s %s' % (final[0], pattern), *texts]))

    def check_exports(self, file):
        """Looks at the names, not only at the answer: a plugin that renamed
        nothing gives the same answers."""
        names = set(self.exports(file))
        ours = {n for n in names if n == 'main' or n.startswith('sparta')}
        if ours or not EXPORTS <= names:
            raise Failure('exports: ' + ' '.join(sorted(names)))

    def commands(self, file):
        """The commands that invoke what the case wants invoked."""
        pairs = []
        for number, (function, event) in enumerate(self.case.invokes):
            pairs.append([function, 'event-%d' % number])
            with open(os.path.join(self.folder, pairs[-1][1]), 'w',
                      encoding='utf-8') as out:
                out.write(event)
        if self.case.target == 'executable':
            return [[*EMULATOR, './' + file, 'invoke', *pair]
                    for pair in pairs]
        self.check_exports(file)
        return [[*EMULATOR, os.path.join(BUILD, 'testsuite', 'host'),
                 *self.case.host_options, file, *sum(pairs, [])]]

    def invoke(self, file):
        status, said = 0, ''
        for command in self.commands(file):
            code, text = run(command, self.folder, self.case.environment)
            status, said = status or code, said + text
        if (status != 0) != self.case.shouldfail:
            raise Failure('the run ended with status %d:\n%s' % (status, said))
        if not re.search(self.case.output, said):
            raise Failure('the output does not match %s:\n%s'
                          % (self.case.output, said))

    def check(self, folder):
        """Does in FOLDER all that the case asks for."""
        self.folder = folder
        file = self.build()
        if file is None:
            return
        for final in self.case.finals:
            self.check_final(final, file)
        if self.case.do == 'run':
            self.invoke(file)
