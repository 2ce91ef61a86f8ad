/* contents.c: see contents.h.

   What goes into a package: index.py and its bytecode, bootstrap or index.js,
   which sparta-shim writes into a folder that does not last, the library or
   executable, the libraries that it needs, stripped, and the user's own files.
   An executable may be its own bootstrap.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "cli.h"
#include "contents.h"
#include "file.h"
#include "line-table.h"
#include "lines.h"
#include "package.h"
#include "scratch.h"
#include "strip.h"

/* Adds DATA as NAME; SOURCE is what the user calls it.  */
static int
add_data (struct job *job, const char *source, const char *name, char *data,
          size_t size, unsigned mode)
{
  const char *why = archive_add (&job->archive, name, data, size, mode);
  if (why == NULL)
    return CLI_YES;
  cli_error ("%s: %s: %s", source, name, why);
  return CLI_UNUSABLE;
}

/* Strips OBJECT, called NAME, and adds its table of lines.  */
static const char *
strip_library (const struct job *job, const struct object *object,
               const char *name, char **data, size_t *size)
{
  struct strip_section section = { .name = SPARTAP_LINES_SECTION };
  bool lineless = false;
  char *lines = job->no_lines
                  ? NULL : lines_make (object, &section.size, &lineless);
  section.data = lines;
  const char *why
    = strip_object (object, lines != NULL ? &section : NULL, data, size);
  free (lines);
  if (lineless && *data != NULL && object == &job->object)
    cli_error ("note: %s: compiled without -g: crash reports will have no "
               "lines", name);
  return why;
}

/* What the package has of OBJECT, called NAME; the caller's to free.  */
static char *
packed_library (struct job *job, const struct object *object,
                const char *name, size_t *size)
{
  char *data = NULL;
  const char *why = job->no_strip ? NULL
                                  : strip_library (job, object, name, &data,
                                                   size);
  if (why != NULL)
    cli_error ("warning: %s: %s; it is not stripped", name, why);
  if (data != NULL)
    {
      job->stripped = cli_grow (job->stripped, job->n_stripped,
                                sizeof *job->stripped);
      job->stripped[job->n_stripped++] = object;
      return data;
    }
  *size = object->size;
  data = cli_calloc (1, *size);
  return memcpy (data, object->data, *size);
}

/* Adds OBJECT's file, called NAME, as FOLDER/ENTRY.  */
static int
add_object (struct job *job, const struct object *object, const char *name,
            const char *folder, const char *entry)
{
  size_t size;
  char *data = packed_library (job, object, name, &size);
  char *path = cli_asprintf ("%s%s", folder, entry);
  int status = add_data (job, name, path, data, size, 0755);
  free (path);
  return status;
}

/* Adds the file that INCLUDE, FILE[:NAME], names.  */
static int
add_include (struct job *job, const char *include)
{
  const char *colon = strrchr (include, ':');
  int length = colon != NULL ? colon - include : (int) strlen (include);
  char *path = cli_asprintf ("%.*s", length, include), *data;
  size_t size;
  struct stat file;
  int status = CLI_UNUSABLE;
  const char *why = file_read (path, &data, &size);
  if (why == NULL && stat (path, &file) == 0)
    status = add_data (job, "--include",
                       colon != NULL ? colon + 1 : file_base (path), data,
                       size, (file.st_mode & S_IXUSR) != 0 ? 0755 : 0644);
  else
    cli_error ("--include=%s: %s: %s", include, path,
               why != NULL ? why : strerror (errno));
  free (path);
  return status;
}

/* Runs sparta-shim into FOLDER; its status.  */
static int
run_shim (const struct job *job, char *folder)
{
  char *program = cli_program_path ("sparta-shim");
  char *target = cli_asprintf ("--target=%s/%s", job->target.name,
                               job->target.architecture);
  char *arguments[8] = { program, target, "-o", folder };
  size_t n = 4;
  if (job->no_bytecode)
    arguments[n++] = (char *) "--no-bytecode";
  arguments[n++] = (char *) "--";
  arguments[n] = (char *) job->library;
  int status = cli_run (arguments);
  free (program);
  free (target);
  return status;
}

/* Whether the target can run the native host that sparta was built with; a
   status.  DATA is the host.  */
static int
check_host (const struct job *job, const char *data, size_t size)
{
  struct object host;
  char *copy = cli_calloc (1, size);
  int status = CLI_UNUSABLE;
  if (object_read (&host, memcpy (copy, data, size), size) != 0)
    cli_error ("%s: %s", PACKAGE_BOOTSTRAP, host.why);
  else if (check_object (&host, PACKAGE_BOOTSTRAP, &job->target) == 0)
    status = CLI_YES;
  else
    {
      cli_error ("%s: sparta's own native host was built for a newer system "
                 "than %s; take --target=" TARGET_NATIVE_DEFAULT ", or build "
                 "sparta on a system as old", job->library, job->target.name);
      status = CLI_NO;
    }
  object_free (&host);
  return status;
}

/* What sparta-shim writes, by kind of target.  */
static const struct shim_file
{
  enum target_kind kind;
  const char *name;
  unsigned mode;
} shim_files[] = { { TARGET_PYTHON, "index.py", 0644 },
                   { TARGET_NATIVE, PACKAGE_BOOTSTRAP, 0755 },
                   { TARGET_PROCESS, "index.js", 0644 },
                   { TARGET_PROCESS, "package.json", 0644 } };
