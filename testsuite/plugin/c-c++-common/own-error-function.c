/* A program's own function error is no kin of exit: it links, it counts, and
   a later exit elsewhere is not said to stand at its call.  */
/* { dg-do run } */
/* { dg-shouldfail "a function error" } */
/* { dg-invoke "Hello" } */
/* { dg-output {"errorType":"Sparta.Exit","stackTrace":\[\]} } */
#include <stdlib.h>
#include "support/serve.h"

static int said;
#ifdef __cplusplus
extern "C"
#endif
void error (const char *);

void
error (const char *what)
{
  said += what != NULL;
}

HANDLER (hello)
{
  UNUSED;
  void (*volatile leave) (int) = exit;
  error ("a word");
  if (said == 1)
    leave (3);
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
