/* Keywords and leading digits get an underscore, and may collide with one.  */
/* { dg-do compile } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

static const sparta_lambda rows[] = {
  { .name = "class", .handler = hello },
  { .name = "Class", .handler = hello },
  /* { dg-note "the other is '1st'; rename one" "" .+1 } */
  { .name = "1st", .handler = hello },
  { .name = "_1st", .handler = hello },
  /* { dg-error "the name '_1st' becomes the same Python id" "" .-1 } */
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
