// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The shortest ways to see the faults of faults/registration.ts.
import { LOADED, type Witnesses } from './programs';

const register = (type: string): string => `module.register soc_a ${type}`;
const one = (type: string): readonly string[] => ['module.load soc_a', register(type)];

export const REGISTRATION_WITNESSES = {
  'failed-registration-succeeds': one('no_struct'),
  'failed-registration-counted': [...one('init_once'), register('init_once')],
  'failed-registration-clears-table': [LOADED, register('no_struct'), 'map.create b plain'],
  'no-btf-is-an-error': ['module.load soc_n'],
  'duplicate-accepted': one('dup'),
  'duplicate-checked-last': ['module.load soc_a', 'module.log soc_a', register('dup'), 'module.log soc_a'],
  'same-name-eexist': one('twin'),
  'last-registration-found': [
    LOADED,
    register('twin'),
    'module.log soc_a',
    'prog.load b plain run',
    'module.log soc_a',
  ],
  'stubs-not-needed': one('no_stubs'),
  'member-limit-63': one('members_64'),
  'member-limit-65': one('members_65'),
  'value-members-not-counted': one('value_three'),
  'value-common-unchecked': one('value_common'),
  'value-data-unchecked': one('value_data'),
  'anonymous-accepted': one('anonymous'),
  'anonymous-einval': one('anonymous'),
  'bitfield-accepted': one('bitfield'),
  'bitfield-enotsupp': one('bitfield'),
  'prototype-unchecked': one('struct_return'),
  'pointer-return-accepted': one('returns_int_ptr'),
  'wide-return-accepted': one('big_return'),
  'stub-found-by-name': one('stub_args'),
  'unknown-stub-einval': one('stub_unknown'),
  'stub-args-unchecked': one('stub_args'),
  'nullable-unchecked': one('nullable_bad'),
  'init-not-called': ['module.load soc_a', 'module.log soc_a'],
  'init-result-ignored': one('init_fails'),
  'init-error-passed-on': one('init_fails'),
  'positive-init-registers': one('init_positive'),
} satisfies Witnesses;
