/* archive.h: a zip file whose bytes depend on its contents only.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_ARCHIVE_H
#define SHIM_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

struct archive_entry
{
  char *name;
  char *data;
  size_t size;
  unsigned mode;                /* 0644 or 0755 */
};

struct archive
{
  struct archive_entry *entries;
  size_t n_entries;
};

/* Adds DATA, which becomes ARCHIVE's, under NAME.  Returns NULL, or why not;
   then DATA is freed.  */
const char *archive_add (struct archive *archive, const char *name, char *data,
                         size_t size, unsigned mode);

/* Writes the file PATH, in one step: at any time there is the old file or the
   whole new one.  Returns 0, or prints why not and returns -1.  */
int archive_write (struct archive *archive, const char *path);

void archive_free (struct archive *archive);

#endif /* SHIM_ARCHIVE_H */
