// Credentials that a static initialiser keeps.
// { dg-do compile }
#include <cstdlib>
static const char *key = std::getenv ("AWS_SECRET_ACCESS_KEY");
// { dg-warning "credentials are kept in 'key', and expire there" "" .-1 }
// { dg-note "ask sparta_context_credentials" "" .-2 }
const char *get () { return key; }
