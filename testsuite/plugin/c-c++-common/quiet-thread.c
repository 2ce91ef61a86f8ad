/* Threads outside main, and one that main can join.  */
/* { dg-do compile } */
#include <pthread.h>
#include "support/serve.h"

HANDLER (hello) { UNUSED; pthread_detach (pthread_self ()); }
SERVE (hello)

int
main (int argc, char **argv)
{
  pthread_attr_t attributes;
  pthread_attr_init (&attributes);
  pthread_attr_setdetachstate (&attributes, PTHREAD_CREATE_JOINABLE);
  return sparta_library_main (argc, argv, &service);
}
