// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The witnesses with their last operation made otherwise.
import { variationsOf } from '../../../generators';
import { readCorpus } from '../../engine/corpus';
import { fitsAlong } from '../../engine/door';
import type { Strategy } from '../strategy';

export const variations: Strategy = {
  name: 'variations',
  summary: 'the witnesses, their last operation with each argument otherwise and with two that are wrong',
  seeded: false,
  programs: function* ({ model, door }) {
    for (const program of variationsOf(model, readCorpus(model.profile.name)))
      if (fitsAlong(model, program, door)) yield program;
  },
};
