// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What holds in every state that the rules can reach.
import { kernelReferences, mapsOf, moduleReferences } from './references';
import type { MapPhase, Prog, State } from './state';
import type { Table } from './table';

/** A statement about one state; `holds` is false in a state that no kernel may be in. */
export interface Invariant {
  readonly name: string;
  readonly holds: (state: State) => boolean;
}

const all = <V>(table: Table<V>, holds: (value: V, key: string) => boolean): boolean =>
  table.entries().every(([key, value]) => holds(value, key));

const holdsSome = (prog: Prog | undefined): boolean => prog !== undefined && mapsOf(prog).length > 0;

export const INVARIANTS: readonly Invariant[] = [
  {
    name: 'descriptors, pins and links refer to objects that exist',
    holds: (state: State): boolean => {
      const tables = { btf: state.btfs, prog: state.progs, map: state.maps, link: state.links };
      return (
        all(state.files, ({ kind, key }) => tables[kind].has(key)) &&
        all(state.pins, ({ kind, key }) => tables[kind].has(key)) &&
        all(state.links, ({ map }) => map === undefined || state.maps.has(map))
      );
    },
  },
  {
    name: 'a map without BPF_F_LINK is INIT, INUSE or TOBEFREE, one with it INIT or READY',
    holds: (state) => all(state.maps, ({ link, phase }) => (link ? LINK_PHASES : LEGACY_PHASES).includes(phase)),
  },
  {
    name: 'a map in INIT has no value, and an INUSE map is held by its registration',
    holds: (state) =>
      all(state.maps, ({ phase, value }, key) => {
        if (phase === 'INIT') return Object.keys(value).length === 0;
        return phase !== 'INUSE' || kernelReferences(state, key) > 0;
      }),
  },
  {
    name: 'only READY maps are behind links',
    holds: (state) => all(state.links, ({ map }) => map === undefined || state.maps.get(map)?.phase === 'READY'),
  },
  {
    name: 'the maps that a program holds exist, and a program on its way out holds some',
    holds: (state) =>
      all(state.progs, (prog) => mapsOf(prog).every((map) => state.maps.has(map))) &&
      state.dying.every((key) => holdsSome(state.progs.get(key))),
  },
  {
    name: 'maps of a module keep it loaded',
    holds: (state) =>
      all(state.maps, ({ btf }) => {
        const owner = state.modules.values.find((instance) => instance.btf === btf);
        return (
          state.btfs.get(btf)?.kind === 'vmlinux' || (owner !== undefined && moduleReferences(state, owner.name) > 0)
        );
      }),
  },
  {
    name: 'what a module has registered is an INUSE map, or a READY map behind the link that registered it',
    holds: (state) =>
      state.modules.values.every((instance) =>
        instance.registrations.every(({ map, link }) =>
          link === undefined
            ? state.maps.get(map)?.phase === 'INUSE' || state.links.values.some((other) => other.map === map)
            : state.links.get(link)?.map === map,
        ),
      ),
  },
  {
    name: 'a BTF object of a module is live exactly as long as the module is',
    holds: (state) =>
      all(state.btfs, ({ kind, live }, key) => {
        const loaded = state.modules.values.some((instance) => instance.btf === key);
        return kind !== 'module' || live === loaded;
      }),
  },
];

const LEGACY_PHASES: readonly MapPhase[] = ['INIT', 'INUSE', 'TOBEFREE'];
const LINK_PHASES: readonly MapPhase[] = ['INIT', 'READY'];

/** The changes of phase that a map may make; see the state machines of bpf_struct_ops.c. */
const CHANGES: readonly string[] = ['INIT>INUSE', 'INIT>READY', 'INUSE>TOBEFREE'];

/** Whether every map that is in both states kept its phase or changed it as it may. */
export const phasesFollow = (before: State, after: State): boolean =>
  all(before.maps, ({ phase }, key) => {
    const next = after.maps.get(key)?.phase;
    return next === undefined || next === phase || CHANGES.includes(`${phase}>${next}`);
  });
