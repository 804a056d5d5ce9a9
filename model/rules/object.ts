// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Descriptors, ids and info of every kind of object: kernel/bpf/syscall.c, fs/file.c.
import { ERRNO, fdClose, fdDup, objectById, objectInfo, type ClauseId } from '../../spec';
import { attributes, fileAt, opened, visibleId } from '../descriptor';
import { anything, idOf, type Pattern } from '../pattern';
import { once } from '../once';
import { release } from '../references';
import { accept, either, refuse, rule, type Call, type Check, type Effect, type Rule } from '../rule';
import { forgotten, isStale, mayLinger, staysVisible } from '../stale';
import type { Key, Mode, OpenFile, Reference, State } from '../state';
import { typeOf } from '../subsystem';

const close = rule(fdClose, [
  refuse('FD-CLOSE-02', 'EBADF', ({ state, args }) => fileAt(state, args.fd) === undefined),
  accept('LINK-CLOSE-01', (call) => closesLink(call, true)),
  accept('LINK-CLOSE-02', (call) => closesLink(call, false)),
  accept('RELEASE-03', (call) => {
    const next = closed(call);
    return next.dying.length > call.state.dying.length ? { next } : undefined;
  }),
  accept('FD-CLOSE-01', (call) => ({ next: closed(call) })),
]);

type Close = Call<typeof fdClose.parameters>;

const closed = once(({ state, args }: Close): State => release({ ...state, files: state.files.omit(args.fd) }));

/** The last close of a link, attached or not; undefined when this is none. */
function closesLink(call: Close, attached: boolean): { next: State } | undefined {
  const { state, args } = call;
  const file = fileAt(state, args.fd);
  const link = file?.kind === 'link' ? state.links.get(file.key) : undefined;
  if (file === undefined || link === undefined || (link.map !== undefined) !== attached) return undefined;
  const next = closed(call);
  return next.links.has(file.key) ? undefined : { next };
}

const dup = rule(fdDup, [
  refuse('FD-DUP-02', 'EBADF', ({ state, args }) => fileAt(state, args.fd) === undefined),
  accept('FD-DUP-01', (call) => {
    const file = fileAt(call.state, call.args.fd);
    return file && opened(call, call.state, file, file.mode);
  }),
]);

/** Whether an object can still be found by its id. A program's id, and a handle that was never bound, count as 0. */
function isFindable(state: State, { kind, key }: Reference): boolean {
  if (kind === 'btf') return state.btfs.get(key)?.live === true && isHeldBtf(state, key);
  if (kind === 'map') return state.maps.has(key);
  return kind === 'link' && state.links.has(key) && !state.doomed.includes(key);
}

/** A user's BTF lives as long as a descriptor or a map refers to it; a kernel's until its module goes. */
function isHeldBtf(state: State, key: string): boolean {
  if (state.btfs.get(key)?.kind !== 'user') return true;
  const files = state.files.values.some((file) => file.key === key);
  return files || state.maps.values.some((map) => map.user === key);
}

/** Whether the map that held the user's BTF last was freed: its worker may not have come to the BTF yet. */
const isLeavingBtf = (state: State, key: string): boolean =>
  state.btfs.get(key)?.kind === 'user' && state.btfs.get(key)?.orphaned === true && !isHeldBtf(state, key);

const wantsMode = (mode: string): boolean => mode !== 'rw';

/** The id of a BTF object that something may still refer to, out of sight: it is found, or it is not and never again. */
const maybeGone = (
  clause: ClauseId,
  lingers: (state: State, key: Key) => boolean,
): Check<typeof objectById.parameters> =>
  either(clause, (call) => {
    const { state, args } = call;
    const reference = state.bound.get(args.of);
    if (reference === undefined || !lingers(state, reference.key)) return undefined;
    return [{ ret: -ERRNO.ENOENT, next: forgotten(state, reference.key) }, opened(call, state, reference)];
  });

