/* Descriptions and symbols in UTF-8; bytes that are none are replaced.  */
/* { dg-do link } */
/* { dg-final { scan-manifest {"service":."name":"Grüße","description"} } } */
/* { dg-final { scan-manifest {"handler":"[^"]*grüße[^"]*"} } } */
/* { dg-final { scan-manifest {"description":"sch��n","memory_mb"} } } */
#include "support/serve.h"

HANDLER (grüße) { UNUSED; }
static const sparta_lambda rows[] = {
  { .name = "Hello", .handler = grüße, .description = "sch\xf6\xffn" },
};
static const sparta_service mine = {
  .name = "Grüße", .lambdas = rows, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
