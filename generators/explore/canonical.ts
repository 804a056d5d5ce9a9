// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Symmetry reduction: one order for the objects of a graph, whatever their names are.
import type { Key } from '../../model';
import type { Entity } from './entities';
import { groupBy } from './group';

/** Classes of objects that nothing tells apart so far, as ranks from 0; equal for equal graphs up to names. */
type Colours = ReadonlyMap<Key, number>;

type Neighbours = ReadonlyMap<Key, readonly (readonly [role: string, to: Key])[]>;

/** Edges both ways; `<` marks the way back. */
function neighboursOf(entities: readonly Entity[]): Neighbours {
  const all = new Map<Key, [string, Key][]>(entities.map(({ key }) => [key, []]));
  for (const { key, edges } of entities)
    for (const [role, to] of edges) {
      all.get(key)?.push([role, to]);
      all.get(to)?.push([`<${role}`, key]);
    }
  return all;
}

/** Ranks by text: the texts come from what is the same under every renaming, so the ranks do too. */
function ranked(texts: readonly (readonly [Key, string])[]): Colours {
  const order = [...new Set(texts.map(([, text]) => text))].sort();
  const rank = new Map(order.map((text, index) => [text, index]));
  return new Map(texts.map(([key, text]) => [key, rank.get(text) ?? 0]));
}

const classes = (colours: Colours): number => new Set(colours.values()).size;

/** Colour refinement: objects whose neighbours differ come apart, until none do any more. */
function refine(entities: readonly Entity[], neighbours: Neighbours, start: Colours): Colours {
  let colours = start;
  for (let count = classes(colours); ;) {
    const texts = entities.map(({ key }) => {
      const around = (neighbours.get(key) ?? []).map(([role, to]) => `${role}=${String(colours.get(to))}`);
      return [key, `${String(colours.get(key)).padStart(3, '0')} ${around.sort().join(' ')}`] as const;
    });
    colours = ranked(texts);
    if (classes(colours) === count) return colours;
    count = classes(colours);
  }
}

/** The objects in the order of their colours, as text; meaningful when no two share one. */
function written(entities: readonly Entity[], colours: Colours): string {
  const sorted = entities.toSorted((a, b) => (colours.get(a.key) ?? 0) - (colours.get(b.key) ?? 0));
  return sorted
    .map(({ label, edges }) => `${label} ${edges.map(([role, to]) => `${role}=${String(colours.get(to))}`).join(' ')}`)
    .join('\n');
}

/** The members of the first class that has several, in the order given. */
function tied(entities: readonly Entity[], colours: Colours): readonly Entity[] {
  const groups = groupBy(entities, ({ key }) => colours.get(key) ?? 0);
  const ranks = [...groups].filter(([, group]) => group.length > 1).map(([rank]) => rank);
  return groups.get(Math.min(...ranks)) ?? [];
}

/** Objects with the very same neighbours: which of them comes first makes no difference. */
function areTwins(group: readonly Entity[], neighbours: Neighbours): boolean {
  const around = group.map(({ key }) => JSON.stringify((neighbours.get(key) ?? []).toSorted()));
  return around.every((text) => text === around[0]);
}

/** Puts one object before the others of its class. */
function individualized(colours: Colours, first: Key): Colours {
  const rank = colours.get(first) ?? 0;
  return new Map(
    [...colours].map(([key, colour]) => [
      key,
      colour > rank || (colour === rank && key !== first) ? colour + 1 : colour,
    ]),
  );
}

export interface Canonical {
  /** The same for graphs that are the same but for the names of their objects, and for no others. */
  readonly text: string;
  /** The objects in canonical order. */
  readonly order: readonly Key[];
}

/** The canonical form of a graph: colour refinement, and where that leaves ties the least of all ways to break them. */
export function canonical(entities: readonly Entity[]): Canonical {
  const neighbours = neighboursOf(entities);
  const search = (start: Colours): { text: string; colours: Colours } => {
    const colours = refine(entities, neighbours, start);
    const group = tied(entities, colours);
    if (group.length === 0) return { text: written(entities, colours), colours };
    const candidates = areTwins(group, neighbours) ? group.slice(0, 1) : group;
    const found = candidates.map(({ key }) => search(individualized(colours, key)));
    return found.reduce((best, other) => (other.text < best.text ? other : best));
  };
  const { text, colours } = search(ranked(entities.map(({ key, label }) => [key, label])));
  return { text, order: [...colours].sort(([, a], [, b]) => a - b).map(([key]) => key) };
}
