/* A child that a handler forked ends as it says, by err and its kin too.  */
/* { dg-do run } */
/* { dg-additional-options "-fplugin-arg-sparta-no-warn=fork" } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: ok: "3 4 5 6"} } */
#include <err.h>
#include <error.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "support/serve.h"

static void
end (int how)
{
  if (how == 3)
    exit (how);
  if (how == 4)
    err (how, "a word");
  if (how == 5)
    errx (how, "a word");
  error (how, 2, "a word");
}

static int
status_of (int how)
{
  int status = 0;
  pid_t child = fork ();
  if (child == 0)
    end (how);
  waitpid (child, &status, 0);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

HANDLER (hello)
{
  UNUSED;
  for (int how = 3; how <= 6; how++)
    sparta_response_printf (response, "%s%d", how > 3 ? " " : "",
                            status_of (how));
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
