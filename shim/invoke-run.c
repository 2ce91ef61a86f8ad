/* invoke-run.c: one function of an opened package is run; see invoke.h.

   The package is unpacked into a sandbox, a runtime client in Python or
   JavaScript or the package's bootstrap is started there, and asks our Runtime
   API for the one event.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "file.h"
#include "handler.h"
#include "invoke.h"
#include "node.h"
#include "outcome.h"
#include "python.h"
#include "sparta-abi.h"
#include "supervise.h"

/* The number MEMBER of ROW, where it is one from 1 to MAX, else OTHER.  */
static unsigned
number (const json_t *row, const char *member, unsigned max, unsigned other)
{
  json_int_t value = json_integer_value (json_object_get (row, member));
  return value >= 1 && value <= max ? value : other;
}

/* Fills SANDBOX's environment.  */
static void
fill_env (const struct invoke_job *job, const json_t *row,
          struct sandbox *sandbox, const struct runtime_api *api,
          const char *handler)
{
  struct lambda_env *env = &sandbox->env;
  lambda_env_fill (env, job->target.name, sandbox->folder, job->function,
                   number (row, "memory_mb", SPARTA_MEMORY_MB_MAX,
                           SPARTA_MEMORY_MB_DEFAULT));
  lambda_env_set (env, "AWS_LAMBDA_RUNTIME_API", api->address);
  lambda_env_set (env, "_HANDLER", handler);
  for (size_t i = 0; i < job->n_variables; i++)
    {
      const char *equals = strchr (job->variables[i], '=');
      char *name = cli_asprintf ("%.*s", (int) (equals - job->variables[i]),
                                 job->variables[i]);
      lambda_env_set (env, name, equals + 1);
      free (name);
    }
}

/* Runs ARGUMENTS, which serve HANDLER, in SANDBOX; a status.  */
static int
run_client (const struct invoke_job *job, const json_t *row,
            struct sandbox *sandbox, char *const *arguments,
            const char *handler, int *signal)
{
  struct runtime_api api
    = { .function = job->function,
        .event = job->event.data,
        .event_size = job->event.size,
        .timeout_s = number (row, "timeout_s", SPARTA_TIMEOUT_S_MAX,
                             SPARTA_TIMEOUT_S_DEFAULT) };
  int status = CLI_UNUSABLE;
  if (runtime_api_start (&api) == 0)
    {
      fill_env (job, row, sandbox, &api, handler);
      enum outcome outcome = supervise (sandbox, &api, arguments, signal);
      status = outcome_print (outcome, &api, sandbox);
    }
  runtime_api_stop (&api);
  return status;
}

/* Likewise, with the target's Python.  */
static int
run_python (const struct invoke_job *job, const json_t *row,
            struct sandbox *sandbox, int *signal)
{
  char *python = NULL, *client = cli_data_path ("runtime-client.py");
  char *handler
    = handler_find (job->subject.name, sandbox->folder, job->function,
                    TARGET_PYTHON);
  int status = CLI_UNUSABLE;
  if (handler != NULL)
    python = python_find (job->python, job->target.name, job->awslambdaric);
  if (python != NULL)
    {
      /* -B: on Lambda the package's folder is read-only.  */
      char *own[] = { python, "-B", client, handler, NULL };
      char *aws[] = { python, "-B", "-m", "awslambdaric", handler, NULL };
      status = run_client (job, row, sandbox, job->awslambdaric ? aws : own,
                           handler, signal);
    }
  free (python);
  free (handler);
  free (client);
  return status;
}

/* Likewise, with the package's bootstrap, whose handlers are named after the
   library.  */
static int
run_native (const struct invoke_job *job, const json_t *row,
            struct sandbox *sandbox, int *signal)
{
  const char *base = file_base (job->subject.entry);
  int length = strrchr (base, '.') != NULL ? strrchr (base, '.') - base
                                           : (int) strlen (base);
  char *handler = cli_asprintf ("%.*s.%s", length, base, job->function);
  char *program = cli_asprintf ("%s/bootstrap", sandbox->folder);
  char *arguments[] = { program, NULL };
  int status = run_client (job, row, sandbox, arguments, handler, signal);
  free (program);
  free (handler);
  return status;
}

/* Likewise, with node.  */
static int
run_node (const struct invoke_job *job, const json_t *row,
          struct sandbox *sandbox, int *signal)
{
  char *node = NULL, *client = cli_data_path ("runtime-client.mjs");
  char *handler = handler_find (job->subject.name, sandbox->folder,
                                job->function, TARGET_PROCESS);
  int status = CLI_UNUSABLE;
  if (handler != NULL)
    node = node_find (job->target.name);
  if (node != NULL)
    {
      char *arguments[] = { node, client, handler, NULL };
      status = run_client (job, row, sandbox, arguments, handler, signal);
    }
  free (node);
  free (handler);
  free (client);
  return status;
}

int
invoke_run (struct invoke_job *job, const json_t *row, int *signal)
{
  struct sandbox sandbox = { .folder = NULL };
  int status = CLI_UNUSABLE;
  if (sandbox_open (&sandbox, job->subject.package, job->subject.name) == 0)
    switch (job->target.kind)
      {
      case TARGET_PYTHON:
        status = run_python (job, row, &sandbox, signal);
        break;
      case TARGET_NATIVE:
        status = run_native (job, row, &sandbox, signal);
        break;
      case TARGET_PROCESS:
        status = run_node (job, row, &sandbox, signal);
        break;
      }
  sandbox_free (&sandbox);
  return status;
}
