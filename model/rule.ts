// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A rule is the ordered list of an operation's checks, in the kernel's order, each naming its clause.
import {
  argumentReader,
  bindsIn,
  CLAUSES,
  ERRNO,
  type ArgumentsOf,
  type ClauseId,
  type Definition,
  type Errno,
  type Operation,
  type Parameters,
  type ProfileName,
} from '../spec';
import { NO_DEVIATIONS, type Deviations } from './deviations';
import type { Pattern } from './pattern';
import type { State } from './state';

/** One behaviour that the specification allows, and the clause that allows it. */
export interface Transition {
  readonly clause: ClauseId;
  readonly ret: number;
  readonly value?: Pattern;
  readonly next: State;
}

/** What a check looks at: the state, the operation, its arguments with their defaults. */
export interface Call<P extends Parameters> {
  readonly state: State;
  readonly operation: Operation;
  readonly args: ArgumentsOf<P>;
  readonly profile: ProfileName;
  /** What the kernel does otherwise, where it is asked what such a kernel would do. */
  readonly deviations: Deviations;
}

/** Whether a clause is one of the profile's, for the few checks that name several. */
export const binds = ({ profile }: { readonly profile: ProfileName }, clause: ClauseId): boolean =>
  bindsIn(CLAUSES[clause], profile);

/** A check either decides the outcome or lets the next one decide. */
export interface Check<P extends Parameters> {
  /** The clauses that it may name. */
  readonly clauses: readonly ClauseId[];
  /** Undefined: not decided here. Several transitions: any of them is allowed. */
  readonly decide: (call: Call<P>) => readonly Transition[] | undefined;
}

type Guard<P extends Parameters> = (call: Call<P>) => boolean;

/** The operation fails with `errno` and changes nothing, when the guard holds. */
export const refuse = <P extends Parameters>(clause: ClauseId, errno: Errno, guard: Guard<P>): Check<P> => ({
  clauses: [clause],
  decide: (call) => (guard(call) ? [{ clause, ret: -ERRNO[errno], next: call.state }] : undefined),
});

/** What the operation does when nothing above refused it. */
export interface Effect {
  readonly ret?: number;
  readonly value?: Pattern;
  readonly next?: State;
}

const transition = (clause: ClauseId, { ret = 0, value, next }: Effect, state: State): Transition =>
  value === undefined ? { clause, ret, next: next ?? state } : { clause, ret, value, next: next ?? state };

/** The operation does `effect`; an undefined effect leaves the decision to the next check. */
export const accept = <P extends Parameters>(
  clause: ClauseId,
  effect: (call: Call<P>) => Effect | undefined,
): Check<P> => ({
  clauses: [clause],
  decide: (call) => {
    const result = effect(call);
    return result && [transition(clause, result, call.state)];
  },
});

/** The operation may do any of several things. */
export const either = <P extends Parameters>(
  clause: ClauseId,
  effects: (call: Call<P>) => readonly Effect[] | undefined,
): Check<P> => ({
  clauses: [clause],
  decide: (call) => effects(call)?.map((effect) => transition(clause, effect, call.state)),
});

/** Every behaviour that is allowed for an operation of the rule's name in a state. Never empty. */
export type Apply = (state: State, operation: Operation) => readonly Transition[];

/** The checks of one operation, in all profiles. */
export interface Rule {
  readonly op: string;
  readonly clauses: readonly ClauseId[];
  /**
   * The rule of one profile: the checks of which some clause binds there. What it returns throws when no check
   * decides, which would be a hole in the specification.
   */
  readonly in: (profile: ProfileName, deviations?: Deviations) => Apply;
}

export function rule<P extends Parameters>(definition: Definition<P>, checks: readonly Check<P>[]): Rule {
  const read = argumentReader(definition);
  return {
    op: definition.op,
    clauses: checks.flatMap((check) => check.clauses),
    in: (profile, deviations = NO_DEVIATIONS) => {
      const binding = checks.filter((check) => check.clauses.some((clause) => binds({ profile }, clause)));
      return (state, operation) => {
        const call = { state, operation, args: read(operation), profile, deviations };
        for (const check of binding) {
          const transitions = check.decide(call);
          if (transitions !== undefined) return transitions;
        }
        throw new Error(`no check of ${definition.op} decides in profile ${profile}`);
      };
    },
  };
}
