/* The entry call lasts as long as the service: main closes its database when
   the host asks for SHUTDOWN.  */
/* { dg-do run } */
/* { dg-host-options "--shutdown" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output "open\nHello: ok: {\"hello\":1}\nclosed 7\nshutdown: ok" } */
#include <stdio.h>
#include "support/hello.h"

int
main (int argc, char **argv)
{
  volatile int local = 7;
  puts ("open");
  int status = sparta_library_main (argc, argv, &service);
  printf ("closed %d\n", local);
  fflush (stdout);
  return status;
}
