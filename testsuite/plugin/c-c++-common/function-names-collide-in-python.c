/* Two names that become one Python identifier.  */
/* { dg-do compile } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

static const sparta_lambda rows[] = {
  { .name = "get-it", .handler = hello },
  /* { dg-note "the other is 'get-it'; rename one" "" .-1 } */
  { .name = "get_it", .handler = hello },
  /* { dg-error "the name 'get_it' becomes the same Python id" "" .-1 } */
  { .name = "GET_IT", .handler = hello },
};
static const sparta_service mine = {
  .name = "Mine", .lambdas = rows,
  .n_lambdas = sizeof rows / sizeof *rows,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
