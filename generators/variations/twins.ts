// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Variations of what operations are done to: another descriptor of the object, one that is made alike, or nearly; and the
// same operation twice.
import { moduleRegister, type Argument, type Handle, type Operation, type Program } from '../../spec';
import { situationOf, touchedBy, type Model } from '../../model';
import { elsewhere } from './elsewhere';
import { filled } from './filled';
import { likenesses, type Twin } from './likeness';
import { looksAt } from './looks';
import { withNames } from './named';
import { descriptorsOf, placesOf } from './places';
import { prefixesOf, sceneOf, varied, type Scene, type Varied } from './scene';

/** What is done in the place of an operation, and what has to be done before. */
interface Other {
  readonly kind: string;
  /** What the kind does not tell of the circumstances, where it is to be tried in each of them. */
  readonly circumstances?: string;
  readonly extra: readonly Operation[];
  readonly end: Operation;
}

type Choose = (scene: Scene) => readonly Other[];

const inPlaces =
  (twinsFor: (scene: Scene, handle: Handle) => readonly Twin[]): Choose =>
  (scene) =>
    placesOf(scene.state, scene.last).flatMap(({ name, handle, put }) =>
      twinsFor(scene, handle).map(({ kind, extra, handle: twin }) => ({
        kind: `${name} ${kind}`,
        extra,
        end: put(twin),
      })),
    );

/** In each state of what it touches: what is only counted shows elsewhere. */
const again: Choose = ({ state, last }) => [
  {
    kind: 'again',
    circumstances: situationOf(state, last),
    extra: [last],
    end: last.result === undefined ? last : { ...last, result: 't1' },
  },
];

/** A map in the place of another one to which the link of the operation belongs already. */
function ownMap({ state, last }: Scene): readonly Other[] {
  const { link } = last.args;
  const key = state.links.get(typeof link === 'string' ? (state.files.get(link)?.key ?? '') : '')?.map;
  const own = state.files.entries().find((entry) => entry[1].key === key)?.[0];
  const type = state.maps.get(key ?? '')?.type;
  if (own === undefined || last.args['map'] === undefined) return [];
  return [{ kind: `own map of ${String(type)}`, extra: [], end: { ...last, args: { ...last.args, map: own } } }];
}

/** `twin` registers `plain` a second time. */
function registeredTwice({ state, last }: Scene): readonly Other[] {
  const { type, btf } = last.args;
  const file = typeof btf === 'string' ? state.files.get(btf) : undefined;
  const module = state.modules.values.find((each) => each.btf === file?.key);
  if (type !== 'plain' || module === undefined) return [];
  const register = { op: moduleRegister.op, args: { name: module.name, type: 'twin' } };
  return [{ kind: 'registered twice', extra: [register], end: last }];
}

const nameOf = ({ kind, circumstances = '', end }: Other): string => `${end.op} ${kind} ${circumstances}`;

class Others {
  private readonly shown = new Set<string>();
  private fresh = 0;

  constructor(
    private readonly model: Model,
    private readonly choose: Choose,
  ) {}

  /** What is refused all in one program, since it can go on; and each of the others in one of its own. */
  of(scene: Scene): readonly Varied[] {
    const { before, transition } = scene;
    const was = transition.ret < 0 ? transition.clause : 'carried out';
    const made: Varied[] = [];
    let refused = { operations: before, tries: 0 };
    this.fresh = 0;
    for (const other of this.choose(scene)) {
      const alone = this.tried(before, other);
      if (alone === undefined || !this.isNew(`${nameOf(other)}: ${was} -> ${alone.transition.clause}`)) continue;
      const among = alone.transition.ret < 0 ? this.tried(refused.operations, other) : undefined;
      if (among?.transition.clause === alone.transition.clause)
        refused = { operations: [...among.before, among.last], tries: refused.tries + 1 };
      else made.push(this.shownAfter(alone, other.circumstances));
    }
    return refused.tries === 0 ? made : [varied(refused.tries, refused.operations), ...made];
  }

  /** Nothing when what happens is not certain. */
  private tried(before: readonly Operation[], { extra, end }: Other): Scene | undefined {
    return sceneOf(this.model, { operations: [...before, ...this.named([...extra, end])] });
  }

  /** With names that no other operation of the program binds. */
  private named(operations: readonly Operation[]): readonly Operation[] {
    const bound = operations.flatMap(({ result }) => result ?? []);
    const names = new Map(bound.map((name) => [name, `t${String(++this.fresh)}`]));
    return operations.map((operation) => renamed(operation, names));
  }

  /** With a look at what was not looked at after the like; at what it touched, in the like circumstances. */
  private shownAfter({ before, last, transition: { clause, next } }: Scene, circumstances = ''): Varied {
    const touched = new Set(touchedBy(next, last).map(({ key }) => key));
    const looks = looksAt(next).filter((look) => {
      const near = touchedBy(next, look).some(({ key }) => touched.has(key));
      return this.isNew(`${situationOf(next, look)} after ${last.op} ${clause}${near ? circumstances : ''}`);
    });
    return varied(1 + looks.length, [...before, last, ...looks]);
  }

  private isNew(feature: string): boolean {
    if (this.shown.has(feature)) return false;
    this.shown.add(feature);
    return true;
  }
}

function renamed({ op, args, result }: Operation, names: ReadonlyMap<Handle, Handle>): Operation {
  const wordOf = <T>(word: T): T | Handle => (typeof word === 'string' ? (names.get(word) ?? word) : word);
  const valueOf = (value: Argument): Argument =>
    typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([member, word]) => [member, wordOf(word)]))
      : wordOf(value);
  const others = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, valueOf(value)]));
  return result === undefined ? { op, args: others } : { op, args: others, result: wordOf(result) };
}

function made(model: Model, programs: readonly Program[], choose: Choose): readonly Program[] {
  const others = new Others(model, choose);
  return programs
    .map(withNames)
    .flatMap((program) => [program, ...elsewhere(model, program)])
    .flatMap(prefixesOf)
    .flatMap((program) => [program, ...filled(model, program)])
    .sort((a, b) => a.operations.length - b.operations.length)
    .flatMap((program) => sceneOf(model, program) ?? [])
    .flatMap((scene) => others.of(scene))
    .sort((a, b) => a.cost - b.cost)
    .map(({ program }) => program);
}

/**
 * Programs that do the operations of the given ones to something that is made alike, or nearly. Nothing is tried twice: not
 * an argument with the same kind of likeness and the same outcome. Deterministic; first what tries most with the fewest
 * operations. What cripples known kernels is not left out (see hazards.ts).
 */
export const twinsOf = (model: Model, programs: readonly Program[]): readonly Program[] =>
  made(
    model,
    programs,
    inPlaces(({ before, state }, handle) => likenesses(before, state, handle)),
  );

/** Programs that do the operations of the given ones by another descriptor of the same object, and twice; as above. */
export const handlesOf = (model: Model, programs: readonly Program[]): readonly Program[] =>
  made(model, programs, (scene) => [
    ...again(scene),
    ...registeredTwice(scene),
    ...ownMap(scene),
    ...inPlaces(({ state }, handle) => descriptorsOf(state, handle))(scene),
  ]);
