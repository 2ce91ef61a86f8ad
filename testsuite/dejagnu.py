"""dejagnu.py: reads the DejaGnu directives of a case and compares what a
compiler said with what they expect.

It knows the directives below and refuses every other.  It is stricter than
DejaGnu: a directive stands for exactly one diagnostic, and notes must be
expected too.  HACKING lists the directives; plugin-cases.py is the caller.

SPDX-License-Identifier: MIT
"""
import dataclasses
import os
import re

DIRECTIVE = re.compile(r'\{\s+(dg-[a-z-]+)(\s.*)?\s+\}')
WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s"{}]+)')
ESCAPES = {'n': '\n', 't': '\t'}

DIAGNOSTIC = re.compile(
    r'(?P<file>[^\s:][^:]*)(?::(?P<line>\d+)(?::(?P<column>\d+))?)?: '
    r'(?P<kind>fatal error|error|warning|note|sorry, unimplemented'
    r'|internal compiler error): (?P<text>.*)')
LANGUAGES = {'target c': 'c', 'target c++': 'c++', 'target *-*-*': None}
KINDS = {'dg-error': ('error', 'fatal error'), 'dg-warning': ('warning',),
         'dg-note': ('note',), 'dg-message': None}

# What GCC and the linker say around a diagnostic.
CONTEXT = re.compile(
    r'In file included from |\s+from |[^:]+: (In |At )|compilation terminated'
    r'|cc1\w*: (all|some) warnings being treated as errors'
    r'|lto-wrapper: (note|warning): using serial compilation'
    r'|lto-wrapper: note: see the .-flto. option|\s*$')


class DirectiveError(Exception):
    """A directive that nobody understands."""


@dataclasses.dataclass
class Expectation:
    """One diagnostic that must come."""
    kinds: tuple            # None: any
    pattern: str
    file: str
    line: int               # 0: without a line, or anywhere
    column: int             # 0: any
    where: str              # of the directive, for reports
    language: str = None    # None: both

    def matches(self, diagnostic):
        if self.line == 0 and re.search(self.pattern, diagnostic['all']):
            return True
        return ((self.kinds is None or diagnostic['kind'] in self.kinds)
                and self.line == diagnostic['line']
                and self.file == diagnostic['file']
                and self.column in (0, diagnostic['column'])
                and re.search(self.pattern, diagnostic['text']) is not None)


@dataclasses.dataclass
class Case:
    """What the directives of one case say."""
    path: str
    do: str = 'compile'
    target: str = 'library'
    options: list = None
    additional: list = dataclasses.field(default_factory=list)
    sources: list = dataclasses.field(default_factory=list)
    expectations: list = dataclasses.field(default_factory=list)
    prunes: list = dataclasses.field(default_factory=list)
    output: str = ''
    shouldfail: bool = False
    invokes: list = dataclasses.field(default_factory=list)
    host_options: list = dataclasses.field(default_factory=list)
    environment: dict = dataclasses.field(default_factory=dict)
    finals: list = dataclasses.field(default_factory=list)
    skips: list = dataclasses.field(default_factory=list)


def braced(text, start):
    """The index behind the brace that closes the one at START."""
    depth = 0
    for position in range(start, len(text)):
        depth += {'{': 1, '}': -1}.get(text[position], 0)
        if depth == 0:
            return position + 1
    raise DirectiveError('a brace is open: ' + text[start:])


def words_of(text):
    """TEXT as Tcl splits it: "with \\ escapes", {verbatim}, plain."""
    words, position = [], 0
    while text[position:].strip() != '':
        if text[position].isspace():
            position += 1
        elif text[position] == '{':
            end = braced(text, position)
            words.append(text[position + 1:end - 1])
            position = end
        else:
            match = WORD.match(text, position)
            if match is None:
                raise DirectiveError('cannot read ' + text[position:])
            quoted, plain = match.groups()
            words.append(plain if quoted is None else re.sub(
                r'\\(.)', lambda m: ESCAPES.get(m[1], m[1]), quoted))
            position = match.end()
    return words


def line_of(word, here):
    """The line that WORD (., .+1, .-2, 7, 0) means in a directive at HERE."""
    if word.startswith('.'):
        return here + int(word[1:] or 0)
    return int(word)


