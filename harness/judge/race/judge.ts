// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One round of a race against all results that the model allows: they are enumerated once, and then looked up.
import {
  hasReturned,
  isStuck,
  type ClauseId,
  type Operation,
  type RaceHistory,
  type RaceProgram,
  type Step,
  type StuckPlace,
} from '../../../spec';
import {
  allowedResults,
  type AllowedResult,
  type AllowedResults,
  type Allowance,
  type Shown,
} from '../../../model/race';
import type { Model } from '../../../model';
import { tookEffect } from '../effects';
import { splatsIn } from '../splat';
import type { Place, RaceVerdict } from './verdict';

/** The reason of a round in which a tool died: no number of others outweighs it. */
export const DIED = 'what carried out an operation died';

/** Judges the rounds of one race. */
export class RaceJudge {
  readonly allowance: Allowance;
  private readonly lengths: readonly number[];
  private readonly certain = new Map<number, readonly ClauseId[]>();
  private readonly effective = new Map<number, boolean>();

  /** `budget`: how many situations may be looked at before nothing can be said. */
  constructor(
    model: Model,
    readonly race: RaceProgram,
    budget?: number,
  ) {
    this.allowance = allowedResults(model, race, budget === undefined ? {} : { budget });
    this.lengths = [race.prefix, ...race.threads, race.suffix].map(({ length }) => length);
  }

  /** What is allowed; undefined when nothing can be said of the race. */
  get allowed(): AllowedResults | undefined {
    return this.allowance.kind === 'all' ? this.allowance.results : undefined;
  }

  judge(history: RaceHistory): RaceVerdict {
    const { prefix, threads, suffix, residue } = history;
    const parts = [prefix, ...threads, suffix];
    const steps = parts.flat();
    const splat = this.splat(steps) ?? this.stuck(parts) ?? this.stuckAlone(history);
    if (splat !== undefined) return splat;
    if (this.allowance.kind !== 'all') return { kind: 'unknown', reason: reasonOf(this.allowance) };
    if (parts.some((part, index) => part.length !== this.lengths[index]) || parts.length !== this.lengths.length)
      return { kind: 'unknown', reason: 'the history does not have a step for each operation' };
    const shown = shownBy(steps);
    if (shown === undefined) return { kind: 'unknown', reason: DIED };
    const verdict = this.lookUp(this.allowance.results, shown);
    if (verdict.kind !== 'allowed' || residue.length === 0) return verdict;
    return { kind: 'violates', violation: { kind: 'residue', lines: residue, clauses: ['LEAK-01'] } };
  }

  private lookUp(results: AllowedResults, shown: readonly Shown[]): RaceVerdict {
    const found = results.lookUp(shown);
    if (found.kind === 'found')
      return {
        kind: 'allowed',
        result: found.result,
        clauses: this.clausesOf(results, found.result),
        effective: this.isEffective(results, found.result),
      };
    const { place, allowed } = found;
    const clauses = [...new Set(allowed.flatMap((each) => each.clauses))];
    const observed = shown[place] ?? { ret: 0 };
    const operation = this.operationAt(place);
    return {
      kind: 'violates',
      violation: { kind: 'outcome', place: this.placeAt(place), operation, observed, allowed, clauses },
    };
  }

  /** The clauses that decided whatever the interleaving was, those about the whole run among them. */
  private clausesOf({ results }: AllowedResults, number: number): readonly ClauseId[] {
    const known = this.certain.get(number);
    if (known !== undefined) return known;
    const clauses = certainOf(results[number]);
    this.certain.set(number, clauses);
    return clauses;
  }

  private isEffective({ results }: AllowedResults, number: number): boolean {
    const known = this.effective.get(number);
    if (known !== undefined) return known;
    const endings = results[number]?.endings ?? [];
    const effective = endings.some(({ ret }, at) => tookEffect(this.operationAt(at), { ret }));
    this.effective.set(number, effective);
    return effective;
  }

