/* A copy of credentials expires as well.  */
/* { dg-do compile } */
/* { dg-additional-options "-D_GNU_SOURCE" } */
#include <stdlib.h>
#include <string.h>

char *id;
void remember (void);

void
remember (void)
{
  id = strdup (getenv ("AWS_ACCESS_KEY_ID"));
  /* { dg-warning "3: credentials are kept in 'id', and expire" "" .-1 } */
  /* { dg-note "3: ask sparta_context_credentials" "" .-2 } */
}
