/* { dg-do compile } */
#include <sparta-library.h>

static const sparta_service service = { .name = "Service" };
/* { dg-error "the service has no functions" "" .-1 } */
/* { dg-note "give the service '.lambdas' and its number" "" .-2 } */

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
