/* unwind.h: the C stack of a thread that a signal stopped.

   All of it is async-signal-safe, and holds no memory but the caller's: the
   modules are found in /proc/self/maps, the frames by the unwind tables that
   the C++ ABI demands in each of them, and every byte is read through the
   kernel, so that a broken stack ends the walk and not the process.  For
   x86-64 and aarch64; on another machine there is one frame.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_UNWIND_H
#define SPARTAP_UNWIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

#include "cold.h"

#define SPARTAP_FRAMES 64
#define SPARTAP_MODULES 24
#define SPARTAP_PATH_ROOM 256

/* A file that the dynamic loader, or the kernel, has mapped.  */
struct spartap_module
{
  uintptr_t start, end;         /* of the code in which an address was found */
  uintptr_t bias;               /* an address is as linked less this */
  uintptr_t frames, frames_size;        /* .eh_frame_hdr; 0: none */
  uintptr_t dynamic;            /* the dynamic section; 0: none */
  char path[SPARTAP_PATH_ROOM]; /* as the kernel names it, cut if longer */
};

/* Those that were met.  */
struct spartap_modules
{
  struct spartap_module list[SPARTAP_MODULES];
  size_t n;
};

struct spartap_frame
{
  uintptr_t pc;                 /* of the fault, or inside the call */
  const struct spartap_module *module;  /* NULL: none that is known */
};

struct spartap_stack
{
  struct spartap_frame frames[SPARTAP_FRAMES];  /* innermost first */
  size_t n;
  struct spartap_modules modules;
};

/* Fills STACK, which is zeroed first, from CONTEXT.  Frames that are not
   inside of BOTTOM, an address on the stack, are left out; 0: none is.  */
void spartap_unwind (struct spartap_stack *, const ucontext_t *context,
                     uintptr_t bottom) SPARTAP_COLD;

/* Where CONTEXT was stopped, and its stack pointer.  */
uintptr_t spartap_unwind_pc (const ucontext_t *context) SPARTAP_COLD;
uintptr_t spartap_unwind_sp (const ucontext_t *context) SPARTAP_COLD;

/* The module in whose code ADDRESS is, met before or now; NULL: in none, or
   there is no room for more.  */
const struct spartap_module *
spartap_module_find (struct spartap_modules *, uintptr_t address) SPARTAP_COLD;

/* Writes the name of MODULE's dynamic symbol that holds ADDRESS to NAME, of
   ROOM bytes; false: there is none.  */
bool spartap_module_symbol (const struct spartap_module *, uintptr_t address,
                            char *name, size_t room) SPARTAP_COLD;

/* The address of MODULE's dynamic symbol NAME; 0: it has none.  */
uintptr_t spartap_module_address (const struct spartap_module *,
                                  const char *name) SPARTAP_COLD;

/* Copies SIZE bytes at FROM, which may be no memory at all, to TO.  Returns
   how many could be read.  */
size_t spartap_peek (uintptr_t from, void *to, size_t size) SPARTAP_COLD;
bool spartap_peek_word (uintptr_t from, uintptr_t *word) SPARTAP_COLD;
/* Likewise a string: what does not fit is cut, what cannot be read is "".  */
void spartap_peek_string (uintptr_t from, char *to, size_t room) SPARTAP_COLD;

/* /proc/self/maps, line by line.  */
struct spartap_mapping
{
  uintptr_t start, end, offset;
  bool readable, writable, executable;
  char path[SPARTAP_PATH_ROOM]; /* "": none */
};

struct spartap_maps
{
  int fd;
  size_t at, size;
  char buffer[1024];
};

bool spartap_maps_open (struct spartap_maps *) SPARTAP_COLD;
bool spartap_maps_next (struct spartap_maps *, struct spartap_mapping *)
  SPARTAP_COLD;
void spartap_maps_close (struct spartap_maps *) SPARTAP_COLD;

#endif /* SPARTAP_UNWIND_H */
