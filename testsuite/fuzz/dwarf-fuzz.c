/* dwarf-fuzz.c: any bytes as the library that `sparta zip' makes a table of
   lines of: its DWARF and its symbols.  The table must be one that opens.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "elf-object.h"
#include "line-table.h"
#include "lines.h"

#define PROBES 200

int LLVMFuzzerTestOneInput (const uint8_t *, size_t);

static const struct option options[] = { CLI_OPTIONS };
static const struct cli_verb verb = { "fuzz", "", ":", options };

/* Finds addresses all over TABLE.  */
static void
search (const char *table, size_t size)
{
  struct spartap_lines lines;
  if (!spartap_lines_open_memory (&lines, table, size))
    abort ();
  uint64_t step = (((uint64_t) lines.end << lines.shift) + PROBES) / PROBES;
  for (uint64_t i = 0; i < PROBES; i++)
    {
      struct spartap_frame_name frame;
      if (spartap_lines_find (&lines, lines.base + i * step, &frame))
        while (spartap_lines_outer (&lines, &frame))
          ;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  struct object object;
  char *copy = malloc (size + 1), *table;
  bool lineless;
  if (copy == NULL)
    return 0;
  memcpy (copy, data, size);
  copy[size] = 0;
  cli_start (&verb);
  if (object_read (&object, copy, size) == 0
      && (table = lines_make (&object, &size, &lineless)) != NULL)
    {
      search (table, size);
      free (table);
    }
  object_free (&object);
  return 0;
}
