/* cold-file.h: what is included first by a file that is compiled for size,
   whatever CFLAGS say: nothing of it runs in an invocation that goes well, or
   callgrind counts as many instructions as if it were compiled for speed.
   clang has no such pragma.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_COLD_FILE_H
#define SPARTAP_COLD_FILE_H

#ifndef __clang__
#pragma GCC optimize ("Os", "no-move-loop-invariants")
#endif

#endif /* SPARTAP_COLD_FILE_H */
