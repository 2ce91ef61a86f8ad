/* app.h: what the files of libsparta-app share: the half of the runtime that a
   program has which runs by itself.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_APP_H
#define SPARTAP_APP_H

#include <stdatomic.h>

#include "internal.h"

/* app-cli.c: the command line.  Returns the exit status.  */
int spartap_app_command (int argc, char **argv);

/* Says on standard error what is wrong: "PROGRAM VERB: ..." and a newline.
   VERB may be NULL.  Returns the status of unusable arguments, 2.  */
int spartap_app_complain (const char *verb, const char *format, ...)
  __attribute__ ((format (printf, 2, 3)));

/* app-invoke.c: invoke FUNCTION [FILE|-].  PATH is NULL where there is none.
   Returns the exit status.  */
int spartap_app_invoke (const char *function, const char *path);

/* app-invoke.c: the host's stream (sparta-abi.h) to the descriptor at OPAQUE.
   */
int spartap_app_stream (void *opaque, const struct sparta_reply *head,
                        const void *data, size_t size);

/* app-exit.c: while UNDER_WAY_P, an end of the process by exit is told to
   REPORT, as an error reply, from the thread that called exit.  STATUS is
   exit's.  One watch at a time; forget ends it.  */
struct spartap_exit_watch
{
  bool (*under_way_p) (const void *opaque);
  const char *function;         /* that is served */
  void (*report) (void *opaque, const struct sparta_reply *, int status);
  void *opaque;
  int workers;                  /* that may call exit beside each other */
};

void spartap_exit_watch (const struct spartap_exit_watch *);
void spartap_exit_forget (void);

#endif /* SPARTAP_APP_H */
