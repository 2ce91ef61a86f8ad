/* A table made at run time that breaks a rule is an init error.  */
/* { dg-do run } */
/* { dg-shouldfail "an init error" } */
/* { dg-output {LambdaInit: (failed|fatal): } } */
/* { dg-output {."errorMessage":"[^"]*no good[^"]*",} } */
/* { dg-output {"errorType":"Sparta.[A-Za-z]*"} } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  sparta_lambda rows[1] = { { .name = argc > 9 ? "Good" : "no good",
                              .handler = hello } };
  sparta_service mine = { .name = "Mine", .lambdas = rows, .n_lambdas = 1 };
  return sparta_library_main (argc, argv, &mine);
}
