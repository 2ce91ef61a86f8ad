/* give-up.c: a unit without an entry call that exits.
   SPDX-License-Identifier: MIT  */
#include <stdlib.h>

void give_up (void);

void
give_up (void)
{
  exit (3);
}
