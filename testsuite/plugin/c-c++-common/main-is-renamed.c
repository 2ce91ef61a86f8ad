/* The user's main is local; beside it stands a hidden one for executables.  */
/* { dg-do link } */
/* { dg-final { scan-symbol "^t spartap_main" } } */
/* { dg-final { scan-not-symbol "^T main$" } } */
/* { dg-final { scan-not-export "^main$" } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
