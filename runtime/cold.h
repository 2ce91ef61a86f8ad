/* cold.h: what runs once in a process, or never, is compiled for size: every
   package carries it.  clang reads the same attribute.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_COLD_H
#define SPARTAP_COLD_H

#define SPARTAP_COLD __attribute__ ((cold))

#endif /* SPARTAP_COLD_H */
