/* fails-with: the run ended with status 1 */
/* { dg-do run } */
#include "support/fake-exports.h"
int LambdaInit (void) { return 1; }
