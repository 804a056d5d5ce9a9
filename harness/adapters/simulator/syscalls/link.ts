// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operations of link.*.
import { linkCreate, linkDetach, linkPoll, linkUpdate } from '../../../../spec';
import { EBADF, EINVAL, EPERM } from '../kernel/errno';
import { linkByFd } from '../kernel/link';
import { type BpfMap, mapByFd } from '../kernel/map';
import { progByFd } from '../kernel/prog';
import { StructOpsLink, structOpsLinkCreate } from '../kernel/structOpsLink';
import { type Call, then, type Thread } from '../kernel/thread';
import { binding, returned, returning, syscall } from './handler';
import { type Process } from './process';

/** bpf_link_get_from_fd(); a program's descriptor of the vocabulary can only be that of a struct_ops link. */
function structOpsLink(process: Process, argument: string): StructOpsLink | number {
  const link = linkByFd(process.kernel.files, process.fd(argument));
  if (link === -EBADF && process.kernel.core.faults.has('link-closed-einval')) return -EINVAL;
  if (typeof link === 'number') return link;
  return link instanceof StructOpsLink ? link : -EINVAL;
}

/** link_update_map(): the maps are held as long as it lasts; the new one first, and longest. */
function linkUpdateMap(link: StructOpsLink, newMap: BpfMap, oldMap: BpfMap | null): Call<number> {
  newMap.inc();
  return then(oldMap === null ? 0 : holdOldMap(oldMap), () =>
    then(link.updateMap(newMap, oldMap), (err) => putMaps(newMap, oldMap, err)),
  );
}

function* holdOldMap(oldMap: BpfMap): Thread<number> {
  if (oldMap.context.preemptible) yield 'link_update_map: hold the old map';
  oldMap.inc();
  return 0;
}

function* putMaps(newMap: BpfMap, oldMap: BpfMap | null, err: number): Thread<number> {
  const { preemptible } = newMap.context;
  if (oldMap !== null) {
    if (preemptible) yield 'link_update_map: put the old map';
    oldMap.put();
  }
  if (preemptible) yield 'link_update_map: put the new map';
  newMap.put();
  return err;
}

export const LINK_SYSCALLS = [
  syscall(linkCreate, (process, args, { result }) => {
    const { kernel } = process;
    const fd = process.fd(args.map);
    if (args.caps === 'none' && kernel.core.faults.has('link-create-needs-cap')) return returned(-EPERM);
    if (args.attach === 'struct_ops' && kernel.core.features.structOpsLink)
      return binding(process, result, structOpsLinkCreate(kernel, fd));
    // map_fd is read as prog_fd, and no program of the vocabulary fits a link of another kind.
    const prog = progByFd(kernel.files, fd);
    return returned(typeof prog === 'number' ? prog : -EINVAL);
  }),

  // link_update()
  syscall(linkUpdate, (process, args) => {
    const { core, files } = process.kernel;
    if (args.flags === 'unknown') return returned(-EINVAL);
    const link = structOpsLink(process, args.link);
    if (typeof link === 'number') return returned(link);
    const newMap = mapByFd(files, process.fd(args.map));
    const anyFd = core.faults.has('link-update-any-fd-einval');
    if (typeof newMap === 'number') return returned(anyFd ? -EINVAL : newMap);
    const oldFd = process.fd(args.old);
    if (args.flags === 'none') {
      const isAlone = oldFd === 0 || core.faults.has('old-map-without-replace');
      return returning(isAlone ? linkUpdateMap(link, newMap, null) : -EINVAL);
    }
    const oldMap = mapByFd(files, oldFd);
    if (typeof oldMap === 'number') return returned(anyFd ? -EINVAL : oldMap);
    return returning(linkUpdateMap(link, newMap, oldMap));
  }),

  syscall(linkDetach, (process, args) => {
    const link = structOpsLink(process, args.link);
    return returning(typeof link === 'number' ? link : link.detach());
  }),

  syscall(linkPoll, (process, args) => {
    const file = process.kernel.files.fdget(process.fd(args.link));
    if (file === undefined) return returned(-EBADF);
    const object = file.privateData;
    return { ret: 0, value: { hup: object instanceof StructOpsLink && object.hup } };
  }),
];
