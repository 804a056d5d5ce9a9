// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// For every fault but those that tests hunt a program whose history it changes.
import { type WitnessedFaultName } from '../../faults';
import { LINK_WITNESSES } from './link';
import { MAP_CREATE_WITNESSES } from './mapCreate';
import { MAP_ELEMENT_WITNESSES } from './mapElements';
import { MAP_UPDATE_WITNESSES } from './mapUpdate';
import { BTF_WITNESSES, MODULE_WITNESSES } from './module';
import { OBJECT_WITNESSES, RELEASE_WITNESSES } from './object';
import { type Witness } from './programs';
import { PROG_WITNESSES } from './prog';
import { REGISTRATION_WITNESSES } from './registration';

export const WITNESSES: Readonly<Record<WitnessedFaultName, Witness>> = {
  ...MODULE_WITNESSES,
  ...BTF_WITNESSES,
  ...REGISTRATION_WITNESSES,
  ...PROG_WITNESSES,
  ...MAP_CREATE_WITNESSES,
  ...MAP_UPDATE_WITNESSES,
  ...MAP_ELEMENT_WITNESSES,
  ...LINK_WITNESSES,
  ...OBJECT_WITNESSES,
  ...RELEASE_WITNESSES,
};
