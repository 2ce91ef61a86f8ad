#!/bin/sh
# autogen.sh: from a fresh checkout to a run, in one word.
#
# It installs the packages that are missing (Debian and its kin; elsewhere it
# takes them for given and configure names what it lacks), runs autoreconf and
# configure, both only when their input is newer, and builds in build/.  Each
# step's stamp is written after the step, so that a run that was interrupted,
# wherever it was, is taken up by the next one.
#
# Everything is said on standard error but demo's last line, the answer.
# SPDX-License-Identifier: MIT
set -eu

usage ()
{
  cat <<'TEXT'
Usage: ./autogen.sh demo|check|setup

  demo    build, and call the C handler of examples/hello as Lambda would
  check   build, and run the tests; the last line holds the totals
  setup   only install what is missing, and configure in build/

Packages are installed by apt-get, as root or through sudo.
TEXT
}

say ()
{
  printf 'autogen.sh: %s\n' "$*" >&2
}

die ()
{
  say "$*"
  exit 1
}

# Runs a command whose output matters only when it fails: quietly NAME COMMAND.
quietly ()
{
  log=build/$1.log
  shift
  ("$@") >"$log" 2>&1 </dev/null && return
  cat "$log" >&2
  die "failed: $*; the output above is in $log"
}

# The packages.

tools='autoconf automake make pkg-config gcc g++ libc6-dev python3 unzip'
libraries='libjansson-dev libzip-dev libdeflate-dev libelf-dev libdw-dev
libmicrohttpd-dev check'

# Debian 12 has two compilers that the plugin is built for; any other release
# is served by its default one.
gcc_majors ()
{
  codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  if [ "$codename" = bookworm ]; then
    echo 11 12
  elif command -v gcc >/dev/null; then
    gcc -dumpversion | sed 's/\..*//'
  else
    apt-cache depends gcc | sed -n 's/.*Depends: gcc-\([0-9]*\)$/\1/p'
  fi
}

packages ()
{
  echo "$tools $libraries"
  for major in $(gcc_majors); do
    echo "gcc-$major g++-$major gcc-$major-plugin-dev"
  done
}

missing_packages ()
{
  for package in $(packages); do
    case $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) in
      ii*) ;;
      *) echo "$package" ;;
    esac
  done
}

# Runs a command as root; without a way to be root, says what to run instead.
as_root ()
{
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }
  then
    sudo "$@"
  else
    die "packages are missing and this is neither root nor has sudo; run as
root, then again ./autogen.sh:
  apt-get update && apt-get install -y --no-install-recommends $missing"
  fi
}

apt ()
{
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@"
}

# A package whose installation was interrupted is unpacked and not configured:
# apt-get refuses to go on before dpkg --configure -a.
install_missing ()
{
  missing=$(missing_packages | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  as_root true
  say "fetching the package lists"
  quietly apt-update apt update
  missing=$(missing_packages | tr '\n' ' ')
  say "installing $missing"
  quietly dpkg-configure as_root dpkg --configure -a
  # shellcheck disable=SC2086
  quietly apt-install apt install -y --no-install-recommends $missing
}

setup_packages ()
{
  if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    install_missing
  else
    say "no apt-get here: PACKAGERS lists what is needed"
  fi
}

# The build.

# The compilers that are there, for --with-gcc.
compilers ()
{
  found=
  if command -v dpkg-query >/dev/null; then
    for major in $(gcc_majors); do
      headers=$("gcc-$major" -print-file-name=plugin 2>/dev/null) || continue
      if [ -f "$headers/include/gcc-plugin.h" ]; then
        found="$found gcc-$major"
      fi
    done
  fi
  echo "${found:- gcc}" | sed 's/^ //'
}

configure_build ()
{
  cd build && ../configure --with-gcc="$1"
}

setup_configure ()
{
  stamp=build/stamp-autoreconf
  inputs=$(find configure.ac Makefile.am m4 ./*/local.mk -type f)
  # shellcheck disable=SC2086
  if [ ! -f configure ] || [ ! -f "$stamp" ] \
     || [ -n "$(find $inputs -newer "$stamp")" ]; then
    say "autoreconf"
    quietly autoreconf autoreconf -fi
    touch "$stamp"
  fi

  stamp=build/stamp-configure
  gccs=$(compilers)
  if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$gccs" ] \
     || [ -n "$(find configure -newer "$stamp")" ]; then
    say "configure --with-gcc='$gccs'"
    quietly configure configure_build "$gccs"
    echo "$gccs" >"$stamp"
  fi
}

setup ()
{
  mkdir -p build
  setup_packages
  setup_configure
}

build ()
{
  say "make"
  make -C build -j"$(nproc)" >&2
}

# The three words.

# Runs a command, and shows it as it is typed with an installed sparta.
show ()
{
  echo "+ $*" >&2
  ../run "$@"
}

# The example's own words, in a copy of it.
demo ()
{
  build
  rm -rf build/demo
  mkdir build/demo
  cp examples/hello/* build/demo
  cd build/demo
  show make CC="${gccs##* }" >&2
  show sparta zip app.so >&2
  answer=$(echo '{}' | show sparta invoke app.zip HelloWorld)
  printf '%s\n' "$answer"
}

# Automake's log begins with its totals: an expected failure is a pass, an
# unexpected pass and an error are failures.
totals ()
{
  awk '
    /^# (PASS|XFAIL): / { passed += $3 }
    /^# (FAIL|XPASS|ERROR): / { failed += $3 }
    /^# SKIP: / { skipped += $3 }
    /^\.\. contents/ { exit }
    END {
      printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
    }' build/test-suite.log
}

check ()
{
  build
  say "make check"
  rm -f build/test-suite.log
  status=0
  make -C build -j"$(nproc)" check VERBOSE=1 >&2 || status=$?
  [ -f build/test-suite.log ] || die "make check ran no test"
  totals
  return "$status"
}

cd "$(dirname "$0")"
case ${1-} in
  demo | check) setup; "$1" ;;
  setup) setup ;;
  --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
