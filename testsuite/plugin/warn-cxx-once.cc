// What stands in a constructor is told once, though it has clones.
// { dg-do compile }
#include <cstdlib>
struct base { int n; };
struct program : virtual base
{
  program ();
  ~program ();
};
program::program ()
{
  n = std::system ("ls"); // { dg-warning "7: 'system' starts a process" }
} // { dg-note "7: wait for the child" "" .-1 }
program::~program ()
{
  n = std::system ("ls"); // { dg-warning "7: 'system' starts a process" }
} // { dg-note "7: wait for the child" "" .-1 }
