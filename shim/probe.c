/* probe.c: see probe.h.

   The program leads a process group, so that what it started ends with it.
   Its end is what we wait for, not the end of its answer: a process that it
   left behind would hold the pipe.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"
#include "clock.h"
#include "file.h"
#include "probe.h"

#define ANSWER_MAX ((size_t) 16 << 20)
#define PROBE_NOT_STARTED 126

/* In the child: becomes the program, with PIPE as the probe's descriptor.  */
static void
become (const struct probe *probe, int pipe)
{
  static const struct rlimit none = { 0, 0 };
  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  setrlimit (RLIMIT_CORE, &none);
  int null = open ("/dev/null", O_RDONLY);
  if (null >= 0 && dup2 (null, 0) == 0 && dup2 (2, 1) == 1
      && dup2 (pipe, probe->fd) == probe->fd
      /* It is PIPE itself where our own caller left a descriptor closed.  */
      && fcntl (probe->fd, F_SETFD, 0) == 0)
    execve (probe->arguments[0], probe->arguments, probe->env->items);
  const char *why = strerror (errno);
  file_write_all (pipe, why, strlen (why));
  _exit (PROBE_NOT_STARTED);
}

/* Takes what PIPE holds, without waiting; false at its end.  */
static bool
take (struct probe *probe, int pipe)
{
  char part[4096];
  ssize_t n = read (pipe, part, sizeof part);
  if (n < 0)
    return errno == EAGAIN || errno == EINTR;
  if (n == 0 || probe->answer_size + n > ANSWER_MAX)
    return false;
  char *longer = realloc (probe->answer, probe->answer_size + n + 1);
  if (longer == NULL)
    cli_no_memory ();
  memcpy (longer + probe->answer_size, part, n);
  probe->answer = longer;
  probe->answer_size += n;
  probe->answer[probe->answer_size] = 0;
  return true;
}

/* Collects the answer until CHILD has ended, or ends it.  */
static void
collect (struct probe *probe, pid_t child, int pipe)
{
  int64_t deadline = clock_now_ms () + (int64_t) probe->seconds * 1000;
  bool open = true;
  while (waitpid (child, &probe->status, WNOHANG) == 0)
    {
      if (clock_now_ms () >= deadline)
        {
          probe->late = true;
          kill (-child, SIGKILL);
          waitpid (child, &probe->status, 0);
          return;
        }
      struct pollfd wait = { .fd = open ? pipe : -1, .events = POLLIN };
      if (poll (&wait, 1, 10) > 0)
        open = take (probe, pipe);
    }
  kill (-child, SIGKILL);
  size_t before;
  do
    {
      before = probe->answer_size;
      open = open && take (probe, pipe);
    }
  while (open && probe->answer_size > before);
}

int
probe_run (struct probe *probe)
{
  int ends[2];
  probe->answer = cli_asprintf ("%s", "");
  probe->answer_size = 0;
  if (pipe2 (ends, O_CLOEXEC) != 0
      || fcntl (ends[0], F_SETFL, O_NONBLOCK) != 0)
    {
      cli_error ("no pipe: %s", strerror (errno));
      return -1;
    }
  pid_t child = fork ();
  if (child == 0)
    become (probe, ends[1]);
  close (ends[1]);
  if (child > 0)
    {
      setpgid (child, child);
      collect (probe, child, ends[0]);
    }
  else
    cli_error ("no process: %s", strerror (errno));
  close (ends[0]);
  return child > 0 ? 0 : -1;
}
