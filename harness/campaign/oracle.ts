// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The oracle of a real campaign: the reference model, and the generators, judge and shrinker that use it.
import { generateProgram, meetsHazard, type SomeOptions } from '../../generators';
import { completed } from '../../generators/program';
import type { Scope } from '../../generators/explore';
import { clausesOf, createKnowingModel, remembering, type Model } from '../../model';
import {
  DEFAULT_PROFILE,
  observableClauses,
  OPERATIONS,
  profileNamed,
  profileOf,
  type Profile,
  type ProfileName,
  type Program,
} from '../../spec';
import type { Implementation, Loss } from '../adapter';
import { breathing } from '../platform/breathing';
import { judge } from '../judge/judge';
import { complaintIn } from '../judge/loss';
import type { Verdict } from '../judge/verdict';
import { deviationsIn, deviationsOf, type KnownDeviation } from '../judge/known/deviation';
import { recognise } from '../judge/known/recognise';
import { shrinkProgram } from '../shrink/shrink';
import { UsageError } from '../errors';
import { fitsAlong } from './door';
import { kernelCure, profileCure } from './profile-cure';
import type { Door, Oracle } from './options';
import { touring } from './tour-oracle';

/** What is left out of the options of the generator has its default. */
export interface OracleOptions extends Omit<SomeOptions, 'operations' | 'expresses'> {
  /** Name of a profile, or `auto`: that of the implementation's kernel. */
  readonly profile: string;
  readonly seed: number;
  /** Programs that come before the generated ones, with the indices from 0; each profile may have its own. */
  readonly corpus?: (profile: ProfileName) => readonly Program[];
  /** What the kernel of a profile is known for. */
  readonly deviations?: (profile: ProfileName) => readonly KnownDeviation[];
}

/**
 * The oracle for one implementation; every operation counts without a `door`. Throws `UsageError` when no profile fits, and
 * `RangeError` for options that would generate nothing.
 */
export function oracleFor(implementation: Implementation, given: OracleOptions, door?: Door): Oracle {
  // Checked here already, so that it is no program that throws.
  const options = completed(given);
  const { profile, listed, model } = groundOf(implementation, options);
  const witnesses = options.corpus?.(profile.name) ?? [];
  // What a kernel does not survive looks like any other report of a bug, and none of it is run unless it is asked for.
  const deviations = options.hazards ? listed : listed.filter((entry) => !isHazard(model, entry));
  // Whoever does without the witnesses wants random programs only.
  const shown = options.corpus === undefined ? [] : showable(model, deviations, door);
  const corpus = [...witnesses, ...shown.map(({ program }) => program)];
  return {
    ...judging(model),
    profile: profile.name,
    clauses: door === undefined ? observableClauses(profile.name) : clausesThrough(door, profile.name),
    deviations,
    // Not asked for, a hazard may be met all the same: by way of a deviation that the generator did not count on.
    recognise: (shown) => recognise(model, listed, shown),
    shows: (index) => shown[index - witnesses.length],
    known: corpus.length,
    generate: (index, door) => {
      const known = corpus[index];
      if (known !== undefined && fitsAlong(model, known, door)) return known;
      const { operations, expresses } = door;
      return generateProgram(model, {
        ...options,
        operations,
        index,
        ...(expresses === undefined ? {} : { expresses }),
      });
    },
    shrink: async (found, rerun) => (await shrinkProgram(model, found, rerun)).failing,
  };
}

/** What everything rests on: the profile, what is known of kernels of that profile, and the model that knows it. */
function groundOf(implementation: Implementation, { profile: name, deviations }: OracleOptions) {
  const profile = chooseProfile(implementation, name);
  const listed = deviationsIn(deviations?.(profile.name) ?? [], implementation.kernel);
  return { profile, listed, model: remembering(createKnowingModel(profile, deviationsOf(listed))) };
}

/** The oracle whose programs are the tour of a scope, which depends on the profile. Throws `Interrupted` too. */
export async function tourOracleFor(
  implementation: Implementation,
  options: OracleOptions & { readonly tour: (profile: ProfileName) => Scope },
  door: Door,
  signal?: AbortSignal,
): Promise<Oracle> {
  const { model, profile } = groundOf(implementation, options);
  const toured = await breathing(touring(model, options.tour(profile.name), door), signal);
  return { ...oracleFor(implementation, options, door), ...toured };
}

const isHazard = (model: Model, { shape, program }: KnownDeviation): boolean =>
  shape.kind === 'hazard' || (program !== undefined && meetsHazard(model, program));

type WithProgram = KnownDeviation & { readonly program: Program };

/** The deviations that have programs which can be run. */
const showable = (
  model: Model,
  deviations: readonly KnownDeviation[],
  door: Door | undefined,
): readonly WithProgram[] =>
  deviations
    .filter((entry): entry is WithProgram => entry.program !== undefined)
    .filter(({ program }) => door === undefined || fitsAlong(model, program, door));

/** Clauses that no rule decides are about whole runs. */
function clausesThrough({ operations }: Door, profile: ProfileName): readonly string[] {
  const decided = clausesOf(new Set(OPERATIONS.map(({ op }) => op)), profile);
  const within = clausesOf(operations, profile);
  return observableClauses(profile).filter((clause) => within.has(clause) || !decided.has(clause));
}

const judging = (model: Model): Pick<Oracle, 'judge' | 'judgeLoss'> => ({
  judge: (program, history) => judge(model, program, history),
  judgeLoss: (program, loss) => judgeLoss(model, program, loss),
});

/** What an implementation showed of the kernel before it went away, whatever the operation was. */
export function judgeLoss(model: Model, program: Program, loss: Loss): Verdict {
  if (loss.history !== undefined) return judge(model, program, loss.history);
  const complaint = complaintIn(loss);
  if (complaint === undefined) return { kind: 'unknown', reason: loss.reason };
  const { kind, lines, clause } = complaint;
  const step = loss.stuck?.operation ?? program.operations.length;
  const operation = program.operations[step];
  const where = { step, ...(operation === undefined ? {} : { operation }) };
  return {
    kind: 'violates',
    violation: { kind, ...where, observed: { lines }, allowed: [], clauses: [clause], log: loss.log },
    clauses: new Map(),
    operations: 0,
    explained: [],
  };
}

/** The profile of that name, or that of the kernel for `auto`. Throws `UsageError` when there is none. */
export function chooseProfile({ kernel }: Implementation, name: string): Profile {
  if (name !== 'auto') {
    const profile = profileNamed(name);
    if (profile === undefined) throw new UsageError(`there is no profile '${name}'`, profileCure(name));
    return profile;
  }
  if (kernel === undefined) return profileNamed(DEFAULT_PROFILE);
  const profile = profileOf(kernel);
  if (profile === undefined)
    throw new UsageError(`no profile of the specification covers the kernel ${kernel}`, kernelCure());
  return profile;
}
