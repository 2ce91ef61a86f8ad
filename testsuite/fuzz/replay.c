/* replay.c: a fuzz target's main without a fuzzer: runs it on each file of the
   folders that it is given.  A file's name is printed ahead of it, so that the
   last one is the one that the target did not survive.

   SPDX-License-Identifier: MIT  */

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *, size_t);

/* The file's bytes, in memory that ends where they end; NULL: cannot.  */
static uint8_t *
read_file (const char *path, size_t *size)
{
  FILE *file = fopen (path, "rb");
  if (file == NULL)
    return NULL;
  fseek (file, 0, SEEK_END);
  *size = ftell (file);
  rewind (file);
  uint8_t *data = malloc (*size > 0 ? *size : 1);
  if (data != NULL && fread (data, 1, *size, file) != *size)
    {
      free (data);
      data = NULL;
    }
  fclose (file);
  return data;
}

static int
replay (const char *path)
{
  size_t size;
  uint8_t *data = read_file (path, &size);
  printf ("# %s\n", path);
  fflush (stdout);
  if (data == NULL)
    return 1;
  LLVMFuzzerTestOneInput (data, size);
  free (data);
  return 0;
}

static int
not_hidden_p (const struct dirent *entry)
{
  return entry->d_name[0] != '.';
}

static int
replay_folder (const char *folder)
{
  struct dirent **entries;
  int n = scandir (folder, &entries, not_hidden_p, alphasort), failed = n < 1;
  for (int i = 0; i < n; i++)
    {
      char path[4096];
      snprintf (path, sizeof path, "%s/%s", folder, entries[i]->d_name);
      failed |= replay (path);
      free (entries[i]);
    }
  if (n >= 0)
    free (entries);
  return failed;
}

int
main (int argc, char **argv)
{
  int failed = argc < 2;
  for (int i = 1; i < argc; i++)
    failed |= replay_folder (argv[i]);
  return failed;
}
