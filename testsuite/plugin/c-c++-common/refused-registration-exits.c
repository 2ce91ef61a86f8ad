/* A refused table is told as one where main gives the result to exit.  */
/* { dg-do run } */
/* { dg-shouldfail "an init error" } */
/* { dg-output {LambdaInit: (failed|fatal): } } */
/* { dg-output {."errorMessage":"Mine: row 0[^"]*no good[^"]*",} } */
/* { dg-output {"errorType":"Sparta.InvalidService"} } */
#include <stdlib.h>
#include "support/hello.h"

int
main (int argc, char **argv)
{
  sparta_lambda rows[1] = { { .name = argc > 9 ? "Good" : "no good",
                              .handler = hello } };
  sparta_service mine = { .name = "Mine", .lambdas = rows, .n_lambdas = 1 };
  exit (sparta_library_main (argc, argv, &mine));
}
