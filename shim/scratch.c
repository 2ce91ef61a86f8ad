/* scratch.c: see scratch.h.

   The list is only ever prepended to and a path is given up by emptying it, so
   that the signal handler may walk it at any moment.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "scratch.h"

struct scratch
{
  struct scratch *next;
  char path[];
};

static struct scratch *volatile scratches;

/* Async-signal-safe.  */
static void
remove_all (void)
{
  for (struct scratch *s = scratches; s != NULL; s = s->next)
    if (s->path[0] != 0 && unlink (s->path) != 0)
      rmdir (s->path);
}

static void
remove_and_die (int signal)
{
  remove_all ();
  raise (signal);       /* SA_RESETHAND: now it ends us */
}

static void
arrange_removal (void)
{
  static const int signals[] = { SIGHUP, SIGINT, SIGPIPE, SIGTERM };
  struct sigaction action = { .sa_handler = remove_and_die,
                              .sa_flags = SA_RESETHAND | SA_NODEFER };
  sigemptyset (&action.sa_mask);
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
    {
      struct sigaction old;
      /* What the caller ignores (nohup) stays ignored.  */
      if (sigaction (signals[i], NULL, &old) == 0
          && old.sa_handler != SIG_IGN)
        sigaction (signals[i], &action, NULL);
    }
  atexit (remove_all);
}

void
scratch_add (const char *path)
{
  if (scratches == NULL)
    arrange_removal ();
  size_t size = strlen (path) + 1;
  struct scratch *s = cli_calloc (1, sizeof *s + size);
  memcpy (s->path, path, size);
  s->next = scratches;
  scratches = s;
}

void
scratch_keep (const char *path)
{
  for (struct scratch *s = scratches; s != NULL; s = s->next)
    if (strcmp (s->path, path) == 0)
      s->path[0] = 0;
}

char *
scratch_folder (void)
{
  const char *where = getenv ("TMPDIR");
  if (where == NULL || *where == 0)
    where = "/tmp";
  char *path = cli_asprintf ("%s/sparta-XXXXXX", where);
  if (mkdtemp (path) == NULL)
    {
      cli_error ("%s: no temporary folder: %s; set TMPDIR", where,
                 strerror (errno));
      exit (CLI_UNUSABLE);
    }
  scratch_add (path);
  return path;
}

static int
remove_entry (const char *path, const struct stat *status, int type,
              struct FTW *walk)
{
  (void) status;
  (void) type;
  (void) walk;
  remove (path);
  return 0;
}

void
scratch_remove (const char *folder)
{
  nftw (folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}
