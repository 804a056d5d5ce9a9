// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One member of a struct_ops type, as far as the registration rules can tell members apart.

/**
 * What becomes of a member in bpf_struct_ops_map_update_elem():
 * - `function`: a function pointer; the user writes a program's descriptor;
 * - `tag`: data that the type's `init_member` copies (it returns 1); labels the value in the log;
 * - `want`: data that `init_member` copies, and that decides what a callback returns;
 * - `name`, `flags`: tcp_congestion_ops' own copied members;
 * - `data`: nobody handles it, so a non-zero byte is refused;
 * - `owner`: `struct module *`, filled by the kernel.
 */
export type Role = 'function' | 'tag' | 'want' | 'name' | 'flags' | 'data' | 'owner';

export interface Member {
  readonly name: string;
  readonly role: Role;
  /** False when the type's `cfi_stubs` has no function for it, so that no program may be loaded for it. */
  readonly stub: boolean;
  /** True when the type's `check_member` refuses programs for it with -EACCES. */
  readonly refused: boolean;
  /** Number of arguments of a function member. */
  readonly arity: number;
  /** Whether a program may use the first argument as a number (it is an `int`). */
  readonly scalarArgument: boolean;
}

const member = (name: string, role: Role, more: Partial<Member> = {}): Member => ({
  name,
  role,
  stub: role === 'function',
  refused: false,
  arity: 0,
  scalarArgument: false,
  ...more,
});

/** `int (*name)(int arg)` with a stub. */
export const fn = (name: string): Member => member(name, 'function', { arity: 1, scalarArgument: true });
/** A function member whose first argument is a pointer. */
export const pointerFn = (name: string, arity: number): Member => member(name, 'function', { arity });
export const unsupportedFn = (name: string): Member => member(name, 'function', { stub: false, arity: 1 });
export const refusedFn = (name: string): Member =>
  member(name, 'function', { refused: true, arity: 1, scalarArgument: true });
export const tag = member('tag', 'tag');
export const want = (name: string): Member => member(name, 'want');
export const data = (name: string): Member => member(name, 'data');
export const owner = member('owner', 'owner');
export const special = (name: 'name' | 'flags'): Member => member(name, name);
