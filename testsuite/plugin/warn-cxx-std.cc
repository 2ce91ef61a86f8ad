// The C library's functions under their names in std, and in a lambda.
// { dg-do compile }
// { dg-prune-output "note: " }
#include <cstdio>
#include <cstdlib>
int
run ()
{
  int n = std::getchar (); // { dg-warning "'getchar' reads the standard" }
  auto list = [] { return std::system ("ls"); }; // { dg-warning "27: 'sys" }
  if (FILE *out = std::fopen ("x", "w")) // { dg-warning "fopen' opens" }
    std::fclose (out);
  return n + list ();
}
