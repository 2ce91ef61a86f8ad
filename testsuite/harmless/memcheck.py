"""memcheck.py: cc1 under valgrind, with and without the plugin: the plugin
adds no error to those that the compiler has of itself.

An error is known by its kind and the innermost function that has a name, and
by the plugin where that is among the callers, of the error or of what made the
value that nobody wrote.  Where the plugin is not, such a value is the
compiler's own: GCC's register allocator reads its sparse sets before it writes
them, as it means to, and which of its functions valgrind minds depends on what
the heap held before.

SPDX-License-Identifier: MIT
"""
import os
import shutil
import tempfile
import xml.etree.ElementTree as tree

from objects import run

PLUGINS = ('sparta.so', 'careless.so')


def reason_to_skip():
    if shutil.which('valgrind') is None:
        return 'there is no valgrind'
    return None


def site(error):
    """How ERROR, an element, is known: some words; None: not at all."""
    kind = error.findtext('kind')
    stacks = [[(os.path.basename(frame.findtext('obj') or '?'),
                frame.findtext('fn')) for frame in stack.findall('frame')]
              for stack in error.findall('stack')]
    plugin = [name for stack in stacks for name, _ in stack
              if name in PLUGINS][:1]
    if kind.startswith('Leak_') or (kind.startswith('Uninit') and not plugin):
        return None
    place = next((frame for frame in stacks[0] if frame[1]), stacks[0][0])
    return kind, '%s:%s' % place, *plugin


def sites(path):
    """The errors in valgrind's file PATH.  What is not freed when the compiler
    ends is none; it frees little."""
    errors = tree.parse(path).getroot().findall('error')
    return set(map(site, errors)) - {None}


class Memcheck:
    """UNIT compiled by GCC with FLAGS in a folder of its own in WORK: the
    plugin may have cause to act."""

    def __init__(self, gcc, plugin, unit, flags, work):
        self.gcc, self.plugin, self.unit, self.flags = gcc, plugin, unit, flags
        self.work = tempfile.mkdtemp(dir=work)

    def errors(self, plugin):
        """Status, what was said, the errors.  With -S, only cc1 runs."""
        path = os.path.join(self.work, '%d.xml' % plugin)
        wrapper = ('valgrind,-q,--error-limit=no,--track-origins=yes,'
                   '--xml=yes,--xml-file=' + path)
        status, said = run(
            [self.gcc, '-wrapper', wrapper]
            + (['-fplugin=' + self.plugin] if plugin else [])
            + ['-w', '-S', '-o', os.devnull, self.unit.path]
            + self.unit.flags + self.flags, self.work)
        # An interrupted valgrind leaves half a file.
        return status, said, sites(path) if status >= 0 else set()

    def check(self):
        """What is wrong, or None; whether it was compiled at all."""
        status, _, own = self.errors(False)
        status_with, said, found = self.errors(True)
        if status != status_with:
            wrong = ('status %d, with the plugin %d: %s'
                     % (status, status_with, said.strip()[-500:]))
        else:
            wrong = '; '.join(sorted(map(' '.join, found - own)))
        if wrong:
            wrong = '%s: %s %s: %s' % (self.unit.path, self.gcc,
                                       ' '.join(self.flags), wrong)
        return wrong or None, status == 0
