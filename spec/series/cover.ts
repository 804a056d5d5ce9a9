// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the text of the cover letter (v12) says, statement by statement, in the order of the letter.
import { by, nowhere, type Shown } from './shown';

export type CoverStatement = Shown & {
  readonly statement: string;
  /** Where the letter is not exact, what is. */
  readonly precisely?: string;
};

const says = (statement: string, shown: Shown, precisely?: string): CoverStatement => ({
  statement,
  ...shown,
  ...(precisely === undefined ? {} : { precisely }),
});

export const COVER: readonly CoverStatement[] = [
  says('Modules can register struct_ops types.', by('REG-30', 'MOD-LOAD-09')),
  says('Subsystems to come, such as fuse-bpf, can use it.', nowhere('no module of mainline registers such a type yet')),
  says(
    'Types are added at run time, and no list of them is built into the kernel any more.',
    by('REG-30', 'REG-31', 'REG-32'),
  ),
  says(
    'Each BTF object has a table of its own with any number of types.',
    by('REG-07', 'REG-30', 'REG-31', 'MAP-CREATE-20'),
  ),
  says(
    'The layout of a value in a map is that of the BTF.',
    by('MAP-CREATE-21', 'MAP-UPDATE-08', 'MAP-UPDATE-09', 'MAP-UPDATE-15', 'PIN-READ-03'),
  ),
  says(
    'The BTF tells the subsystem that a map is registered with.',
    by('MAP-UPDATE-24', 'LINK-CREATE-07', 'MOD-LOG-01'),
  ),
  says('The BTF of vmlinux does not describe the types of modules.', by('MAP-CREATE-20', 'PROG-LOAD-20')),
  says(
    'The kernel has to know the module that a map belongs to, and goes by its BTF.',
    by('INFO-MAP-01', 'MAP-CREATE-32', 'LINK-UPDATE-10'),
  ),
  says(
    "libbpf finds out the right module and passes a descriptor of the module's BTF.",
    by('LOADER-01', 'LOADER-12', 'LOADER-13', 'LOADER-16', 'MAP-CREATE-15', 'MAP-CREATE-16', 'MAP-CREATE-17'),
  ),
  says(
    'The kernel looks up descriptions and registered types in the BTF that was given.',
    by('MAP-CREATE-20', 'PROG-LOAD-20', 'PROG-LOAD-27', 'MAP-UPDATE-17'),
  ),
  says(
    'A module stays while any map uses a type of it.',
    by('MOD-UNLOAD-08', 'MOD-INFO-01', 'MAP-CREATE-18', 'PROG-LOAD-19'),
  ),
  says(
    'A map holds the module while it is registered.',
    by('MAP-CREATE-32', 'MOD-INFO-01', 'RELEASE-01', 'RELEASE-04', 'LEAK-01'),
    'A map holds it from creation to free, registered or not.',
  ),
];
