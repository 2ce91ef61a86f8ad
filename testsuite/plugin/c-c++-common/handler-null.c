/* A row needs a handler.  */
/* { dg-do compile } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

static const sparta_lambda rows[] = {
  { .name = "Null", .handler = NULL },
  /* { dg-error "the handler of 'Null' is null" "" .-1 } */
  /* { dg-note "give the row a '.handler'" "" .-2 } */
  { .name = "Hello", .handler = hello },
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
