"""pythons.py: the Pythons of Lambda's runtimes, as many as can be had here,
and awslambdaric for each.

    pythons.py WORK [VERSION]

A Python is looked for in SPARTA_PYTHONS (programs, with colons between), in
PATH, among pyenv's, and at last in Debian's suites, by mmdebstrap.  Each gets
the newest awslambdaric; and each older major version goes to the newest
Python that it installs in.  What cannot be had has a reason.

SPDX-License-Identifier: MIT
"""

import glob
import os
import shutil
import subprocess
import sys

VERSIONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14")
MAJORS = ("4", "3", "2", "1")
SUITES = {"3.9": "bullseye", "3.11": "bookworm", "3.13": "trixie",
          "3.14": "sid"}
HERE = os.path.dirname(os.path.abspath(__file__))
ASK_VERSION = "import ctypes, sys; print('%d.%d' % sys.version_info[:2])"
ASK_CLIENT = """import awslambdaric as ric, os
assert ric.__file__.startswith(os.environ["PYTHONPATH"])
print(ric.__version__)"""


class Client:
    """awslambdaric RIC in FOLDER, for the program PYTHON; or WHY there is
    none."""

    def __init__(self, version, python=None, folder=None, ric=None, why=None):
        self.version = version
        self.python = python
        self.folder = folder
        self.ric = ric
        self.why = why

    @property
    def name(self):
        return "python%s, awslambdaric %s" % (self.version, self.ric)

    @property
    def major(self):
        return int(self.ric.split(".")[0])


def ask(python, program, **environ):
    """What PROGRAM prints in PYTHON; None where it cannot run."""
    try:
        done = subprocess.run([python, "-c", program], capture_output=True,
                              text=True, cwd="/",
                              env=dict(os.environ, **environ))
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def candidates(version):
    yield from filter(None, os.environ.get("SPARTA_PYTHONS", "").split(":"))
    yield getattr(sys, "_base_executable", sys.executable)
    yield shutil.which("python" + version) or ""
    root = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    yield from sorted(glob.glob(os.path.join(root, "versions", version + ".*",
                                             "bin", "python")), reverse=True)


def find_python(version, work):
    """(the program, None), or (None, why there is none)."""
    for python in candidates(version):
        if python and ask(python, ASK_VERSION) == version:
            return python, None
    suite = SUITES.get(version)
    if suite is None:
        return None, "not installed, and no suite of Debian has it"
    if shutil.which("mmdebstrap") is None:
        return None, "not installed (mmdebstrap would fetch Debian's)"
    return fetch_python(version, suite, os.path.join(work, suite))


def fetch_python(version, suite, folder):
    python = os.path.join(folder, "python")
    if ask(python, ASK_VERSION) != version:
        with open(folder + ".log", "w") as log:
            subprocess.run(["sh", os.path.join(HERE, "debian-python.sh"),
                            version, suite, folder],
                           stdout=log, stderr=subprocess.STDOUT)
    if ask(python, ASK_VERSION) != version:
        return None, "mmdebstrap could not fetch it: see %s.log" % folder
    return python, None


def install(python, wanted, folder):
    """The version of awslambdaric in FOLDER, installed there where it is not
    yet; (version, None) or (None, why).  Its wheels only: an older one is
    built from source with tools of its time."""
    ric = ask(python, ASK_CLIENT, PYTHONPATH=folder)
    if ric is not None:
        return ric, None
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "-q",
         "--disable-pip-version-check", "--target", folder,
         "--only-binary", "awslambdaric", wanted],
        capture_output=True, text=True)
    ric = ask(python, ASK_CLIENT, PYTHONPATH=folder)
    if done.returncode == 0 and ric is not None:
        return ric, None
    shutil.rmtree(folder, ignore_errors=True)
    lines = [line for line in done.stderr.splitlines()
             if line.startswith("ERROR")] or ["it does not import"]
    return None, lines[-1].partition("ERROR: ")[2] or lines[-1]


def make_client(version, python, wanted, work):
    folder = os.path.join(work, "ric",
                          version + wanted.replace("awslambdaric", ""))
    ric, why = install(python, wanted, folder)
    return Client(version, python, folder, ric, why)


def newest(pythons, work):
    """A client for each Python."""
    clients = []
    for version in VERSIONS:
        python, why = pythons[version]
        if python is None:
            clients.append(Client(version, why=why))
        else:
            clients.append(make_client(version, python, "awslambdaric", work))
    return clients


def of_major(major, pythons, work):
    """A client of that major version."""
    why = "no Python"
    for version in reversed(VERSIONS):
        python = pythons[version][0]
        if python is None:
            continue
        client = make_client(version, python, "awslambdaric==%s.*" % major,
                             work)
        if client.why is None:
            return client
        why = client.why
    return Client("3.x", why="awslambdaric %s: %s" % (major, why))


def find_clients(work):
    """All of them, those that cannot be had among them."""
    pythons = {version: find_python(version, work) for version in VERSIONS}
    clients = newest(pythons, work)
    for major in MAJORS:
        if all(client.why or client.major != int(major)
               for client in clients):
            clients.append(of_major(major, pythons, work))
    return clients


def main(work, version=None):
    """Prints all of them, or of VERSION's newest the program and the
    folder."""
    if version is None:
        for each in find_clients(work):
            print(each.why and "%s: %s" % (each.version, each.why)
                  or each.name)
        return 0
    python, why = find_python(version, work)
    client = make_client(version, python, "awslambdaric", work) if python \
        else Client(version, why=why)
    if client.why is not None:
        print("python%s: %s" % (version, client.why), file=sys.stderr)
        return 1
    print(client.python, client.folder, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
