/* zip.c: sparta zip, from a library, or an executable that serves by itself,
   to the package that Lambda runs.

   check.c says what the target cannot load, bundle.c which libraries go along,
   contents.c gathers what goes in, archive.c makes the zip.  Nothing is
   written until all of that is known to be good.  At last keep.c puts aside
   what was stripped.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "cli.h"
#include "contents.h"
#include "file.h"
#include "keep.h"

static const char help[]
  = "Usage: sparta zip [OPTION]... LIBRARY|EXECUTABLE\n"
    "Makes the package that is deployed: the library, the libraries that\n"
    "Lambda lacks, and the shim.  Refuses what the target cannot load.  For\n"
    "provided.al2023 it takes an executable of libsparta-app as well, which\n"
    "becomes the package's bootstrap; for nodejs it wants one.\n"
    "\n"
    "  --target=T             Lambda's runtime (default: python3.13)\n"
    "  --include=FILE[:NAME]  put FILE into the package, as NAME\n"
    "  -o, --output=FILE.zip  write FILE.zip (default: LIBRARY's base name,\n"
    "                         in the current folder)\n"
    "  -L, --library-path=FOLDER\n"
    "                         look there first for needed libraries\n"
    "  --no-bytecode          leave out what the target's Python, where it\n"
    "                         is here, compiles index.py to\n"
    "  --no-strip             leave debugging information in the libraries\n"
    "  --no-lines             leave out the lines that crash reports name\n"
    "  --help                 print this and exit\n"
    "  --version              print the version and exit\n"
    "\n"
    "Exit status: 0 written, 1 refused, 2 unusable arguments or input.\n"
    "See sparta(1).\n";

enum option_code
{
  OPTION_TARGET = CLI_OWN,
  OPTION_INCLUDE,
  OPTION_NO_BYTECODE,
  OPTION_NO_LINES,
  OPTION_NO_STRIP
};

static const struct option options[]
  = { { "target", required_argument, NULL, OPTION_TARGET },
      { "include", required_argument, NULL, OPTION_INCLUDE },
      { "no-bytecode", no_argument, NULL, OPTION_NO_BYTECODE },
      { "no-lines", no_argument, NULL, OPTION_NO_LINES },
      { "no-strip", no_argument, NULL, OPTION_NO_STRIP },
      { "output", required_argument, NULL, 'o' },
      { "library-path", required_argument, NULL, 'L' },
      CLI_OPTIONS };

static const struct cli_verb verb = { "zip", help, ":o:L:", options };

/* Reads the target and the library; a status.  */
static int
open_job (struct job *job)
{
  if (target_read (&job->target, job->target_name) != 0)
    return CLI_UNUSABLE;
  if (object_open (&job->object, job->library) != 0)
    {
      cli_error ("%s: %s", job->library, job->object.why);
      return CLI_UNUSABLE;
    }
  if (job->target.architecture == NULL)
    job->target.architecture = job->object.architecture;
  if (job->target.architecture != NULL)
    return CLI_YES;
  char *text = object_architecture_text (&job->object);
  cli_error ("%s: is for %s; Lambda has x86_64 and arm64", job->library, text);
  free (text);
  return CLI_NO;
}

/* Whether the package is of an executable, which then is to be one that serves
   Lambda by itself.  */
static unsigned
check_service_or_program (const struct job *job)
{
  return job->target.kind == TARGET_PROCESS
             || (job->object.executable && job->target.kind == TARGET_NATIVE)
           ? check_program (&job->object, job->library)
           : check_service (&job->object, job->library);
}

/* Prints all that speaks against the library; a status.  */
static int
check_job (struct job *job)
{
  const struct object *object = &job->object;
  unsigned n = check_object (object, job->library, &job->target)
               + check_service_or_program (job);
  /* Its libraries are of no use where it is for another machine.  */
  if (object->architecture != NULL
      && strcmp (object->architecture, job->target.architecture) == 0)
    {
      search_add_system (&job->search, job->target.architecture);
      n += bundle_collect (&job->bundle, object, job->library, &job->target,
                           &job->search);
    }
  return n == 0 ? CLI_YES : CLI_NO;
}

/* Writes the package to PATH; a status.  */
static int
write_to (struct job *job, const char *path)
{
  if (file_same_p (path, job->library))
    {
      cli_error ("%s: is the library itself; name another file with "
                 "-o FILE.zip", path);
      return CLI_UNUSABLE;
    }
  return archive_write (&job->archive, path) == 0 ? CLI_YES : CLI_UNUSABLE;
}

static int
write_package (struct job *job)
{
  const char *base = file_base (job->library);
  const char *dot = strrchr (base, '.');
  int length = dot != NULL && dot != base ? dot - base : (int) strlen (base);
  char *path = job->output != NULL ? cli_asprintf ("%s", job->output)
                                   : cli_asprintf ("%.*s.zip", length, base);
  int status = write_to (job, path);
  free (path);
  return status;
}

static int
run (struct job *job)
{
  int status = open_job (job);
  if (status == CLI_YES)
    status = check_job (job);
  if (status == CLI_YES)
    status = contents_gather (job);
  if (status == CLI_YES)
    status = write_package (job);
  for (size_t i = 0; i < job->n_stripped && status == CLI_YES; i++)
    keep_object (job->stripped[i]);
  archive_free (&job->archive);
  bundle_free (&job->bundle);
  search_free (&job->search);
  object_free (&job->object);
  target_free (&job->target);
  free (job->includes);
  free (job->stripped);
  return status;
}

/* FOLDER is searched here, and by what sparta-shim runs.  */
static void
add_folder (struct job *job, const char *folder)
{
  const char *old = getenv ("LD_LIBRARY_PATH");
  bool none = old == NULL || *old == 0;
  char *path = cli_asprintf ("%s%s%s", none ? "" : old, none ? "" : ":",
                             folder);
  search_add (&job->search, folder);
  if (setenv ("LD_LIBRARY_PATH", path, 1) != 0)
    cli_no_memory ();
  free (path);
}

int
main (int argc, char **argv)
{
  struct job job = { .target_name = TARGET_DEFAULT };
  int option;
  cli_start (&verb);
  while ((option = cli_option (argc, argv)) != -1)
    switch (option)
      {
      case OPTION_TARGET:
        job.target_name = optarg;
        break;
      case OPTION_INCLUDE:
        job.includes = cli_grow (job.includes, job.n_includes,
                                 sizeof *job.includes);
        job.includes[job.n_includes++] = optarg;
        break;
      case OPTION_NO_BYTECODE:
        job.no_bytecode = true;
        break;
      case OPTION_NO_LINES:
        job.no_lines = true;
        break;
      case OPTION_NO_STRIP:
        job.no_strip = true;
        break;
      case 'o':
        job.output = optarg;
        break;
      case 'L':
        add_folder (&job, optarg);
        break;
      }
  if (optind + 1 != argc)
    cli_usage ("wants one LIBRARY or EXECUTABLE");
  job.library = argv[optind];
  return run (&job);
}
