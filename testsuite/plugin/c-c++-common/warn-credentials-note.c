/* The note says what to call instead.  */
/* { dg-do compile } */
#include <stdlib.h>

const char *id;
void remember (void);

void
remember (void)
{
  id = getenv ("AWS_ACCESS_KEY_ID"); /* { dg-warning "3: credentials" } */
  /* { dg-note "3: ask sparta_context_credentials .* keeping 'id'" "" .-1 } */
}
