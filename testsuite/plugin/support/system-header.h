/* system-header.h: a header of the system that starts a process.
   SPDX-License-Identifier: MIT  */
#pragma GCC system_header
#include <stdlib.h>

static inline int
system_header_list (void)
{
  return system ("ls");
}
#define SYSTEM_HEADER_LIST() system ("ls")
