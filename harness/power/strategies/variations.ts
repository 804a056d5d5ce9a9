// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The witnesses with their last operation made otherwise.
import { ordersOf, variationsOf } from '../../../generators';
import type { Model } from '../../../model';
import type { Program } from '../../../spec';
import { readCorpus } from '../../engine/corpus';
import { fitsAlong } from '../../engine/door';
import type { Strategy } from '../strategy';

type Vary = (model: Model, programs: readonly Program[]) => readonly Program[];

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
