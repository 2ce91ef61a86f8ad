/* A sleep within the timeout, and one whose length is not known.  */
/* { dg-do compile } */
#include <unistd.h>
#include "support/serve.h"

HANDLER (hello)
{
  UNUSED;
  sleep (3);
  usleep (3000000);
  sleep (*sparta_event_data (event, NULL));
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
