// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How one operation is carried out with commands.
import {
  argumentsOf,
  type ArgumentsOf,
  type Definition,
  type Operation,
  type Outcome,
  type Parameters,
} from '../../../../spec';
import type { Bench } from '../bench';

export interface Step {
  readonly op: string;
  /** Throws `Inexpressible` when there is no command for it, `ShellLost` when the machine goes away. */
  readonly carryOut: (bench: Bench, operation: Operation) => Promise<Outcome>;
}

/** A step with the arguments of its definition, defaults filled in. */
export const step = <P extends Parameters>(
  definition: Definition<P>,
  carryOut: (bench: Bench, args: ArgumentsOf<P>, operation: Operation) => Promise<Outcome>,
): Step => ({
  op: definition.op,
  carryOut: (bench, operation) => carryOut(bench, argumentsOf(definition, operation), operation),
});
