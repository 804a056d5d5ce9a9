// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The table of struct_ops types of one BTF object: btf_add_struct_ops(), bpf_struct_ops_find() (kernel/bpf/btf.c).
import { type BtfStruct } from './btfTypes';
import { type Core } from './core';
import { E2BIG, EEXIST } from './errno';
import { type BpfStructOps } from './structOps';
import { bpfStructOpsDescInit, type StructFinder, type StructOpsDesc } from './structOpsDesc';

const INITIAL_CAPACITY = 4;

/** What a descriptor that was never initialised points to. */
const NO_STRUCT: BtfStruct = { id: 0, name: '', size: 0, members: [] };

/**
 * Grows by doubling. The kernel's krealloc() moves the descriptors, and maps of 6.12 go on pointing to where they
 * were; here, as it should be, a descriptor stays the same object wherever the table is.
 */
export class StructOpsTab {
  private ops: StructOpsDesc[] = [];
  private capacity = INITIAL_CAPACITY;

  constructor(private readonly core: Core) {}

  add(stOps: BpfStructOps, btf: StructFinder): number {
    const { faults } = this.core;
    const checkedLast = faults.has('duplicate-checked-last');
    if (!checkedLast && this.has(stOps)) return -EEXIST;
    if (this.ops.length === this.capacity) {
      if (faults.has('table-does-not-grow')) return -E2BIG;
      this.capacity *= 2;
      this.ops = reallocated(this.ops, this.core);
    }
    const desc = bpfStructOpsDescInit(stOps, btf, this.core);
    if (typeof desc === 'number') return this.notAdded(stOps, desc);
    if (checkedLast && this.has(stOps)) return -EEXIST;
    this.ops.push(desc);
    return 0;
  }

  private has(stOps: BpfStructOps): boolean {
    const { faults } = this.core;
    if (faults.has('duplicate-accepted')) return false;
    const byName = faults.has('same-name-eexist');
    return this.ops.some((desc) => desc.stOps === stOps || (byName && desc.stOps.name === stOps.name));
  }

  /** The slot is not counted, so that a later registration uses it again. */
  private notAdded(stOps: BpfStructOps, err: number): number {
    const { faults } = this.core;
    if (faults.has('failed-registration-succeeds')) return 0;
    if (faults.has('failed-registration-counted')) this.ops.push({ stOps, type: NO_STRUCT, valueType: NO_STRUCT });
    if (faults.has('failed-registration-clears-table')) this.ops = [];
    return err;
  }

  /** bpf_struct_ops_find(): the first match, so that a second type with the same struct is never found. */
  find(typeId: number): StructOpsDesc | undefined {
    return this.search((desc) => desc.type.id === typeId);
  }

  /** bpf_struct_ops_find_value() */
  findValue(valueId: number): StructOpsDesc | undefined {
    return this.search((desc) => desc.valueType.id === valueId);
  }

  private search(matches: (desc: StructOpsDesc) => boolean): StructOpsDesc | undefined {
    const { faults } = this.core;
    return faults.has('last-registration-found') ? this.ops.findLast(matches) : this.ops.find(matches);
  }

  /** Whether some type has values of that size. */
  hasValueSize(size: number): boolean {
    return this.ops.some(({ valueType }) => valueType.size === size);
  }

  get count(): number {
    return this.ops.length;
  }
}

/** krealloc() */
function reallocated(ops: readonly StructOpsDesc[], core: Core): StructOpsDesc[] {
  if (core.faults.has('types-lost-on-growth')) return [];
  return core.faults.has('table-moves-under-maps') ? ops.map((desc) => moved(desc, core)) : [...ops];
}

/** Who follows the pointer into the table, by what the caller is doing. */
const READERS: ReadonlyMap<string, string> = new Map([
  ['map.update', 'bpf_struct_ops_map_update_elem'],
  ['map.delete', 'bpf_struct_ops_map_delete_elem'],
  ['link.create', 'bpf_struct_ops_link_create'],
  ['link.update', 'bpf_struct_ops_map_link_update'],
  ['link.detach', 'bpf_struct_ops_map_link_detach'],
]);
const readerIn = ({ current }: Core): string => READERS.get(current.doing) ?? 'bpf_struct_ops_map_free';

/** A copy; whoever still has the original reads what the allocator poisons free memory with. */
function moved(desc: StructOpsDesc, core: Core): StructOpsDesc {
  const copy = { ...desc };
  const get = (): never => core.oops(`KASAN: slab-use-after-free in ${readerIn(core)}: a table of types has moved`);
  for (const field of Object.keys(desc)) Object.defineProperty(desc, field, { get });
  return copy;
}
