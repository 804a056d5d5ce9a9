// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operation object.info: bpf_obj_get_info_by_fd() (kernel/bpf/syscall.c).
import { type Json, objectInfo } from '../../../../spec';
import { Btf } from '../kernel/btf';
import { type Core } from '../kernel/core';
import { E2BIG, EBADF, EBADFD, EINVAL } from '../kernel/errno';
import { BPF_MAP_TYPE_STRUCT_OPS } from '../kernel/mapCreate';
import { BpfProg } from '../kernel/prog';
import { StructOpsLink } from '../kernel/structOpsLink';
import { StructOpsMap } from '../kernel/structOpsMap';
import { returned, syscall } from './handler';

const BPF_LINK_TYPE_STRUCT_OPS = 9;

export const objectInfoSyscall = syscall(objectInfo, (process, args) => {
  const { core, files } = process.kernel;
  const file = files.fdget(process.fd(args.fd));
  // Not EBADF.
  if (file === undefined) return returned(core.faults.has('info-closed-ebadf') ? -EBADF : -EBADFD);
  const info = infoOf(file.privateData, args.caps === 'all', core);
  if (info === undefined) return returned(-EINVAL);
  return args.size === 'long_nonzero' ? returned(-E2BIG) : { ret: 0, value: info };
});

function infoOf(object: object, capable: boolean, core: Core): Json | undefined {
  if (object instanceof StructOpsMap) return mapInfo(object, core);
  if (object instanceof StructOpsLink) return linkInfo(object, core);
  if (object instanceof BpfProg) return progInfo(object, capable || core.faults.has('info-attach-for-all'), core);
  if (object instanceof Btf) return { kind: 'btf', id: object.id, name: object.name, kernel: object.kernelBtf };
  return undefined;
}

/** bpf_struct_ops_map_link_fill_link_info() */
function linkInfo(link: StructOpsLink, { faults }: Core): Json {
  const mapId = faults.has('info-shows-old-map') ? link.firstMapId : (link.map?.id ?? 0);
  return { kind: 'link', id: link.id, type: BPF_LINK_TYPE_STRUCT_OPS, map_id: mapId };
}

function mapInfo(map: StructOpsMap, { faults, features }: Core): Json {
  const { desc } = map.type;
  const btf = faults.has('info-shows-user-btf') ? map.btf : map.type.btf;
  const btfId = features.mapInfoBtf && !faults.has('info-without-btf-id') ? (btf?.id ?? 0) : 0;
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
function progInfo(prog: BpfProg, capable: boolean, core: Core): Json {
  const { btf, btfId } = prog.attach;
  if (capable && btf !== undefined && btf.refcnt <= 0)
    core.oops('KASAN: slab-use-after-free in bpf_prog_get_info_by_fd(): the BTF object was freed');
  return {
    kind: 'prog',
    id: prog.id,
    type: prog.type,
    attach_btf_obj_id: capable ? (btf?.id ?? 0) : 0,
    attach_btf_id: capable ? btfId : 0,
  };
}
