/* { dg-do compile } */
#include "support/hello.h"

static const sparta_service mine = { /* { dg-error "service has no name" } */
  .name = "", .lambdas = lambdas, .n_lambdas = 1,
}; /* { dg-note "give the service a '.name'" "" .-2 } */
/* { dg-prune-output "'service' defined but not used" } */

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
