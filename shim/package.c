/* package.c: see package.h.

   A package may come from anywhere: names are checked before anything is
   written, sizes against Lambda's own limit, and links are refused.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "file.h"
#include "package.h"
#include "scratch.h"

bool
package_p (const char *data, size_t size)
{
  return size >= 4 && (memcmp (data, "PK\3\4", 4) == 0
                       || memcmp (data, "PK\5\6", 4) == 0);
}

bool
package_name_p (const char *name)
{
  for (const char *part = name;; part++)
    {
      size_t size = strcspn (part, "/");
      if (size == 0 || (size == 1 && *part == '.')
          || (size == 2 && part[0] == '.' && part[1] == '.'))
        return false;
      for (size_t i = 0; i < size; i++)
        if ((unsigned char) part[i] < ' ' || part[i] == '\\'
            || part[i] == 0x7f)
          return false;
      part += size;
      if (*part == 0)
        return true;
    }
}

zip_t *
package_open (const char *path)
{
  int code;
  zip_t *package = zip_open (path, ZIP_RDONLY, &code);
  if (package != NULL)
    return package;
  zip_error_t error;
  zip_error_init_with_code (&error, code);
  cli_error ("%s: no package: %s", path, zip_error_strerror (&error));
  zip_error_fini (&error);
  return NULL;
}

/* Reads entry I; NULL, with *WHY, where it cannot be had.  */
static char *
read_entry (zip_t *package, zip_uint64_t i, size_t *size, const char **why)
{
  zip_stat_t status;
  *why = "is larger than Lambda's 250 MB";
  if (zip_stat_index (package, i, 0, &status) != 0
      || (status.valid & ZIP_STAT_SIZE) == 0 || status.size > PACKAGE_SIZE_MAX)
    return NULL;
  *why = "is damaged";
  zip_file_t *file = zip_fopen_index (package, i, 0);
  if (file == NULL)
    return NULL;
  char *data = cli_calloc (1, status.size + 1);
  zip_int64_t n = zip_fread (file, data, status.size);
  /* The checksum is compared when the end is read.  */
  char more;
  bool whole
    = n == (zip_int64_t) status.size && zip_fread (file, &more, 1) == 0;
  zip_fclose (file);
  *size = status.size;
  if (whole)
    return data;
  free (data);
  return NULL;
}

/* Whether the functions may be in NAME: in a file in lib/ itself, or what
   Lambda starts.  */
static bool
program_name_p (const char *name)
{
  size_t size = strlen (PACKAGE_LIBRARIES);
  return strcmp (name, PACKAGE_BOOTSTRAP) == 0
         || (strncmp (name, PACKAGE_LIBRARIES, size) == 0 && name[size] != 0
             && strchr (name + size, '/') == NULL);
}

/* Whether OBJECT has what the plugin makes, or libsparta-app.  */
static bool
ours_p (const struct object *object)
{
  return object->n_manifests > 0 || (object->executable && object->app)
         || object_symbol_find (object, "LambdaInit", true) != NULL;
}

/* Fills OBJECT from entry I where it is an ELF file.  */
static int
read_library (zip_t *package, const char *path, zip_uint64_t i,
              struct object *object)
{
  const char *name = zip_get_name (package, i, 0), *why;
  size_t size;
  char *data = read_entry (package, i, &size, &why);
  if (data == NULL)
    cli_error ("%s: %s: %s", path, name, why);
  else if (object_read (object, data, size) == 0)
    return 0;
  else if (object_p (data, size))
    cli_error ("%s: %s: %s", path, name, object->why);
  else
    return 0;
  return -1;
}

int
package_find_library (zip_t *package, const char *path, const char **name,
                      struct object *object)
{
  int status = 0;
  *name = NULL;
  memset (object, 0, sizeof *object);
  zip_int64_t n = zip_get_num_entries (package, 0);
  for (zip_int64_t i = 0; i < n && status == 0; i++)
    {
      const char *candidate = zip_get_name (package, i, 0);
      struct object other = { .elf = NULL };
      if (candidate == NULL || !program_name_p (candidate))
        continue;
      if (read_library (package, path, i, &other) != 0)
        status = CLI_UNUSABLE;
      else if (ours_p (&other) && *name != NULL)
        {
          cli_error ("%s: two libraries with LambdaInit, %s and %s; a package "
                     "has one", path, *name, candidate);
          status = CLI_NO;
        }
      else if (ours_p (&other))
        {
          *name = candidate;
          *object = other;
          continue;
        }
      object_free (&other);
    }
  if (status != 0 || *name != NULL)
    return status;
  cli_error ("%s: no library with LambdaInit in its lib/; make the package "
             "with sparta zip", path);
  return CLI_NO;
}

/* Makes the folders of NAME in FOLDER.  */
static const char *
make_folders (const char *folder, const char *name)
{
  for (const char *slash = strchr (name, '/'); slash != NULL;
       slash = strchr (slash + 1, '/'))
    {
      char *path
        = cli_asprintf ("%s/%.*s", folder, (int) (slash - name), name);
      struct stat status;
      if (stat (path, &status) != 0)
        scratch_add (path);
      int result = mkdir (path, 0700);
      free (path);
      if (result != 0 && errno != EEXIST)
        return strerror (errno);
    }
  return NULL;
}

/* The mode of entry I, 0644 where none is recorded; 0 for a link.  */
static unsigned
entry_mode (zip_t *package, zip_uint64_t i)
{
  zip_uint8_t system;
  zip_uint32_t attributes;
  if (zip_file_get_external_attributes (package, i, 0, &system, &attributes)
        != 0
      || system != ZIP_OPSYS_UNIX || attributes >> 16 == 0)
    return 0644;
  mode_t mode = attributes >> 16;
  if ((mode & S_IFMT) != 0 && !S_ISREG (mode))
    return 0;
  return (mode & 0777) | 0400;
}

/* Unpacks entry I and adds its size to TOTAL.  Returns NULL or why not.  */
static const char *
unpack_entry (zip_t *package, zip_uint64_t i, const char *name,
              const char *folder, size_t *total)
{
  size_t size;
  const char *why;
  unsigned mode = entry_mode (package, i);
  if (mode == 0)
    return "is neither a file nor a folder";
  char *data = read_entry (package, i, &size, &why);
  if (data == NULL)
    return why;
  char *path = cli_asprintf ("%s/%s", folder, name);
  *total += size;
  if (*total > PACKAGE_SIZE_MAX)
    why = "is past Lambda's limit of 250 MB in all";
  else
    why = make_folders (folder, name);
  if (why == NULL)
    {
      scratch_add (path);
      why = file_write (path, data, size, mode);
    }
  free (path);
  free (data);
  return why;
}

int
package_unpack (zip_t *package, const char *path, const char *folder)
{
  size_t total = 0;
  zip_int64_t n = zip_get_num_entries (package, 0);
  for (zip_int64_t i = 0; i < n; i++)
    {
      const char *name = zip_get_name (package, i, 0);
      size_t size = name != NULL ? strlen (name) : 0;
      const char *why;
      if (size > 1 && name[size - 1] == '/')
        continue;       /* folders are made with their files */
      if (size == 0 || !package_name_p (name))
        why = "leads outside of the package";
      else
        why = unpack_entry (package, i, name, folder, &total);
      if (why == NULL)
        continue;
      cli_error ("%s: %s: %s", path, name != NULL ? name : "?", why);
      return -1;
    }
  return 0;
}
