# variant.sh: builds the tree once more, with other compilers and flags, for
# the sanitizers and for fuzzing.  Sourced.
#   $abs_top_srcdir, $abs_top_builddir, $MAKE, $CC: as in AM_TESTS_ENVIRONMENT
#   $variants: the folder that the builds are in
# shellcheck shell=sh disable=SC2154,SC2034
# SPDX-License-Identifier: MIT
variants=$abs_top_builddir/testsuite/reliability/work

# compiler_with FLAG...: sets $compiler to the first of $CC, gcc and clang with
# which a program made with the FLAGs runs; or, false, $why.
compiler_with ()
{
  trial=$variants/trial
  mkdir -p "$variants"
  printf 'int main (void) { return 0; }\n' > "$trial.c"
  for compiler in "${CC:-cc}" gcc clang; do
    # shellcheck disable=SC2086 # CC may have arguments
    if $compiler "$@" -o "$trial" "$trial.c" 2> "$trial.log" && "$trial"; then
      return 0
    fi
  done
  why="no compiler makes a program with $* that runs: $(tail -1 "$trial.log")"
  return 1
}

# build NAME MAKE-TARGET... -- CONFIGURE-ARGUMENT...: builds the targets in
# $variants/NAME; false, and $why, where that does not go.
build ()
{
  name=$1
  targets=
  shift
  while test "$1" != --; do
    targets="$targets $1"
    shift
  done
  shift
  if test -f "$abs_top_srcdir/config.status"; then
    why='the source folder is configured: build in a folder of its own'
    return 1
  fi
  mkdir -p "$variants/$name" && cd "$variants/$name" || exit
  why="$variants/$name does not build"
  { test -f config.status || "$abs_top_srcdir/configure" --quiet "$@"; } \
    && eval "${MAKE:-make} -s -j$(nproc) $targets"
}
