// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { fallBackNote, learn, planBoot } from './accelerator';

test('what the user asked for is tried alone', () => {
  expect(planBoot('kvm', false, { kind: 'broken', reason: 'x' })).toEqual({ first: { accelerator: 'kvm' } });
  expect(planBoot('tcg', true, { kind: 'works' })).toEqual({ first: { accelerator: 'tcg' } });
});

test('auto tries KVM where it may work, and watches for silence', () => {
  for (const kind of ['none', 'works'] as const) {
    const plan = planBoot('auto', true, { kind });
    expect(plan.first.accelerator).toBe('kvm');
    expect(plan.first.silenceLimitMs).toBeGreaterThan(0);
    expect(plan.fallback).toEqual({ accelerator: 'tcg' });
  }
});

test('auto wastes no time where KVM cannot work', () => {
  expect(planBoot('auto', false, { kind: 'none' })).toEqual({ first: { accelerator: 'tcg' } });
  expect(planBoot('auto', true, { kind: 'broken', reason: 'x' })).toEqual({ first: { accelerator: 'tcg' } });
});

test('a guest that panics says nothing about KVM', () => {
  expect(learn({ kind: 'guest-ended' })).toBeUndefined();
  expect(learn({ kind: 'answered' })).toEqual({ kind: 'works' });
});

test('the note is one line', () => {
  const lesson = learn({
    kind: 'emulator-died',
    reason: `KVM internal error. Suberror: 1\nEAX=0 EBX=0${'\n'.repeat(50)}`,
  });
  expect(lesson).toEqual({ kind: 'broken', reason: 'KVM internal error. Suberror: 1' });
  expect(fallBackNote('the guest was silent for 8 s')).not.toContain('\n');
  expect(learn({ kind: 'silent', seconds: 8 })).toEqual({ kind: 'broken', reason: 'the guest was silent for 8 s' });
});
