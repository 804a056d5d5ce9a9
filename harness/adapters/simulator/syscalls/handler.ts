// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How an operation of the vocabulary is tied to what carries it out.
import {
  type Argument,
  type ArgumentsOf,
  defaultOf,
  type Definition,
  type Handle,
  mapCreate,
  type Operation,
  type Parameters,
  progLoad,
  progLoadSyscall,
  type Returned,
} from '../../../../spec';
import { type Core } from '../kernel/core';
import { E2BIG, EINVAL, EPERM } from '../kernel/errno';
import { type Call, then } from '../kernel/thread';
import { type Process } from './process';

/** An operation ready to be carried out: at once where it fails early or cannot be interrupted, else as a thread. */
export type Handler = (process: Process, operation: Operation) => Call<Returned>;

export interface Syscall {
  readonly op: string;
  readonly handle: Handler;
}

/** Carries a call out with nobody else running. */
export const complete = (core: Core, call: Call<Returned>): Returned => ('ret' in call ? call : core.complete(call));

/** A call that returned a number and read nothing. */
export const returned = (ret: number): Returned => ({ ret });

/** A call that returns a number and reads nothing, and may not be over. */
export const returning = (call: Call<number>): Call<Returned> => then(call, returned);

/** A call that returns a descriptor. */
export const binding = (process: Process, handle: Handle | undefined, call: Call<number>): Call<Returned> =>
  then(call, (ret) => process.bind(handle, ret));

/** The commands that create objects. */
const CREATING: ReadonlySet<string> = new Set([mapCreate.op, progLoad.op, progLoadSyscall.op]);

/** The commands that may have the longest attribute. */
const LOADING: ReadonlySet<string> = new Set([progLoad.op, progLoadSyscall.op]);

/** Ties a definition to its implementation, with the checks of __sys_bpf() and CHECK_ATTR that come first. */
export function syscall<P extends Parameters>(
  definition: Definition<P>,
  run: (process: Process, args: ArgumentsOf<P>, operation: Operation) => Call<Returned>,
): Syscall {
  const Arguments = argumentsOf(definition);
  const carryOut: Handler = (process, operation) => run(process, new Arguments(operation.args), operation);
  if (!('attr' in definition.parameters)) return { op: definition.op, handle: carryOut };
  const creates = CREATING.has(definition.op);
  return {
    op: definition.op,
    handle: (process, operation) => {
      const { attr, caps } = operation.args;
      const { features } = process.kernel.core;
      if (creates && caps === 'none' && features.sysBpfRefusesUnprivileged) return returned(-EPERM);
      const invalid = attr === undefined ? 0 : checkAttr(attr, LOADING.has(definition.op) && features.progLoadEndsAttr);
      return invalid === 0 ? carryOut(process, operation) : returned(invalid);
    },
  };
}

/** What a program says, and `declare`d since a field that is set twice is made twice. */
class Given {
  declare readonly given: Operation['args'];

  constructor(given: Operation['args']) {
    this.given = given;
  }
}

/**
 * The arguments of an operation. What was not given has its default, which is looked up when it is read: most operations
 * fail, or are done, before they have read all that they could have been told.
 */
function argumentsOf<P extends Parameters>(
  definition: Definition<P>,
): new (given: Operation['args']) => ArgumentsOf<P> {
  class Arguments extends Given {}
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    const fallback = defaultOf(parameter);
    Object.defineProperty(Arguments.prototype, name, {
      get(this: Given) {
        return this.given[name] ?? fallback;
      },
    });
  }
  return Arguments as unknown as new (given: Operation['args']) => ArgumentsOf<P>;
}

/**
 * bpf_check_uarg_tail_zero(), then CHECK_ATTR, before anything else is looked at. Behind the last field of a command that
 * fills the union nothing is left to check; the union's last byte is then one of keyring_id, which counts with a signature.
 */
function checkAttr(attr: Argument, full: boolean): number {
  if (attr === 'long') return -E2BIG;
  return attr === 'tail' && !full ? -EINVAL : 0;
}
