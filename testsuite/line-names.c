/* line-names.c: what the table of lines of a library says of addresses.

   line-names LIBRARY reads hexadecimal addresses, as the library is linked, a
   line each, and prints for each the address, and the functions around it from
   the innermost one on: " FUNCTION FILE:LINE", `-' where one is not known.

   SPDX-License-Identifier: MIT  */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "line-table.h"

static void
print_frame (const struct spartap_frame_name *frame)
{
  printf (" %s %s:%u", frame->function != NULL ? frame->function : "-",
          frame->file != NULL ? frame->file : "-", frame->line);
}

static void
print_names (const struct spartap_lines *lines, uint64_t address)
{
  struct spartap_frame_name frame;
  printf ("%" PRIx64, address);
  if (spartap_lines_find (lines, address, &frame))
    do
      print_frame (&frame);
    while (spartap_lines_outer (lines, &frame));
  else
    printf (" - -:0");
  putchar ('\n');
}

int
main (int argc, char **argv)
{
  struct spartap_lines lines;
  char word[32];
  if (argc != 2 || !spartap_lines_open (&lines, argv[1]))
    {
      fprintf (stderr, "line-names: no table of lines\n");
      return 1;
    }
  while (fgets (word, sizeof word, stdin) != NULL)
    print_names (&lines, strtoull (word, NULL, 16));
  spartap_lines_close (&lines);
  return 0;
}
