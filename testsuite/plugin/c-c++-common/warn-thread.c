/* A thread that main leaves behind.  */
/* { dg-do compile } */
#include <pthread.h>
#include "support/hello.h"

int
main (int argc, char **argv)
{
  pthread_attr_t attributes;
  pthread_attr_init (&attributes);
  pthread_attr_setdetachstate (&attributes, PTHREAD_CREATE_DETACHED);
  /* { dg-warning "3: 'pthread_attr_setdetachstate' leaves a thr" "" .-1 } */
  /* { dg-note "3: join the thread instead of 'pthread_attr" "" .-2 } */
  pthread_detach (pthread_self ());
  /* { dg-warning "3: 'pthread_detach' leaves a thread behind" "" .-1 } */
  /* { dg-note "3: join the thread instead of 'pthread_detach'" "" .-2 } */
  return sparta_library_main (argc, argv, &service);
}
