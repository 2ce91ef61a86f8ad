/* invoke.c: sparta invoke, one invocation of a package as Lambda would run it.

   Here are the arguments and the order of things; invoke.h lists the parts.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "cli.h"
#include "invoke.h"
#include "package.h"
#include "supervise.h"

static const char help[]
  = "Usage: sparta invoke [OPTION]... PACKAGE FUNCTION [EVENT-FILE|-]\n"
    "Calls FUNCTION as Lambda would and prints the payload that Lambda would\n"
    "get, byte for byte; what the function prints and logs goes to standard\n"
    "error, and so does the error JSON of a function error.  Without an\n"
    "event it reads standard input; where that is empty or a terminal, it\n"
    "sends {}.  Of a LIBRARY in place of the PACKAGE, a package is made in\n"
    ".sparta/.\n"
    "\n"
    "  --target=T         Lambda's runtime (default, by the package:\n"
    "                     provided.al2023 of one with bootstrap, nodejs22.x\n"
    "                     of one with index.js, else python3.13)\n"
    "  --client=CLIENT    the runtime client: own (the default), or\n"
    "                     awslambdaric, which Lambda itself uses\n"
    "  --env=NAME=VALUE   set a variable; nothing of your own environment is\n"
    "                     passed\n"
    "  --python=PROGRAM   the Python to run, in place of the target's\n"
    "  --raw              send the event unchecked, JSON or not\n"
    "  --help             print this and exit\n"
    "  --version          print the version and exit\n"
    "\n"
    "Exit status: 0 it answered, 1 a function error, a failed init, a crash\n"
    "or a time out, 2 unusable arguments or input.  See sparta(1).\n";

enum option_code
{
  OPTION_CLIENT = CLI_OWN,
  OPTION_ENV,
  OPTION_PYTHON,
  OPTION_RAW,
  OPTION_TARGET
};

static const struct option options[]
  = { { "client", required_argument, NULL, OPTION_CLIENT },
      { "env", required_argument, NULL, OPTION_ENV },
      { "python", required_argument, NULL, OPTION_PYTHON },
      { "raw", no_argument, NULL, OPTION_RAW },
      { "target", required_argument, NULL, OPTION_TARGET },
      CLI_OPTIONS };

static const struct cli_verb verb = { "invoke", help, ":", options };

/* By kind of target, the file that makes a package one of its kind, and the
   target that it is run for unless another is given.  */
static const struct
{
  const char *file, *target;
} hosts[] = { [TARGET_PYTHON] = { "index.py", TARGET_DEFAULT },
              [TARGET_NATIVE] = { PACKAGE_BOOTSTRAP, TARGET_NATIVE_DEFAULT },
              [TARGET_PROCESS] = { "index.js", TARGET_PROCESS_DEFAULT } };

/* The kind that PACKAGE is of; without any host's file, KIND.  */
static enum target_kind
package_kind (zip_t *package, enum target_kind kind)
{
  static const enum target_kind order[]
    = { TARGET_NATIVE, TARGET_PYTHON, TARGET_PROCESS };
  for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
    if (zip_name_locate (package, hosts[order[i]].file, 0) >= 0)
      return order[i];
  return kind == TARGET_NATIVE ? TARGET_PYTHON : kind;
}

/* A package is run as what it was made for.  */
static int
choose_target (struct invoke_job *job)
{
  enum target_kind kind
    = package_kind (job->subject.package, job->target.kind);
  if (kind == job->target.kind)
    return CLI_YES;
  if (!job->target_given)
    {
      target_free (&job->target);
      return target_read (&job->target, hosts[kind].target) == 0
               ? CLI_YES : CLI_UNUSABLE;
    }
  cli_error ("%s: is not made for %s: it has no %s; make it with "
             "sparta zip --target=%s", job->subject.name, job->target_name,
             hosts[job->target.kind].file, job->target_name);
  return CLI_UNUSABLE;
}

static int
run (struct invoke_job *job, int *signal)
{
  const json_t *row = NULL;
  int status = invoke_open (job);
  if (status == CLI_YES)
    status = choose_target (job);
  if (status == CLI_YES && (row = invoke_find_row (job)) == NULL)
    status = CLI_UNUSABLE;
  if (status == CLI_YES)
    {
      event_read (&job->event, job->event_file);
      if (!job->raw && !event_check (&job->event))
        status = CLI_UNUSABLE;
    }
  if (status == CLI_YES)
    status = invoke_run (job, row, signal);
  json_decref (job->manifest);
  subject_free (&job->subject);
  target_free (&job->target);
  free (job->event.data);
  free (job->variables);
  free (job->made);
  return status;
}

static void
add_variable (struct invoke_job *job, const char *word)
{
  const char *equals = strchr (word, '=');
  if (equals == NULL || equals == word)
    cli_usage ("--env=%s: wants NAME=VALUE", word);
  job->variables = cli_grow (job->variables, job->n_variables,
                             sizeof *job->variables);
  job->variables[job->n_variables++] = word;
}

static void
read_client (struct invoke_job *job, const char *word)
{
  if (strcmp (word, "own") != 0 && strcmp (word, "awslambdaric") != 0)
    cli_usage ("--client=%s: unknown client; known: own, awslambdaric", word);
  job->awslambdaric = strcmp (word, "own") != 0;
}

static void
read_options (struct invoke_job *job, int argc, char **argv)
{
  int option;
  while ((option = cli_option (argc, argv)) != -1)
    switch (option)
      {
      case OPTION_CLIENT:
        read_client (job, optarg);
        break;
      case OPTION_ENV:
        add_variable (job, optarg);
        break;
      case OPTION_PYTHON:
        job->python = optarg;
        break;
      case OPTION_RAW:
        job->raw = true;
        break;
      case OPTION_TARGET:
        job->target_name = optarg;
        job->target_given = true;
        break;
      }
  if (argc - optind < 2 || argc - optind > 3)
    cli_usage ("wants a PACKAGE, a FUNCTION, and at most one EVENT-FILE");
  job->package = argv[optind];
  job->function = argv[optind + 1];
  job->event_file = argv[optind + 2];
}

int
main (int argc, char **argv)
{
  struct invoke_job job = { .target_name = TARGET_DEFAULT,
                     .subject.seconds = INIT_SECONDS };
  int signal = 0;
  cli_start (&verb);
  read_options (&job, argc, argv);
  if (target_read (&job.target, job.target_name) != 0)
    return CLI_UNUSABLE;
  int status = run (&job, &signal);
  /* What ends us was blocked while we removed what we had made.  */
  sigset_t none;
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
  if (signal != 0)
    raise (signal);
  return status;
}
