# sources.sh: Debian source packages, unpacked in the build folder, where they
# stay for the next run.  They come through apt with a configuration of its
# own: the machine's sources, each as deb-src, with lists and cache apart, so
# that nothing outside the build folder is touched and nobody need be root.
# shellcheck shell=sh
# SPDX-License-Identifier: MIT
sources=${abs_top_builddir:?}/testsuite/harmless/work
mkdir -p "$sources" || exit 1

# need_apt: sets $why where a tool is missing.
need_apt ()
{
  why='there is no apt-get: the sources come from a Debian mirror'
  command -v apt-get > /dev/null || return 1
  why='there is no dpkg-source (Debian: apt install dpkg-dev)'
  command -v dpkg-source > /dev/null || return 1
  why='there is no tclsh, which makes sqlite3.c (Debian: apt install tcl)'
  command -v tclsh > /dev/null || return 1
}

# as_deb_src FILE: prints one of apt's source files, its binary packages made
# source packages, in either of the formats.
as_deb_src ()
{
  case $1 in
    *.sources) sed 's/^Types:.*/Types: deb-src/' "$1" ;;
    *) sed -n 's/^ *deb[[:blank:]]/deb-src /p' "$1" ;;
  esac
}

# configure_apt: $apt_conf and the lists.
configure_apt ()
{
  apt=$sources/apt
  apt_conf=$apt/apt.conf
  test ! -f "$apt/ready" || return 0
  list='' parts=''
  mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache/archives/partial"
  eval "$(apt-config shell list Dir::Etc::sourcelist/f \
            parts Dir::Etc::sourceparts/d)"
  for file in "$list" "$parts"/*.list "$parts"/*.sources; do
    test ! -f "$file" || as_deb_src "$file" > "$apt/parts/${file##*/}"
  done
  cat > "$apt_conf" <<END
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$apt/parts";
Dir::State::lists "$apt/lists";
Dir::Cache "$apt/cache";
Acquire::Languages "none";
Acquire::Retries "3";
APT::Sandbox::User "root";
END
  why="apt-get update failed: see $apt/update.log"
  APT_CONFIG=$apt_conf apt-get -q update > "$apt/update.log" 2>&1 || return 1
  : > "$apt/ready"
}

# download PACKAGE: its files, in $sources/PACKAGE.download.
download ()
{
  folder=$sources/$1.download
  test ! -f "$folder/ready" || return 0
  configure_apt || return 1
  rm -rf "$folder" && mkdir -p "$folder" || return 1
  why="the source of $1 could not be had: see $sources/$1.log"
  (cd "$folder" \
    && APT_CONFIG=$apt_conf apt-get -q source --download-only "$1") \
    > "$sources/$1.log" 2>&1 || return 1
  : > "$folder/ready"
}

# unpack_NAME: from $folder to the current folder.

unpack_sqlite3 ()
{
  dpkg-source --no-check -x "$folder"/*.dsc src && mkdir build && cd build \
    && ../src/configure && make sqlite3.c shell.c
}

unpack_zlib ()
{
  dpkg-source --no-check -x "$folder"/*.dsc src
}

# What its configure would write is one file.
unpack_jansson ()
{
  dpkg-source --no-check -x "$folder"/*.dsc src \
    && cat > src/android/jansson_private_config.h <<'END'
#define HAVE_ENDIAN_H 1
#define HAVE_FCNTL_H 1
#define HAVE_STDINT_H 1
#define HAVE_SYS_TIME_H 1
#define HAVE_SYS_TYPES_H 1
#define HAVE_UNISTD_H 1
#define INITIAL_HASHTABLE_ORDER 3
#define USE_URANDOM 1
END
}

# Debian's tar archive holds GCC's own.
unpack_torture ()
{
  tar -xOf "$folder"/*.orig.tar.* --wildcards '*.tar.xz' \
    | tar -xJf - --wildcards --strip-components=5 \
        '*/gcc/testsuite/gcc.c-torture/execute/*'
}

# need_source NAME [PACKAGE]: $sources/NAME; else $why.
need_source ()
{
  test ! -d "$sources/$1" || return 0
  download "${2:-$1}" || return 1
  # shellcheck disable=SC2034 # the caller prints it
  why="the source of $1 could not be unpacked: see $sources/$1.log"
  rm -rf "$sources/$1.tmp" && mkdir "$sources/$1.tmp" || return 1
  (cd "$sources/$1.tmp" && "unpack_$1") > "$sources/$1.log" 2>&1 \
    && mv "$sources/$1.tmp" "$sources/$1"
}
