/* conflict.c: see conflict.h.

   Each unit with an entry call leaves a manifest.  The linker would refuse two
   definitions of LambdaInit, but not where it was told to take the first, or
   where a partial link made one of them local.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "conflict.h"

/* The source file that the manifest TEXT names; the caller's to free.  */
static char *
unit_name (const char *text)
{
  json_t *manifest = json_loads (text, 0, NULL);
  const char *unit = json_string_value (json_object_get (manifest, "unit"));
  char *name = cli_asprintf ("%s", unit != NULL ? unit : "an unknown file");
  json_decref (manifest);
  return name;
}

char *
conflict_find (const struct object *object)
{
  const char *first = object->n_manifests > 0 ? object->manifests[0] : NULL;
  for (size_t i = 1; i < object->n_manifests; i++)
    {
      const char *other = object->manifests[i];
      if (strcmp (first, other) == 0)
        continue;
      char *one = unit_name (first), *two = unit_name (other);
      char *why = cli_asprintf ("two services are linked into it, of %s and "
                                "of %s; a library has one: leave one of "
                                "these files out",
                                one, two);
      free (one);
      free (two);
      return why;
    }
  return NULL;
}
