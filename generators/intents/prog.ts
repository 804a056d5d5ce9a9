// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs: load what the maps at hand still lack, else anything that can be loaded.
import {
  progAssoc,
  progBind,
  progLoad,
  progLoadSyscall,
  progRun,
  typeIn,
  typesOf,
  type Member,
  type StructOpsType,
} from '../../spec';
import { once, opsOf, type State } from '../../model';
import { intent, openFiles, openMaps, openTypes, staleTypes, type Arguments, type Intent, type Scene } from './intent';

interface Target {
  readonly btf: string;
  readonly type: StructOpsType;
  readonly member: Member;
}

/** A tcp_congestion_ops value is refused unless it has these. */
const NEEDED = ['ssthresh', 'undo_cwnd', 'cong_avoid'];
const loadable = (type: StructOpsType): Member[] =>
  type.members.filter((member) => {
    const known = type.home === 'module' || NEEDED.includes(member.name) || type.name === 'bpf_dummy_ops';
    return member.role === 'function' && member.stub && !member.refused && known;
  });

const isLoaded = (state: State, key: string, type: string, member: string): boolean =>
  state.progs.values.some(
    (prog) => prog.kind === 'struct_ops' && prog.btf === key && prog.type === type && prog.member === member,
  );

/** Members of empty maps that no program has been loaded for yet. */
function wanted({ state }: Scene): Target[] {
  return openMaps(state, (map) => map.phase === 'INIT').flatMap(({ map }) => {
    const btf = openTypes(state).find((candidate) => candidate.key === map.btf);
    const name = map.btf === 'btf:vmlinux' ? 'none' : btf?.handle;
    const type = typeIn(state.btfs.get(map.btf)?.name ?? '', map.type);
    if (name === undefined || type === undefined) return [];
    const missing = loadable(type).filter((member) => !isLoaded(state, map.btf, type.name, member.name));
    return missing.map((member) => ({ btf: name, type, member }));
  });
}

function anyTarget({ state, random }: Scene): Target | undefined {
  const stale = random.chance(0.1) ? random.maybe(staleTypes(state)) : undefined;
  if (stale !== undefined) {
    const gone = random.pick(typesOf(stale.name));
    const member = random.maybe(loadable(gone));
    return member && { btf: stale.handle, type: gone, member };
  }
  const module = random.maybe(openTypes(state).filter((btf) => btf.name !== 'vmlinux' || random.chance(0.2)));
  const types = typesOf(module?.name ?? 'vmlinux').filter((type) =>
    opsOf(state, module?.key ?? 'btf:vmlinux', type.name),
  );
  const type = random.maybe(types);
  const member = type && random.maybe(loadable(type));
  return type && member && { btf: module?.handle ?? 'none', type, member };
}

function toArguments({ btf, type, member }: Target, { state, random }: Scene): Arguments {
  const used = random.chance(0.04) ? random.maybe(openMaps(state)) : undefined;
  if (used !== undefined) return { btf, type: type.name, member: member.name, body: 'map', map: used.handle };
  const argument = member.scalarArgument && random.chance(0.3);
  const value = argument ? 0 : random.pick([0, 1, 7]);
  return {
    btf,
    type: type.name,
    member: member.name,
    ...(argument ? { body: 'argument' } : {}),
    ...(value === 0 ? {} : { value }),
    ...(random.chance(0.05) ? { flags: 'sleepable' } : {}),
  };
}

const load = intent(progLoad, 7, (scene) => {
  const needs = wanted(scene);
  const target = needs.length > 0 && scene.random.chance(0.8) ? scene.random.pick(needs) : anyTarget(scene);
  return target && toArguments(target, scene);
});

const run = intent(progRun, 0.7, ({ state, random }) => {
  const prog = random.maybe(openFiles(state, 'prog'));
  return prog && { prog: prog.handle };
});

/** Only programs that no map uses: a program and a map that hold each other are never freed (see hazards.ts). */
const bind = intent(progBind, 0.7, ({ state, random }) => {
  const prog = random.maybe(openFiles(state, 'prog'));
  const map = random.maybe(openMaps(state));
  return prog && map && { prog: prog.handle, map: map.handle };
});

const syscallProgs = once((state: State) =>
  openFiles(state, 'prog').filter(({ file }) => state.progs.get(file.key)?.kind === 'syscall'),
);

/** One is enough for most programs. */
const loadSyscall = intent(
  progLoadSyscall,
  (state) => (syscallProgs(state).length === 0 ? 0.7 : 0.1),
  () => ({}),
);

/** A struct_ops program is refused. */
const assoc = intent(
  progAssoc,
  (state) => (syscallProgs(state).length > 0 ? 2 : 0.2),
  ({ state, random }) => {
    const others = syscallProgs(state);
    const prog = others.length > 0 && random.chance(0.9) ? random.pick(others) : random.maybe(openFiles(state, 'prog'));
    const map = random.maybe(openMaps(state));
    return prog && map && { prog: prog.handle, map: map.handle };
  },
);

export const progIntents: readonly Intent[] = [load, run, bind, loadSyscall, assoc];
