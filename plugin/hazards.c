/* hazards.c: one table of functions, each with the look that tells whether a
   call of it hurts.  What each costs on Lambda is told in sparta-plugin(7).

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "hazards.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

/* Whether the call, of a function in the table, hurts.  */
typedef bool look (const struct hazard_call *);

static const struct argument *
argument (const struct hazard_call *call, unsigned i)
{
  static const struct argument other = { ARGUMENT_OTHER, NULL, 0 };
  return i < call->n_arguments ? &call->arguments[i] : &other;
}

static bool
always (const struct hazard_call *call)
{
  (void) call;
  return true;
}

/* Whether PATH is a literal in a folder that the function may not write:
   everything but /tmp is read-only there, and devices are no files.  */
static bool
read_only_p (const struct argument *path)
{
  static const char *const open_to_all[] = { "/tmp", "/dev", "/proc" };
  if (path->kind != ARGUMENT_STRING)
    return false;
  for (size_t i = 0; i < sizeof open_to_all / sizeof open_to_all[0]; i++)
    {
      size_t size = strlen (open_to_all[i]);
      if (strncmp (path->text, open_to_all[i], size) == 0
          && (path->text[size] == '/' || path->text[size] == 0))
        return strstr (path->text, "/../") != NULL;
    }
  return path->text[0] != 0;
}

static bool
write_mode_p (const struct argument *mode)
{
  return mode->kind == ARGUMENT_STRING && strpbrk (mode->text, "wa+") != NULL;
}

static bool
write_flags_p (const struct argument *flags)
{
  return flags->kind == ARGUMENT_NUMBER
         && ((flags->number & O_ACCMODE) != O_RDONLY
             || (flags->number & (O_CREAT | O_TRUNC)) != 0);
}

static bool
fopen_writes (const struct hazard_call *call)
{
  return read_only_p (argument (call, 0)) && write_mode_p (argument (call, 1));
}

static bool
open_writes (const struct hazard_call *call)
{
  return read_only_p (argument (call, 0))
         && write_flags_p (argument (call, 1));
}

static bool
openat_writes (const struct hazard_call *call)
{
  const struct argument *path = argument (call, 1);
  return path->kind == ARGUMENT_STRING && path->text[0] == '/'
         && read_only_p (path) && write_flags_p (argument (call, 2));
}

static bool
creates (const struct hazard_call *call)
{
  return read_only_p (argument (call, 0));
}

/* The standard input as stream or, for read, as descriptor.  */
static bool
first_is_stdin (const struct hazard_call *call)
{
  const struct argument *first = argument (call, 0);
  return first->kind == ARGUMENT_STDIN
         || (first->kind == ARGUMENT_NUMBER && first->number == 0);
}

static bool
third_is_stdin (const struct hazard_call *call)
{
  return argument (call, 2)->kind == ARGUMENT_STDIN;
}

static bool
fourth_is_stdin (const struct hazard_call *call)
{
  return argument (call, 3)->kind == ARGUMENT_STDIN;
}

static bool
sleeps (const struct hazard_call *call)
{
  const struct argument *first = argument (call, 0);
  return first->kind == ARGUMENT_NUMBER && call->timeout_s > 0
         && first->number > call->timeout_s;
}

static bool
sleeps_us (const struct hazard_call *call)
{
  const struct argument *first = argument (call, 0);
  return first->kind == ARGUMENT_NUMBER && call->timeout_s > 0
         && first->number > 1000000LL * call->timeout_s;
}

static bool
detaches (const struct hazard_call *call)
{
  return call->in_main;
}

/* PTHREAD_CREATE_DETACHED is 1 in the GNU C library.  */
static bool
makes_detached (const struct hazard_call *call)
{
  const struct argument *second = argument (call, 1);
  return call->in_main && second->kind == ARGUMENT_NUMBER
         && second->number == 1;
}

