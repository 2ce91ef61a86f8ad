/* exit.c: containment of exit.  A program may end itself by exit, err or
   error; a library must not end its host.  These definitions are hidden, so
   that every object that is linked into the library is bound to them, objects
   of other archives too; the host and the C library keep theirs.

   What an exit means depends on who calls it: a handler fails, main before the
   entry call is an init error, another thread ends the process, and a child
   that forked exits in truth.

   SPDX-License-Identifier: MIT  */

#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "crash.h"
#include "init.h"
#include "internal.h"
#include "thread.h"

/* These are no names of standard C: a program may have functions of its own
   that are called so, and then those count.  */
#define OR_THE_PROGRAMS __attribute__ ((weak))

/* These are the C library's names; <err.h> and <error.h> are not included
   because their inline definitions would get in the way.  */
OR_THE_PROGRAMS _Noreturn void err (int, const char *, ...);
OR_THE_PROGRAMS _Noreturn void errx (int, const char *, ...);
OR_THE_PROGRAMS _Noreturn void verr (int, const char *, va_list);
OR_THE_PROGRAMS _Noreturn void verrx (int, const char *, va_list);
OR_THE_PROGRAMS void error (int, int, const char *, ...);
OR_THE_PROGRAMS void error_at_line (int, int, const char *, unsigned,
                                    const char *, ...);

/* The process that ran LambdaInit; 0: none has.  */
static pid_t process;

void
spartap_exit_init (void)
{
  process = getpid ();
}

_Noreturn static void
end_process (int status)
{
  syscall (SYS_exit_group, status);
  __builtin_trap ();
}

/* The C library's own NAME, past the hidden one.  */
_Noreturn static void
call_real (const char *name, int status)
{
  void (*real) (int) = (void (*) (int)) dlsym (RTLD_DEFAULT, name);
  if (real != NULL)
    real (status);
  end_process (status);
}

/* Ends whatever called NAME, which ends a process by REAL, with STATUS.  */
_Noreturn static void
contain (const char *name, const char *real, int status)
{
  if (process != 0 && process != getpid ())
    call_real (real, status);
  spartap_call_exit (status);
  spartap_main_exit (status);
  struct spartap_site site = spartap_site_current ();
  char line[16] = "";
  if (site.file != NULL)
    snprintf (line, sizeof line, ":%d", site.line);
  spartap_log (SPARTAP_FATAL,
               "%s (%d) was called outside a handler and main%s%s%s: the "
               "process ends", name, status, site.file == NULL ? "" : " at ",
               site.file == NULL ? "" : site.file, line);
  /* Another thread may hold any stream's lock, and then for good.  */
  fflush_unlocked (stdout);
  spartap_crash_others ();
  end_process (status);
}

void
exit (int status)
{
  contain ("exit", "exit", status);
}

void
_exit (int status)
{
  contain ("_exit", "_exit", status);
}

void
_Exit (int status)
{
  contain ("_Exit", "_Exit", status);
}

void
quick_exit (int status)
{
  contain ("quick_exit", "quick_exit", status);
}

/* Composes the last words of err and error, which become part of the error's
   message, and prints them, as those functions do.  ERRNUM is -1 where no
   error number is meant.  */
static void
speak (int errnum, const char *format, va_list arguments)
{
  struct spartap_thread *thread = spartap_thread ();
  struct spartap_buffer *words = &thread->line;
  spartap_buffer_clear (words);
  if (format != NULL)
    spartap_buffer_vprintf (words, format, arguments);
  if (errnum >= 0)
    spartap_buffer_printf (words, "%s%s", words->size > 0 ? ": " : "",
                           strerror (errnum));
  thread->last_words = words->data;
  fflush (stdout);
  fprintf (stderr, "%s\n", words->data != NULL ? words->data : "");
}

void
verr (int status, const char *format, va_list arguments)
{
  speak (errno, format, arguments);
  contain ("verr", "exit", status);
}

void
verrx (int status, const char *format, va_list arguments)
{
  speak (-1, format, arguments);
  contain ("verrx", "exit", status);
}

void
err (int status, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  speak (errno, format, arguments);
  va_end (arguments);
  contain ("err", "exit", status);
}

void
errx (int status, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  speak (-1, format, arguments);
  va_end (arguments);
  contain ("errx", "exit", status);
}

/* What error and error_at_line do behind their words: status 0 goes on.  */
static void
finish_error (int status)
{
  extern unsigned int error_message_count;
  error_message_count++;
  if (status != 0)
    contain ("error", "exit", status);
  spartap_thread ()->last_words = NULL;
  spartap_exit_site (NULL, 0);
}

void
error (int status, int errnum, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  speak (errnum == 0 ? -1 : errnum, format, arguments);
  va_end (arguments);
  finish_error (status);
}

void
error_at_line (int status, int errnum, const char *file, unsigned line,
               const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  if (file != NULL)
    fprintf (stderr, "%s:%u: ", file, line);
  speak (errnum == 0 ? -1 : errnum, format, arguments);
  va_end (arguments);
  finish_error (status);
}
