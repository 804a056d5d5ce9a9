// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The alphabet of a tour: every operation of the vocabulary on every choice of objects, and each argument made wrong by
// itself. It follows from the declarations, so a new operation or parameter is in it without a word here.
import {
  KERNEL_OPERATIONS,
  quiesce,
  type Argument,
  type Definition,
  type FdKind,
  type Members,
  type Operation,
  type Parameter,
} from '../../spec';
import type { State } from '../../model';
import { hazardOf } from '../hazards';
import { ODD_WORDS, typeNamed, wordsOf } from '../values';
import {
  choiceIn,
  lifecycle,
  LIFECYCLE,
  freshOperation,
  operationsOf,
  type Choice,
  type Domain,
  type Domains,
} from './alphabet';
import { modulesOf, type Scope } from './scope';

/** Values of an argument when nothing is wrong with it. */
function rightly(name: string, parameter: Parameter): Domain | undefined {
  switch (parameter.kind) {
    case 'fd':
      if (parameter.default !== undefined) return undefined;
      return ({ descriptors }) => descriptors(parameter.expects === 'any' ? undefined : parameter.expects);
    case 'handle':
      return ({ handles }) => handles;
    case 'path':
      return ({ paths }) => paths;
    case 'choice':
      return name === 'name' ? (_names, scope) => modulesOf(scope) : () => [parameter.words[0]];
    default:
      return undefined;
  }
}

/** Operations that are not of the lifecycle: all their positional arguments, rightly. */
function plainly({ positional, parameters }: Definition): Domains {
  const domains: Record<string, Domain> = {};
  for (const name of positional) {
    const parameter = parameters[name];
    const domain = parameter && rightly(name, parameter);
    if (domain !== undefined) domains[name] = domain;
  }
  return domains;
}

/** Values of a map's type with one member wrong. */
function wrongMembers(operation: Operation, { state, descriptors }: Choice): readonly Members[] {
  const members = typeNamed(state, operation.args)?.members ?? [];
  return members.flatMap(({ name, role }): Members[] => {
    if (role !== 'function') return [{ [name]: 1 }];
    return [...ODD_WORDS, 'closed', ...descriptors()].map((word) => ({ [name]: word }));
  });
}

/** What an optional descriptor is tried with: what it should be, and what the operation names already. */
function optionally(
  operation: Operation,
  expects: FdKind | 'any',
  { descriptors, state }: Choice,
): readonly Argument[] {
  const named = Object.values(operation.args).filter((value) => typeof value === 'string' && state.files.has(value));
  return [...descriptors(expects === 'any' ? undefined : expects), ...named];
}

/** Every other value that an argument of an operation may have. */
function others(operation: Operation, name: string, parameter: Parameter, names: Choice): readonly Argument[] {
  switch (parameter.kind) {
    case 'fd':
      if (parameter.default === undefined) return ['closed', ...names.descriptors()];
      return ['closed', 'none', ...optionally(operation, parameter.expects, names)];
    case 'choice':
    case 'number':
    case 'flag':
      return wordsOf(parameter);
    case 'members':
      return wrongMembers(operation, names);
    case 'path':
      return ['absent', ...names.paths];
    case 'handle':
      return ['nothing', ...names.state.files.keys];
  }
}

/** Where an optional descriptor is given, the others are left right: three objects, one of them wrong, are too many. */
function isVaried({ parameters, positional }: Definition, { args }: Operation, name: string): boolean {
  if (parameters[name]?.kind !== 'fd') return true;
  return !Object.keys(args).some(
    (given) => given !== name && parameters[given]?.kind === 'fd' && !positional.includes(given),
  );
}

/** An operation with each of its arguments changed by itself. */
function variations(definition: Definition, operation: Operation, names: Choice): readonly Operation[] {
  return Object.entries(definition.parameters)
    .filter(([name]) => isVaried(definition, operation, name))
    .flatMap(([name, parameter]) =>
      others(operation, name, parameter, names)
        .filter((value) => value !== operation.args[name])
        .map((value) => freshOperation(definition, { ...operation.args, [name]: value })),
    );
}

/** What names nothing, for arguments that have no object to name. */
const NOBODY: Readonly<Record<string, Argument>> = { fd: 'closed', handle: 'nothing', path: 'absent' };

/** Domains that have something to offer in every state, so that a missing object hides no other argument. */
function total(domains: Domains, { parameters }: Definition): Domains {
  const filled = Object.entries(domains).map(([name, domain]): [string, Domain] => [
    name,
    (names, scope) => {
      const values = domain(names, scope);
      const nobody = NOBODY[parameters[name]?.kind ?? ''];
      return values.length > 0 || nobody === undefined ? values : [nobody];
    },
  ]);
  return Object.fromEntries(filled);
}

/** The tour waits for the kernel by itself. */
const TOURED = KERNEL_OPERATIONS.filter(({ op }) => op !== quiesce.op);

/** Each operation once, however many ways lead to it. */
const once = (operations: readonly Operation[]): readonly Operation[] => [
  ...new Map(operations.map((operation) => [JSON.stringify(operation), operation])).values(),
];

/** The operations of one definition in a state, right and wrong, without those that are known to crash a kernel. */
export function everythingOf(definition: Definition, state: State, scope: Scope): readonly Operation[] {
  const names = choiceIn(state);
  const domains = total(LIFECYCLE[definition.op] ?? plainly(definition), definition);
  const right = operationsOf(definition, domains, names, scope);
  const all = [...right, ...right.flatMap((operation) => variations(definition, operation, names))];
  return once(all).filter((operation) => isSafe(state, operation));
}

const isSafe = (state: State, operation: Operation): boolean => hazardOf(state, operation) === undefined;

/** The lifecycle without what is known to crash some kernel, or to leave it with what nothing can free. */
export const safeLifecycle = (state: State, scope: Scope): readonly Operation[] =>
  lifecycle(state, scope).filter((operation) => isSafe(state, operation));

export const everything = (state: State, scope: Scope): readonly Operation[] =>
  TOURED.flatMap((definition) => everythingOf(definition, state, scope));

/** The operations that can name so many objects. */
const naming = (count: number): readonly Definition[] =>
  TOURED.filter(({ parameters }) => {
    const names = Object.values(parameters).filter(
      ({ kind }) => kind === 'fd' || kind === 'members' || kind === 'path',
    );
    return names.length >= count;
  });

const [TWO, THREE] = [naming(2), naming(3)];

export const everythingOnTwo = (state: State, scope: Scope): readonly Operation[] =>
  TWO.flatMap((definition) => everythingOf(definition, state, scope));

export const everythingOnThree = (state: State, scope: Scope): readonly Operation[] =>
  THREE.flatMap((definition) => everythingOf(definition, state, scope));
