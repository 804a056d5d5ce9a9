// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operations that every kind of object shares: fd.*, pin.*, object.by_id.
import { fdClose, fdDup, objectById, pinCreate, pinGet, pinRead, pinRemove } from '../../../../spec';
import { Btf, btfGetFdById } from '../kernel/btf';
import { EINVAL, EIO, ENOENT, EPERM } from '../kernel/errno';
import { BpfLink, linkGetFdById } from '../kernel/link';
import { BpfMap, mapGetFdById } from '../kernel/map';
import { STATE, StructOpsMap } from '../kernel/structOpsMap';
import { fileFlag } from './access';
import { binding, returned, returning, syscall } from './handler';

/** Names of enum bpf_struct_ops_state as btf_type_seq_show() prints them. */
const STATE_NAMES = new Map<number, string>(
  Object.entries(STATE).map(([name, state]) => [state, `BPF_STRUCT_OPS_STATE_${name}`]),
);

export const OBJECT_SYSCALLS = [
  syscall(fdClose, (process, args) => {
    const ret = process.kernel.files.close(process.ownFd(args.fd));
    process.forget(args.fd);
    return returning(ret);
  }),

  syscall(fdDup, (process, args, { result }) => process.bind(result, process.kernel.files.dup(process.ownFd(args.fd)))),

  syscall(pinCreate, (process, args) => returned(process.kernel.bpffs.pin(process.fd(args.fd), args.path))),

  syscall(pinGet, (process, args, { result }) =>
    process.bind(result, process.kernel.bpffs.get(args.path, fileFlag(args.mode))),
  ),

  syscall(pinRemove, (process, args) => returned(process.kernel.bpffs.unlink(args.path))),

  // bpf_struct_ops_map_seq_show_elem(); pins of programs and links cannot be opened: bpffs_obj_open().
  syscall(pinRead, (process, args) => {
    const object = process.kernel.bpffs.find(args.path);
    if (object === undefined) return returned(-ENOENT);
    if (!(object instanceof StructOpsMap)) return returned(-EIO);
    const { core } = process.kernel;
    if (core.faults.has('pin-read-oops'))
      core.oops('general protection fault in bpf_struct_ops_map_seq_show_elem(): ERR_PTR(-EINVAL) is no value');
    const shown = object.lookupElem(0);
    if (typeof shown === 'number') return returned(shown);
    return { ret: 0, value: { state: STATE_NAMES.get(shown.state) ?? '', refcnt: shown.refcnt } };
  }),

  /**
   * bpf_map_get_fd_by_id() reads open_flags, and for links and BTF objects they lie beyond the last field. Any other
   * handle stands for a map of id 0.
   */
  syscall(objectById, (process, args, { result }) => {
    const { kernel } = process;
    const of = process.remembered(args.of);
    const mode = fileFlag(args.mode);
    const isLinkOrBtf = of?.object instanceof BpfLink || of?.object instanceof Btf;
    if (isLinkOrBtf && mode !== 'rw') return returned(-EINVAL);
    const { faults } = kernel.core;
    if (args.caps === 'none' && !faults.has('by-id-needs-no-cap')) return returned(-EPERM);
    if (mode === undefined) return returned(-EINVAL);
    if (of?.object instanceof BpfLink)
      return binding(process, result, linkGetFdById(kernel.core, kernel.linkIdr, kernel.files, of.id));
    if (of?.object instanceof Btf) return process.bind(result, btfGetFdById(kernel.btfIdr, kernel.files, of.id));
    const id = of?.object instanceof BpfMap ? of.id : 0;
    const shown = faults.has('by-id-ignores-mode') ? 'rw' : mode;
    return binding(process, result, mapGetFdById(kernel.core, kernel.mapIdr, kernel.files, id, shown));
  }),
];
