// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The test module's init: its control files are there before its first registration, so that others can come between.
import {
  argumentsOf,
  ERRNO,
  moduleLoad,
  registrationOf,
  typesOf,
  type ClauseId,
  type ModuleName,
  type Operation,
} from '../../../spec';
import { registrationResult } from '../../rules/registration';
import { binds } from '../../rule';
import type { Model } from '../../model';
import type { State } from '../../state';
import { changeInstance } from '../../subsystem';
import type { Ending } from '../stage';

/** The registrations that init will try, in its order, and what it returns after them. */
export interface Init {
  readonly left: readonly string[];
  readonly result: number;
}

export function initOf(operation: Operation, name: ModuleName): Init {
  const { types, also, init } = argumentsOf(moduleLoad, operation);
  const own = typesOf(name).map((type) => type.name);
  const wanted = own.filter((type) => types === 'all' || types === type);
  return { left: also === 'none' ? wanted : [...wanted, also], result: init };
}

export interface Registered {
  readonly kernel: State;
  readonly ret: number;
}

/** One register_bpf_struct_ops() of a module that another thread may have had register the same type already. */
export function register({ profile }: Model, kernel: State, name: ModuleName, type: string): Registered {
  const instance = kernel.modules.get(name);
  const candidate = registrationOf(type);
  if (instance === undefined || candidate === undefined) throw new Error(`${name} cannot register ${type}`);
  const { ret, change } = registrationResult(instance, candidate, profile.name);
  return { kernel: changeInstance(kernel, name, change), ret };
}

/** What do_init_module() makes of the return of init. */
export function endingOf({ profile }: Model, ret: number): Ending {
  const clause = (id: ClauseId, shown: number): Ending => ({ clause: id, ret: shown });
  if (ret === -ERRNO.EEXIST && binds({ profile: profile.name }, 'MOD-LOAD-11'))
    return clause('MOD-LOAD-11', -ERRNO.EBUSY);
  if (ret < 0) return clause('MOD-LOAD-08', ret);
  return clause(ret > 0 ? 'MOD-LOAD-10' : 'MOD-LOAD-09', 0);
}
