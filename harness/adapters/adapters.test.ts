// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../errors';
import { ADAPTERS, adapterFor } from '.';
import { FAULTS } from './simulator';

const context = { hostKernel: false, onNote: () => undefined };
const make = (text: string) => adapterFor(text, context);

describe('adapterFor', () => {
  it('names the adapter as it was asked for', () => {
    expect(make('simulator').name).toBe('simulator');
    expect(make('exec:./agent --x').name).toBe('exec:./agent --x');
    expect(make('vm:accel=tcg,kernel=debian:6.12').name).toBe('vm:accel=tcg,kernel=debian:6.12');
    const fault = FAULTS[0]?.name ?? '';
    expect(make(`simulator:fault=${fault}`).name).toBe(`simulator:fault=${fault}`);
    expect(make(`simulator:kernel=7.3,fault=${fault}`).name).toBe(`simulator:kernel=7.3,fault=${fault}`);
  });

  it('knows every adapter that it lists', () => {
    for (const { name, usage } of ADAPTERS) expect(usage.startsWith(name)).toBe(true);
  });

  it.each([
    'simulater',
    'bicycle',
    '',
    'simulator:falt=x',
    'simulator:fault',
    'simulator:fault=map-does-not-hold-modul',
    'simulator:fault=nonesuch',
    'simulator:kernel=6.13',
    'simulator:kernel=mainline',
    'vm:accel=magic',
    'vm:colour=red',
    'exec:',
    'exec:"./agent',
  ])('explains what is wrong with %j', (text) => {
    const refused = (): unknown => make(text);
    expect(refused).toThrow(UsageError);
    expect(refused).toThrowErrorMatchingSnapshot();
  });
});
