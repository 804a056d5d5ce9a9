// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The reference machine: for every state and operation, every outcome that the specification allows.
import { requireDefinition, type ClauseId, type Operation, type Profile, type ProfileName } from '../spec';
import { NO_DEVIATIONS, type Deviations } from './deviations';
import { variantsOf, type Variants } from './variants';
import { binds, type Apply, type Rule, type Transition } from './rule';
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
  /** What the kernel is known to do instead; absent where nothing is known of it. */
  readonly variants?: Variants;
}

export const createModel = (profile: Profile): Model => ({
  profile,
  initial: initialState,
  step: applying(profile, NO_DEVIATIONS),
});

/** The model of a profile that tells what is known of a kernel from what nobody knew. */
export function createKnowingModel(profile: Profile, known: Deviations): Model {
  const model = createModel(profile);
  if (known.length === 0) return model;
  const rules = new Map<string, Apply>();
  const apply = (deviations: Deviations): Apply => {
    const name = deviations.join();
    const applied = rules.get(name) ?? applying(profile, deviations);
    rules.set(name, applied);
    return applied;
  };
  return { ...model, variants: variantsOf(known, apply) };
}

function applying(profile: Profile, deviations: Deviations): Apply {
  const rules = new Map(RULES.map((rule) => [rule.op, rule.in(profile.name, deviations)]));
  return (state, operation) => {
    const apply = rules.get(requireDefinition(operation).op);
    if (apply === undefined) throw new Error(`no rule for ${operation.op}`);
    return apply(state, operation);
  };
}
