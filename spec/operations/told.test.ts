// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { OPERATIONS } from '.';
import { toldBy } from './told';

test('docs/protocol.md has the value of every operation', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'protocol.md'), 'utf8');
  const [, table = ''] = /^\| operation \| value on success \|\n(.*?)\n\n/ms.exec(page) ?? [];
  const rows = OPERATIONS.filter(({ binds }) => binds === undefined).flatMap((definition) =>
    toldBy(definition).map(({ of, value, note = '' }) => {
      const name = of === undefined ? `\`${definition.op}\`` : `\`${definition.op}\` of ${of}`;
      return `| ${name} | \`${value}\`${note} |`;
    }),
  );
  const [, , ...told] = table.split('\n');
  expect(told.toSorted()).toEqual(rows.toSorted());
});
