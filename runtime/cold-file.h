/* cold-file.h: what is included first by a file of which nothing runs in an
   invocation that goes well: such a file is compiled for size, whatever CFLAGS
   say.  clang has no such pragma.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_COLD_FILE_H
#define SPARTAP_COLD_FILE_H

#ifndef __clang__
#pragma GCC optimize ("Os", "no-move-loop-invariants")
#endif

#endif /* SPARTAP_COLD_FILE_H */
