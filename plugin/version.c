/* version.c: compares two compilers by what a plugin depends on.  A plugin
   that merely loads may still read structures of another layout, so a doubt
   is a refusal.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char message[512];

/* Whether A and B have the same major and minor number.  A release of GCC
   keeps its plugins' interface among its own rebuilds only.  */
static int
same_release_p (const char *a, const char *b)
{
  char *a_end, *b_end;
  if (strtoul (a, &a_end, 10) != strtoul (b, &b_end, 10))
    return 0;
  if (*a_end != '.' || *b_end != '.')
    return *a_end == *b_end;
  return strtoul (a_end + 1, NULL, 10) == strtoul (b_end + 1, NULL, 10);
}

const char *
version_difference (const struct version *built,
                    const struct version *running)
{
  const char *what = NULL;
  if (!same_release_p (built->base, running->base))
    what = "the version differs";
  else if (running->target != NULL
           && strcmp (built->target, running->target) != 0)
    what = "the target differs";
  else if (built->n_options != running->n_options)
    what = "the table of options differs";
  if (what == NULL)
    return NULL;
  snprintf (message, sizeof message,
            "the plugin was built for GCC %s (%s, %u options), this compiler "
            "is GCC %s (%s, %u options): %s; build the plugin again for this "
            "compiler", built->base, built->target, built->n_options,
            running->base,
            running->target != NULL ? running->target : "target not known",
            running->n_options, what);
  return message;
}
