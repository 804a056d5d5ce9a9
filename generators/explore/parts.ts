// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The parts that states are made of, by number: each under canonical names, each once.
import {
  INVARIANTS,
  initialState,
  stateFrom,
  stateOf,
  type Key,
  type PlainState,
  type State,
  type Touched,
} from '../../model';
import { MODULES, type ModuleName } from '../../spec';
import { namesFor, partsOf, rename, type Names } from './component';
import { normal } from './normal';
import { isBare, usageOf, type Usage } from './scope';

export type PartId = number;

/** A rule that broke an invariant: a bug of the specification. */
export class SpecificationError extends Error {}

/** A part as it is worked with. */
interface Part {
  readonly state: State;
  /** Its objects in canonical order. */
  readonly order: readonly Key[];
}

/** A part as it is kept: there may be hundreds of thousands, and as text they take a third of the room. */
interface Kept {
  readonly text: string;
  readonly modules: readonly ModuleName[];
  readonly usage: Usage;
}

/** Several parts as one state, and the objects of each. */
export interface Composed {
  readonly state: State;
  readonly owned: readonly ReadonlySet<Key>[];
}

/** One part of a state: which it is, and its objects in canonical order under the names that the state gives them. */
export interface Located {
  readonly id: PartId;
  readonly order: readonly Key[];
}

/** More loads than the numbers of any BTF object in a part. */
const MANY = 10_000;

/** Objects of the part at each place are numbered from here on, so that no two parts share a name. */
const firstAt = (place: number): number => 1 + 100 * place;

export class Parts {
  private readonly ids = new Map<string, PartId>();
  private readonly all: Kept[] = [];

  get size(): number {
    return this.all.length;
  }

  usage = (id: PartId): Usage => this.kept(id).usage;

  /** Names of the modules that a part has loaded. */
  modules = (id: PartId): readonly ModuleName[] => this.kept(id).modules;

  /** What a part is, in short: the state of each of its objects. */
  describe(id: PartId): string {
    const { state, order } = this.part(id);
    return order.map((key) => stateOf(state, { kind: kindOf(key), key })).join('; ');
  }

  /** The parts of a state. */
  locate(state: State): readonly Located[] {
    const plain = normal(state);
    return partsOf(plain).map(({ text, order }) => ({ id: this.intern(text, plain, order), order }));
  }

  /** The numbers of the parts of a state, in ascending order. */
  of(state: State): readonly PartId[] {
    return this.locate(state)
      .map(({ id }) => id)
      .sort((a, b) => a - b);
  }

  /** Several parts as one state. */
  compose(ids: readonly PartId[]): Composed {
    let whole = initialState;
    const places = ids.map((id) => this.part(id));
    const owned = namesAt(places).map((names, place) => {
      whole = merge(whole, rename(places[place]?.state ?? initialState, names));
      return new Set(names.keys.values());
    });
    return { state: { ...whole, loads: MANY }, owned };
  }

  private kept(id: PartId): Kept {
    const kept = this.all[id];
    if (kept === undefined) throw new Error(`no part ${String(id)}`);
    return kept;
  }

  private part(id: PartId): Part {
    const { state, order } = JSON.parse(this.kept(id).text) as { state: PlainState; order: readonly Key[] };
    return { state: stateFrom(state), order };
  }

  private intern(text: string, state: State, order: readonly Key[]): PartId {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const names = namesFor(state, order, 1, MODULES);
    const part = rename(state, names);
    const broken = INVARIANTS.find((invariant) => !invariant.holds(part));
    if (broken !== undefined)
      throw new SpecificationError(`a state breaks the invariant "${broken.name}": ${JSON.stringify(part)}`);
    this.ids.set(text, this.all.length);
    const kept: Part = { state: part, order: order.map((old) => names.keys.get(old) ?? old) };
    this.all.push({
      text: JSON.stringify(kept),
      usage: usageOf(part),
      modules: part.modules.values.map(({ name }) => name),
    });
    return this.all.length - 1;
  }
}

/** The names that `compose` gives to the objects of each part, whatever they are called in the state at hand. */
export function namesAt(
  places: readonly { readonly state: State; readonly order: readonly Key[] }[],
): readonly Names[] {
  let free = MODULES.filter((name) => !isBare(name));
  return places.map(({ state, order }, place) => {
    const names = namesFor(state, order, firstAt(place), free);
    const taken = new Set(names.keys.values());
    free = free.filter((name) => !taken.has(`module:${name}`));
    return names;
  });
}

/** What kind of object a key is of. */
export const kindOf = (key: Key): Touched['kind'] => key.slice(0, key.indexOf(':')) as Touched['kind'];

/** Two states without a common object. */
function merge(a: State, b: State): State {
  return {
    ...a,
    modules: a.modules.concat(b.modules),
    btfs: a.btfs.concat(b.btfs),
    progs: a.progs.concat(b.progs),
    maps: a.maps.concat(b.maps),
    links: a.links.concat(b.links),
    files: a.files.concat(b.files),
    bound: a.bound.concat(b.bound),
    pins: a.pins.concat(b.pins),
    doomed: [...a.doomed, ...b.doomed],
    dying: [...a.dying, ...b.dying],
    evicting: [...a.evicting, ...b.evicting],
  };
}
