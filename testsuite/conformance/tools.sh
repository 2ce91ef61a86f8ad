# tools.sh: what the conformance tests and the benchmark need beside the build:
# awslambdaric, the emulator, and packages.  All of it goes to $work, and stays
# there for the next run.
# shellcheck shell=sh
# SPDX-License-Identifier: MIT
work=${abs_top_builddir:?}/testsuite/conformance/work
mkdir -p "$work" || exit 1
: "${PYTHON:=python3}"

# need_awslambdaric: leaves in $python a Python that has it; else $why.
need_awslambdaric ()
{
  python=$work/venv/bin/python
  ! "$python" -c 'import awslambdaric' 2> /dev/null || return 0
  why='Python has no venv with pip (Debian: apt install python3-venv)'
  "$PYTHON" -m venv "$work/venv" > "$work/venv.log" 2>&1 || return 1
  why="awslambdaric could not be installed: see $work/venv.log"
  "$python" -m pip install -q awslambdaric > "$work/venv.log" 2>&1
}

# need_client: leaves in $python the Python of Lambda's that packages are made
# for unless told otherwise, in PATH too, and in $ric the folder where it finds
# the newest awslambdaric; else $why.
need_client ()
{
  client=$("$PYTHON" -B "$abs_top_srcdir/testsuite/conformance/pythons.py" \
    "$work" 3.13 2> "$work/client.log")
  why=$(cat "$work/client.log")
  test -n "$client" || return 1
  python=${client%%
*}
  # shellcheck disable=SC2034 # the caller's
  ric=${client#*
}
  mkdir -p "$work/bin"
  ln -sf "$python" "$work/bin/python3.13"
  PATH=$work/bin:$PATH
}

# need_emulator: leaves in $emulator AWS's emulator; else $why.  RIE names one
# that is installed already.
need_emulator ()
{
  emulator=${RIE:-$work/aws-lambda-rie}
  test ! -x "$emulator" || return 0
  why='go is not installed (Debian: apt install golang-go)'
  command -v go > /dev/null || return 1
  module=github.com/aws/aws-lambda-runtime-interface-emulator
  GOBIN=$work go install "$module/cmd/aws-lambda-rie@latest" \
    > "$work/go.log" 2>&1 && return
  # shellcheck disable=SC2034 # the caller prints it
  why="go could not install aws-lambda-rie:\
$(tail -n 1 "$work/go.log"); RIE=PROGRAM names one that is there"
  return 1
}

# make_package NAME SOURCE [FLAG...]: $work/NAME.zip.
make_package ()
{
  name=$1
  source=$2
  shift 2
  compiler=${SPARTA_GCCS%% *}
  # There, since the plugin leaves files in the current folder.
  # shellcheck disable=SC2046 # flags are words
  (cd "$work" && "${compiler:-cc}" -O2 $(pkg-config --cflags sparta) "$@" \
    -shared -o "$name.so" "$source" $(pkg-config --libs sparta) \
    && sparta zip -o "$name.zip" "$name.so")
}

# need_node_client: leaves in $node_client the program of npm's aws-lambda-ric;
# else $why.  Its native part is built here.
# shellcheck disable=SC2034 # the caller uses them
need_node_client ()
{
  module=$work/node_modules/aws-lambda-ric
  # Not every npm minds that the fourth is for Node 22 and later.
  if test "$(node -p 'parseInt (process.versions.node)')" -ge 22; then
    version=4 node_client=$module/index.mjs native=rapid-client.node
  else
    version=3 node_client=$module/bin/index.mjs native=dist/rapid-client.node
  fi
  test ! -f "$module/$native" || return 0
  # node-gyp does not look for the headers that node came with.
  prefix=$(node -p 'path.resolve (process.execPath, "../..")')
  if test -f "$prefix/include/node/node.h"; then
    export npm_config_nodedir="$prefix"
  fi
  why="aws-lambda-ric could not be installed: see $work/npm.log (Debian: \
apt install g++ make cmake autoconf automake libtool python3 xz-utils)"
  npm install --prefix "$work" --no-audit --no-fund \
    "aws-lambda-ric@$version" > "$work/npm.log" 2>&1 \
    && test -f "$module/$native"
}
