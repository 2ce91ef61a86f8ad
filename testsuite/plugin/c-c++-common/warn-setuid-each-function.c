/* Every function of the family.  */
/* { dg-do compile } */
/* { dg-additional-options "-D_GNU_SOURCE" } */
/* { dg-prune-output "note: do without" } */
#include <grp.h>
#include <unistd.h>

int drop (uid_t, gid_t);

int
drop (uid_t u, gid_t g)
{
  int n = chroot ("/tmp");             /* { dg-warning "11: 'chroot' f" } */
  n += initgroups ("me", g);           /* { dg-warning "8: 'initgroups" } */
  n += setegid (g);                    /* { dg-warning "8: 'setegid' f" } */
  n += seteuid (u);                    /* { dg-warning "8: 'seteuid' f" } */
  n += setgid (g);                     /* { dg-warning "8: 'setgid' fa" } */
  n += setgroups (1, &g);              /* { dg-warning "8: 'setgroups'" } */
  n += setregid (g, g);                /* { dg-warning "8: 'setregid' " } */
  n += setresgid (g, g, g);            /* { dg-warning "8: 'setresgid'" } */
  n += setresuid (u, u, u);            /* { dg-warning "8: 'setresuid'" } */
  n += setreuid (u, u);                /* { dg-warning "8: 'setreuid' " } */
  n += setuid (u);                     /* { dg-warning "8: 'setuid' fa" } */
  return n;
}