  private splat(steps: readonly Step[]): RaceVerdict | undefined {
    for (const [at, { log }] of steps.entries()) {
      const lines = log === undefined ? [] : splatsIn(log);
      if (lines.length === 0) continue;
      const place = { place: this.placeAt(at), operation: this.operationAt(at) };
      return { kind: 'violates', violation: { kind: 'splat', ...place, lines, clauses: ['LOG-01'] } };
    }
    return undefined;
  }

  private stuck(parts: readonly (readonly Step[])[]): RaceVerdict | undefined {
    for (const [number, steps] of parts.entries()) {
      const index = steps.findIndex(({ outcome }) => isStuck(outcome));
      const outcome = steps[index]?.outcome;
      if (outcome === undefined || !isStuck(outcome)) continue;
      const place = { part: partAt(number, parts.length), index };
      return stuckAt(outcome.stuck, { place, operation: operationIn(this.race, place) });
    }
    return undefined;
  }

  private stuckAlone({ stuck }: RaceHistory): RaceVerdict | undefined {
    return stuck && stuckAt(stuck.stack, placeIn(this.race, stuck));
  }

  private operationAt(at: number): Operation {
    const { prefix, threads, suffix } = this.race;
    const operation = [...prefix, ...threads.flat(), ...suffix][at];
    if (operation === undefined) throw new Error(`the race has no operation ${String(at)}`);
    return operation;
  }

  private placeAt(at: number): Place {
    let index = at;
    for (const [part, length] of this.lengths.entries()) {
      if (index < length) return { part: partAt(part, this.lengths.length), index };
      index -= length;
    }
    throw new Error(`the race has no operation ${String(at)}`);
  }
}

/** An operation did not return, or, where none is named, the reset (RETURN-01). */
const stuckAt = (
  lines: readonly string[],
  where: { readonly place?: Place; readonly operation?: Operation },
): RaceVerdict => ({
  kind: 'violates',
  violation: { kind: 'stuck', ...where, lines, clauses: ['RETURN-01'] },
});

/** The place of what did not return, as reports name it; nothing where that is not an operation. */
export function placeIn(
  race: RaceProgram,
  stuck: StuckPlace | undefined,
): { readonly place?: Place; readonly operation?: Operation } {
  if (stuck?.part === undefined || stuck.operation === undefined) return {};
  const place = { part: stuck.part, index: stuck.operation };
  return { place, operation: operationIn(race, place) };
}

function operationIn({ prefix, threads, suffix }: RaceProgram, { part, index }: Place): Operation {
  const operations = part === 'prefix' ? prefix : part === 'suffix' ? suffix : threads[part];
  const operation = operations?.[index];
  if (operation === undefined) throw new Error(`the race has no operation ${String(index)} there`);
  return operation;
}

const partAt = (part: number, parts: number): Place['part'] =>
  part === 0 ? 'prefix' : part === parts - 1 ? 'suffix' : part - 1;

function shownBy(steps: readonly Step[]): readonly Shown[] | undefined {
  const shown: Shown[] = [];
  for (const { outcome } of steps) {
    if (!hasReturned(outcome)) return undefined;
    shown.push(outcome);
  }
  return shown;
}

/** What decided the operations for sure, an entry for each time. */
function certainOf(result: AllowedResult | undefined): readonly ClauseId[] {
  const certain: ClauseId[] = ['LEAK-01', 'LOG-01', 'RETURN-01', 'RETURN-02'];
  for (const clauses of result?.clauses ?? []) {
    const [only, ...others] = clauses;
    if (only !== undefined && others.length === 0) certain.push(only);
  }
  return certain;
}

function reasonOf(allowance: Exclude<Allowance, { kind: 'all' }>): string {
  if (allowance.kind === 'unsupported') return allowance.reason;
  return `more than ${String(allowance.situations - 1)} situations are possible`;
}
