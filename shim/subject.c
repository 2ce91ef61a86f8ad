/* subject.c: see subject.h.

   The plugin writes a constant table into an ELF note, and then nothing has to
   run.  A table made at run time is asked for: the library's LambdaInit by
   load-library, the executable by its own `describe'.  An executable without
   the mark of libsparta-app is not run: who knows what it does.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "cli.h"
#include "conflict.h"
#include "exports.h"
#include "file.h"
#include "manifest.h"
#include "package.h"
#include "probe.h"
#include "scratch.h"
#include "subject.h"
#include "target.h"

#if defined __x86_64__
# define OWN_ARCHITECTURE "x86_64"
#elif defined __aarch64__
# define OWN_ARCHITECTURE "arm64"
#else
# define OWN_ARCHITECTURE "another architecture"
#endif

int
subject_open (struct subject *subject)
{
  char *data;
  size_t size;
  const char *why = file_read (subject->name, &data, &size);
  if (why != NULL)
    {
      cli_error ("%s: %s", subject->name, why);
      return CLI_UNUSABLE;
    }
  if (package_p (data, size))
    {
      free (data);
      subject->package = package_open (subject->name);
      if (subject->package == NULL)
        return CLI_UNUSABLE;
      return package_find_library (subject->package, subject->name,
                                   &subject->entry, &subject->object);
    }
  bool elf = object_p (data, size);
  if (object_read (&subject->object, data, size) == 0)
    return CLI_YES;
  cli_error ("%s: %s", subject->name,
             elf ? subject->object.why
                 : "is neither an ELF file nor a zip package");
  return CLI_UNUSABLE;
}

/* The path of a file that runs: SUBJECT itself, or its library, unpacked.
   *ROOT is the folder that stands for LAMBDA_TASK_ROOT.  Both are the
   caller's to free.  */
static char *
runnable_path (struct subject *subject, char **root)
{
  *root = NULL;
  if (subject->package == NULL)
    {
      char *path = realpath (subject->name, NULL);
      if (path != NULL)
        *root = file_folder (path);
      else
        cli_error ("%s: %s", subject->name, strerror (errno));
      return path;
    }
  *root = scratch_folder ();
  if (package_unpack (subject->package, subject->name, *root) != 0)
    return NULL;
  return cli_asprintf ("%s/%s", *root, subject->entry);
}

/* Prints the errorMessage of Lambda's error JSON TEXT, or TEXT.  */
static void
print_init_error (const char *name, const char *text)
{
  json_t *error = json_loads (text, 0, NULL);
  const char *message
    = json_string_value (json_object_get (error, "errorMessage"));
  const char *type
    = json_string_value (json_object_get (error, "errorType"));
  if (message != NULL && type != NULL)
    cli_error ("%s: its start failed: %s: %s", name, type, message);
  else
    cli_error ("%s: its start failed: %s", name, text);
  json_decref (error);
}

/* Prints why PROBE of SUBJECT has no manifest.  */
static void
print_probe_failure (const struct subject *subject, const struct probe *probe,
                     bool library)
{
  const char *name = subject->name;
  if (probe->late)
    cli_error ("%s: its start took more than %u s; --timeout=SECONDS allows "
               "more", name, probe->seconds);
  else if (WIFSIGNALED (probe->status))
    cli_error ("%s: its start was ended by signal %d (%s)", name,
               WTERMSIG (probe->status), strsignal (WTERMSIG (probe->status)));
  else if (library && WEXITSTATUS (probe->status) == 1)
    print_init_error (name, probe->answer);
  else if (library || WEXITSTATUS (probe->status) == 126)
    cli_error ("%s: it cannot be run here: %s", name, probe->answer);
  else
    cli_error ("%s: describe --format=json: exit status %d", name,
               WEXITSTATUS (probe->status));
}

/* Fills ENV.  A library by itself finds what it needs where the user says; a
   package has it along.  */
static void
fill_env (const struct subject *subject, const char *root,
          struct lambda_env *env)
{
  const char *own = getenv ("LD_LIBRARY_PATH");
  lambda_env_fill (env, TARGET_DEFAULT, root, "describe", 128);
  if (subject->package != NULL || own == NULL || *own == 0)
    return;
  char *folders = cli_asprintf ("%s:%s/lib:%s", root, root, own);
  lambda_env_set (env, "LD_LIBRARY_PATH", folders);
  free (folders);
}

