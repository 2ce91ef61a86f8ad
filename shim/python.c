/* python.c: see python.h.

   A name on PATH may be a script that picks an interpreter by the user's
   environment (pyenv's are).  The package runs in another environment, so the
   candidate is asked, in the user's, which program it is.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"
#include "probe.h"
#include "python.h"

#define PYTHON_SECONDS 10

/* The shell looks PROGRAM up, and keeps what it says about a missing one.  */
static char shell_code[] = "exec \"$0\" -I -c \"$1\" 2> /dev/null";

/* Prints the version, whether awslambdaric is there, and the program.  */
static char python_code[]
  = "import sys\n"
    "from importlib.util import find_spec\n"
    "there = 'with' if find_spec('awslambdaric') else 'without'\n"
    "print('python%d.%d' % sys.version_info[:2], there, sys.executable,\n"
    "      sep='\\n')\n";

/* What a candidate said; the words are in ANSWER.  */
struct python
{
  char *answer;
  char *version, *awslambdaric, *path;
};

/* Asks PROGRAM; whether it is a Python 3.  Free the answer in either case.  */
static bool
ask (struct python *python, const char *program)
{
  char *arguments[] = { "/bin/sh", "-c", shell_code, (char *) program,
                        python_code, NULL };
  struct lambda_env env = { .items = environ };
  struct probe probe = { .arguments = arguments, .env = &env,
                         .fd = STDOUT_FILENO, .seconds = PYTHON_SECONDS };
  if (probe_run (&probe) != 0)
    exit (CLI_UNUSABLE);
  python->answer = probe.answer;
  char *rest;
  python->version = strtok_r (probe.answer, "\n", &rest);
  python->awslambdaric = strtok_r (NULL, "\n", &rest);
  python->path = strtok_r (NULL, "\n", &rest);
  return !probe.late && WIFEXITED (probe.status)
         && WEXITSTATUS (probe.status) == 0 && python->path != NULL;
}

/* Fills PYTHON from the first of the candidates that is one.  */
static bool
find (struct python *python, const char *program, const char *runtime)
{
  if (program != NULL)
    {
      if (ask (python, program))
        return true;
      cli_error ("--python=%s: not a Python 3 that runs", program);
      return false;
    }
  if (ask (python, runtime))
    return true;
  free (python->answer);
  if (ask (python, "python3"))
    return true;
  cli_error ("neither %s nor python3 is installed (Debian: apt install "
             "python3); --python=PROGRAM names another", runtime);
  return false;
}

char *
python_find (const char *program, const char *runtime, bool awslambdaric)
{
  struct python python = { .answer = NULL };
  char *path = NULL;
  if (!find (&python, program, runtime))
    goto out;
  if (strcmp (python.version, runtime) != 0)
    cli_error ("%s is not %s: running with %s (%s)",
               program != NULL ? program : runtime,
               program != NULL ? runtime : "installed", python.version,
               python.path);
  if (awslambdaric && strcmp (python.awslambdaric, "with") != 0)
    cli_error ("%s has no awslambdaric: install it with `%s -m pip install "
               "awslambdaric', or name a Python that has it with "
               "--python=PROGRAM", python.path, python.path);
  else
    path = cli_asprintf ("%s", python.path);
out:
  free (python.answer);
  return path;
}
