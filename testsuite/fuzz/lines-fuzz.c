/* lines-fuzz.c: any bytes as a table of lines, and as an ELF file with one:
   what the handler of a crash reads.

   SPDX-License-Identifier: MIT  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "line-table.h"

#define PROBES 64

int LLVMFuzzerTestOneInput (const uint8_t *, size_t);

/* Looks at all that FRAME tells; how many bytes that is.  */
static size_t
look (const struct spartap_frame_name *frame)
{
  size_t n = frame->function != NULL ? strlen (frame->function) : 0;
  n += frame->file != NULL ? strlen (frame->file) : 0;
  if (frame->file == NULL && frame->line != 0)
    abort ();
  return n;
}

/* Finds addresses all over LINES, and a few beside.  */
static void
search (const struct spartap_lines *lines)
{
  uint64_t size = (uint64_t) lines->end << lines->shift;
  for (uint64_t i = 0; i < PROBES + 2; i++)
    {
      struct spartap_frame_name frame;
      uint64_t address = lines->base - 1 + size / PROBES * i + (i & 1);
      uint32_t context = UINT32_MAX;
      if (!spartap_lines_find (lines, address, &frame))
        continue;
      do
        {
          look (&frame);
          if (frame.context > context)
            abort ();
          context = frame.context;
        }
      while (spartap_lines_outer (lines, &frame));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  struct spartap_lines lines;
  char path[32];
  if (spartap_lines_open_memory (&lines, data, size))
    search (&lines);
  spartap_lines_close (&lines);
  if (size < 4 || memcmp (data, "\177ELF", 4) != 0)
    return 0;
  int fd = memfd_create ("lines", MFD_CLOEXEC);
  if (fd < 0 || write (fd, data, size) != (ssize_t) size)
    abort ();
  snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
  if (spartap_lines_open (&lines, path))
    search (&lines);
  spartap_lines_close (&lines);
  close (fd);
  return 0;
}