const byId = rule(objectById, [
  ...attributes('ID-01'),
  refuse('ID-01', 'EINVAL', ({ state, args }) => {
    const kind = state.bound.get(args.of)?.kind;
    return wantsMode(args.mode) && (kind === 'btf' || kind === 'link');
  }),
  refuse('ID-02', 'EPERM', ({ args }) => args.caps === 'none'),
  refuse('ID-01', 'EINVAL', ({ args }) => args.mode === 'both'),
  accept('MOD-BTF-04', (call) => {
    const reference = call.state.bound.get(call.args.of);
    return reference !== undefined && isStale(call.state, reference.key) && staysVisible(call.state, reference.key)
      ? opened(call, call.state, reference)
      : undefined;
  }),
  maybeGone('MOD-BTF-05', (state, key) => isStale(state, key) && mayLinger(state, key)),
  refuse('MOD-BTF-03', 'ENOENT', ({ state, args }) => isStale(state, state.bound.get(args.of)?.key ?? '')),
  maybeGone('ID-05', isLeavingBtf),
  refuse('ID-03', 'ENOENT', ({ state, args }) => {
    const reference = state.bound.get(args.of);
    return reference === undefined || !isFindable(state, reference);
  }),
  accept('ID-04', (call) => {
    const reference = call.state.bound.get(call.args.of);
    return reference && opened(call, call.state, reference, call.args.mode as Mode);
  }),
]);

type Info = Call<typeof objectInfo.parameters>;

function mapInfo({ state }: Info, key: string): Pattern {
  const map = state.maps.get(key);
  if (map === undefined) throw new Error(`no map ${key}`);
  return {
    kind: 'map',
    id: idOf(key),
    type: 26,
    flags: (map.link ? 0x2000 : 0) | (map.vtypeFlag ? 0x8000 : 0),
    value_type: `bpf_struct_ops_${typeOf(state, map).struct}`,
    btf_vmlinux_id: idOf(map.btf),
    btf_id: map.user === undefined ? anything : idOf(map.user),
  };
}

/** The field that names the BTF of the value type is not there yet, so nothing can be said of the type's name. */
const earlyMapInfo = (info: Info, key: string): Pattern => ({
  ...(mapInfo(info, key) as Readonly<Record<string, Pattern>>),
  value_type: anything,
  btf_vmlinux_id: 0,
});

const PROG_TYPE_SYSCALL = 31;

/** Without CAP_BPF the attach target is left out (bpf_prog_get_info_by_fd()). */
function progInfo(info: Info, key: string): Pattern {
  const prog = info.state.progs.get(key);
  const privileged = info.args.caps === 'all';
  if (prog === undefined) throw new Error(`no program ${key}`);
  if (prog.kind === 'syscall')
    return { kind: 'prog', id: idOf(key), type: PROG_TYPE_SYSCALL, attach_btf_obj_id: 0, attach_btf_id: 0 };
  return {
    kind: 'prog',
    id: idOf(key),
    type: 27,
    attach_btf_obj_id: privileged ? visibleId(info, prog.btf) : 0,
    attach_btf_id: privileged ? idOf(`typeid/${prog.btf.replace(':', '/')}:${prog.type}`) : 0,
  };
}

function linkInfo({ state }: Info, key: string): Pattern {
  const map = state.links.get(key)?.map;
  return { kind: 'link', id: idOf(key), type: 9, map_id: map === undefined ? 0 : idOf(map) };
}

function btfInfo(info: Info, key: string): Pattern {
  const btf = info.state.btfs.get(key);
  if (btf === undefined) throw new Error(`no BTF ${key}`);
  return { kind: 'btf', id: visibleId(info, key), name: btf.name, kernel: btf.kind !== 'user' };
}

/** What an object of a kind shows. */
const shows =
  (kind: OpenFile['kind'], tell: (info: Info, key: string) => Pattern) =>
  (info: Info): Effect | undefined => {
    const file = fileAt(info.state, info.args.fd);
    return file?.kind === kind ? { value: tell(info, file.key) } : undefined;
  };

const info = rule(objectInfo, [
  ...attributes('INFO-01'),
  refuse('INFO-02', 'EBADFD', ({ state, args }) => args.fd !== 'none' && fileAt(state, args.fd) === undefined),
  refuse('INFO-03', 'EINVAL', ({ state, args }) => fileAt(state, args.fd) === undefined),
  refuse('INFO-03', 'E2BIG', ({ args }) => args.size === 'long_nonzero'),
  accept('INFO-MAP-02', shows('map', earlyMapInfo)),
  accept('INFO-MAP-01', shows('map', mapInfo)),
  accept('INFO-LINK-01', shows('link', linkInfo)),
  accept('INFO-PROG-01', shows('prog', progInfo)),
  accept('INFO-BTF-01', shows('btf', btfInfo)),
]);

export const objectRules: readonly Rule[] = [close, dup, byId, info];
