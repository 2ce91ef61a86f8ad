# lib.sh: what the tests of faults share: the world of the process under test,
# and the folder that it runs in, which is the current one.
# shellcheck shell=sh
# SPDX-License-Identifier: MIT
: "${abs_top_srcdir:?}" "${top_builddir:?}" "${CC:=cc}" "${PYTHON:=python3}"
faults=$abs_top_srcdir/testsuite/faults
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1

skip_all ()
{
  echo "1..0 # SKIP $1"
  exit 0
}

bail ()
{
  echo "Bail out! $1"
  exit 1
}

"$PYTHON" -c 'import os; os.posix_spawnp' 2> /dev/null \
  || skip_all 'there is no Python'
# A sanitizer wants to be the first that is preloaded.
case " $CC ${CFLAGS-} " in
  *-fsanitize*) skip_all 'a sanitizer' ;;
esac
# shellcheck disable=SC2086 # CC may hold flags
$CC -std=gnu11 -O2 -shared -fPIC -o world.so "$faults/world.c" -ldl \
  || bail 'world.c does not compile'

# faults COMMAND...: COMMAND before each fault.
faults ()
{
  # No .pyc file in the source folder.
  PYTHONDONTWRITEBYTECODE=1 "$PYTHON" "$faults/faults.py" \
    --world="$work/world.so" "$work" "$@"
}
