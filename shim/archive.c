/* archive.c: see archive.h.

   The entries are sorted, their times are the first that a zip knows, and
   their modes do not come from the files.  The zip is made in memory: libzip's
   own temporary file would stay behind when we are interrupted.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#include "archive.h"
#include "cli.h"
#include "deflate.h"
#include "file.h"
#include "package.h"

/* 1980-01-01 00:00:00 as MS-DOS wrote it.  */
#define DOS_TIME 0
#define DOS_DATE ((0 << 9) | (1 << 5) | 1)

/* Whether the names A and B cannot both stand in one folder tree.  */
static bool
clash_p (const char *a, const char *b)
{
  size_t a_size = strlen (a), b_size = strlen (b);
  size_t size = a_size < b_size ? a_size : b_size;
  if (strncmp (a, b, size) != 0)
    return false;
  return a_size == b_size || (a_size > b_size ? a[size] : b[size]) == '/';
}

const char *
archive_add (struct archive *archive, const char *name, char *data,
             size_t size, unsigned mode)
{
  const char *why = NULL;
  if (!package_name_p (name))
    why = "is no name in a package: it is to be relative, without `.' and "
          "`..'";
  for (size_t i = 0; i < archive->n_entries && why == NULL; i++)
    if (clash_p (archive->entries[i].name, name))
      why = "is in the package already";
  if (why != NULL)
    {
      free (data);
      return why;
    }
  archive->entries = cli_grow (archive->entries, archive->n_entries,
                               sizeof *archive->entries);
  archive->entries[archive->n_entries++]
    = (struct archive_entry) { cli_asprintf ("%s", name), data, size, mode };
  return NULL;
}

static int
compare_entries (const void *a, const void *b)
{
  return strcmp (((const struct archive_entry *) a)->name,
                 ((const struct archive_entry *) b)->name);
}

static bool
add_to_zip (zip_t *zip, const struct archive_entry *entry)
{
  zip_source_t *source = deflate_source (zip, entry->data, entry->size);
  if (source == NULL)
    return false;
  zip_int64_t i
    = zip_file_add (zip, entry->name, source, ZIP_FL_ENC_GUESS);
  if (i < 0)
    {
      zip_source_free (source);
      return false;
    }
  zip_uint32_t attributes = (zip_uint32_t) (S_IFREG | entry->mode) << 16;
  return zip_set_file_compression (zip, i, ZIP_CM_DEFLATE, 0) == 0
         && zip_file_set_dostime (zip, i, DOS_TIME, DOS_DATE, 0) == 0
         && zip_file_set_external_attributes (zip, i, 0, ZIP_OPSYS_UNIX,
                                              attributes)
              == 0;
}

/* Makes the zip in TARGET's memory; or prints why it cannot.  */
static bool
make_zip (const struct archive *archive, zip_source_t *target)
{
  zip_error_t error;
  zip_error_init (&error);
  zip_t *zip = zip_open_from_source (target, ZIP_TRUNCATE, &error);
  if (zip == NULL)
    cli_error ("no package: %s", zip_error_strerror (&error));
  zip_error_fini (&error);
  if (zip == NULL)
    return false;
  bool good = true;
  for (size_t i = 0; i < archive->n_entries && good; i++)
    good = add_to_zip (zip, &archive->entries[i]);
  /* zip_close gives up the archive's hold on its source.  */
  zip_source_keep (target);
  if (good && zip_close (zip) == 0)
    return true;
  cli_error ("no package: %s", zip_strerror (zip));
  zip_discard (zip);
  return false;
}

/* The bytes of TARGET; NULL where they cannot be had.  */
static char *
read_zip (zip_source_t *target, size_t *size)
{
  zip_stat_t status;
  zip_stat_init (&status);
  if (zip_source_stat (target, &status) != 0
      || (status.valid & ZIP_STAT_SIZE) == 0 || zip_source_open (target) != 0)
    return NULL;
  char *data = cli_calloc (1, status.size + 1);
  zip_int64_t n = zip_source_read (target, data, status.size);
  zip_source_close (target);
  if (n == (zip_int64_t) status.size)
    {
      *size = status.size;
      return data;
    }
  free (data);
  return NULL;
}

/* The bytes of the zip; or prints why there are none.  */
static char *
make_bytes (const struct archive *archive, size_t *size)
{
  zip_error_t error;
  zip_error_init (&error);
  zip_source_t *target = zip_source_buffer_create (NULL, 0, 0, &error);
  zip_error_fini (&error);
  if (target == NULL)
    cli_no_memory ();
  char *data = NULL;
  if (make_zip (archive, target))
    {
      data = read_zip (target, size);
      if (data == NULL)
        cli_error ("no package: libzip cannot read what it wrote");
    }
  zip_source_free (target);
  return data;
}

int
archive_write (struct archive *archive, const char *path)
{
  size_t size;
  qsort (archive->entries, archive->n_entries, sizeof *archive->entries,
         compare_entries);
  char *data = make_bytes (archive, &size);
  if (data == NULL)
    return -1;
  const char *why = file_replace (path, data, size);
  if (why != NULL)
    cli_error ("%s: %s", path, why);
  free (data);
  return why == NULL ? 0 : -1;
}

void
archive_free (struct archive *archive)
{
  for (size_t i = 0; i < archive->n_entries; i++)
    {
      free (archive->entries[i].name);
      free (archive->entries[i].data);
    }
  free (archive->entries);
}
