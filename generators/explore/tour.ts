// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A transition tour: few programs that have every reachable cell of a scope.
import { progAssoc, progBind, type Program } from '../../spec';
import type { Atlas, Origin, Place } from './atlas';
import { atOnce } from './at-once';
import { groupBy } from './group';
import type { Located, PartId } from './parts';
import { Walk } from './walk';

export interface Tour {
  readonly programs: readonly Program[];
  /** Cells that the programs have for certain. */
  readonly cells: ReadonlySet<string>;
  /** Reachable cells that no program could be made for, within the scope. */
  readonly missed: readonly string[];
}

/** Parts that are looked at for a way that does not begin at nothing. */
const NEARBY = 30_000;

/** Operations after which a program ends at the next chance. */
const LONG = 100;

class Tourist {
  readonly programs: Program[] = [];
  readonly cells = new Set<string>();
  private readonly groups: ReadonlyMap<string, readonly Place[]>;

  constructor(private readonly atlas: Atlas) {
    this.groups = groupBy(atlas.reachable.values(), ({ parts }) => parts.join(' '));
  }

  /** The parts that are farthest come first: what leads to them has the cells of many others. */
  *run(): Generator<void> {
    const targets = [...this.groups.values()].map(([place]) => place?.parts ?? []);
    const far = targets.map((parts) => [parts, this.distance(parts)] as const).sort(([, a], [, b]) => b - a);
    for (const [parts] of far)
      for (let left = this.open(parts); left.length > 0;) {
        this.write(parts);
        yield;
        const now = this.open(parts);
        if (now.length === left.length) break;
        left = now;
      }
  }

  private distance(parts: readonly PartId[]): number {
    return parts.reduce((sum, part) => sum + this.way(part).length, 0);
  }

  /** The parts on the way to one, itself last. */
  private way(part: PartId): readonly PartId[] {
    const way = [part];
    for (let [from] = this.atlas.origins.get(part)?.from ?? []; from !== undefined;) {
      way.unshift(from);
      [from] = this.atlas.origins.get(from)?.from ?? [];
    }
    return way;
  }

  /** Cells of these parts that no program has had. */
  private open(parts: readonly PartId[]): readonly Place[] {
    return (this.groups.get(parts.join(' ')) ?? []).filter(({ cell }) => !this.cells.has(cell));
  }

  /** One program: to the parts, all that changes nothing there, then on from one change to the next. */
  private write(target: readonly PartId[]): void {
    const walk = this.arrive(target);
    for (let ids = walk && target; walk !== undefined && ids !== undefined; ids = this.further(walk)) {
      const places = this.open(ids);
      for (const place of places) if (place.to === 'same') this.have(walk, place);
      const change = ['on', 'outside'].flatMap((to) =>
        places.filter((place) => place.to === to && isWanted(walk, place) && isHarmless(walk, place)),
      )[0];
      if (change !== undefined) this.have(walk, change);
      if (change?.to !== 'on' || !walk.certain || walk.length > LONG) break;
    }
    if (walk === undefined) return;
    this.programs.push(walk.program);
    for (const cell of walk.cells) this.cells.add(cell);
  }

  private have(walk: Walk, place: Place): void {
    const parts = isNew(walk, place) ? walk.find(place.parts) : undefined;
    if (parts !== undefined && walk.canName(place.operation, parts)) walk.step(place.operation, parts);
  }

  /** Parts that there are now with cells that no program has had. */
  private further(walk: Walk): readonly PartId[] | undefined {
    const ids = walk.located().map(({ id }) => id);
    const choices = [
      ...ids.map((id) => [id]),
      ...ids.flatMap((a, at) => ids.slice(at + 1).map((b) => [a, b].sort((x, y) => x - y))),
      [],
    ];
    return choices.find((choice) => this.open(choice).some((place) => isWanted(walk, place)));
  }

  /** A program that leads to these parts, in the first order that leaves those before undisturbed. */
  private arrive(target: readonly PartId[]): Walk | undefined {
    const { land } = this.atlas;
    for (const order of [target, target.toReversed()]) {
      const walk = new Walk(land);
      if (this.go(walk, order)) return walk;
    }
    return undefined;
  }

  private go(walk: Walk, target: readonly PartId[]): boolean {
    const reserved: Located[] = [];
    for (const part of target) {
      for (const { from, operation } of this.route(walk, part, reserved)) {
        const found = walk.find(from, reserved);
        if (found === undefined) return false;
        walk.step(operation, found);
      }
      const [found] = walk.find([part], reserved) ?? [];
      if (found === undefined) return false;
      reserved.push(found);
    }
    return true;
  }

  /** The way to a part: from one that there is and that is not reserved, if that leads to it soon, or from nothing. */
  private route(walk: Walk, part: PartId, reserved: readonly Located[]): readonly Origin[] {
    const kept = new Set(reserved.map(({ order }) => order[0]));
    const free = walk.located().filter(({ order }) => !kept.has(order[0]));
    return (
      this.detour(
        free.map(({ id }) => id),
        part,
      ) ?? this.way(part).flatMap((id) => this.atlas.origins.get(id) ?? [])
    );
  }

  /** The shortest way from one of some parts to another, if it is not far. */
  private detour(from: readonly PartId[], target: PartId): readonly Origin[] | undefined {
    const found = new Map<PartId, readonly Origin[]>(from.map((id) => [id, []]));
    for (const [id, way] of found) {
      if (id === target) return way;
      if (found.size > NEARBY) return undefined;
      for (const { operation, to } of this.atlas.ways.get(id) ?? [])
        for (const next of to) if (!found.has(next)) found.set(next, [...way, { from: [id], operation }]);
    }
    return undefined;
  }
}

const HOLDING: ReadonlySet<string> = new Set([progBind.op, progAssoc.op]);

const isHarmless = ({ offered }: Walk, { operation }: Place): boolean => !offered || !HOLDING.has(operation.op);

const isNew = (walk: Walk, { cell }: Place): boolean => !walk.cells.has(cell);

/** Whether a place has a cell that the program lacks, and that can be had as things are. */
const isWanted = (walk: Walk, place: Place): boolean =>
  isNew(walk, place) && (place.parts.length > 0 || walk.canName(place.operation, []));

/** Programs that have every cell of an atlas, the farthest first. */
export const tourOf = (atlas: Atlas): Tour => atOnce(touringOf(atlas));

/** The same with a pause after each program. */
export function* touringOf(atlas: Atlas): Generator<void, Tour> {
  const tourist = new Tourist(atlas);
  yield* tourist.run();
  const { programs, cells } = tourist;
  return { programs, cells, missed: [...atlas.reachable.keys()].filter((cell) => !cells.has(cell)) };
}
