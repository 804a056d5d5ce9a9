// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs that do the same to simpler objects: where nothing can be left out any more, something else may need less.
// None is longer than the program that it is made of.
import {
  btfOpen,
  KERNEL_OPERATIONS,
  mapCreate,
  MODULES,
  moduleLoad,
  moduleRegister,
  progLoad,
  requireDefinition,
  typeIn,
  type Definition,
  type Operation,
  type Program,
} from '../../spec';
import { unbound, withArgument, withStandIn } from './candidates';

const PLAIN = 'plain';
const [FIRST, ...OTHERS] = MODULES;

/** Operations that make an object out of nothing. */
const MAKERS: readonly Definition[] = KERNEL_OPERATIONS.filter(
  ({ binds, positional }) => binds !== undefined && positional.length === 0,
);

const replaced = ({ operations }: Program, change: (operation: Operation) => Operation): Program => ({
  operations: operations.map(change),
});

/** An object that needs others is another one that needs none: what pins, descriptors and ids do is the same for all. */
export function* withMakers({ operations }: Program): Generator<Program> {
  for (const [index, { op, result }] of operations.entries()) {
    if (result === undefined || MAKERS.some((maker) => maker.op === op)) continue;
    for (const maker of MAKERS) yield { operations: operations.with(index, { op: maker.op, result, args: {} }) };
  }
}

/** What was made of another object is that object, in all that is done to it: a link's map, where any object will do. */
export function* withSource(program: Program): Generator<Program> {
  for (const [index, { result, args }] of program.operations.entries()) {
    if (result === undefined) continue;
    for (const source of Object.values(args))
      if (typeof source === 'string' && program.operations.some((other, at) => at !== index && other.result === source))
        yield withStandIn(program, index, source);
  }
}

/** A descriptor that need not be open is closed. */
export function* withClosed({ operations }: Program): Generator<Program> {
  for (const [index, operation] of operations.entries()) {
    const { parameters } = requireDefinition(operation);
    for (const [name, value] of Object.entries(operation.args))
      if (parameters[name]?.kind === 'fd' && value !== 'closed' && value !== 'none')
        yield { operations: operations.with(index, withArgument(operation, name, 'closed')) };
  }
}

/** Two modules are one. */
export function* withOneModule(program: Program): Generator<Program> {
  for (const other of OTHERS)
    if (program.operations.some(({ args }) => args['name'] === other))
      yield replaced(program, (operation) =>
        operation.args['name'] === other ? withArgument(operation, 'name', FIRST) : operation,
      );
}

/** What is registered later is registered when the module is loaded. */
export function* withLoadedTypes({ operations }: Program): Generator<Program> {
  for (const [index, { op, args }] of operations.entries()) {
    const { name, type } = args;
    if (op !== moduleRegister.op || type === undefined) continue;
    const load = operations.findIndex((other) => other.op === moduleLoad.op && other.args['name'] === name);
    const before = operations[load];
    if (before === undefined || load > index) continue;
    const loaded = withArgument(before, 'types', type === PLAIN ? undefined : type);
    yield { operations: operations.with(load, loaded).filter((_, at) => at !== index) };
  }
}

/** One of the module's types is the plainest of them. */
export function* withPlainType(program: Program): Generator<Program> {
  const types = program.operations.flatMap(({ args: { type } }) => (typeof type === 'string' ? [type] : []));
  for (const type of new Set(types)) {
    if (type === PLAIN || typeIn(FIRST, type) === undefined) continue;
    const plain = replaced(program, (operation) => retyped(operation, type));
    yield plain;
    yield* withMembers(plain, type, program);
  }
}

function retyped(operation: Operation, type: string): Operation {
  if (operation.args['types'] === type) return withArgument(operation, 'types', undefined);
  return operation.args['type'] === type ? withArgument(operation, 'type', PLAIN) : operation;
}

/** The programs of the type are for other members, too. */
function* withMembers({ operations }: Program, type: string, before: Program): Generator<Program> {
  for (const [index, operation] of operations.entries())
    if (operation.op === progLoad.op && before.operations[index]?.args['type'] === type)
      for (const { name } of typeIn(FIRST, PLAIN)?.members ?? [])
        yield { operations: operations.with(index, withArgument(operation, 'member', name)) };
}

/** A map of vmlinux's type, which may need programs, is one of a module's that needs none. */
export function* withModuleType({ operations }: Program): Generator<Program> {
  const types = operations.flatMap(({ op, args: { type, btf } }) =>
    op === mapCreate.op && btf === 'none' ? [type] : [],
  );
  for (const type of new Set(types)) {
    const rest = operations.filter(({ op, args }) => op !== progLoad.op || args['type'] !== type);
    const btf = unbound(operations, 'b', 0);
    const made = rest.map((operation): Operation => {
      // The programs that a value has are gone.
      const { value: _programs, ...args } = operation.args;
      return { ...operation, args: args['type'] === type ? { ...args, btf, type: PLAIN } : args };
    });
    const opened = [
      { op: moduleLoad.op, args: { name: FIRST } },
      { op: btfOpen.op, result: btf, args: { name: FIRST } },
    ];
    if (opened.length + made.length < operations.length) yield { operations: [...opened, ...made] };
  }
}

/** All of them, those that simplify most first. */
export function* withSimplerObjects(program: Program): Generator<Program> {
  yield* withMakers(program);
  yield* withSource(program);
  yield* withModuleType(program);
  yield* withOneModule(program);
  yield* withLoadedTypes(program);
  yield* withPlainType(program);
  yield* withClosed(program);
}
