/* A crash in a thread that is nobody's is reported too.  */
/* { dg-do run } */
/* { dg-shouldfail "a crash" } */
/* { dg-invoke "Hello" } */
/* { dg-output {crash: ."errorMessage":"[^\n]*SIGSEGV[^\n]*in another thread} } */
#include <pthread.h>
#include <unistd.h>
#include "support/serve.h"

static int *volatile nowhere;
static void *stray (void *data) { *nowhere = 1; return data; }
HANDLER (hello)
{
  UNUSED;
  pthread_t thread;
  pthread_create (&thread, NULL, stray, NULL);
  for (;;)
    pause ();
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
