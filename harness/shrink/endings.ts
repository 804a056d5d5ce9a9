// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs with another end: what was broken before may be seen sooner by another operation, or by one that needs less.
import {
  fdClose,
  KERNEL_OPERATIONS,
  moduleLoad,
  moduleUnload,
  requireDefinition,
  type Definition,
  type Operation,
  type Program,
} from '../../spec';
import { unbound, withArgument } from './candidates';

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
        yield { operations: [...operations.slice(0, end), withArgument(last, name, 'closed')] };
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
    const result = last.result ?? unbound(operations, 'h', operations.length);
    yield { operations: operations.with(-1, other.binds === undefined ? end : { ...end, result }) };
  }
}

/** All of them, the shorter programs first. */
export function* withOtherEndings(program: Program): Generator<Program> {
  yield* withUnload(program);
  yield* withRefusedEnd(program);
  yield* withOtherEnd(program);
  yield* withClosingEnd(program);
}
