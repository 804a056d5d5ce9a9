// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What can be said through a session.
import type { Operation } from '../../spec';
import type { Door } from './options';

/** Whether a session can express an operation, with its arguments. */
export const fits = (operation: Operation, { operations, expresses }: Door): boolean =>
  operations.has(operation.op) && (expresses === undefined || expresses(operation));
