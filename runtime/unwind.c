/* unwind.c: from frame to frame.

   A frame whose module describes it is left as the description says; one that
   is not described, by its frame pointer.  The walk ends where the description
   says that there is no caller (the bottom of a thread), where what should be
   a return address is none (the bottom of a makecontext), where it would go
   around in a circle, where memory is missing, and after SPARTAP_FRAMES steps:
   whatever is on the stack, it ends.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "unwind-internal.h"

struct walk
{
  struct spartap_stack *stack;
  struct spartap_registers registers;
  bool exact;                   /* the pc is of an instruction, not behind a
                                   call */
};

/* Steps by the frame pointer; what it leads to must be code.  */
static bool
step_by_frame (struct walk *walk)
{
  struct spartap_registers caller = walk->registers;
  if (!spartap_machine_frame (&caller)
      || spartap_module_find (&walk->stack->modules, caller.pc - 1) == NULL)
    return false;
  walk->registers = caller;
  walk->exact = false;
  return true;
}

/* Steps out of a place that is not code: a call went astray.  */
static bool
step_by_call (struct walk *walk)
{
  struct spartap_registers caller = walk->registers;
  if (!spartap_machine_call (&caller)
      || spartap_module_find (&walk->stack->modules, caller.pc - 1) == NULL)
    return false;
  walk->registers = caller;
  walk->exact = false;
  return true;
}

/* Finds the description of the frame at *PC in MODULE.  What was entered
   without a call (makecontext's last function) begins at its return address,
   so that there is nothing of it before.  */
static bool
describe (const struct walk *walk, const struct spartap_module *module,
          uintptr_t *pc, struct spartap_description *out)
{
  if (module == NULL)
    return false;
  if (spartap_describe (module, *pc, out))
    return true;
  *pc += !walk->exact;
  return !walk->exact && spartap_describe (module, *pc, out);
}

/* Steps from the frame at PC in MODULE to its caller.  Returns whether there
   is one.  */
static bool
step (struct walk *walk, const struct spartap_module *module, uintptr_t pc)
{
  struct spartap_description description;
  enum spartap_step done = SPARTAP_STEP_UNKNOWN;
  if (describe (walk, module, &pc, &description))
    done = spartap_step (&description, pc, &walk->registers);
  if (done == SPARTAP_STEP_LAST)
    return false;
  if (done == SPARTAP_STEP_DONE)
    {
      walk->exact = description.signal;
      return true;
    }
  if (spartap_machine_signal (&walk->registers))
    {
      walk->exact = true;
      return true;
    }
  if (module == NULL)
    return walk->exact && step_by_call (walk);
  return step_by_frame (walk);
}

/* Whether the stack goes on from CALLEE to CALLER.  It may begin anew only
   where a signal came to a stack of its own.  */
static bool
further_p (const struct spartap_registers *callee, const struct walk *caller)
{
  uintptr_t from = callee->value[REGISTER_SP];
  uintptr_t to = caller->registers.value[REGISTER_SP];
  return caller->registers.pc != 0
         && (to > from || caller->exact
             || (to == from && caller->registers.pc != callee->pc));
}

void
spartap_unwind (struct spartap_stack *stack, const ucontext_t *context,
                uintptr_t bottom)
{
  struct walk walk = { .stack = stack, .exact = true };
  stack->n = stack->modules.n = 0;
  spartap_machine_load (&walk.registers, context);
  for (int i = 0; i < SPARTAP_FRAMES; i++)
    {
      struct spartap_registers callee = walk.registers;
      uintptr_t pc = callee.pc - !walk.exact;
      const struct spartap_module *module
        = spartap_module_find (&stack->modules, pc);
      bool exact = walk.exact;
      bool more = step (&walk, module, pc) && further_p (&callee, &walk);
      /* A frame's own address is the caller's stack pointer.  */
      if (stack->n > 0 && bottom != 0
          && walk.registers.value[REGISTER_SP] > bottom)
        return;
      /* What is no code was no return address.  */
      if (module != NULL || exact)
        stack->frames[stack->n++] = (struct spartap_frame) { pc, module };
      if (!more)
        return;
    }
}
