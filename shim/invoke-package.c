/* invoke-package.c: the package that `sparta invoke' runs; see invoke.h.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "cli.h"
#include "file.h"
#include "invoke.h"
#include "manifest.h"
#include "supervise.h"

/* Makes the package of a library, in .sparta/; a status.  */
static int
make_package (struct invoke_job *job)
{
  const char *base = file_base (job->package);
  char *program = cli_program_path ("sparta-zip");
  char *target = cli_asprintf ("--target=%s", job->target_name);
  job->made = cli_asprintf (".sparta/%.*s.zip", (int) strcspn (base, "."),
                            base);
  char *arguments[] = { program, target, "-o", job->made, "--",
                        (char *) job->package, NULL };
  int status = CLI_UNUSABLE;
  if (mkdir (".sparta", 0777) == 0 || errno == EEXIST)
    status = cli_run (arguments);
  else
    cli_error (".sparta: %s", strerror (errno));
  free (program);
  free (target);
  return status;
}

/* Opens the package; a status.  */
static int
open_package (struct invoke_job *job)
{
  job->subject.name = job->package;
  int status = subject_open (&job->subject);
  if (status != CLI_YES || job->subject.package != NULL)
    return status;
  /* Of an executable no other package can be made.  */
  if (job->subject.object.executable && !job->target_given)
    job->target_name = TARGET_NATIVE_DEFAULT;
  subject_free (&job->subject);
  job->subject = (struct subject) { .seconds = INIT_SECONDS };
  status = make_package (job);
  if (status != CLI_YES)
    return status;
  job->subject.name = job->made;
  return subject_open (&job->subject);
}

/* Whether the library is the target's, and runs here; a status.  */
static int
check_architecture (const struct invoke_job *job)
{
  struct utsname system;
  const char *theirs = job->subject.object.architecture;
  const char *wanted = job->target.architecture;
  if (theirs != NULL && wanted != NULL && strcmp (theirs, wanted) != 0)
    {
      cli_error ("%s: %s is made for %s, not for the target %s",
                 job->subject.name, job->subject.entry, theirs,
                 job->target_name);
      return CLI_UNUSABLE;
    }
  if (uname (&system) != 0 || theirs == NULL)
    return CLI_YES;
  const char *own = strcmp (system.machine, "aarch64") == 0 ? "arm64"
                                                            : system.machine;
  if (strcmp (theirs, own) == 0)
    return CLI_YES;
  cli_error ("%s: %s is made for %s, this machine is %s: build it for %s to "
             "run it here", job->subject.name, job->subject.entry, theirs, own,
             own);
  return CLI_UNUSABLE;
}

static int
read_manifest (struct invoke_job *job)
{
  char *text = NULL;
  int status = subject_find_manifest (&job->subject, &text);
  if (status == CLI_YES)
    {
      job->manifest = manifest_read (job->subject.name, text);
      if (job->manifest == NULL)
        status = CLI_UNUSABLE;
    }
  free (text);
  return status;
}

const json_t *
invoke_find_row (const struct invoke_job *job)
{
  size_t i;
  const json_t *row;
  char *known = cli_asprintf ("%s", "");
  json_array_foreach (json_object_get (job->manifest, "functions"), i, row)
    {
      const char *name = json_string_value (json_object_get (row, "name"));
      if (strcmp (name, job->function) == 0)
        {
          free (known);
          return row;
        }
      char *longer = cli_asprintf ("%s%s%s", known, i == 0 ? "" : ", ", name);
      free (known);
      known = longer;
    }
  cli_error ("%s: there is no function %s; it has: %s", job->subject.name,
             job->function, known);
  free (known);
  return NULL;
}

int
invoke_open (struct invoke_job *job)
{
  int status = open_package (job);
  if (status == CLI_YES)
    status = check_architecture (job);
  if (status == CLI_YES)
    status = read_manifest (job);
  return status;
}
