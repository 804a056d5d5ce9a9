// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs, generated with the model in hand: mostly valid, with a share of misuse, each leaving some operations out.
import { Arbitrary, sample, Stream, Value, type Random as Source } from 'fast-check';
import { type Argument, type Definition, type Operation, type Program } from '../spec';
import type { Model, State } from '../model';
import { hazardOf } from './hazards';
import { INTENTS, weightIn, type Arguments, type Intent, type Scene } from './intents';
import { misuse } from './misuse';
import { handleAt, operationOf } from './operation';
import { chosen, type Preference } from './preference';
import { Random } from './random';

export interface GeneratorOptions {
  /** The most operations that a program has. */
  readonly maxOperations: number;
  /** The share of operations that are made wrong on purpose, 0 to 1. */
  readonly misuse: number;
  /** Swarm testing: the chance that a program may use an operation at all, 0 to 1; what every program needs is always there. */
  readonly swarm: number;
  /** The operations that the implementation can express. */
  readonly operations: ReadonlySet<string>;
  /** Whether it can express an operation with its arguments; left out when it can express every one. */
  readonly expresses?: (operation: Operation, state: State) => boolean;
  /** Whether operations that are known to crash some kernel may be generated. */
  readonly hazards: boolean;
  /** Which of several operations is taken; without one, the first that was drawn. */
  readonly preference?: Preference;
}

/** Options of whoever asks for programs: what is left out has its default. */
export type SomeOptions<Options extends GeneratorOptions = GeneratorOptions> = Omit<Options, keyof typeof DEFAULTS> &
  Partial<Pick<Options, keyof typeof DEFAULTS>>;

export const DEFAULTS: Pick<GeneratorOptions, 'maxOperations' | 'misuse' | 'swarm' | 'hazards'> = {
  maxOperations: 60,
  misuse: 0.15,
  swarm: 0.7,
  hazards: false,
};

/**
 * The options with every default in its place. Throws `RangeError` for what would give programs without operations, or of
 * refusals only, which any implementation passes.
 */
export function completed<Options extends Partial<typeof DEFAULTS>>(options: Options): Options & typeof DEFAULTS {
  // Whoever has no types may say that there is none of something.
  const entries: readonly (readonly [string, unknown])[] = Object.entries(options);
  const given = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const full = { ...DEFAULTS, ...given } as Options & typeof DEFAULTS;
  if (!Number.isInteger(full.maxOperations) || full.maxOperations < 1)
    throw new RangeError(`maxOperations must be a whole number from 1 up, but is ${String(full.maxOperations)}`);
  for (const name of ['misuse', 'swarm'] as const)
    if (!(full[name] >= 0 && full[name] <= 1))
      throw new RangeError(`${name} must be a share from 0 to 1, but is ${String(full[name])}`);
  return full;
}

/** What no program gets anywhere without. */
const ALWAYS = new Set(['module.load', 'btf.open', 'map.create', 'map.update', 'prog.load']);
/** Draws before an operation that suits the state must have been found. */
const ATTEMPTS = 20;

class ProgramArbitrary extends Arbitrary<Program> {
  constructor(
    private readonly model: Model,
    private readonly options: GeneratorOptions,
  ) {
    super();
  }

  override generate(source: Source): Value<Program> {
    const random = new Random(source);
    const intents = INTENTS.filter(({ definition: { op } }) => this.options.operations.has(op)).filter(
      ({ definition: { op } }) => ALWAYS.has(op) || random.chance(this.options.swarm),
    );
    const length = random.between(Math.min(6, this.options.maxOperations), this.options.maxOperations);
    const operations: Operation[] = [];
    let state = this.model.initial;
    while (operations.length < length) {
      const operation = this.choose({ state, random, profile: this.model.profile.name }, intents, operations.length);
      if (operation === undefined) break;
      operations.push(operation);
      state = this.after(state, operation);
    }
    return new Value({ operations }, undefined);
  }

  /** Programs are shrunk by the harness, which knows what was observed. */
  override canShrinkWithoutContext(value: unknown): value is Program {
    return value === undefined;
  }
  override shrink(): Stream<Value<Program>> {
    return Stream.nil();
  }

  private choose(scene: Scene, intents: readonly Intent[], position: number): Operation | undefined {
    return chosen(this.options.preference, scene, () => this.next(scene, intents, position));
  }

  private next(scene: Scene, intents: readonly Intent[], position: number): Operation | undefined {
    const weights = intents.map((intent) => weightIn(intent, scene.state, scene.profile));
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const intent = scene.random.weighed(intents, weights);
      if (intent === undefined) return undefined;
      const proposed = intent.propose(scene);
      const wrong = scene.random.chance(this.options.misuse);
      if (proposed === undefined && !wrong) continue;
      const args = wrong ? misuse(scene, intent.definition, proposed ?? blind(scene, intent.definition)) : proposed;
      const { definition } = intent;
      const operation = operationOf(definition, args ?? {}, handleAt(definition, position));
      if (this.allows(scene.state, operation)) return operation;
    }
    return undefined;
  }

  private allows(state: State, operation: Operation): boolean {
    const { expresses, hazards } = this.options;
    return (
      (expresses === undefined || expresses(operation, state)) && (hazards || hazardOf(state, operation) === undefined)
    );
  }

  /** One way the program may go on; later operations are chosen for it, and judged against all of them. */
  private after(state: State, operation: Operation): State {
    const [first] = this.model.step(state, operation);
    if (first === undefined) throw new Error(`no transition for ${operation.op}`);
    return first.next;
  }
}

/** Positional arguments drawn blindly, for misuse where the state offers nothing. */
function blind({ random }: Scene, definition: Definition): Arguments {
  const args: Record<string, Argument> = {};
  for (const name of definition.positional) {
    const parameter = definition.parameters[name];
    if (parameter === undefined) continue;
    args[name] = parameter.kind === 'choice' ? random.pick(parameter.words) : blindly(parameter.kind);
  }
  return args;
}
const blindly = (kind: string): Argument => (kind === 'path' ? 'pin1' : kind === 'handle' ? 'nothing' : 'closed');

/** An arbitrary of programs. Deterministic: the same seed gives the same programs. */
export const programArbitrary = (model: Model, options: SomeOptions): Arbitrary<Program> =>
  new ProgramArbitrary(model, completed(options));

/** Program number `index` of a seed, without the ones before it. */
export function generateProgram(
  model: Model,
  options: SomeOptions & { readonly seed: number; readonly index: number },
): Program {
  const [program] = sample(programArbitrary(model, options), { seed: mixed(options.seed, options.index), numRuns: 1 });
  if (program === undefined) throw new Error('fast-check sampled nothing');
  return program;
}

/** Spreads neighbouring seeds and indices over 32 bits (the finaliser of MurmurHash3, public domain). */
export function mixed(seed: number, index: number): number {
  let hash = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
