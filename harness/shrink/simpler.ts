// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs that do the same to simpler objects: where nothing can be left out any more, something else may need less.
// Each generator goes one way only, so that shrinking ends.
import {
  btfOpen,
  fdClose,
  KERNEL_OPERATIONS,
  mapCreate,
  MODULES,
  moduleLoad,
  moduleRegister,
  moduleUnload,
  progLoad,
  requireDefinition,
  typeIn,
  type Argument,
  type Definition,
  type Operation,
  type Program,
} from '../../spec';

const PLAIN = 'plain';
const [FIRST, ...OTHERS] = MODULES;

/** Operations that make an object out of nothing. */
const MAKERS: readonly Definition[] = KERNEL_OPERATIONS.filter(
  ({ binds, positional }) => binds !== undefined && positional.length === 0,
);

const withArguments = (operation: Operation, args: Readonly<Record<string, Argument>>): Operation => ({
  ...operation,
  args: { ...operation.args, ...args },
});

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

/** A descriptor that need not be open is closed. */
export function* withClosed({ operations }: Program): Generator<Program> {
  for (const [index, operation] of operations.entries()) {
    const { parameters } = requireDefinition(operation);
    for (const [name, value] of Object.entries(operation.args))
      if (parameters[name]?.kind === 'fd' && value !== 'closed' && value !== 'none')
        yield { operations: operations.with(index, withArguments(operation, { [name]: 'closed' })) };
  }
}

/** Two modules are one. */
export function* withOneModule(program: Program): Generator<Program> {
  for (const other of OTHERS)
    if (program.operations.some(({ args }) => args['name'] === other))
      yield replaced(program, (operation) =>
        operation.args['name'] === other ? withArguments(operation, { name: FIRST }) : operation,
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
    const { types: _old, ...rest } = before.args;
    const loaded = { ...before, args: type === PLAIN ? rest : { ...rest, types: type } };
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
  const { types, value: _members, ...rest } = operation.args;
  if (types === type) return { ...operation, args: rest };
  return operation.args['type'] === type ? withArguments(operation, { type: PLAIN }) : operation;
}

/** The programs of the type are for other members, too. */
function* withMembers({ operations }: Program, type: string, before: Program): Generator<Program> {
  for (const [index, operation] of operations.entries())
    if (operation.op === progLoad.op && before.operations[index]?.args['type'] === type)
      for (const { name } of typeIn(FIRST, PLAIN)?.members ?? [])
        yield { operations: operations.with(index, withArguments(operation, { member: name })) };
}

/** A map of vmlinux's type, which may need programs, is one of a module's that needs none. */
export function* withModuleType({ operations }: Program): Generator<Program> {
  const types = operations.flatMap(({ op, args: { type, btf } }) =>
    op === mapCreate.op && btf === 'none' ? [type] : [],
  );
  for (const type of new Set(types)) {
    const rest = operations.filter(({ op, args }) => op !== progLoad.op || args['type'] !== type);
    const btf = 'b0';
    const made = rest.map((operation): Operation => {
      const { value: _programs, ...args } = operation.args;
      return operation.args['type'] === type
        ? { ...operation, args: { ...args, btf, type: PLAIN } }
        : { ...operation, args };
    });
    const opened = [
      { op: moduleLoad.op, args: { name: FIRST } },
      { op: btfOpen.op, result: btf, args: { name: FIRST } },
    ];
    if (opened.length + made.length < operations.length) yield { operations: [...opened, ...made] };
  }
}

/** The end is the removal of a module: it complains of what other operations show later. */
export function* withUnload({ operations }: Program): Generator<Program> {
  const loaded = new Set(operations.flatMap(({ op, args: { name } }) => (op === moduleLoad.op ? [name] : [])));
  for (const name of loaded)
    for (const length of [operations.length - 3, operations.length - 2])
      if (length > 0 && name !== undefined)
        yield { operations: [...operations.slice(0, length), { op: moduleUnload.op, args: { name } }] };
}

/** The end is a call that is refused: some objects are lost or let go of twice in that very moment. */
export function* withRefusedEnd({ operations }: Program): Generator<Program> {
  for (let end = Math.max(0, operations.length - 3); end < operations.length - 1; end++) {
    const last = operations[end];
    if (last === undefined) continue;
    const { parameters, positional } = requireDefinition(last);
    for (const [name, { kind }] of Object.entries(parameters))
      if (kind === 'fd' && !positional.includes(name))
        yield { operations: [...operations.slice(0, end), withArguments(last, { [name]: 'closed' })] };
  }
}

/** The end is that a descriptor is closed, which every object can be brought down by. */
export function* withClosingEnd({ operations }: Program): Generator<Program> {
  if (operations.at(-1)?.op === fdClose.op) return;
  for (const { result } of operations.slice(0, -1))
    if (result !== undefined) yield { operations: operations.with(-1, { op: fdClose.op, args: { fd: result } }) };
}

const kindsOf = ({ positional, parameters }: Definition): string =>
  positional.map((name) => parameters[name]?.kind).join();

/** The end is another operation on the same things, one that the vocabulary has earlier. */
export function* withOtherEnd({ operations }: Program): Generator<Program> {
  const last = operations.at(-1);
  if (last === undefined) return;
  const own = requireDefinition(last);
  for (const other of KERNEL_OPERATIONS) {
    if (other.op === own.op) return;
    if (own.positional.length === 0 || kindsOf(other) !== kindsOf(own)) continue;
    const given = other.positional.map((name, index) => [name, last.args[own.positional[index] ?? ''] ?? 'closed']);
    const end: Operation = { op: other.op, args: Object.fromEntries(given) as Operation['args'] };
    const result = last.result ?? `h${operations.length}`;
    yield { operations: operations.with(-1, other.binds === undefined ? end : { ...end, result }) };
  }
}

/** All of them, those that simplify most first. */
export function* withSimplerObjects(program: Program): Generator<Program> {
  yield* withMakers(program);
  yield* withModuleType(program);
  yield* withOneModule(program);
  yield* withLoadedTypes(program);
  yield* withPlainType(program);
  yield* withClosed(program);
  yield* withUnload(program);
  yield* withRefusedEnd(program);
  yield* withOtherEnd(program);
  yield* withClosingEnd(program);
}
