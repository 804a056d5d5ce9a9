// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operation map.create.
import { type ArgumentsOf, mapCreate as definition } from '../../../../spec';
import { mapCreate, type MapCreateAttr } from '../kernel/mapCreate';
import { BPF_F_LINK, BPF_F_VTYPE_BTF_OBJ_FD } from '../kernel/structOpsMap';
import { UNREGISTERED } from '../kernel/vmlinuxTypes';
import { binding, syscall } from './handler';
import { type Process } from './process';
import { type FoundType, findType } from './typeIds';

type Arguments = ArgumentsOf<typeof definition.parameters>;

const SOME_TYPE = 1;
const SOME_VALUE_SIZE = 128;

function valueTypeId(id: Arguments['id'], found: FoundType | undefined): number {
  switch (id) {
    case 'value':
      return found?.value.id ?? SOME_TYPE;
    case 'ops':
      return found?.ops.id ?? SOME_TYPE;
    case 'unregistered':
      return UNREGISTERED.id;
    case 'zero':
      return 0;
  }
}

function attrOf(process: Process, args: Arguments): MapCreateAttr {
  const btfFd = process.fd(args.btf);
  const found = findType(process.kernel, btfFd, args.type);
  // Where there is no such flag, the field alone says it.
  const { valueTypeBtf } = process.kernel.core.features;
  const vtype = args.vtype === 'on' || (args.vtype === 'auto' && args.btf !== 'none' && valueTypeBtf === 'flag');
  return {
    mapType: args.mapType,
    keySize: args.keySize,
    valueSize: (found?.value.size ?? SOME_VALUE_SIZE) + args.sizeDelta,
    maxEntries: args.maxEntries,
    mapFlags: (args.link ? BPF_F_LINK : 0) | (vtype ? BPF_F_VTYPE_BTF_OBJ_FD : 0) | args.flags,
    mapExtra: args.mapExtra,
    mapIfindex: args.ifindex,
    btfFd: args.user === 'none' ? process.booted.userBtfFd : process.fd(args.user),
    btfKeyTypeId: args.keyTypeId,
    btfVmlinuxValueTypeId: valueTypeId(args.id, found),
    valueTypeBtfObjFd: btfFd,
    nameIsValid: args.label === 'good',
    badToken: args.badToken,
  };
}

export const mapCreateSyscall = syscall(definition, (process, args, { result }) =>
  binding(process, result, mapCreate(process.kernel, attrOf(process, args), args.caps === 'all')),
);
