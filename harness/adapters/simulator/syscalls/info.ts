// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operation object.info: bpf_obj_get_info_by_fd() (kernel/bpf/syscall.c).
import { type Json, objectInfo } from '../../../../spec';
import { Btf } from '../kernel/btf';
import { E2BIG, EBADFD, EINVAL } from '../kernel/errno';
import { BPF_MAP_TYPE_STRUCT_OPS } from '../kernel/mapCreate';
import { BpfProg } from '../kernel/prog';
import { StructOpsLink } from '../kernel/structOpsLink';
import { StructOpsMap } from '../kernel/structOpsMap';
import { type Features } from '../kernel/version';
import { returned, syscall } from './handler';

const BPF_LINK_TYPE_STRUCT_OPS = 9;

export const objectInfoSyscall = syscall(objectInfo, (process, args) => {
  const file = process.kernel.files.fdget(process.fd(args.fd));
  // Not EBADF.
  if (file === undefined) return returned(-EBADFD);
  const info = infoOf(file.privateData, args.caps === 'all', process.kernel.core.features);
  if (info === undefined) return returned(-EINVAL);
  return args.size === 'long_nonzero' ? returned(-E2BIG) : { ret: 0, value: info };
});

function infoOf(object: object, capable: boolean, features: Features): Json | undefined {
  if (object instanceof StructOpsMap) return mapInfo(object, features);
  if (object instanceof StructOpsLink)
    return { kind: 'link', id: object.id, type: BPF_LINK_TYPE_STRUCT_OPS, map_id: object.map?.id ?? 0 };
  if (object instanceof BpfProg) return progInfo(object, capable);
  if (object instanceof Btf) return { kind: 'btf', id: object.id, name: object.name, kernel: object.kernelBtf };
  return undefined;
}

function mapInfo(map: StructOpsMap, { mapInfoBtf }: Features): Json {
  const { btf, desc } = map.type;
  const btfId = mapInfoBtf ? btf.id : 0;
  return {
    kind: 'map',
    id: map.id,
    type: BPF_MAP_TYPE_STRUCT_OPS,
    flags: map.flags,
    // Found by way of the id, so there is none without an id.
    value_type: btfId === 0 ? '' : desc.valueType.name,
    btf_vmlinux_id: btfId,
    btf_id: map.btf?.id ?? 0,
  };
}

/** bpf_prog_get_info_by_fd() stops before attach_btf_* for a caller without CAP_BPF. */
function progInfo(prog: BpfProg, capable: boolean): Json {
  const { btf, btfId } = prog.attach;
  return {
    kind: 'prog',
    id: prog.id,
    type: prog.type,
    attach_btf_obj_id: capable ? (btf?.id ?? 0) : 0,
    attach_btf_id: capable ? btfId : 0,
  };
}
