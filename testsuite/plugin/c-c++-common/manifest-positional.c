/* Members without designators.  */
/* { dg-do link } */
/* { dg-final { scan-manifest {:false,"service":."name":"Mine","des} } } */
/* { dg-final { scan-manifest {"description":"Its words".,"function} } } */
/* { dg-final { scan-manifest {."name":"Hello","handler":"[^"]*hello} } } */
/* { dg-final { scan-manifest {"description":"one","memory_mb":512,} } } */
/* { dg-final { scan-manifest {"timeout_s":9,"http":false} } } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }
static const sparta_lambda rows[] = {
  { "Hello", hello, "one", 512, 9, false, false, NULL },
};
static const sparta_service mine = { "Mine", "Its words", rows, 1 };

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
