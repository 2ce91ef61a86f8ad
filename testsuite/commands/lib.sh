# lib.sh: what the command tests share.  A test sources it, calls check and
# its kin, and ends with finish.  It works in a folder of its own, which is the
# current one.
#   $abs_top_srcdir: the top of the source; by hand, $srcdir does as well
#   $CC: the compiler; sparta is found in PATH
# shellcheck shell=sh
# SPDX-License-Identifier: MIT
: "${CC:=cc}"
srcdir=${abs_top_srcdir:-$(cd "${srcdir:-.}" && pwd)}
fixtures=$srcdir/testsuite/commands/fixtures
n=0
failed=0
# Its own variables end in an underscore.

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1

# ok NAME, not_ok NAME: one result.
ok ()
{
  n=$((n + 1))
  echo "ok $n - $1"
}

not_ok ()
{
  n=$((n + 1))
  failed=1
  echo "not ok $n - $1"
  for file_ in out err log; do
    test ! -s "$work/$file_" || sed "s/^/# $file_: /" "$work/$file_"
  done
}

# skip NAME REASON
skip ()
{
  n=$((n + 1))
  echo "ok $n - $1 # SKIP $2"
}

# todo NAME COMMAND...: COMMAND is to be true one day; once it is, this tells.
todo ()
{
  n=$((n + 1))
  name_=$1
  shift
  if "$@" > "$work/log" 2>&1; then
    echo "ok $n - $name_ # TODO"
  else
    echo "not ok $n - $name_ # TODO"
  fi
}

# check NAME COMMAND...: COMMAND is true.
check ()
{
  name_=$1
  shift
  if "$@" > "$work/log" 2>&1; then
    ok "$name_"
  else
    not_ok "$name_"
  fi
}

# status WANTED NAME COMMAND...: COMMAND exits with WANTED; what it prints is
# in the files out and err.
status ()
{
  wanted_=$1
  name_=$2
  shift 2
  "$@" > "$work/out" 2> "$work/err"
  got_=$?
  if test $got_ = "$wanted_"; then
    ok "$name_"
  else
    echo "# exit status $got_, wanted $wanted_"
    not_ok "$name_"
  fi
}

# says NAME TEXT: the last command's standard error has TEXT.
says ()
{
  if grep -qF -e "$2" "$work/err"; then
    ok "$1"
  else
    echo "# wanted: $2"
    not_ok "$1"
  fi
}

# prints NAME TEXT: likewise its standard output.
prints ()
{
  if grep -qF -e "$2" "$work/out"; then
    ok "$1"
  else
    echo "# wanted: $2"
    not_ok "$1"
  fi
}

# library FILE.so FIXTURE [FLAG...]: a library that is linked like one of the
# plugin's, from a hand-written fixture, so that these tests need no plugin.
library ()
{
  output_=$1
  source_=$2
  shift 2
  # shellcheck disable=SC2086 # CC may hold flags
  $CC -shared -fPIC -I"$srcdir/runtime" -o "$output_" "$fixtures/$source_.c" \
    "$@" && return
  echo "Bail out! $source_.c does not compile"
  exit 1
}

# note FILE.s TYPE TEXT: assembly that carries TEXT as a note of ours.
note ()
{
  cat > "$1" <<END
        .section .note.sparta,"a",%note
        .p2align 2
        .long 7, 2f - 1f, $2
        .asciz "Sparta"
        .p2align 2
1:      .ascii "$(printf '%s' "$3" | sed 's/\\/\\\\/g; s/"/\\"/g')"
        .byte 0
        .p2align 2
2:
        .section .note.GNU-stack,"",%progbits
END
}

# manifest FILE.s JSON: likewise as the plugin's note.
manifest ()
{
  note "$1" 1 "$2"
}

# mark FILE.s: likewise the mark of libsparta-app.
mark ()
{
  note "$1" 2 0.1.0
}

# poke FILE OFFSET BYTES: overwrites part of FILE; BYTES as printf has them.
poke ()
{
  # shellcheck disable=SC2059
  printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc 2> /dev/null
}

# foreign FILE: makes a library of this machine one of another architecture.
foreign ()
{
  case $(uname -m) in
    aarch64) poke "$1" 18 '\076\000' ;;
    *) poke "$1" 18 '\267\000' ;;
  esac
}

# own_architecture, other_architecture: in Lambda's words.
case $(uname -m) in
  aarch64) own_architecture=arm64 other_architecture=x86_64 ;;
  *) own_architecture=x86_64 other_architecture=arm64 ;;
esac
export own_architecture other_architecture

# absent NAME FILE...: none of them exists.
absent ()
{
  name_=$1
  shift
  for file_ in "$@"; do
    if test -e "$file_"; then
      echo "# exists: $file_"
      not_ok "$name_"
      return
    fi
  done
  ok "$name_"
}

# finish: the plan.
finish ()
{
  echo "1..$n"
  exit $failed
}
