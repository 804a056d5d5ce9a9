// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// For tests of what lies in the repository: whether a program does anything to a shipping kernel that it should not.
import { hazardOf } from '../../generators';
import { createKnowingModel, type DeviationName } from '../../model';
import { profileNamed, type Program, type ProfileName } from '../../spec';

/** What lets a program past a check that the verifier made of it. */
const UNSOUND: readonly DeviationName[] = ['program-of-another-module', 'program-of-an-earlier-load'];

/** The hazards and unsound deviations that a program comes to, as long as it goes the first way that is allowed. */
export function harmsOf({ operations }: Program, profile: ProfileName): readonly string[] {
  const model = createKnowingModel(profileNamed(profile), UNSOUND);
  const harms = new Set<string>();
  let state = model.initial;
  for (const operation of operations) {
    const hazard = hazardOf(state, operation);
    const transitions = model.step(state, operation);
    // What is refused for another reason, such as its flags, does not come to it.
    if (hazard !== undefined && transitions.some(({ ret }) => ret >= 0)) harms.add(hazard.name);
    const variants = model.variants?.(state, operation, [], { deviations: [], transitions }) ?? [];
    for (const { deviations } of variants) for (const name of deviations) harms.add(name);
    state = transitions[0]?.next ?? state;
  }
  return [...harms];
}
