// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The reference machine: for every state and operation, every outcome that the specification allows.
import { requireDefinition, type ClauseId, type Operation, type Profile, type ProfileName } from '../spec';
import { binds, type Rule, type Transition } from './rule';
import { btfRules } from './rules/btf';
import { linkRules } from './rules/link';
import { loaderRules } from './rules/loader';
import { mapRules } from './rules/map';
import { mapCreateRules } from './rules/mapCreate';
import { mapLacksRules } from './rules/mapLacks';
import { mapUpdateRules } from './rules/mapUpdate';
import { moduleRules } from './rules/module';
import { objectRules } from './rules/object';
import { pinRules } from './rules/pin';
import { progRules } from './rules/prog';
import { progHoldsRules } from './rules/progHolds';
import { registrationRules } from './rules/registration';
import { testmodRules } from './rules/testmod';
import { initialState, type State } from './state';

export const RULES: readonly Rule[] = [
  ...moduleRules,
  ...registrationRules,
  ...testmodRules,
  ...btfRules,
  ...progRules,
  ...progHoldsRules,
  ...mapCreateRules,
  ...mapUpdateRules,
  ...mapRules,
  ...mapLacksRules,
  ...linkRules,
  ...objectRules,
  ...pinRules,
  ...loaderRules,
];

/** The clauses of a profile that programs of these operations can exercise, as far as rules decide them. */
export const clausesOf = (operations: ReadonlySet<string>, profile: ProfileName): ReadonlySet<ClauseId> =>
  new Set(
    RULES.filter(({ op }) => operations.has(op))
      .flatMap(({ clauses }) => clauses)
      .filter((clause) => binds({ profile }, clause)),
  );

/** A sequential specification for one profile. */
export interface Model {
  readonly profile: Profile;
  readonly initial: State;
  /**
   * Every behaviour that is allowed now, never none. Deferred releases are not taken here: see internal.ts.
   * The order of the transitions is fixed: replay depends on it.
   */
  readonly step: (state: State, operation: Operation) => readonly Transition[];
}

export function createModel(profile: Profile): Model {
  const rules = new Map(RULES.map((rule) => [rule.op, rule.in(profile.name)]));
  return {
    profile,
    initial: initialState,
    step: (state, operation) => {
      const apply = rules.get(requireDefinition(operation).op);
      if (apply === undefined) throw new Error(`no rule for ${operation.op}`);
      return apply(state, operation);
    },
  };
}
