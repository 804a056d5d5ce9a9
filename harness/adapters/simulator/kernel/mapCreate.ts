// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BPF_MAP_CREATE: map_create() (kernel/bpf/syscall.c), bpf_struct_ops_map_alloc() (kernel/bpf/bpf_struct_ops.c).
import { type Faults } from '../faults';
import { Btf, btfByFd } from './btf';
import { type Core } from './core';
import { EACCES, EBADF, EBUSY, EINVAL, ENOTSUPP, EOPNOTSUPP, EPERM } from './errno';
import { type Kernel } from './kernel';
import { mapNewFd } from './map';
import { BPF_F_LINK, BPF_F_VTYPE_BTF_OBJ_FD, StructOpsMap, type TypeInUse } from './structOpsMap';
import { type StructOpsDesc } from './structOpsDesc';
import { after, type Call, isThread, then, type Thread } from './thread';
import { type Features } from './version';

export const BPF_MAP_TYPE_STRUCT_OPS = 26;
const BPF_F_RDONLY = 1 << 3;
const BPF_F_WRONLY = 1 << 4;

/** The fields of union bpf_attr that the command reads. */
export interface MapCreateAttr {
  readonly mapType: number;
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
  readonly mapFlags: number;
  readonly mapExtra: number;
  readonly mapIfindex: number;
  readonly btfFd: number;
  readonly btfKeyTypeId: number;
  readonly btfVmlinuxValueTypeId: number;
  readonly valueTypeBtfObjFd: number;
  /** Whether bpf_obj_name_cpy() takes map_name. */
  readonly nameIsValid: boolean;
  /** BPF_F_TOKEN_FD, and a map_token_fd that is not open. */
  readonly badToken: boolean;
}

export function mapCreate(kernel: Kernel, attr: MapCreateAttr, capable: boolean): Call<number> {
  const { core } = kernel;
  const { faults } = core;
  if (isBeyondLastField(attr, core.features)) return -EINVAL;
  if (faults.has('capability-first') && !capable) return -EPERM;
  if (attr.btfVmlinuxValueTypeId !== 0) {
    if (attr.mapType !== BPF_MAP_TYPE_STRUCT_OPS || attr.btfKeyTypeId !== 0) return -EINVAL;
  } else if (attr.btfKeyTypeId !== 0) return -EINVAL;
  if (attr.mapExtra !== 0 && !faults.has('map-extra-unchecked')) return -EINVAL;
  const bothWays = BPF_F_RDONLY | BPF_F_WRONLY;
  if ((attr.mapFlags & bothWays) === bothWays) return -EINVAL;
  // The vocabulary has no other type that exists.
  if (attr.mapType !== BPF_MAP_TYPE_STRUCT_OPS) return -EINVAL;
  if (!allocCheck(attr, core)) return -EINVAL;
  // With map_ifindex the operations are now bpf_map_offload_ops, but those are not called before the next two checks.
  if (attr.badToken) return -EBADF;
  if (!capable && !faults.has('create-needs-no-cap')) return -EPERM;
  // bpf_map_offload_map_alloc(): only arrays and hashes can be offloaded.
  if (attr.mapIfindex !== 0) return -EINVAL;

  return then(findBtf(kernel, attr), (held) => (core.preemptible ? createLater(kernel, attr, held) : create(kernel, attr, held)));
}

/** The module is held, and others may come in before it is of use. */
function* createLater(kernel: Kernel, attr: MapCreateAttr, held: HeldBtf | number): Thread<number> {
  const early = kernel.core.faults.has('map-create-puts-module-early') && typeof held !== 'number' ? held.module : null;
  early?.put();
  yield 'bpf_struct_ops_map_alloc: find the type';
  if (early?.access('bpf_struct_ops_map_alloc') === true) early.refcnt++;
  const created = create(kernel, attr, held);
  return isThread(created) ? yield* created : created;
}

function create(kernel: Kernel, attr: MapCreateAttr, held: HeldBtf | number): Call<number> {
  const { faults } = kernel.core;
  const map = typeof held === 'number' ? held : structOpsMapAlloc(kernel, attr, held);
  if (typeof map === 'number') {
    if (faults.has('create-leaks-btf')) leakBtf(kernel, attr);
    return map;
  }
  const err = nameAndBtf(kernel, map, attr);
  if (err !== 0) {
    const forgotten = attr.nameIsValid ? 'bad-user-btf-keeps-module' : 'bad-name-keeps-module';
    return faults.has(forgotten) ? err : after(map.free(), err);
  }
  map.allocId();
  return mapNewFd(kernel.files, map, 'rw');
}

function leakBtf({ core, files }: Kernel, attr: MapCreateAttr): void {
  const btf = namesBtf(attr, core) ? btfByFd(files, attr.valueTypeBtfObjFd) : undefined;
  if (btf instanceof Btf) btf.get();
}

/** CHECK_ATTR(): a field is set that the command has no use for yet. */
const isBeyondLastField = (attr: MapCreateAttr, { valueTypeBtf, mapToken }: Features): boolean =>
  (valueTypeBtf === 'absent' && attr.valueTypeBtfObjFd !== 0) || (!mapToken && attr.badToken);

