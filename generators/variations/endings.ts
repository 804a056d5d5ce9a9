// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Variations of how programs end: everything that they leave is closed, unpinned, unloaded, in several orders; and after
// each step a look at what is left.
import {
  btfList,
  fdClose,
  moduleUnload,
  objectById,
  pinCreate,
  pinRemove,
  quiesce,
  type Operation,
  type Program,
} from '../../spec';
import { situationOf, type Model, type State } from '../../model';
import { afterAll } from '../races/scene';
import { looksAt } from './looks';
import { withNames } from './named';
import { prefixesOf, sceneOf, varied, type Varied } from './scene';

const close = (fd: string): Operation => ({ op: fdClose.op, args: { fd } });
const unpin = (path: string): Operation => ({ op: pinRemove.op, args: { path } });
const unload = (name: string): Operation => ({ op: moduleUnload.op, args: { name } });

/** What there is to end in a state, each kind oldest first. */
interface Things {
  readonly files: readonly Operation[];
  readonly pins: readonly Operation[];
  readonly modules: readonly Operation[];
}

const thingsIn = (state: State): Things => ({
  files: state.files.keys.map(close),
  pins: state.pins.keys.map(unpin),
  modules: state.modules.keys.map(unload),
});

type Order = (things: Things) => readonly Operation[];

/** Who goes first matters: a module that is still held, a pin that is the last to hold, a BTF object that outlives its types. */
const ORDERS: readonly Order[] = [
  ({ files, pins, modules }) => [...files.toReversed(), ...pins, ...modules],
  ({ files, pins, modules }) => [...pins, ...files, ...modules],
  ({ files, pins, modules }) => [...files.slice(1).toReversed(), ...pins, ...modules, ...files.slice(0, 1)],
  ({ files, pins, modules }) => [...modules, ...files, ...modules, ...pins, ...modules],
];

/** Every order in which what a state has can be ended here. */
export function ordersIn(state: State): readonly (readonly Operation[])[] {
  const things = thingsIn(state);
  return ORDERS.map((order) => order(things));
}

/** What lives in a state, without names: two that have the same end alike. */
function likenessOf(state: State): string {
  const files = state.files.values.map(({ kind, key, mode }) => `${kind} ${mode} ${phaseOf(state, key)}`);
  const pins = state.pins.values.map(({ kind, key }) => `pinned ${kind} ${phaseOf(state, key)}`);
  const modules = state.modules.values.map(({ registrations }) => `module ${String(registrations.length)}`);
  return [...files, ...pins, ...modules].sort().join(', ');
}

function phaseOf({ maps, links, btfs, progs }: State, key: string): string {
  const map = maps.get(key);
  if (map !== undefined) return `${map.phase} ${String(map.link)} ${String(Object.keys(map.value).length)}`;
  const link = links.get(key);
  if (link !== undefined) return link.map === undefined ? 'detached' : 'attached';
  const prog = progs.get(key);
  return prog === undefined ? String(btfs.get(key)?.kind) : prog.kind;
}

/** Pins the youngest object there is: who unpins it may be the last to hold it. */
function pinning(state: State): readonly Operation[] {
  const youngest = state.files.entries().findLast(([, { kind }]) => kind !== 'btf');
  return youngest === undefined ? [] : [{ op: pinCreate.op, args: { fd: youngest[0], path: 'pin3' } }];
}

class Endings {
  private readonly shown = new Set<string>();
  private fresh = 0;

  constructor(private readonly model: Model) {}

  of(program: Program): readonly Varied[] {
    const scene = sceneOf(this.model, program);
    if (scene === undefined || scene.transition.ret < 0) return [];
    const { next } = scene.transition;
    return [[], pinning(next)].flatMap((more) =>
      this.from([...program.operations, ...more], afterAll(this.model, next, more)),
    );
  }

  /** The ends of what has come to a state. */
  private from(begun: readonly Operation[], start: State): readonly Varied[] {
    if (!this.isNew(likenessOf(start))) return [];
    return ordersIn(start).flatMap((order) => {
      const before = this.shown.size;
      const operations = [...begun, ...this.ended(start, order)];
      const found = this.shown.size - before;
      return found === 0 ? [] : [varied(found, operations)];
    });
  }

  /** The operations and the looks between them; where several things may happen, it goes on from the first. */
  private ended(start: State, order: readonly Operation[]): readonly Operation[] {
    const operations: Operation[] = [];
    let state = start;
    const go = (operation: Operation): void => {
      operations.push(operation);
      state = this.model.step(state, operation)[0]?.next ?? state;
    };
    for (const operation of order) {
      const after = `${operation.op} ${situationOf(state, operation)}`;
      go(operation);
      // The list has nobody's state in it, so what is new there would not be asked for.
      if (operation.op === moduleUnload.op) go({ op: btfList.op, args: {} });
      for (const look of this.looks(state, after)) go(look);
    }
    go({ op: quiesce.op, args: {} });
    for (const look of this.looks(state, 'everything')) go(look);
    return operations;
  }

  private looks(state: State, after: string): readonly Operation[] {
    return [...this.revivals(state), ...looksAt(state)].filter((look) =>
      this.isNew(`${situationOf(state, look)} after ${after}`),
    );
  }

  /** What is gone must not be found by its id, first of all before workers free it; what is there is not opened, or it would not end. */
  private revivals(state: State): readonly Operation[] {
    return state.bound.keys
      .filter((handle) => !state.files.has(handle))
      .map((of): Operation => ({ op: objectById.op, args: { of }, result: `t${String(++this.fresh)}` }))
      .filter((operation) => this.model.step(state, operation).every(({ ret }) => ret < 0));
  }

  private isNew(feature: string): boolean {
    if (this.shown.has(feature)) return false;
    this.shown.add(feature);
    return true;
  }
}

/** Programs that end the given ones, and what each of these comes to on its way, in several orders. Deterministic. */
export function endingsOf(model: Model, programs: readonly Program[]): readonly Program[] {
  const endings = new Endings(model);
  return programs
    .map(withNames)
    .flatMap(prefixesOf)
    .sort((a, b) => a.operations.length - b.operations.length)
    .flatMap((program) => endings.of(program))
    .sort((a, b) => a.cost - b.cost)
    .map(({ program }) => program);
}
