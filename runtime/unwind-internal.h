/* unwind-internal.h: what the unwinder's files share.

   unwind.c walks; unwind-machine.c knows the machine's registers; a step is
   done by the unwind table's description of the frame (unwind-find.c), which
   is a program (unwind-run.c) with expressions in it (unwind-expression.c),
   read byte by byte (unwind-cursor.c).  The format is that of the Linux
   Standard Base, "Exception Frames", and of DWARF 5, chapter 6.4.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_UNWIND_INTERNAL_H
#define SPARTAP_UNWIND_INTERNAL_H

#include "cold.h"
#include "unwind.h"

/* The machine's registers, by DWARF's numbers; what is above REGISTERS (the
   vector registers) is not followed.  SIGN is aarch64's RA_SIGN_STATE.  */
#if defined __x86_64__
enum { REGISTERS = 17, REGISTER_FP = 6, REGISTER_SP = 7, REGISTER_RA = 16 };
#elif defined __aarch64__
enum { REGISTERS = 32, REGISTER_FP = 29, REGISTER_RA = 30, REGISTER_SP = 31 };
#else
enum { REGISTERS = 1, REGISTER_FP = 0, REGISTER_SP = 0, REGISTER_RA = 0 };
#endif

struct spartap_registers
{
  uintptr_t pc;
  uintptr_t value[REGISTERS];
};

/* Bytes from AT to END; BAD once one could not be read.  */
struct spartap_cursor
{
  uintptr_t at, end;
  bool bad;
  uintptr_t cached;
  size_t n_cached;
  unsigned char cache[64];
};

struct spartap_cursor spartap_cursor (uintptr_t at, uintptr_t end)
  SPARTAP_COLD;
bool spartap_cursor_more_p (const struct spartap_cursor *) SPARTAP_COLD;
/* SIZE bytes, 8 at most, the lowest first; 0 where they are not there.  */
uint64_t spartap_cursor_fixed (struct spartap_cursor *, unsigned size)
  SPARTAP_COLD;
uint64_t spartap_cursor_uleb (struct spartap_cursor *) SPARTAP_COLD;
int64_t spartap_cursor_sleb (struct spartap_cursor *) SPARTAP_COLD;
/* A pointer that is encoded as ENCODING (DW_EH_PE_..) says; BASE is what
   DW_EH_PE_datarel is relative to.  An indirect one is not followed.  */
uintptr_t spartap_cursor_pointer (struct spartap_cursor *, unsigned encoding,
                                  uintptr_t base) SPARTAP_COLD;

/* The description of a frame.  */
struct spartap_description
{
  uint64_t code_align;
  int64_t data_align;
  uint64_t ra;                  /* the column of the return address */
  bool signal;                  /* the kernel made the frame */
  uintptr_t start;              /* of the code it describes */
  uintptr_t common, common_end; /* the program of all frames of its kind */
  uintptr_t own, own_end;       /* and its own */
};

/* Finds the description of the frame at PC in MODULE.  */
bool spartap_describe (const struct spartap_module *, uintptr_t pc,
                       struct spartap_description *) SPARTAP_COLD;

enum spartap_step
{
  SPARTAP_STEP_UNKNOWN,         /* no description that helps */
  SPARTAP_STEP_LAST,            /* it says that there is no caller */
  SPARTAP_STEP_DONE
};

/* Makes REGISTERS those of the caller, as DESCRIPTION says for PC.  */
enum spartap_step spartap_step (const struct spartap_description *,
                                uintptr_t pc, struct spartap_registers *)
  SPARTAP_COLD;

/* Evaluates the expression, a size and so many bytes, at AT.  The stack begins
   with INITIAL where PUSHED.  */
bool spartap_evaluate (uintptr_t at, const struct spartap_registers *,
                       bool pushed, uintptr_t initial, uintptr_t *result)
  SPARTAP_COLD;

/* unwind-machine.c.  */
void spartap_machine_load (struct spartap_registers *, const ucontext_t *)
  SPARTAP_COLD;
/* A return address without the signature that it may carry.  */
uintptr_t spartap_machine_strip (uintptr_t address) SPARTAP_COLD;
/* Steps out of a frame that is a signal's, told by its instructions.  */
bool spartap_machine_signal (struct spartap_registers *) SPARTAP_COLD;
/* Steps out of a function that has not begun, for a call that went astray.  */
bool spartap_machine_call (struct spartap_registers *) SPARTAP_COLD;
/* Steps by the frame pointer.  */
bool spartap_machine_frame (struct spartap_registers *) SPARTAP_COLD;

#endif /* SPARTAP_UNWIND_INTERNAL_H */
