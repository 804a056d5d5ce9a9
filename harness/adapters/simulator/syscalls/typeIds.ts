// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the numbers of types are that an operation names by word (docs/protocol.md, "What each operation does").
import { typeIn } from '../../../../spec';
import { btfByFd } from '../kernel/btf';
import { type BtfStruct } from '../kernel/btfTypes';
import { type Kernel } from '../kernel/kernel';

/** A type that was found by name in the BTF that a descriptor refers to. */
export interface FoundType {
  readonly ops: BtfStruct;
  readonly value: BtfStruct;
}

/** Looks in the types of that BTF only, not in those of the BTF it is based on; descriptor 0 means vmlinux. */
export function findType(kernel: Kernel, btfFd: number, name: string): FoundType | undefined {
  const btf = btfFd === 0 ? kernel.vmlinux : btfByFd(kernel.files, btfFd);
  if (typeof btf === 'number' || !btf.kernelBtf) return undefined;
  const type = typeIn(btf.name, name);
  if (type === undefined) return undefined;
  const ops = btf.types.byName(type.struct);
  const value = btf.types.valueOf(type.struct);
  return ops === undefined || value === undefined ? undefined : { ops, value };
}
