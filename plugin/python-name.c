/* python-name.c: what is no letter, digit or _ becomes _, a leading digit gets
   an _ before it, a keyword gets an _ behind it.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "python-name.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Python 3.9 to 3.14, keyword.kwlist.  */
static const char *const keywords[] = {
  "False", "None", "True", "and", "as", "assert", "async", "await", "break",
  "class", "continue", "def", "del", "elif", "else", "except", "finally",
  "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
  "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
};

static bool
keyword_p (const char *name)
{
  for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
    if (strcmp (name, keywords[i]) == 0)
      return true;
  return false;
}

/* The Ith character of NAME's identifier; 0 behind its end.  */
static char
character (const char *name, size_t i)
{
  if (name[0] >= '0' && name[0] <= '9')
    {
      if (i == 0)
        return '_';
      i--;
    }
  size_t size = strlen (name);
  if (i == size && keyword_p (name))
    return '_';
  if (i >= size)
    return 0;
  char c = name[i];
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
         || (c >= '0' && c <= '9') ? c : '_';
}

int
python_name_compare (const char *a, const char *b)
{
  for (size_t i = 0;; i++)
    {
      char left = character (a, i), right = character (b, i);
      if (left != right)
        return (unsigned char) left - (unsigned char) right;
      if (left == 0)
        return 0;
    }
}
