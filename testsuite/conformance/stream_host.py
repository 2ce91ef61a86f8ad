"""stream_host.py: streamed responses of the native host behind the emulator.

    stream_host.py PACKAGE EMULATOR

PACKAGE is made for provided.al2023, of commands/fixtures/streamer.c.  The
emulator takes a streamed response, and gives its invoker the whole; trailers
it drops, so that an error behind a stream only ends it there.  Prints TAP.

SPDX-License-Identifier: MIT
"""

import os
import shutil
import sys
import tempfile

from conformance import Emulator, Tap, error_p, unpack


class Native(Emulator):
    """aws-lambda-rie, which starts the package's bootstrap."""

    def command(self, folder, function):
        return [os.path.join(folder, "bootstrap"), "stream." + function]

    def check_all(self, tap, folder):
        for title, event, good in (
                ("a stream", b'"plain"', lambda body: body == b"begunended"),
                ("an error behind it", b'"fail"',
                 lambda body: body == b"begun"),
                ("an exit behind it", b'"exit"',
                 lambda body: body == b"begun"),
                ("a crash in its middle", b'"crash"',
                 lambda body: error_p(dict_of(body), "Runtime.ExitError",
                                      "segmentation fault")),
                ("nothing streamed", b'"rss"', bytes.isdigit)):
            self.check(tap, title, folder, "Stream", event, good)


def dict_of(body):
    """The emulator's own errors have no stack trace."""
    return body.replace(b'"}', b'","stackTrace":[]}')


def main(package, emulator):
    tap = Tap()
    work = tempfile.mkdtemp()
    try:
        Native(emulator).check_all(tap, unpack(package, work))
    finally:
        shutil.rmtree(work)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
