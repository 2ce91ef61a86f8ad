/* What a system header does is not the program's.  */
/* { dg-do compile } */
#include "support/system-header.h"

int list (void);

int
list (void)
{
  return system_header_list () + SYSTEM_HEADER_LIST ();
}
