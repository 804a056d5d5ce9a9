// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { LIMITS, MAX_DEPTH, MAX_LINE } from './limits';

test('docs/protocol.md says how patient the suite is, and how much it takes at once', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'protocol.md'), 'utf8');
  const [, section = ''] = /^## Limits\n(.*?)\n## /ms.exec(page) ?? [];
  const { startMs, silenceMs, stopMs, window } = LIMITS;
  const told = [...section.matchAll(/^\| .* \| (.*) \|$/gm)].map(([, much]) => much).slice(2);
  expect(told).toEqual([
    ...[startMs, silenceMs, stopMs].map((ms) => `${ms / 1000} s`),
    String(window),
    `${MAX_LINE.toLocaleString('en')} characters`,
    String(MAX_DEPTH),
  ]);
});
