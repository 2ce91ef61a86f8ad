# example.awk: takes the example of a manual page apart.
#
# The first literal display of the section EXAMPLES is a C program: example.c.
# Each line .Dl $ COMMAND is a run, whose command is run-N and whose output,
# the lines .Dl that follow, is wanted-N.
# SPDX-License-Identifier: MIT

function plain (text)
{
  gsub(/\\&/, "", text)
  gsub(/\\-/, "-", text)
  gsub(/\\\(dq/, "\"", text)
  gsub(/\\\(aq/, "'", text)
  gsub(/\\\(lB/, "[", text)
  gsub(/\\\(rB/, "]", text)
  gsub(/\\e/, "\\", text)
  return text
}

/^\.Sh / { inside = $2 == "EXAMPLES"; next }
!inside { next }
/^\.Bd -literal/ && !programs++ { program = 1; next }
/^\.Ed/ { program = 0; next }
program { print plain($0) > "example.c"; next }
/^\.Dl \$ / {
  n++
  print plain(substr($0, 7)) > ("run-" n)
  printf "" > ("wanted-" n)
  next
}
/^\.Dl / {
  if (n == 0)
    exit
  print plain(substr($0, 5)) > ("wanted-" n)
}
