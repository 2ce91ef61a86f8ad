/* Credentials that are kept in static storage.  */
/* { dg-do compile } */
/* { dg-additional-options "-D_GNU_SOURCE" } */
/* { dg-prune-output "note: ask sparta_context_credentials" } */
#include <stdlib.h>

const char *id;
static struct { const char *secret, *token; } keys;
const char *remember (void);

const char *
remember (void)
{
  static char *local;
  id = getenv ("AWS_ACCESS_KEY_ID");
  /* { dg-warning "3: credentials are kept in 'id', and expire th" "" .-1 } */
  keys.secret = getenv ("AWS_SECRET_ACCESS_KEY");
  /* { dg-warning "3: credentials are kept in 'keys', and exp" "" .-1 } */
  local = secure_getenv ("AWS_SESSION_TOKEN");
  /* { dg-warning "3: credentials are kept in 'local', and ex" "" .-1 } */
  return local != NULL ? keys.secret : keys.token;
}
