/* warnings.c: the table of warnings, and their levels.  All are on by default:
   none speaks of a program that is fit for Lambda.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "warnings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[N_WARNINGS] = {
  [WARNING_CREDENTIALS] = "credentials",
  [WARNING_ENTRY] = "entry",
  [WARNING_FORK] = "fork",
  [WARNING_PRESERVE] = "preserve",
  [WARNING_SETUID] = "setuid",
  [WARNING_SLEEP] = "sleep",
  [WARNING_STDIN] = "stdin",
  [WARNING_THREAD] = "thread",
  [WARNING_TMP] = "tmp",
};

static enum warning_level levels[N_WARNINGS] = {
  [0 ... N_WARNINGS - 1] = LEVEL_WARNING,
};

/* The pragmas, in the order of the source.  */
static struct change
{
  model_place place;
  enum warning warning;
  enum warning_level level;
} *changes;
static size_t n_changes;

/* What was told.  */
static struct told
{
  model_place place;
  enum warning warning;
} *told;
static size_t n_told;

const char *
warning_name (enum warning warning)
{
  return names[warning];
}

enum warning
warning_find (const char *name)
{
  static const char prefix[] = "-Wsparta-";
  int i = 0;
  if (strncmp (name, prefix, sizeof prefix - 1) == 0)
    name += sizeof prefix - 1;
  while (i < N_WARNINGS && strcmp (names[i], name) != 0)
    i++;
  return i;
}

const char *
warning_names (void)
{
  static char text[16 * N_WARNINGS];
  size_t size = 0;
  for (int i = 0; i < N_WARNINGS; i++)
    size += snprintf (text + size, sizeof text - size, "%s%s",
                      i > 0 ? ", " : "", names[i]);
  return text;
}

bool
warnings_set (const char *name, enum warning_level level)
{
  enum warning warning = warning_find (name);
  if (warning == N_WARNINGS)
    return false;
  levels[warning] = level;
  return true;
}

void
warnings_set_from (model_place place, enum warning warning,
                   enum warning_level level)
{
  changes = model_grow (changes, n_changes, sizeof *changes);
  changes[n_changes++] = (struct change) { place, warning, level };
}

enum warning_level
warnings_level (enum warning warning, model_place place,
                bool (*before) (model_place, model_place))
{
  for (size_t i = n_changes; i > 0; i--)
    if (changes[i - 1].warning == warning
        && before (changes[i - 1].place, place))
      return changes[i - 1].level;
  return levels[warning];
}

bool
warnings_first (enum warning warning, model_place place)
{
  for (size_t i = 0; i < n_told; i++)
    if (told[i].warning == warning && told[i].place == place)
      return false;
  told = model_grow (told, n_told, sizeof *told);
  told[n_told++] = (struct told) { place, warning };
  return true;
}
