// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How each operation is used on purpose, one entry for every operation of the vocabulary.
import { btfIntents } from './btf';
import type { Intent } from './intent';
import { linkIntents } from './link';
import { loaderIntents } from './loader';
import { mapIntents } from './map';
import { moduleIntents } from './module';
import { objectIntents } from './object';
import { progIntents } from './prog';

export const INTENTS: readonly Intent[] = [
  ...moduleIntents,
  ...btfIntents,
  ...progIntents,
  ...mapIntents,
  ...linkIntents,
  ...objectIntents,
  ...loaderIntents,
];
export { weightIn, type Arguments, type Intent, type Scene } from './intent';
