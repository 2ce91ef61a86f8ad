# declared.awk: prints the functions that a public header declares.
# SPDX-License-Identifier: MIT

# One statement outside of any braces.
function statement (text)
{
  if (text ~ /^ *(typedef|struct|enum) /)
    return
  if (match(text, /sparta_[a-z0-9_]+ *\(/)) {
    text = substr(text, RSTART, RLENGTH)
    sub(/ *\($/, "", text)
    print text
  } else if (text ~ /^ *sparta_entry(_ex)? sparta_/) {
    sub(/.* /, "", text)
    print text
  }
}

/^#/ { continued = /\\$/; next }
continued { continued = /\\$/; next }
{ text = text " " $0 }
END {
  while (match(text, /\/\*/)) {
    end = index(substr(text, RSTART), "*/")
    text = substr(text, 1, RSTART - 1) " " substr(text, RSTART + end + 1)
  }
  gsub(/extern "C" \{/, "", text)
  while (match(text, /\{[^{}]*\}/))
    text = substr(text, 1, RSTART - 1) substr(text, RSTART + RLENGTH)
  n = split(text, statements, ";")
  for (i = 1; i <= n; i++)
    statement(statements[i])
}
