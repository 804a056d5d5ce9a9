// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { HAZARDS, programIn } from '../../generators';
import { createModel } from '../../model';
import { profileNamed } from '../../spec';
import { harmsOf } from './harmless';
import { comingTo } from './hazards';

test.each(HAZARDS.map(({ name }) => name))('a program that comes to %s does harm', (hazard) => {
  expect(harmsOf(comingTo(createModel(profileNamed('6.12')), hazard), '6.12')).toContain(hazard);
});

test('one whose last operation is refused before that does none', () => {
  const text = `
p = prog.load none tcp_congestion_ops ssthresh
q = prog.load none tcp_congestion_ops cong_avoid
r = prog.load none tcp_congestion_ops undo_cwnd
m = map.create none tcp_congestion_ops link
map.update m .ssthresh=p .cong_avoid=q .undo_cwnd=r .name=1
l = link.create m
link.update l m old=closed`;
  expect(harmsOf(programIn(text), '6.12')).toEqual([]);
});
