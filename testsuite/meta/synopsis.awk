# synopsis.awk: the SYNOPSIS of a manual page as C, a declaration a line.
# SPDX-License-Identifier: MIT

# The macro's arguments FIRST and on, in quotes or a word, joined by commas.
function arguments (line, list)
{
  list = ""
  while (match(line, /^ *("[^"]*"|[^ "]+)/)) {
    word = substr(line, RSTART, RLENGTH)
    line = substr(line, RSTART + RLENGTH)
    gsub(/^ *"?|"$/, "", word)
    list = list (list == "" ? "" : ", ") word
  }
  return list
}

/^\.Sh / { inside = $2 == "SYNOPSIS"; next }
!inside { next }
/^\.In / { print "#include <" $2 ">" }
/^\.Ft / { type = arguments(substr($0, 5)); gsub(/, /, " ", type) }
/^\.Fn / {
  name = $2
  sub(/^\.Fn +[^ ]+/, "")
  print type " " name " (" arguments($0) ");"
}
/^\.Fo / { name = $2; all = "" }
/^\.Fa / {
  all = all (all == "" ? "" : ", ") arguments(substr($0, 5))
}
/^\.Fc/ { print type " " name " (" all ");" }
