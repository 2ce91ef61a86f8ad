#!/bin/sh
# mirror.sh: prints the Debian mirror that apt's own sources name.
#
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2016 # apt expands its own $(REPO_URI)
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
           'Origin: Debian' 'Component: main' | head -n 1)
if test -z "$mirror"; then
  echo "mirror.sh: apt knows no Debian mirror: run apt-get update" >&2
  exit 1
fi
echo "$mirror"
