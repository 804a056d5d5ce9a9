// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Descriptors and pins: the name goes first, and what it referred to after; and what holds a module while it lasts.
import type { ClauseId } from '../../../spec';
import type { Pattern } from '../../pattern';
import { freeLink, leftToInode, release } from '../../references';
import { binds } from '../../rule';
import type { Key, State } from '../../state';
import { unregister } from '../../subsystem';
import { allowedNow, end, ended, keyAt, on, wordOf, type Move, type Stage, type Turn } from '../stage';
import { heldPin, holdModule, holdPin, letGo, settleLeaving, withKernel, type World } from '../world';
import { logLine, newLines, unlogged } from './logs';
import { ATTACHMENTS, COUNTS, MODULE_COUNTS, REGISTRATIONS } from './observers';

/** The link that is freed since its last descriptor or pin is gone. */
const freedLink = (before: State, after: State): Key | undefined =>
  after.doomed.find((key) => !before.doomed.includes(key));

function removeFile(turn: Turn): readonly Move[] {
  const { world, operation } = turn;
  return allowedNow(turn, operation).map((transition) => {
    if (transition.ret !== 0) return ended(world, transition);
    const files = world.kernel.files.omit(wordOf(operation, 'fd'));
    const later = release({ ...world.kernel, files }, 'later');
    const link = freedLink(world.kernel, later);
    if (link === undefined) return ended(world, transition);
    return on(withKernel(world, later), { link, clause: transition.clause });
  });
}

/** bpf_link_free(): unreg() first. The worker that frees unpinned links does the same, so it may have run here. */
export function unregisterDoomed(kernel: State, link: Key): State {
  const map = kernel.links.get(link)?.map;
  if (map === undefined || kernel.leaving?.includes(link) === true) return kernel;
  return { ...unregister(kernel, map, link), leaving: [...(kernel.leaving ?? []), link] };
}

/** Then bpf_map_put(). */
export function freeDoomed(kernel: State, link: Key): State {
  if (!kernel.doomed.includes(link)) return kernel;
  const links = kernel.links.omit(link).put(link, {});
  return release(settleLeaving(freeLink({ ...kernel, links }, link)));
}

const unregClosed = ({ world, data }: Turn): readonly Move[] => [
  on(withKernel(world, unregisterDoomed(world.kernel, data['link'] as Key)), data),
];

const freeClosed = ({ world, data }: Turn): readonly Move[] => [
  end(withKernel(world, freeDoomed(world.kernel, data['link'] as Key)), { clause: data['clause'] as ClauseId, ret: 0 }),
];

export const CLOSE: readonly Stage[] = [
  {
    kernel: 'file_close_fd(), bpf_link_put_direct()',
    tells: [...ATTACHMENTS, ...COUNTS, ...REGISTRATIONS],
    logs: true,
    run: removeFile,
  },
  { kernel: 'bpf_struct_ops_map_link_dealloc(): unreg()', tells: COUNTS, logs: true, run: unregClosed },
  { kernel: 'bpf_struct_ops_map_link_dealloc(): bpf_map_put()', tells: [], run: freeClosed },
];

/** unlink(2): the name is gone, and the inode holds the object until it is evicted. */
function unlink(turn: Turn): readonly Move[] {
  const { world, operation, slot } = turn;
  return allowedNow(turn, operation).map((transition) => {
    const pin = world.kernel.pins.get(wordOf(operation, 'path'));
    if (transition.ret !== 0 || pin === undefined) return ended(world, transition);
    const { kernel } = holdPin(world.kernel, slot, 'inode', pin);
    return on(withKernel(world, { ...kernel, pins: kernel.pins.omit(wordOf(operation, 'path')) }));
  });
}

function evict({ model, world, slot }: Turn): readonly Move[] {
  if (binds({ profile: model.profile.name }, 'RELEASE-05')) {
    const kernel = letGo(leftToInode(world.kernel, heldPin(world.kernel, slot, 'inode')), slot, 'later');
    return [end(withKernel(world, kernel), { clause: 'RELEASE-05', ret: 0 })];
  }
  const kernel = letGo(world.kernel, slot, 'later');
  const clause = freedLink(world.kernel, kernel) === undefined ? 'PIN-REMOVE-02' : 'RELEASE-02';
  return [end(withKernel(world, kernel), { clause, ret: 0 })];
}

export const UNPIN: readonly Stage[] = [
  { kernel: 'vfs_unlink()', tells: ['pin.create', 'pin.get', 'pin.read', 'pin.remove', ...COUNTS], run: unlink },
  { kernel: 'bpf_free_inode()', tells: [], run: evict },
];

