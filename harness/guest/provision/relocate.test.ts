// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { relocate } from './relocate';

test('links and the include of unpacked headers stay inside', () => {
  const root = mkdtempSync(join(tmpdir(), 'relocate-'));
  try {
    const headers = join(root, 'usr/src/linux-headers-1-cloud');
    mkdirSync(headers, { recursive: true });
    mkdirSync(join(root, 'lib/modules/1-cloud'), { recursive: true });
    writeFileSync(
      join(headers, 'Makefile'),
      'KBUILD_OUTPUT=/usr/src/linux-headers-1-cloud\ninclude /usr/src/linux-headers-1-common/Makefile\n',
    );
    symlinkSync('/usr/src/linux-headers-1-cloud', join(root, 'lib/modules/1-cloud/build'));
    symlinkSync('../../lib/linux-kbuild-1/scripts', join(headers, 'scripts'));
    relocate(root);
    expect(readlinkSync(join(root, 'lib/modules/1-cloud/build'))).toBe('../../../usr/src/linux-headers-1-cloud');
    expect(readlinkSync(join(headers, 'scripts'))).toBe('../../lib/linux-kbuild-1/scripts');
    const makefile = readFileSync(join(headers, 'Makefile'), 'utf8');
    const here = '$(dir $(realpath $(lastword $(MAKEFILE_LIST))))';
    expect(makefile).toBe(
      `KBUILD_OUTPUT=${here}../linux-headers-1-cloud\ninclude ${here}../linux-headers-1-common/Makefile\n`,
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});
