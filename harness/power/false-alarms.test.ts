// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A little of what `npm run soak` does at length.
import { expect, test } from '@jest/globals';
import { PROFILE_NAMES } from '../../spec';
import { falseAlarms } from './false-alarms';

test.each(PROFILE_NAMES)('a sound kernel of %s is blamed for nothing', async (profile) => {
  for (const seed of [1, 2]) {
    const { operations, unknown, alarms } = await falseAlarms(profile, seed, 4000);
    expect(alarms).toEqual([]);
    expect(unknown).toBe(0);
    expect(operations).toBeGreaterThanOrEqual(4000);
  }
});
