/* error.c: the words of the errors, from sparta.h's one table.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "sparta.h"

const char *
sparta_strerror (int error)
{
  switch (error)
    {
#define WORDS(name, number, words) case name: return words;
      SPARTA_ERRORS (WORDS)
    case SPARTA_ENONE: return "no error";
    default: return "unknown error";
    }
}
