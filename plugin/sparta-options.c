/* sparta-options.c: one table of options; whatever is not in it is an error
   that names it.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "sparta-options.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "warnings.h"

const struct options options_default = {
  .entry = "sparta_library_main",
  .folder = ".sparta",
};

/* Each kind takes VALUE for the option; what is wrong with it, or NULL.  */
typedef const char *take (struct options *, const char *value);

static char message[1024];

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

/* Sets *SLOT, whose default is USUAL, to VALUE, once.  */
static const char *
set_once (const char **slot, const char *usual, const char *value)
{
  if (*slot != usual && strcmp (*slot, value) != 0)
    return "is given twice, with two values";
  *slot = value;
  return NULL;
}

/* Either of the two names stands for both.  */
static const char *
take_entry (struct options *options, const char *value)
{
  static char name[256];
  if (!identifier_p (value))
    return "is not the name of a C function";
  size_t size = strlen (value);
  if (size >= sizeof name)
    return "is too long a name";
  if (size > 3 && strcmp (value + size - 3, "_ex") == 0)
    size -= 3;
  if (options->entry != options_default.entry)
    return strlen (options->entry) == size
             && strncmp (options->entry, value, size) == 0
             ? NULL : "is given twice, with two values";
  memcpy (name, value, size);
  name[size] = 0;
  options->entry = name;
  return NULL;
}

static const char *
take_folder (struct options *options, const char *value)
{
  return set_once (&options->folder, options_default.folder, value);
}

static const char *
take_level (const char *value, enum warning_level level)
{
  static char text[512];
  if (warnings_set (value, level))
    return NULL;
  snprintf (text, sizeof text, "names no warning; there are: %s",
            warning_names ());
  return text;
}

static const char *
take_warn (struct options *options, const char *value)
{
  (void) options;
  return take_level (value, LEVEL_WARNING);
}

static const char *
take_no_warn (struct options *options, const char *value)
{
  (void) options;
  return take_level (value, LEVEL_IGNORED);
}

static const char *
take_error (struct options *options, const char *value)
{
  (void) options;
  return take_level (value, LEVEL_ERROR);
}

static const struct
{
  const char *name;
  take *take;
  const char *help;
} table[] = {
  { "dir", take_folder, "dir=FOLDER, where the transformed source is kept" },
  { "entry", take_entry, "entry=NAME, the function whose call is the entry" },
  { "error", take_error, "error=WARNING, makes the warning an error" },
  { "no-warn", take_no_warn, "no-warn=WARNING, silences the warning" },
  { "warn", take_warn, "warn=WARNING, switches the warning on" },
};

#define N_OPTIONS (sizeof table / sizeof table[0])

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

const char *
options_set (struct options *options, const char *key, const char *value)
{
  size_t i = 0;
  while (i < N_OPTIONS && strcmp (table[i].name, key) != 0)
    i++;
  if (i == N_OPTIONS)
    return unknown (key);
  const char *wrong = value == NULL || *value == 0
                      ? "has no value" : table[i].take (options, value);
  if (wrong == NULL)
    return NULL;
  snprintf (message, sizeof message, "-fplugin-arg-sparta-%s %s: write %s",
            table[i].name, wrong, table[i].help);
  return message;
}
