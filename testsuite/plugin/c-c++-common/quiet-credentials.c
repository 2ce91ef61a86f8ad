/* Credentials in a local variable, and other variables in a static one.  */
/* { dg-do compile } */
#include <stdlib.h>

static const char *region;
int ask (void);

int
ask (void)
{
  const char *key = getenv ("AWS_ACCESS_KEY_ID");
  region = getenv ("AWS_REGION");
  return key != NULL && region != NULL;
}
