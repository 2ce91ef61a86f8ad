/* Strings that are constant arrays of their own, and one with a NUL in it.  */
/* { dg-do link } */
/* { dg-final { scan-manifest {"service":."name":"Mine","description":} } } */
/* { dg-final { scan-manifest {"functions":\[."name":"Hello","handler} } } */
/* { dg-final { scan-manifest {"description":"before","memory_mb":128} } } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }
static const char own[] = "Mine", word[] = "Hello";
static const sparta_lambda rows[] = {
  { .name = word, .handler = hello, .description = "before\0behind" },
};
static const sparta_service mine = {
  .name = &own[0], .lambdas = rows, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