static const struct hazard to_fork = {
  WARNING_FORK, "%qs starts a process, which Lambda freezes and kills with "
                "the function",
  "wait for the child before the handler returns, or do without %qs; fork "
  "also copies what other threads of the host hold"
};
static const struct hazard to_read_stdin = {
  WARNING_STDIN, "%qs reads the standard input, which is empty on Lambda",
  "take the input from the event: sparta_event_data instead of %qs"
};
static const struct hazard to_set_ids = {
  WARNING_SETUID, "%qs fails on Lambda, where the user cannot be changed",
  "do without %qs: the function runs as an unprivileged user already"
};
static const struct hazard to_sleep = {
  WARNING_SLEEP, "%qs sleeps longer than the function's timeout",
  "raise the row's .timeout_s, or shorten %qs: waiting is paid for"
};
static const struct hazard to_detach = {
  WARNING_THREAD, "%qs leaves a thread behind that is frozen between "
                  "invocations",
  "join the thread instead of %qs, or start it where it is needed"
};
static const struct hazard to_write = {
  WARNING_TMP, "%qs opens a file for writing outside /tmp",
  "only /tmp can be written on Lambda; give %qs a path there"
};
const struct hazard hazard_credentials = {
  WARNING_CREDENTIALS, "credentials are kept in %qs, and expire there",
  "ask sparta_context_credentials in each invocation instead of keeping %qs"
};

/* Sorted by name.  */
static const struct row
{
  const char *function;
  look *look;
  const struct hazard *hazard;
} rows[] = {
  { "chroot", always, &to_set_ids },
  { "creat", creates, &to_write },
  { "creat64", creates, &to_write },
  { "daemon", always, &to_fork },
  { "fgetc", first_is_stdin, &to_read_stdin },
  { "fgets", third_is_stdin, &to_read_stdin },
  { "fopen", fopen_writes, &to_write },
  { "fopen64", fopen_writes, &to_write },
  { "fork", always, &to_fork },
  { "fread", fourth_is_stdin, &to_read_stdin },
  { "freopen", fopen_writes, &to_write },
  { "fscanf", first_is_stdin, &to_read_stdin },
  { "getc", first_is_stdin, &to_read_stdin },
  { "getchar", always, &to_read_stdin },
  { "getdelim", fourth_is_stdin, &to_read_stdin },
  { "getline", third_is_stdin, &to_read_stdin },
  { "gets", always, &to_read_stdin },
  { "initgroups", always, &to_set_ids },
  { "open", open_writes, &to_write },
  { "open64", open_writes, &to_write },
  { "openat", openat_writes, &to_write },
  { "openat64", openat_writes, &to_write },
  { "popen", always, &to_fork },
  { "pthread_attr_setdetachstate", makes_detached, &to_detach },
  { "pthread_detach", detaches, &to_detach },
  { "read", first_is_stdin, &to_read_stdin },
  { "scanf", always, &to_read_stdin },
  { "setegid", always, &to_set_ids },
  { "seteuid", always, &to_set_ids },
  { "setgid", always, &to_set_ids },
  { "setgroups", always, &to_set_ids },
  { "setregid", always, &to_set_ids },
  { "setresgid", always, &to_set_ids },
  { "setresuid", always, &to_set_ids },
  { "setreuid", always, &to_set_ids },
  { "setuid", always, &to_set_ids },
  { "sleep", sleeps, &to_sleep },
  { "system", always, &to_fork },
  { "usleep", sleeps_us, &to_sleep },
  { "vfork", always, &to_fork },
  { "vscanf", always, &to_read_stdin },
};

static int
compare (const void *key, const void *row)
{
  return strcmp (key, ((const struct row *) row)->function);
}

static const struct row *
find (const char *function)
{
  return bsearch (function, rows, sizeof rows / sizeof rows[0],
                  sizeof rows[0], compare);
}

bool
hazard_p (const char *function)
{
  return find (function) != NULL;
}

const struct hazard *
hazard_check (const struct hazard_call *call)
{
  const struct row *row = find (call->function);
  return row != NULL && row->look (call) ? row->hazard : NULL;
}

bool
hazard_credentials_p (const char *function, const struct argument *argument)
{
  static const char *const names[] = {
    "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
  };
  if (argument->kind != ARGUMENT_STRING
      || (strcmp (function, "getenv") != 0
          && strcmp (function, "secure_getenv") != 0))
    return false;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp (argument->text, names[i]) == 0)
      return true;
  return false;
}
