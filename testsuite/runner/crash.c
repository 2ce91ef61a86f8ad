/* fails-with: the run ended with status -[0-9] */
/* { dg-do run } */
#include "support/fake-exports.h"
int LambdaInit (void) { __builtin_trap (); }
