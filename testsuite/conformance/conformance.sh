#!/bin/sh
# conformance.sh: make check-conformance.  Installs what is tested against into
# the build folder, makes the packages, and runs conformance.py.
# SPDX-License-Identifier: MIT
here=${abs_top_srcdir:?}/testsuite/conformance
# shellcheck source=testsuite/conformance/tools.sh
. "$here/tools.sh"

# A test of its own: what could not be installed is not passed over.
bail_out ()
{
  echo "Bail out! $1"
  exit 1
}

if test -z "${SPARTA_GCCS-}"; then
  echo '1..0 # SKIP built with --disable-plugin'
  exit 0
fi
if ! "$PYTHON" -m pip --version > /dev/null 2>&1; then
  echo '1..0 # SKIP Python has no pip (Debian: apt install python3-pip)'
  exit 0
fi
need_awslambdaric || bail_out "$why"
# A module proxy may not have the emulator: that is said, and skipped.
if need_emulator; then
  set -- "$emulator"
else
  set -- skipped "$why"
fi

make_package service "$here/service.c" || bail_out 'no package'
make_package init-fails "$here/service.c" -DINIT_FAILS || bail_out 'no package'
make_package hello "$abs_top_srcdir/examples/hello/app.c" \
  || bail_out 'no package'

make_package python-service "$here/python-service.c" || bail_out 'no package'

status=0
"$python" -B "$here/conformance.py" "$work/service.zip" \
  "$work/init-fails.zip" "$work/hello.zip" "$@" || status=1
"$python" -B "$here/python_host.py" "$work" "$work/service.zip" \
  "$work/init-fails.zip" "$work/python-service.zip" || status=1
exit $status
