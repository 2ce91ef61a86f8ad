/* intern.c: see intern.h.  An open table of hashes, at most half full.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "intern.h"

#define SLOTS_MIN 256

static size_t
hash (const char *string, size_t size)
{
  uint64_t h = 0xcbf29ce484222325;
  for (size_t i = 0; i < size; i++)
    h = (h ^ (unsigned char) string[i]) * 0x100000001b3;
  return (size_t) (h ^ h >> 32);
}

/* The slot of the SIZE bytes at STRING, or the free one where they belong.  */
static size_t *
find_slot (const struct intern *intern, const char *string, size_t size)
{
  size_t mask = intern->n_slots - 1, i = hash (string, size) & mask;
  for (; intern->slots[i] != 0; i = (i + 1) & mask)
    {
      const char *other = intern->strings[intern->slots[i]];
      if (strncmp (other, string, size) == 0 && other[size] == 0)
        break;
    }
  return &intern->slots[i];
}

static void
grow (struct intern *intern)
{
  free (intern->slots);
  intern->n_slots = intern->n_slots == 0 ? SLOTS_MIN : 2 * intern->n_slots;
  intern->slots = cli_calloc (intern->n_slots, sizeof *intern->slots);
  for (size_t i = 1; i < intern->n; i++)
    {
      const char *string = intern->strings[i];
      *find_slot (intern, string, strlen (string)) = i;
    }
}

size_t
intern_bytes (struct intern *intern, const char *string, size_t size)
{
  size = strnlen (string, size);
  if (size == 0)
    return 0;
  if (2 * intern->n >= intern->n_slots)
    grow (intern);
  size_t *slot = find_slot (intern, string, size);
  if (*slot != 0)
    return *slot;
  if (intern->n == 0)
    {
      intern->strings = cli_grow (NULL, 0, sizeof *intern->strings);
      intern->strings[intern->n++] = NULL;
    }
  intern->strings
    = cli_grow (intern->strings, intern->n, sizeof *intern->strings);
  intern->strings[intern->n]
    = cli_asprintf ("%.*s", (int) size, string);
  return *slot = intern->n++;
}

size_t
intern_string (struct intern *intern, const char *string)
{
  return string != NULL ? intern_bytes (intern, string, strlen (string)) : 0;
}

void
intern_free (struct intern *intern)
{
  for (size_t i = 1; i < intern->n; i++)
    free (intern->strings[i]);
  free (intern->strings);
  free (intern->slots);
}
