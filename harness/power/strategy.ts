// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A strategy: one way to come by programs, whose power is measured on faults.
import type { Model } from '../../model';
import type { Program } from '../../spec';
import type { Door } from '../campaign/options';

/** What a strategy may know when it is asked for programs. */
export interface Terrain {
  readonly model: Model;
  readonly door: Door;
  /** The fault that is hunted: only to leave out what was made for it. */
  readonly fault: string;
}

export interface Strategy {
  readonly name: string;
  /** One phrase for the documentation. */
  readonly summary: string;
  /** Whether another seed gives other programs, without end. A strategy that is not seeded has the same few each time. */
  readonly seeded: boolean;
  readonly programs: (terrain: Terrain, seed: number) => Iterable<Program>;
}
