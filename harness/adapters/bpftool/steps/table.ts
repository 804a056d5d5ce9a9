// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every operation that commands can express, by name.
import { btfSteps } from './btf';
import { loaderSteps } from './loader';
import { mapSteps } from './map';
import { mapCreateSteps } from './mapCreate';
import { moduleSteps } from './module';
import { objectSteps } from './object';
import { progSteps } from './prog';
import { quiesceSteps } from './quiesce';
import type { Step } from './step';

export const STEPS: ReadonlyMap<string, Step> = new Map(
  [
    ...moduleSteps,
    ...quiesceSteps,
    ...btfSteps,
    ...progSteps,
    ...mapCreateSteps,
    ...mapSteps,
    ...objectSteps,
    ...loaderSteps,
  ].map((each) => [each.op, each]),
);