/** bpf_struct_ops_map_alloc_check() */
function allocCheck(attr: MapCreateAttr, { faults, features: { structOpsLink, valueTypeBtf } }: Core): boolean {
  const allowed = (structOpsLink ? BPF_F_LINK : 0) | (valueTypeBtf === 'flag' ? BPF_F_VTYPE_BTF_OBJ_FD : 0);
  const flags = attr.mapFlags & ~allowed;
  if (attr.keySize !== 4 && !faults.has('key-size-unchecked')) return false;
  if (attr.maxEntries !== 1 && !faults.has('max-entries-unchecked')) return false;
  if (flags !== 0 && !faults.has('map-flags-unchecked')) return false;
  return attr.btfVmlinuxValueTypeId !== 0;
}

/** bpf_struct_ops_map_alloc() */
function structOpsMapAlloc(kernel: Kernel, attr: MapCreateAttr, held: HeldBtf): StructOpsMap | number {
  const { faults } = kernel.core;
  const type = findType(kernel, attr, held);
  if (typeof type === 'number') return type;
  if (attr.valueSize !== type.desc.valueType.size && !faults.has('value-size-unchecked')) {
    if (!faults.has('value-size-keeps-module')) type.module?.put();
    return -EINVAL;
  }
  if (faults.has('map-does-not-hold-module') || faults.has('module-put-without-get')) type.module?.put();
  return new StructOpsMap(kernel.core, kernel.mapIdr, kernel.linkIdr, type, attr.mapFlags);
}

type HeldBtf = Pick<TypeInUse, 'btf' | 'module'>;

/** The registered type of that value id; the reference to its module is let go where there is none. */
function findType(kernel: Kernel, attr: MapCreateAttr, { btf, module }: HeldBtf): TypeInUse | number {
  const { faults } = kernel.core;
  const desc = findValue(faults.has('create-finds-in-vmlinux') ? kernel.vmlinux : btf, attr, faults);
  if (desc !== undefined) return { desc, btf, module };
  if (!faults.has('unknown-type-keeps-module')) module?.put();
  if (faults.has('value-size-first') && btf.structOpsTab?.hasValueSize(attr.valueSize) === false) return -EINVAL;
  return faults.has('unknown-type-eopnotsupp') ? -EOPNOTSUPP : -ENOTSUPP;
}

function findValue(btf: Btf, { btfVmlinuxValueTypeId: id }: MapCreateAttr, faults: Faults): StructOpsDesc | undefined {
  // A pointer is no type's number.
  if (faults.has('find-arguments-swapped')) return undefined;
  return btf.findStructOpsValue(id) ?? (faults.has('ops-id-accepted') ? btf.findStructOps(id) : undefined);
}

/** The BTF that the type is looked up in. Only v12 takes the descriptor of vmlinux's BTF for what it is. */
function findBtf(kernel: Kernel, attr: MapCreateAttr): Call<HeldBtf | number> {
  const { core, vmlinux, files, btfModules } = kernel;
  if (!namesBtf(attr, core)) return { btf: vmlinux, module: null };
  const btf = btfByFd(files, attr.valueTypeBtfObjFd);
  if (typeof btf === 'number') return noBtf(btf, core.faults);
  if (btf === vmlinux && takesVmlinux(core)) return { btf, module: null };
  if (!btf.isModule) return -EINVAL;
  return then(btfModules.tryGetModule(btf), (module) => (module === null ? deadModule(btf, core) : { btf, module }));
}

function noBtf(err: number, faults: Faults): number {
  if (faults.has('closed-btf-einval')) return -EINVAL;
  return faults.has('not-a-btf-ebadf') ? -EBADF : err;
}

function takesVmlinux({ faults, features }: Core): boolean {
  return features.valueTypeBtf === 'field' ? !faults.has('vmlinux-btf-refused') : faults.has('vmlinux-btf-accepted');
}

function deadModule({ name }: Btf, core: Core): number {
  const { faults } = core;
  if (faults.has('owner-of-stale-btf-read'))
    core.oops(`unable to handle page fault in try_module_get(): the owner of a type of ${name}, which is gone`);
  return faults.has('dead-module-ebusy') ? -EBUSY : -EINVAL;
}

/** Whether value_type_btf_obj_fd counts. */
function namesBtf({ mapFlags, valueTypeBtfObjFd: fd }: MapCreateAttr, { faults, features }: Core): boolean {
  switch (features.valueTypeBtf) {
    case 'absent':
      return false;
    case 'field':
      return fd !== 0;
    case 'flag':
      if (fd === 0 && faults.has('zero-fd-is-vmlinux')) return false;
      return (mapFlags & BPF_F_VTYPE_BTF_OBJ_FD) !== 0 || (fd !== 0 && faults.has('vtype-flag-ignored'));
  }
}

/** What map_create() does with a map that has been allocated: its name, and the user's BTF. */
function nameAndBtf(kernel: Kernel, map: StructOpsMap, attr: MapCreateAttr): number {
  const { faults } = kernel.core;
  if (!attr.nameIsValid && !faults.has('map-name-unchecked')) return -EINVAL;
  const btf = btfByFd(kernel.files, attr.btfFd);
  if (typeof btf === 'number') return faults.has('user-btf-optional') ? 0 : btf;
  if (btf.kernelBtf && !faults.has('kernel-btf-as-user-btf')) return faults.has('user-btf-einval') ? -EINVAL : -EACCES;
  btf.get();
  map.btf = btf;
  return 0;
}
