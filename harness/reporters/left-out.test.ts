// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { join } from 'node:path';
import { test } from '@jest/globals';
import { LEFT_OUT } from '../adapters/simulator';
import { expectGolden } from '../testing/golden';
import { formatLeftOut } from './left-out';

test('docs/faults-left-out.md has every defect that is left out', () => {
  expectGolden(join(__dirname, '..', '..', 'docs', 'faults-left-out.md'), formatLeftOut(LEFT_OUT));
});
