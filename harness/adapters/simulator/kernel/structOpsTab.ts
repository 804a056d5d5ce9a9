// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The table of struct_ops types of one BTF object: btf_add_struct_ops(), bpf_struct_ops_find() (kernel/bpf/btf.c).
import { EEXIST } from './errno';
import { type BpfStructOps } from './structOps';
import { bpfStructOpsDescInit, type StructFinder, type StructOpsDesc } from './structOpsDesc';
import { type Features } from './version';

const INITIAL_CAPACITY = 4;

/**
 * Grows by doubling. The kernel's krealloc() moves the descriptors, and maps of 6.12 go on pointing to where they
 * were; here, as it should be, a descriptor stays the same object wherever the table is.
 */
export class StructOpsTab {
  private ops: StructOpsDesc[] = [];
  private capacity = INITIAL_CAPACITY;

  add(stOps: BpfStructOps, btf: StructFinder, features: Features): number {
    if (this.ops.some((desc) => desc.stOps === stOps)) return -EEXIST;
    if (this.ops.length === this.capacity) {
      this.capacity *= 2;
      this.ops = [...this.ops];
    }
    const desc = bpfStructOpsDescInit(stOps, btf, features);
    // The slot is not counted, so that a later registration uses it again.
    if (typeof desc === 'number') return desc;
    this.ops.push(desc);
    return 0;
  }

  /** bpf_struct_ops_find(): the first match, so that a second type with the same struct is never found. */
  find(typeId: number): StructOpsDesc | undefined {
    return this.ops.find((desc) => desc.type.id === typeId);
  }

  /** bpf_struct_ops_find_value() */
  findValue(valueId: number): StructOpsDesc | undefined {
    return this.ops.find((desc) => desc.valueType.id === valueId);
  }

  get count(): number {
    return this.ops.length;
  }
}
