/* sandbox.c: see sandbox.h.

   The folder is scratch (scratch.h), so that a signal while it is being
   unpacked removes it; what the child adds to it is removed here.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"
#include "package.h"
#include "sandbox.h"
#include "scratch.h"

#define NOT_STARTED 126

int
sandbox_open (struct sandbox *sandbox, zip_t *package, const char *path)
{
  sandbox->folder = scratch_folder ();
  return package_unpack (package, path, sandbox->folder);
}

/* In the child: becomes the program.  */
static void
become (const struct sandbox *sandbox, char *const *arguments,
        const sigset_t *mask)
{
  static const struct rlimit none = { 0, 0 };
  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  setrlimit (RLIMIT_CORE, &none);
  sigprocmask (SIG_SETMASK, mask, NULL);
  int null = open ("/dev/null", O_RDONLY);
  if (null >= 0 && dup2 (null, STDIN_FILENO) == STDIN_FILENO
      && dup2 (STDERR_FILENO, STDOUT_FILENO) == STDOUT_FILENO
      && chdir (sandbox->folder) == 0)
    execve (arguments[0], arguments, sandbox->env.items);
  cli_error ("%s: %s", arguments[0], strerror (errno));
  _exit (NOT_STARTED);
}

int
sandbox_start (struct sandbox *sandbox, char *const *arguments,
               const sigset_t *mask)
{
  pid_t child = fork ();
  if (child == 0)
    become (sandbox, arguments, mask);
  if (child < 0)
    {
      cli_error ("no process: %s", strerror (errno));
      return -1;
    }
  setpgid (child, child);
  sandbox->child = child;
  return 0;
}

bool
sandbox_ended_p (struct sandbox *sandbox)
{
  if (!sandbox->ended && sandbox->child > 0)
    sandbox->ended
      = waitpid (sandbox->child, &sandbox->status, WNOHANG) == sandbox->child;
  return sandbox->ended;
}

void
sandbox_signal (const struct sandbox *sandbox, int signal)
{
  if (sandbox->child > 0)
    kill (-sandbox->child, signal);
}

void
sandbox_free (struct sandbox *sandbox)
{
  /* The group may outlive its leader.  */
  sandbox_signal (sandbox, SIGKILL);
  if (sandbox->child > 0 && !sandbox->ended)
    waitpid (sandbox->child, &sandbox->status, 0);
  if (sandbox->folder != NULL)
    scratch_remove (sandbox->folder);
  lambda_env_free (&sandbox->env);
  free (sandbox->folder);
}
