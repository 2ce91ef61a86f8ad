/* fails-with: the run ended with status 0 */
/* { dg-do run } */
/* { dg-shouldfail "it does not" } */
#include "support/fake-exports.h"
int LambdaInit (void) { return 0; }
