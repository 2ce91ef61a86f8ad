/* The user is changed.  */
/* { dg-do compile } */
#include <unistd.h>

int drop (uid_t);

int
drop (uid_t user)
{
  return setuid (user);
  /* { dg-warning "10: 'setuid' fails on Lambda, where the user" "" .-1 } */
  /* { dg-note "10: do without 'setuid': the function runs as an" "" .-2 } */
}
