// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A test that prints has forgotten something: what the suite prints goes through streams that tests pass in.
import { afterEach, beforeEach, expect, jest } from '@jest/globals';

const METHODS = ['debug', 'error', 'info', 'log', 'warn'] as const;

beforeEach(() => {
  for (const method of METHODS) jest.spyOn(console, method).mockImplementation(() => undefined);
});

afterEach(() => {
  const printed = METHODS.flatMap((method) =>
    jest.mocked(console[method]).mock.calls.map((call) => ({ method, call: call as unknown[] })),
  );
  for (const method of METHODS) jest.mocked(console[method]).mockRestore();
  expect(printed).toEqual([]);
});
