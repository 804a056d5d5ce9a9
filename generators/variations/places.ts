// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Where descriptors stand in an operation, and which others refer to the same object.
import { fdClose, fdDup, objectById, requireDefinition, type Handle, type Operation } from '../../spec';
import type { State } from '../../model';
import type { Twin } from './likeness';

/** A descriptor of an operation, and the operation with another one there. */
export interface Place {
  readonly name: string;
  readonly handle: Handle;
  readonly put: (handle: Handle) => Operation;
}

/** Arguments and members of values that are open descriptors. */
export function placesOf(state: State, operation: Operation): readonly Place[] {
  const { parameters } = requireDefinition(operation);
  const { args } = operation;
  const isOpen = (value: unknown): value is Handle => typeof value === 'string' && state.files.has(value);
  return Object.entries(args).flatMap(([name, value]): readonly Place[] => {
    const put = (word: Operation['args'][string]): Operation => ({ ...operation, args: { ...args, [name]: word } });
    if (typeof value === 'object')
      return Object.entries(value).flatMap(([member, word]) =>
        isOpen(word)
          ? [{ name: `${name}.${member}`, handle: word, put: (handle) => put({ ...value, [member]: handle }) }]
          : [],
      );
    return parameters[name]?.kind === 'fd' && isOpen(value) ? [{ name, handle: value, put }] : [];
  });
}

/** Other descriptors of the same object, one of each kind; and one that is opened and closed again. */
export function descriptorsOf(state: State, handle: Handle): readonly Twin[] {
  const other = 't1';
  const found = (args: Operation['args']): Operation => ({
    op: objectById.op,
    args: { of: handle, ...args },
    result: other,
  });
  const close: Operation = { op: fdClose.op, args: { fd: other } };
  const duplicate = { kind: 'dup', extra: [{ op: fdDup.op, args: { fd: handle }, result: other }], handle: other };
  const closed = { kind: 'after another was closed', extra: [found({}), close], handle };
  const again = { kind: 'by id', extra: [found({})], handle: other };
  const modes = ['ro', 'wo'].map((mode) => ({ kind: mode, extra: [found({ mode })], handle: other }));
  switch (state.files.get(handle)?.kind) {
    case 'map':
      return [closed, again, duplicate, ...modes];
    case 'link':
      return [closed, again];
    default:
      return [duplicate];
  }
}
