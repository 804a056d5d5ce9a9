// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The witnesses with their last operation made otherwise.
import { endingsOf, handlesOf, ordersOf, twinsOf, variationsOf } from '../../../generators';
import type { Model } from '../../../model';
import type { Program } from '../../../spec';
import { readCorpus } from '../../campaign/corpus';
import { fitsAlong } from '../../campaign/door';
import type { Strategy } from '../strategy';
import { corpus } from './kept';

type Vary = (model: Model, programs: readonly Program[]) => readonly Program[];

/** What other faults have taught, and not the one that is hunted. */
const fromCounterexamples =
  (vary: Vary): Strategy['programs'] =>
  (terrain, seed) =>
    vary(terrain.model, [...corpus.programs(terrain, seed)]).filter((program) =>
      fitsAlong(terrain.model, program, terrain.door),
    );

const fromWitnesses =
  (vary: Vary): Strategy['programs'] =>
  ({ model, door }) =>
    vary(model, readCorpus(model.profile.name)).filter((program) => fitsAlong(model, program, door));

export const variations: Strategy = {
  name: 'variations',
  summary: 'the witnesses, their last operation with each argument otherwise',
  seeded: false,
  programs: fromWitnesses(variationsOf),
};

export const orders: Strategy = {
  name: 'orders',
  summary: 'the witnesses, their last operation with two things wrong, for each two neighbouring checks',
  seeded: false,
  programs: fromWitnesses(ordersOf),
};

export const handles: Strategy = {
  name: 'handles',
  summary: 'the operations of the witnesses, by another descriptor of the same object, and twice',
  seeded: false,
  programs: fromWitnesses(handlesOf),
};

export const twins: Strategy = {
  name: 'twins',
  summary: 'the operations of the witnesses, on an object that is made alike, or nearly',
  seeded: false,
  programs: fromWitnesses(twinsOf),
};

export const endings: Strategy = {
  name: 'endings',
  summary: 'what the witnesses come to, ended in several orders: descriptors closed, pins removed, modules unloaded',
  seeded: false,
  programs: fromWitnesses(endingsOf),
};

export const corpusVariations: Strategy = {
  name: 'corpus-variations',
  summary: 'the counterexamples of every other fault, their last operation with each argument otherwise',
  seeded: false,
  programs: fromCounterexamples(variationsOf),
};

export const corpusHandles: Strategy = {
  name: 'corpus-handles',
  summary: 'the operations of the counterexamples of every other fault, by another descriptor, and twice',
  seeded: false,
  programs: fromCounterexamples(handlesOf),
};

export const corpusTwins: Strategy = {
  name: 'corpus-twins',
  summary: 'the operations of the counterexamples of every other fault, on an object that is made alike, or nearly',
  seeded: false,
  programs: fromCounterexamples(twinsOf),
};

export const corpusEndings: Strategy = {
  name: 'corpus-endings',
  summary: 'what the counterexamples of every other fault come to, ended in several orders',
  seeded: false,
  programs: fromCounterexamples(endingsOf),
};
