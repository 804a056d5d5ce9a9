// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BPF_MAP_CREATE: map_create() (kernel/bpf/syscall.c), bpf_struct_ops_map_alloc() (kernel/bpf/bpf_struct_ops.c).
import { btfByFd } from './btf';
import { EACCES, EBADF, EINVAL, ENOTSUPP, EPERM } from './errno';
import { type Kernel } from './kernel';
import { mapNewFd } from './map';
import { BPF_F_LINK, BPF_F_VTYPE_BTF_OBJ_FD, StructOpsMap, type TypeInUse } from './structOpsMap';
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

export function mapCreate(kernel: Kernel, attr: MapCreateAttr, capable: boolean): number {
  const { features } = kernel.core;
  if (isBeyondLastField(attr, features)) return -EINVAL;
  if (attr.btfVmlinuxValueTypeId !== 0) {
    if (attr.mapType !== BPF_MAP_TYPE_STRUCT_OPS || attr.btfKeyTypeId !== 0) return -EINVAL;
  } else if (attr.btfKeyTypeId !== 0) return -EINVAL;
  if (attr.mapExtra !== 0) return -EINVAL;
  const bothWays = BPF_F_RDONLY | BPF_F_WRONLY;
  if ((attr.mapFlags & bothWays) === bothWays) return -EINVAL;
  // The vocabulary has no other type that exists.
  if (attr.mapType !== BPF_MAP_TYPE_STRUCT_OPS) return -EINVAL;
  if (!allocCheck(attr, features)) return -EINVAL;
  // With map_ifindex the operations are now bpf_map_offload_ops, but those are not called before the next two checks.
  if (attr.badToken) return -EBADF;
  if (!capable) return -EPERM;
  // bpf_map_offload_map_alloc(): only arrays and hashes can be offloaded.
  if (attr.mapIfindex !== 0) return -EINVAL;

  const map = structOpsMapAlloc(kernel, attr);
  if (typeof map === 'number') return map;
  const err = nameAndBtf(kernel, map, attr);
  if (err !== 0) {
    map.freeUnpublished();
    return err;
  }
  map.allocId();
  return mapNewFd(kernel.files, map, 'rw');
}

/** CHECK_ATTR(): a field is set that the command has no use for yet. */
const isBeyondLastField = (attr: MapCreateAttr, { valueTypeBtf, mapToken }: Features): boolean =>
  (valueTypeBtf === 'absent' && attr.valueTypeBtfObjFd !== 0) || (!mapToken && attr.badToken);

/** bpf_struct_ops_map_alloc_check() */
function allocCheck(attr: MapCreateAttr, { structOpsLink, valueTypeBtf }: Features): boolean {
  const allowed = (structOpsLink ? BPF_F_LINK : 0) | (valueTypeBtf === 'flag' ? BPF_F_VTYPE_BTF_OBJ_FD : 0);
  const flags = attr.mapFlags & ~allowed;
  return attr.keySize === 4 && attr.maxEntries === 1 && flags === 0 && attr.btfVmlinuxValueTypeId !== 0;
}

/** bpf_struct_ops_map_alloc() */
function structOpsMapAlloc(kernel: Kernel, attr: MapCreateAttr): StructOpsMap | number {
  const type = findType(kernel, attr);
  if (typeof type === 'number') return type;
  if (attr.valueSize !== type.desc.valueType.size) {
    type.module?.put();
    return -EINVAL;
  }
  if (kernel.core.faults.has('map-does-not-hold-module')) type.module?.put();
  return new StructOpsMap(kernel.core, kernel.mapIdr, kernel.linkIdr, type, attr.mapFlags);
}

/** The registered type of that value id, with a reference to its module. */
function findType(kernel: Kernel, attr: MapCreateAttr): TypeInUse | number {
  const found = findBtf(kernel, attr);
  if (typeof found === 'number') return found;
  const { btf, module } = found;
  const desc = btf.structOpsTab?.findValue(attr.btfVmlinuxValueTypeId);
  if (desc === undefined) {
    module?.put();
    return -ENOTSUPP;
  }
  return { desc, btf, module };
}

/** The BTF that the type is looked up in. Only v12 takes the descriptor of vmlinux's BTF for what it is. */
function findBtf(kernel: Kernel, attr: MapCreateAttr): Pick<TypeInUse, 'btf' | 'module'> | number {
  const { vmlinux, files, btfModules } = kernel;
  const { valueTypeBtf } = kernel.core.features;
  if (!namesBtf(attr, valueTypeBtf)) return { btf: vmlinux, module: null };
  const btf = btfByFd(files, attr.valueTypeBtfObjFd);
  if (typeof btf === 'number') return btf;
  if (valueTypeBtf === 'field' && btf === vmlinux) return { btf, module: null };
  if (!btf.isModule) return -EINVAL;
  const module = btfModules.tryGetModule(btf);
  return module === null ? -EINVAL : { btf, module };
}

/** Whether value_type_btf_obj_fd counts. */
function namesBtf(attr: MapCreateAttr, valueTypeBtf: Features['valueTypeBtf']): boolean {
  switch (valueTypeBtf) {
    case 'absent':
      return false;
    case 'field':
      return attr.valueTypeBtfObjFd !== 0;
    case 'flag':
      return (attr.mapFlags & BPF_F_VTYPE_BTF_OBJ_FD) !== 0;
  }
}

/** What map_create() does with a map that has been allocated: its name, and the user's BTF. */
function nameAndBtf(kernel: Kernel, map: StructOpsMap, attr: MapCreateAttr): number {
  if (!attr.nameIsValid) return -EINVAL;
  const btf = btfByFd(kernel.files, attr.btfFd);
  if (typeof btf === 'number') return btf;
  if (btf.kernelBtf) return -EACCES;
  btf.get();
  map.btf = btf;
  return 0;
}
