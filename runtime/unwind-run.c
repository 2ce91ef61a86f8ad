/* unwind-run.c: the program of a frame's description.  It builds one row that
   says for the place in the code where the frame stands how to find the
   caller's registers (DWARF 5, 6.4.2 and 7.24).

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "unwind-internal.h"

#define REMEMBERED 4                    /* nested remember_state */

/* DW_CFA_..  */
enum
{
  CFA_ADVANCE = 0x40, CFA_OFFSET = 0x80, CFA_RESTORE = 0xc0,
  CFA_NOP = 0, CFA_SET_LOC, CFA_ADVANCE_1, CFA_ADVANCE_2, CFA_ADVANCE_4,
  CFA_OFFSET_EXTENDED, CFA_RESTORE_EXTENDED, CFA_UNDEFINED, CFA_SAME_VALUE,
  CFA_REGISTER, CFA_REMEMBER, CFA_RECALL, CFA_DEF, CFA_DEF_REGISTER,
  CFA_DEF_OFFSET, CFA_DEF_EXPRESSION, CFA_EXPRESSION, CFA_OFFSET_SF,
  CFA_DEF_SF, CFA_DEF_OFFSET_SF, CFA_VAL_OFFSET, CFA_VAL_OFFSET_SF,
  CFA_VAL_EXPRESSION,
  CFA_AARCH64_NEGATE_RA = 0x2d,         /* SPARC's window_save elsewhere */
  CFA_GNU_ARGS_SIZE = 0x2e, CFA_GNU_NEGATIVE_OFFSET = 0x2f
};

enum how
{
  SAME,                         /* the caller's is the callee's */
  UNDEFINED,                    /* lost; the return address: no caller */
  OFFSET,                       /* in memory, at the frame's address + VALUE */
  VAL_OFFSET,                   /* it is the frame's address + VALUE */
  REGISTER,                     /* in register VALUE */
  EXPRESSION,                   /* in memory where the expression says */
  VAL_EXPRESSION                /* it is what the expression says */
};

struct row
{
  int64_t value[REGISTERS];
  uint8_t how[REGISTERS];
  bool expression;              /* the frame's address is one, at OFFSET */
  uint64_t reg;                 /* else it is this register + OFFSET */
  int64_t offset;
};

struct state
{
  const struct spartap_description *description;
  struct spartap_cursor cursor;
  uintptr_t location;
  struct row row, initial, remembered[REMEMBERED];
  unsigned n_remembered;
  bool bad;
};

static void
set (struct state *state, uint64_t number, enum how how, int64_t value)
{
  if (number >= REGISTERS)
    return;                     /* a vector register, say */
  state->row.how[number] = how;
  state->row.value[number] = value;
}

static void
restore (struct state *state, uint64_t number)
{
  if (number < REGISTERS)
    set (state, number, state->initial.how[number],
         state->initial.value[number]);
}

/* Takes an expression, which stays where it is: its address is the value.  */
static int64_t
take_expression (struct state *state)
{
  uintptr_t at = state->cursor.at;
  uint64_t size = spartap_cursor_uleb (&state->cursor);
  if (size > state->cursor.end - state->cursor.at)
    state->bad = true;
  else
    state->cursor.at += size;
  return at;
}

static void
remember (struct state *state)
{
  if (state->n_remembered == REMEMBERED)
    state->bad = true;
  else
    state->remembered[state->n_remembered++] = state->row;
}

static void
recall (struct state *state)
{
  if (state->n_remembered == 0)
    state->bad = true;
  else
    state->row = state->remembered[--state->n_remembered];
}

/* What defines the frame's address; false: OP is another.  */
static bool
define_frame (struct state *state, unsigned op)
{
  struct row *row = &state->row;
  struct spartap_cursor *cursor = &state->cursor;
  int64_t align = state->description->data_align;
  switch (op)
    {
    case CFA_DEF:
      row->reg = spartap_cursor_uleb (cursor);
      row->offset = spartap_cursor_uleb (cursor);
      break;
    case CFA_DEF_SF:
      row->reg = spartap_cursor_uleb (cursor);
      row->offset = spartap_cursor_sleb (cursor) * align;
      break;
    case CFA_DEF_REGISTER: row->reg = spartap_cursor_uleb (cursor); break;
    case CFA_DEF_OFFSET: row->offset = spartap_cursor_uleb (cursor); break;
    case CFA_DEF_OFFSET_SF:
      row->offset = spartap_cursor_sleb (cursor) * align;
      break;
    case CFA_DEF_EXPRESSION:
      row->offset = take_expression (state);
      row->expression = true;
      return true;
    default: return false;
    }
  row->expression = false;
  return true;
}

/* What defines a register, whose number comes first; false: OP is another. */
static bool
define_register (struct state *state, unsigned op)
{
  struct spartap_cursor *cursor = &state->cursor;
  int64_t align = state->description->data_align;
  if (op < CFA_OFFSET_EXTENDED
      || (op > CFA_VAL_EXPRESSION && op != CFA_GNU_NEGATIVE_OFFSET))
    return false;
  uint64_t number = spartap_cursor_uleb (cursor);
  switch (op)
    {
    case CFA_OFFSET_EXTENDED:
      set (state, number, OFFSET, spartap_cursor_uleb (cursor) * align);
      break;
    case CFA_OFFSET_SF:
      set (state, number, OFFSET, spartap_cursor_sleb (cursor) * align);
      break;
    case CFA_GNU_NEGATIVE_OFFSET:
      set (state, number, OFFSET, -(spartap_cursor_uleb (cursor) * align));
      break;
    case CFA_VAL_OFFSET:
      set (state, number, VAL_OFFSET, spartap_cursor_uleb (cursor) * align);
      break;
    case CFA_VAL_OFFSET_SF:
      set (state, number, VAL_OFFSET, spartap_cursor_sleb (cursor) * align);
      break;
    case CFA_RESTORE_EXTENDED: restore (state, number); break;
    case CFA_UNDEFINED: set (state, number, UNDEFINED, 0); break;
    case CFA_SAME_VALUE: set (state, number, SAME, 0); break;
    case CFA_REGISTER:
      set (state, number, REGISTER, spartap_cursor_uleb (cursor));
      break;
    case CFA_EXPRESSION:
      set (state, number, EXPRESSION, take_expression (state));
      break;
    case CFA_VAL_EXPRESSION:
      set (state, number, VAL_EXPRESSION, take_expression (state));
      break;
    default: return false;
    }
  return true;
}

