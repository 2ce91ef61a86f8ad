# sparta.bash: completion of the sparta command in bash.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash
_sparta_words ()
{
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

# The verbs and the options are what the installed --help texts name.
_sparta ()
{
  local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]}
  COMPREPLY=()
  if test "$COMP_CWORD" -eq 1; then
    _sparta_words "help --help --version $(sparta --help 2> /dev/null \
      | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p')" "$word"
  elif test "${word#-}" != "$word"; then
    _sparta_words "$(sparta "$verb" --help 2> /dev/null \
      | grep -oE -e '--[a-z][a-z-]*=?' | sort -u)" "$word"
    case ${COMPREPLY[*]} in
      *=) compopt -o nospace 2> /dev/null ;;
    esac
  fi
}

complete -o default -F _sparta sparta
