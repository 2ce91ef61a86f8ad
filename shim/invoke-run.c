/* invoke-run.c: one function of an opened package is run; see invoke.h.

   The package is unpacked into a sandbox, a Python runtime client is started
   there, and asks our Runtime API for the one event.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "handler.h"
#include "invoke.h"
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

/* Runs HANDLER with PYTHON in SANDBOX; a status.  */
static int
run_client (const struct invoke_job *job, const json_t *row,
            struct sandbox *sandbox, char *python, char *handler,
            int *signal)
{
  struct runtime_api api
    = { .function = job->function,
        .event = job->event.data,
        .event_size = job->event.size,
        .timeout_s = number (row, "timeout_s", SPARTA_TIMEOUT_S_MAX,
                             SPARTA_TIMEOUT_S_DEFAULT) };
  char *client = cli_data_path ("runtime-client.py");
  /* -B: on Lambda the package's folder is read-only.  */
  char *own[] = { python, "-B", client, handler, NULL };
  char *aws[] = { python, "-B", "-m", "awslambdaric", handler, NULL };
  int status = CLI_UNUSABLE;
  if (runtime_api_start (&api) == 0)
    {
      fill_env (job, row, sandbox, &api, handler);
      enum outcome outcome = supervise (
        sandbox, &api, job->awslambdaric ? aws : own, signal);
      status = outcome_print (outcome, &api, sandbox);
    }
  runtime_api_stop (&api);
  free (client);
  return status;
}

int
invoke_run (struct invoke_job *job, const json_t *row, int *signal)
{
  struct sandbox sandbox = { .folder = NULL };
  char *python = NULL, *handler = NULL;
  int status = CLI_UNUSABLE;
  if (sandbox_open (&sandbox, job->subject.package, job->subject.name) != 0)
    goto out;
  handler = handler_find (job->subject.name, sandbox.folder, job->function);
  if (handler == NULL)
    goto out;
  python = python_find (job->python, job->target.name, job->awslambdaric);
  if (python != NULL)
    status = run_client (job, row, &sandbox, python, handler, signal);
out:
  sandbox_free (&sandbox);
  free (python);
  free (handler);
  return status;
}
