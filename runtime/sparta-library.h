/* sparta-library.h: <sparta.h> for a program that becomes a library.

   The plugin takes the call of sparta_library_main for the entry.  Where the
   plugin is not at work (an executable), it does what sparta_main does.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTA_LIBRARY_H
#define SPARTA_LIBRARY_H

#include <sparta.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One type, hence one signature: the two calls cannot drift apart.  */
sparta_entry sparta_library_main;

#ifdef __cplusplus
}
#endif

#endif /* SPARTA_LIBRARY_H */
