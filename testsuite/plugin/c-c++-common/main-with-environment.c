/* A main of three arguments gets the environment.  */
/* { dg-do run } */
/* { dg-set-target-env-var "FLAVOUR" "vanilla" } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: ok: "FLAVOUR=vanilla"} } */
#include <string.h>
#include "support/serve.h"

static const char *flavour = "none";
HANDLER (hello) { UNUSED; sparta_response_printf (response, "%s", flavour); }
SERVE (hello)

int
main (int argc, char **argv, char **envp)
{
  for (; *envp != NULL; envp++)
    if (strncmp (*envp, "FLAVOUR=", 8) == 0)
      flavour = *envp;
  return sparta_library_main (argc, argv, &service);
}
