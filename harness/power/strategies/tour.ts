// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The transition tour of the scope that `run --tour` takes.
import { survey, tourOf, tourScope } from '../../../generators/explore';
import type { Model } from '../../../model';
import type { ProfileName, Program } from '../../../spec';
import { fitsAlong } from '../../campaign/door';
import type { Strategy } from '../strategy';

/** A survey takes seconds, and every fault of a kernel has the same one. */
const tours = new Map<ProfileName, readonly Program[]>();

function tourFor(model: Model): readonly Program[] {
  const { name } = model.profile;
  const known = tours.get(name);
  if (known !== undefined) return known;
  const { programs } = tourOf(survey(model, tourScope(name)));
  tours.set(name, programs);
  return programs;
}

export const tour: Strategy = {
  name: 'tour',
  summary: 'the transition tour: every reachable cell of two modules, maps, links and programs',
  seeded: false,
  programs: ({ model, door }) => tourFor(model).filter((program) => fitsAlong(model, program, door)),
};