/* Runs PATH in ROOT; the manifest that it tells, or NULL.  */
static char *
ask (const struct subject *subject, char *path, const char *root, bool library)
{
  char *loader = cli_program_path ("load-library");
  char *load[] = { loader, path, TARGET_DEFAULT, NULL };
  char *describe[] = { path, "describe", "--format=json", NULL };
  struct lambda_env env = { .items = NULL };
  struct probe probe = { .arguments = library ? load : describe,
                         .env = &env,
                         .fd = library ? 3 : 1,
                         .seconds = subject->seconds };
  char *answer = NULL;
  fill_env (subject, root, &env);
  if (probe_run (&probe) == 0)
    {
      if (!probe.late && WIFEXITED (probe.status)
          && WEXITSTATUS (probe.status) == 0)
        answer = probe.answer;
      else
        print_probe_failure (subject, &probe, library);
    }
  if (answer == NULL)
    free (probe.answer);
  lambda_env_free (&env);
  free (loader);
  return answer;
}

/* Runs SUBJECT for its manifest; a status.  */
static int
run_subject (struct subject *subject, bool library, char **manifest)
{
  const char *architecture = subject->object.architecture;
  if (architecture == NULL || strcmp (architecture, OWN_ARCHITECTURE) != 0)
    {
      char *text = object_architecture_text (&subject->object);
      cli_error ("%s: its table is made at run time, and code for %s cannot "
                 "run on this machine (%s); describe it on a machine of its "
                 "own", subject->name, text, OWN_ARCHITECTURE);
      free (text);
      return CLI_NO;
    }
  char *root, *path = runnable_path (subject, &root);
  int status = CLI_UNUSABLE;
  if (path != NULL)
    {
      *manifest = ask (subject, path, root, library);
      status = *manifest != NULL ? CLI_YES : CLI_NO;
    }
  if (subject->package != NULL && root != NULL)
    scratch_remove (root);
  free (path);
  free (root);
  return status;
}

/* The manifest in SUBJECT's notes, NULL where there is none; a status.  */
static int
read_note (const struct subject *subject, char **manifest)
{
  const struct object *object = &subject->object;
  char *why = conflict_find (object);
  *manifest = NULL;
  if (why != NULL)
    {
      cli_error ("%s: %s", subject->name, why);
      free (why);
      return CLI_NO;
    }
  if (object->n_manifests > 0)
    *manifest = cli_asprintf ("%s", object->manifests[0]);
  return CLI_YES;
}

/* Whether the manifest TEXT has to be asked for.  */
static bool
unknown_p (const char *text)
{
  json_t *manifest = text != NULL ? json_loads (text, 0, NULL) : NULL;
  bool unknown
    = text == NULL || (manifest != NULL && manifest_dynamic_p (manifest));
  json_decref (manifest);
  return unknown;
}

/* Runs SUBJECT, an executable, where it is one of ours; a status.  */
static int
run_executable (struct subject *subject, char **manifest)
{
  if (subject->object.app)
    return run_subject (subject, false, manifest);
  cli_error ("%s: is an executable without a table of functions in it, and is "
             "not run for one, because libsparta-app is not in it; link it "
             "with $(pkg-config --libs sparta-app)", subject->name);
  return CLI_UNUSABLE;
}

int
subject_find_manifest (struct subject *subject, char **manifest)
{
  int status = read_note (subject, manifest);
  if (status != CLI_YES || !unknown_p (*manifest))
    return status;
  free (*manifest);
  *manifest = NULL;
  if (subject->object.executable)
    return run_executable (subject, manifest);
  char *why = exports_why_missing (&subject->object);
  if (why == NULL)
    return run_subject (subject, true, manifest);
  cli_error ("%s: %s", subject->name, why);
  free (why);
  return CLI_NO;
}

void
subject_free (struct subject *subject)
{
  object_free (&subject->object);
  if (subject->package != NULL)
    zip_discard (subject->package);
}
