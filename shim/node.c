/* node.c: see node.h.

   As with Python (python.c), a name on PATH may be a script that picks a
   version by the user's environment, and so is asked which program it is.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"
#include "node.h"
#include "probe.h"

#define NODE_SECONDS 10

static char shell_code[] = "exec node -p \"$0\" 2> /dev/null";
static char node_code[]
  = "`nodejs${process.versions.node.split('.')[0]}.x\\n${process.execPath}`";

/* Asks node; its answer, "nodejs20.x\nPATH\n", or NULL.  */
static char *
ask (void)
{
  char *arguments[] = { "/bin/sh", "-c", shell_code, node_code, NULL };
  struct lambda_env env = { .items = environ };
  struct probe probe = { .arguments = arguments, .env = &env,
                         .fd = STDOUT_FILENO, .seconds = NODE_SECONDS };
  if (probe_run (&probe) != 0)
    exit (CLI_UNUSABLE);
  if (!probe.late && WIFEXITED (probe.status)
      && WEXITSTATUS (probe.status) == 0)
    return probe.answer;
  free (probe.answer);
  return NULL;
}

char *
node_find (const char *runtime)
{
  char *answer = ask (), *rest, *path = NULL;
  const char *version = answer == NULL ? NULL : strtok_r (answer, "\n", &rest);
  const char *found = version == NULL ? NULL : strtok_r (NULL, "\n", &rest);
  if (found == NULL)
    cli_error ("node is not installed or does not run (Debian: apt install "
               "nodejs)");
  else
    {
      if (strcmp (version, runtime) != 0)
        cli_error ("%s is not installed: running with %s (%s)", runtime,
                   version, found);
      path = cli_asprintf ("%s", found);
    }
  free (answer);
  return path;
}