/* What goes on in the code; false: OP is another.  */
static bool
advance (struct state *state, unsigned op)
{
  struct spartap_cursor *cursor = &state->cursor;
  uint64_t align = state->description->code_align;
  switch (op)
    {
    case CFA_SET_LOC:
      state->location = spartap_cursor_fixed (cursor, 8);
      break;
    case CFA_ADVANCE_1:
      state->location += spartap_cursor_fixed (cursor, 1) * align;
      break;
    case CFA_ADVANCE_2:
      state->location += spartap_cursor_fixed (cursor, 2) * align;
      break;
    case CFA_ADVANCE_4:
      state->location += spartap_cursor_fixed (cursor, 4) * align;
      break;
    default: return false;
    }
  return true;
}

static void
do_long (struct state *state, unsigned op)
{
  if (op == CFA_REMEMBER)
    remember (state);
  else if (op == CFA_RECALL)
    recall (state);
  else if (op == CFA_GNU_ARGS_SIZE)
    spartap_cursor_uleb (&state->cursor);
  else if (op != CFA_NOP && op != CFA_AARCH64_NEGATE_RA
           && !advance (state, op) && !define_frame (state, op)
           && !define_register (state, op))
    state->bad = true;
}

/* Runs the program between AT and END as far as it concerns PC.  */
static bool
run (struct state *state, uintptr_t at, uintptr_t end, uintptr_t pc)
{
  const struct spartap_description *description = state->description;
  state->cursor = spartap_cursor (at, end);
  while (spartap_cursor_more_p (&state->cursor) && !state->bad
         && state->location <= pc)
    {
      unsigned op = spartap_cursor_fixed (&state->cursor, 1);
      unsigned low = op & 0x3f;
      switch (op & 0xc0)
        {
        case CFA_ADVANCE:
          state->location += low * description->code_align;
          break;
        case CFA_OFFSET:
          set (state, low, OFFSET, spartap_cursor_uleb (&state->cursor)
                                     * description->data_align);
          break;
        case CFA_RESTORE: restore (state, low); break;
        default: do_long (state, low); break;
        }
    }
  return !state->bad && !state->cursor.bad;
}

/* The caller's register NUMBER, by ROW, for the frame at CFA.  */
static bool
find_value (const struct row *row, unsigned number, uintptr_t cfa,
            const struct spartap_registers *callee, uintptr_t *value)
{
  int64_t rule = row->value[number];
  uintptr_t at;
  switch (row->how[number])
    {
    case OFFSET: return spartap_peek_word (cfa + rule, value);
    case VAL_OFFSET:
      *value = cfa + rule;
      return true;
    case REGISTER:
      if ((uint64_t) rule >= REGISTERS)
        return false;
      *value = callee->value[rule];
      return true;
    case EXPRESSION:
      return spartap_evaluate (rule, callee, true, cfa, &at)
             && spartap_peek_word (at, value);
    case VAL_EXPRESSION:
      return spartap_evaluate (rule, callee, true, cfa, value);
    default:
      *value = callee->value[number];
      return true;
    }
}

static enum spartap_step
apply (const struct state *state, struct spartap_registers *registers)
{
  const struct row *row = &state->row;
  uint64_t ra = state->description->ra;
  struct spartap_registers caller;
  uintptr_t cfa;
  if (ra >= REGISTERS)
    return SPARTAP_STEP_UNKNOWN;
  if (row->how[ra] == UNDEFINED)
    return SPARTAP_STEP_LAST;
  if (row->expression)
    {
      if (!spartap_evaluate (row->offset, registers, false, 0, &cfa))
        return SPARTAP_STEP_UNKNOWN;
    }
  else if (row->reg < REGISTERS)
    cfa = registers->value[row->reg] + row->offset;
  else
    return SPARTAP_STEP_UNKNOWN;
  for (unsigned i = 0; i < REGISTERS; i++)
    if (!find_value (row, i, cfa, registers, &caller.value[i]))
      return SPARTAP_STEP_UNKNOWN;
  if (row->how[REGISTER_SP] == SAME)
    caller.value[REGISTER_SP] = cfa;
  caller.pc = spartap_machine_strip (caller.value[ra]);
  *registers = caller;
  return SPARTAP_STEP_DONE;
}

enum spartap_step
spartap_step (const struct spartap_description *description, uintptr_t pc,
              struct spartap_registers *registers)
{
  struct state state = { .description = description,
                         .location = description->start };
  if (!run (&state, description->common, description->common_end, pc))
    return SPARTAP_STEP_UNKNOWN;
  state.initial = state.row;
  if (!run (&state, description->own, description->own_end, pc))
    return SPARTAP_STEP_UNKNOWN;
  return apply (&state, registers);
}
