/* The service stands in another unit.  */
/* { dg-do compile } */
/* { dg-final { scan-manifest {"dynamic":true} } } */
#include <sparta-library.h>

extern const sparta_service elsewhere;

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &elsewhere);
}
