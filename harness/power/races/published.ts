// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The figures of the page docs/race-kills.md, kept beside it as data, so that a test can measure them again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from '../../platform/data-directory';
import { RACE_FAULTS, type RaceCell } from './hunt';

export interface RaceKills {
  readonly seeds: number;
  readonly limit: number;
  readonly cells: readonly RaceCell[];
}

/** How many strategies must see a fault. */
export const RACE_BAR = 2;

/** Names of the faults that too few strategies see in most of their hunts. */
export const raceSurvivorsOf = (cells: readonly RaceCell[]): readonly string[] =>
  RACE_FAULTS.map(({ name }) => name).filter(
    (name) => cells.filter(({ fault, schedules }) => fault === name && schedules !== null).length < RACE_BAR,
  );

/** One cell a line, so that a change shows which. */
export const formatRaceKills = ({ seeds, limit, cells }: RaceKills): string =>
  `{\n  "seeds": ${seeds},\n  "limit": ${limit},\n  "cells": [\n${cells
    .map((cell) => `    ${JSON.stringify(cell)}`)
    .join(',\n')}\n  ]\n}\n`;

export const readRaceKills = (): RaceKills =>
  JSON.parse(readFileSync(join(dataDirectory(__dirname, 'docs'), 'race-kills.json'), 'utf8')) as RaceKills;