#define N_SHIM_FILES (sizeof shim_files / sizeof shim_files[0])

/* What sparta-shim may add for Python: the bytecode of index.py.  */
#define CACHE "__pycache__"

static char *
bytecode_name (const struct job *job)
{
  int major = 0, minor = 0;
  sscanf (job->target.name, "python%d.%d", &major, &minor);
  return cli_asprintf (CACHE "/index.cpython-%d%d.pyc", major, minor);
}

/* Adds FILE, which sparta-shim wrote into FOLDER; a status.  */
static int
add_shim_file (struct job *job, const char *folder,
               const struct shim_file *file)
{
  char *path = cli_asprintf ("%s/%s", folder, file->name), *data;
  size_t size;
  int status = CLI_UNUSABLE;
  const char *why = file_read (path, &data, &size);
  if (why == NULL)
    status = file->kind == TARGET_NATIVE ? check_host (job, data, size)
                                         : CLI_YES;
  if (why == NULL && status != CLI_YES)
    free (data);
  else if (why == NULL)
    status = add_data (job, "sparta-shim", file->name, data, size,
                       file->mode);
  else
    cli_error ("%s: sparta shim wrote no %s: %s", job->library, file->name,
               why);
  free (path);
  return status;
}

/* Adds the bytecode where sparta-shim wrote it; a status.  */
static int
add_bytecode (struct job *job, const char *folder)
{
  char *name = bytecode_name (job);
  char *path = cli_asprintf ("%s/%s", folder, name);
  const struct shim_file file = { TARGET_PYTHON, name, 0644 };
  int status = access (path, F_OK) != 0 ? CLI_YES
                                        : add_shim_file (job, folder, &file);
  free (path);
  free (name);
  return status;
}

/* NAME in FOLDER goes when we do.  */
static void
forget (const char *folder, const char *name)
{
  char *path = cli_asprintf ("%s/%s", folder, name);
  scratch_add (path);
  free (path);
}

/* So does all that sparta-shim writes.  */
static void
forget_shim (const struct job *job, const char *folder)
{
  for (size_t i = 0; i < N_SHIM_FILES; i++)
    forget (folder, shim_files[i].name);
  if (job->target.kind != TARGET_PYTHON)
    return;
  char *name = bytecode_name (job);
  forget (folder, CACHE);
  forget (folder, name);
  free (name);
}

/* Has the shim written and adds it; a status.  */
static int
add_shim (struct job *job)
{
  char *folder = scratch_folder ();
  forget_shim (job, folder);
  int status = run_shim (job, folder);
  for (size_t i = 0; i < N_SHIM_FILES; i++)
    if (status == CLI_YES && shim_files[i].kind == job->target.kind)
      status = add_shim_file (job, folder, &shim_files[i]);
  if (status == CLI_YES && job->target.kind == TARGET_PYTHON)
    status = add_bytecode (job, folder);
  free (folder);
  return status;
}

/* What the library is called in the package; the caller's to free.  bootstrap
   looks for LIBRARY.so alone.  */
static char *
library_entry (const struct job *job)
{
  const char *base = file_base (job->library);
  size_t size = strlen (base);
  bool whole = job->target.kind != TARGET_NATIVE
               || (size > 3 && strcmp (base + size - 3, ".so") == 0);
  return cli_asprintf ("%s%s", base, whole ? "" : ".so");
}

/* Adds what Lambda starts and what that loads; a status.  An executable that
   Lambda itself starts needs no shim.  */
static int
add_program (struct job *job)
{
  const char *base = file_base (job->library);
  if (job->object.executable && job->target.kind == TARGET_NATIVE)
    return add_object (job, &job->object, base, "", PACKAGE_BOOTSTRAP);
  int status = add_shim (job);
  char *entry = library_entry (job);
  if (status == CLI_YES)
    status = add_object (job, &job->object, base, PACKAGE_LIBRARIES, entry);
  free (entry);
  return status;
}

/* Adds all there is; a status.  */
static int
add_all (struct job *job)
{
  const struct bundle *bundle = &job->bundle;
  int status = add_program (job);
  for (size_t i = 0; i < bundle->n_libraries && status == CLI_YES; i++)
    status = add_object (job, &bundle->libraries[i].object,
                         bundle->libraries[i].soname, PACKAGE_LIBRARIES,
                         bundle->libraries[i].soname);
  for (size_t i = 0; i < job->n_includes && status == CLI_YES; i++)
    status = add_include (job, job->includes[i]);
  return status;
}

/* Whether Lambda takes a package of that size; a status.  */
static int
check_size (const struct job *job)
{
  size_t total = 0;
  for (size_t i = 0; i < job->archive.n_entries; i++)
    total += job->archive.entries[i].size;
  if (total <= PACKAGE_SIZE_MAX)
    return CLI_YES;
  cli_error ("%s: the package has %zu MB unpacked, Lambda's limit is 250; "
             "include less", job->library, total / (1024 * 1024));
  return CLI_NO;
}

int
contents_gather (struct job *job)
{
  int status = add_all (job);
  return status == CLI_YES ? check_size (job) : status;
}
