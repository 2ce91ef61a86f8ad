/* sparta-options.c: one table of options; whatever is not in it is an error that
   names it.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "sparta-options.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

const struct options options_default = { .entry = "sparta_library_main" };

enum kind
{
  IDENTIFIER                    /* of C */
};

static const struct
{
  const char *name;
  enum kind kind;
  size_t offset;                /* of a const char * in struct options */
  const char *help;
} table[] = {
  { "entry", IDENTIFIER, offsetof (struct options, entry),
    "entry=NAME, the function whose call is the entry" },
};

#define N_OPTIONS (sizeof table / sizeof table[0])

static char message[512];

static const char *
unknown (const char *key)
{
  int size = snprintf (message, sizeof message,
                       "unknown option -fplugin-arg-sparta-%.100s; there is:",
                       key);
  for (size_t i = 0; i < N_OPTIONS && (size_t) size < sizeof message; i++)
    size += snprintf (message + size, sizeof message - size, "%s %s",
                      i == 0 ? "" : ";", table[i].help);
  return message;
}

static const char *
wrong (size_t i, const char *what)
{
  snprintf (message, sizeof message, "-fplugin-arg-sparta-%s %s: write %s",
            table[i].name, what, table[i].help);
  return message;
}

static bool
letter_p (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
identifier_p (const char *text)
{
  if (!letter_p (*text))
    return false;
  while (letter_p (*text) || (*text >= '0' && *text <= '9'))
    text++;
  return *text == 0;
}

const char *
options_set (struct options *options, const char *key, const char *value)
{
  size_t i = 0;
  while (i < N_OPTIONS && strcmp (table[i].name, key) != 0)
    i++;
  if (i == N_OPTIONS)
    return unknown (key);
  if (value == NULL || *value == 0)
    return wrong (i, "has no value");
  if (table[i].kind == IDENTIFIER && !identifier_p (value))
    return wrong (i, "is not the name of a C function");
  const char **slot
    = (const char **) ((char *) options + table[i].offset);
  const char *usual = *(const char *const *) ((const char *) &options_default
                                              + table[i].offset);
  if (*slot != usual && strcmp (*slot, value) != 0)
    return wrong (i, "is given twice, with two values");
  *slot = value;
  return NULL;
}
