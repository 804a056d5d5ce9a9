// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The types that a BTF object describes, as far as struct_ops looks at them.

/** The prototype of a function pointer, or of the stub that stands in for it. */
export interface Prototype {
  readonly args: number;
  /** False when btf_distill_func_proto() refuses it: too many arguments, a struct returned by value. */
  readonly distills: boolean;
  /** What it returns: a word, a pointer to something else than a struct, or more than fits into 8 bytes. */
  readonly returns: 'word' | 'pointer' | 'wide';
}

/** What btf_type_resolve_ptr() and its kin find behind a member. */
export type MemberType =
  | { readonly kind: 'function'; readonly proto: Prototype }
  | { readonly kind: 'module' }
  | { readonly kind: 'data' }
  | { readonly kind: 'struct'; readonly id: number };

export interface BtfMember {
  /** Empty when the member is anonymous. */
  readonly name: string;
  readonly index: number;
  readonly offset: number;
  readonly size: number;
  readonly bitfield: boolean;
  readonly type: MemberType;
}

export interface BtfStruct {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly members: readonly BtfMember[];
}

/** "bpf_struct_ops_": before the name of a type, that of its value type. */
export const VALUE_PREFIX = 'bpf_struct_ops_';

/** An immutable set of structs; ids count from where the base BTF ends. */
export class TypeTable {
  private readonly names = new Map<string, BtfStruct>();
  private readonly ids = new Map<number, BtfStruct>();
  /** By the name of the type that they are the values of. */
  private readonly values = new Map<string, BtfStruct>();

  constructor(structs: readonly BtfStruct[]) {
    for (const struct of structs) {
      this.names.set(struct.name, struct);
      this.ids.set(struct.id, struct);
      if (struct.name.startsWith(VALUE_PREFIX)) this.values.set(struct.name.slice(VALUE_PREFIX.length), struct);
    }
  }

  /** The struct named bpf_struct_ops_`name`. */
  valueOf(name: string): BtfStruct | undefined {
    return this.values.get(name);
  }

  byName(name: string): BtfStruct | undefined {
    return this.names.get(name);
  }

  byId(id: number): BtfStruct | undefined {
    return this.ids.get(id);
  }
}

/** Whether some byte of the struct belongs to no member: what check_zero_holes() looks at. */
export function hasHoles(struct: BtfStruct): boolean {
  let end = 0;
  for (const member of struct.members) {
    if (member.offset > end) return true;
    end = member.offset + member.size;
  }
  return struct.size > end;
}