/** Refusals of BPF_MAP_CREATE and BPF_PROG_LOAD after btf_try_get_module() has succeeded. */
const HOLDING: ReadonlySet<ClauseId> = new Set<ClauseId>([
  ...(['MAP-CREATE-20', 'MAP-CREATE-21', 'MAP-CREATE-23', 'MAP-CREATE-24', 'MAP-CREATE-25'] as const),
  ...(['MAP-CREATE-26', 'PROG-LOAD-20', 'PROG-LOAD-21', 'PROG-LOAD-22', 'PROG-LOAD-23', 'PROG-LOAD-24'] as const),
  ...(['PROG-LOAD-16b', 'PROG-LOAD-16c', 'PROG-LOAD-26', 'PROG-LOAD-26a', 'PROG-LOAD-27', 'PROG-LOAD-28'] as const),
]);

/** A BTF object of a module that is on its way in or out, so that its types cannot be used. */
function between({ world, operation }: Turn): ClauseId | undefined {
  const btf = keyAt(world, operation.args['btf']);
  const instance = world.kernel.modules.values.find((each) => each.btf === btf);
  const window = instance && world.windows.get(instance.name);
  if (window === undefined || window.usable || !window.btf) return undefined;
  return !window.loading ? 'RACE-UNLOAD-01' : 'RACE-LOAD-02';
}

const UNUSABLE: ReadonlySet<ClauseId> = new Set<ClauseId>(['MAP-CREATE-18', 'MAP-CREATE-18a', 'PROG-LOAD-19']);

function tryGetModule(turn: Turn): readonly Move[] {
  const { world, operation, slot } = turn;
  const btf = keyAt(world, operation.args['btf']);
  const isModules = world.kernel.modules.values.some((instance) => instance.btf === btf);
  const transitions = allowedNow(turn, operation);
  if (isModules && transitions.some(({ clause }) => HOLDING.has(clause)))
    return [on(withKernel(world, holdModule(world.kernel, slot, btf)))];
  return transitions.map((transition) => {
    const clause = UNUSABLE.has(transition.clause) ? (between(turn) ?? transition.clause) : transition.clause;
    return ended(world, { ...transition, clause });
  });
}

/** The line of check_member() can be read while the module is still held. */
function check(turn: Turn): readonly Move[] {
  const { world, operation } = turn;
  return allowedNow(turn, operation).map(({ next }) =>
    on(turn.logsAreRead ? newLines(world.kernel, next).reduce(logLine, world) : world),
  );
}

const afterwards = (turn: Turn): readonly Move[] =>
  allowedNow(turn, turn.operation).map((transition) => {
    const next = unlogged(turn.world.kernel, transition.next);
    return ended(turn.world, { ...transition, next });
  });

/** Of map.create and prog.load. */
export const TRANSIENT: readonly Stage[] = [
  { kernel: 'btf_try_get_module()', tells: MODULE_COUNTS, logs: true, run: tryGetModule },
  { kernel: 'check_struct_ops_btf_id(): check_member()', tells: MODULE_COUNTS, logs: true, run: check },
  { kernel: 'bpf_struct_ops_map_alloc(), bpf_check(): module_put()', tells: [], run: afterwards },
];

/**
 * btf.open goes from id to id and asks each object for its name, object.by_id asks for one id: the module may be gone
 * when the object tells its own.
 */
const scan = (turn: Turn): readonly Move[] =>
  allowedNow(turn, turn.operation).map((transition) => {
    if (transition.ret !== 0) return ended(turn.world, transition);
    const file = { ...transition.next.files.get(turn.operation.result ?? '') };
    const data = { key: file.key, clause: transition.clause, value: transition.value };
    return file.kind !== 'btf' ? ended(turn.world, transition) : on(withKernel(turn.world, transition.next), data);
  });

function tellId({ model, world, data }: Turn): readonly Move[] {
  // The descriptor refers to it, which is enough where ids stay with their objects.
  const stays = binds({ profile: model.profile.name }, 'MOD-BTF-04');
  const visible = stays || isVisible(world, data['key'] as Key);
  const clause = visible ? (data['clause'] as ClauseId) : 'RACE-UNLOAD-02';
  return [end(world, { clause, ret: 0, value: visible ? (data['value'] as Pattern) : { id: 0 } })];
}

function isVisible({ kernel, windows }: World, btf: Key): boolean {
  const instance = kernel.modules.values.find((each) => each.btf === btf);
  const window = instance && windows.get(instance.name);
  return kernel.btfs.get(btf)?.live === true && window?.btf !== false;
}

export const OPEN_BTF: readonly Stage[] = [
  { kernel: 'btf_get_fd_by_id()', tells: ['module.unload', 'module.load'], run: scan },
  { kernel: 'btf_get_info_by_fd()', tells: [], run: tellId },
];