def expect(case, name, words, file, here):
    """dg-error REGEXP [COMMENT] [{ target c|c++|*-*-* }] [LINE]; a REGEXP that
    begins with "7: " wants column 7."""
    pattern, line, language = words[0], here, None
    for number, word in enumerate(words[1:]):
        if re.fullmatch(r'\.([-+]\d+)?|\d+', word):
            line = line_of(word, here)
        elif word.strip() in LANGUAGES:
            language = LANGUAGES[word.strip()]
        elif number > 0:
            raise DirectiveError('%s:%d: %s .. { %s }'
                                 % (file, here, name, word))
    column = re.match(r'(\d+): ', pattern)
    if column:
        pattern = pattern[column.end():]
    case.expectations.append(
        Expectation(KINDS[name], pattern, os.path.basename(file), line,
                    int(column[1]) if column else 0, '%s:%d' % (file, here),
                    language))


def set_do(case, words):
    if words[0] not in ('compile', 'link', 'run'):
        raise DirectiveError('dg-do ' + words[0])
    case.do = words[0]
    if words[1:]:
        if words[1].split() not in (['target', 'library'],
                                    ['target', 'executable']):
            raise DirectiveError('dg-do .. {%s}' % words[1])
        case.target = words[1].split()[1]


SIMPLE = {
    'dg-do': set_do,
    'dg-options': lambda c, w: setattr(c, 'options', w[0].split()),
    'dg-additional-options': lambda c, w: c.additional.extend(w[0].split()),
    'dg-additional-sources': lambda c, w: c.sources.extend(w[0].split()),
    'dg-prune-output': lambda c, w: c.prunes.append(w[0]),
    'dg-output': lambda c, w: setattr(c, 'output', c.output + w[0]),
    'dg-shouldfail': lambda c, w: setattr(c, 'shouldfail', True),
    'dg-invoke': lambda c, w: c.invokes.append((w[0], (w[1:] or ['{}'])[0])),
    'dg-host-options': lambda c, w: c.host_options.extend(w[0].split()),
    'dg-set-target-env-var':
        lambda c, w: c.environment.__setitem__(w[0], w[1]),
    'dg-final': lambda c, w: c.finals.append(words_of(w[0])),
    'dg-skip-if': lambda c, w: c.skips.append((w[0], w[1].split())),
}
# Those that make sense without a word.
WORDLESS = ('dg-shouldfail',)


def read_directives(case, file):
    """Adds what FILE says to CASE; a further source has diagnostics only."""
    with open(file, encoding='utf-8', errors='replace') as lines:
        for here, line in enumerate(lines, 1):
            if not re.search(r'\bdg-[a-z]', line):
                continue
            match = DIRECTIVE.search(line)
            name = match[1] if match else line.strip()
            words = words_of(match[2] or '') if match else []
            if name in KINDS and words:
                expect(case, name, words, file, here)
            elif (name in SIMPLE and file == case.path
                  and (words or name in WORDLESS)):
                SIMPLE[name](case, words)
            else:
                raise DirectiveError('%s:%d: unknown directive: %s'
                                     % (file, here, name))


def read_case(path):
    case = Case(path)
    read_directives(case, path)
    case.sources = [os.path.join(os.path.dirname(path), source)
                    for source in case.sources]
    for source in case.sources:
        read_directives(case, source)
    return case


def diagnostics_of(text, prunes):
    """The lines of TEXT that a directive must answer for."""
    for line in text.splitlines():
        if CONTEXT.match(line) or any(re.search(p, line) for p in prunes):
            continue
        match = DIAGNOSTIC.fullmatch(line)
        parts = match.groupdict() if match else {}
        yield {'all': line, 'kind': parts.get('kind'),
               'text': parts.get('text') or '',
               'file': os.path.basename(parts.get('file') or ''),
               'line': int(parts.get('line') or 0),
               'column': int(parts.get('column') or 0)}


def compare(case, language, text):
    """What TEXT, the compiler's output, does other than CASE expects."""
    # Nothing may expect this, and nothing may prune it.
    problems = re.findall('.*internal compiler error.*', text)
    expected = [e for e in case.expectations if e.language in (None, language)]
    for diagnostic in diagnostics_of(text, case.prunes):
        for expectation in expected:
            if expectation.matches(diagnostic):
                expected.remove(expectation)
                break
        else:
            problems.append('unexpected: ' + diagnostic['all'])
    return problems + ['missing: %s (%s)' % (e.pattern, e.where)
                       for e in expected]
