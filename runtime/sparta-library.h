/* sparta-library.h: <sparta.h> for a program that becomes a library.

   The plugin takes the call of sparta_library_main, or of
   sparta_library_main_ex, for the entry.  Where the plugin is not at work (an
   executable), they do what sparta_main and sparta_main_ex do.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTA_LIBRARY_H
#define SPARTA_LIBRARY_H

#include <sparta.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One type, hence one signature: the two calls cannot drift apart.  */
sparta_entry sparta_library_main;
sparta_entry_ex sparta_library_main_ex;

#ifdef __cplusplus
}
#endif

#endif /* SPARTA_LIBRARY_H */
