/* bootstrap-names.c: the functions of a library's manifest.  It is the
   plugin's text, or the runtime's: each function's object begins with its
   name, which needs no escapes.

   SPDX-License-Identifier: MIT  */

#include "bootstrap.h"

#include <stdlib.h>
#include <string.h>

#define LIST "\"functions\":["
#define MEMBER "{\"name\":\""

/* The first name at or behind TEXT, of *SIZE bytes, or NULL.  */
static const char *
find_name (const char *text, size_t *size)
{
  text = strstr (text, MEMBER);
  if (text == NULL)
    return NULL;
  text += sizeof MEMBER - 1;
  *size = strcspn (text, "\"");
  return text;
}

bool
spartap_manifest_has (const char *manifest, const char *name)
{
  const char *one = strstr (manifest, LIST);
  size_t size, wanted = strlen (name);
  if (one == NULL)
    return true;
  while ((one = find_name (one, &size)) != NULL)
    if (size == wanted && memcmp (one, name, size) == 0)
      return true;
  return false;
}

char *
spartap_manifest_names (const char *manifest)
{
  const char *one = strstr (manifest, LIST);
  size_t size;
  char *names = malloc (strlen (manifest) + 1), *end = names;
  while (names != NULL && one != NULL
         && (one = find_name (one, &size)) != NULL)
    {
      if (end != names)
        end = stpcpy (end, ", ");
      end = mempcpy (end, one, size);
    }
  if (names != NULL)
    *end = 0;
  return names;
}
