/* A row needs a name.  */
/* { dg-do compile } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

/* On one line: G++ from 14 on knows no better place than the table's end.  */
static const sparta_lambda rows[] = { { .name = NULL, .handler = hello } };
/* { dg-error "a function of the service has no name" "" .-1 } */
/* { dg-note "give the row a '.name'" "" .-2 } */
static const sparta_service mine = {
  .name = "Mine", .lambdas = rows,
  .n_lambdas = sizeof rows / sizeof *rows,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
