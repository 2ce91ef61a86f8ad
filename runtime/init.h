/* init.h: what init.c and exit.c are to each other.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_INIT_H
#define SPARTAP_INIT_H

/* Leaves main as if it had returned STATUS, where the calling thread runs main
   on its fiber; returns otherwise.  */
void spartap_main_exit (int status);

/* Contains exit in this process, but not in the children that it forks.  The
   call also takes exit.c into every library: with -flto the linker is not told
   of a reference to a built-in function such as exit.  */
void spartap_exit_init (void);

#endif /* SPARTAP_INIT_H */
