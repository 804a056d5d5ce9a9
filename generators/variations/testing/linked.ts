// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the tests of variations vary.
import { createModel } from '../../../model';
import { DEFAULT_PROFILE, profileNamed, type Program } from '../../../spec';
import { formatProgram, programIn } from '../../text';

export const model = createModel(profileNamed(DEFAULT_PROFILE));

/** A link that is updated to the map that it has. */
export const linked = programIn(`module.load soc_a types=asked
b = btf.open soc_a
m = map.create b asked link
map.update m
l = link.create m
link.update l m`);

export const textsOf = (programs: readonly Program[]): readonly string[] =>
  programs.map((program) => formatProgram(program));
