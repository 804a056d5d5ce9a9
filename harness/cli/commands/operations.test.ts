// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { RULES } from '../../../model';
import { OPERATIONS } from '../../../spec';
import { commandLine } from '../../testing/command-line';
import { expectGolden } from '../../testing/golden';
import { EXIT } from '../exit';

const golden = (name: string): string => join(__dirname, 'golden', `operations${name}.txt`);

describe('operations', () => {
  it('lists all of them', async () => {
    const { code, stdout, stderr } = await commandLine(['operations']);
    expect({ code, stderr }).toEqual({ code: EXIT.conforms, stderr: '' });
    expectGolden(golden(''), stdout);
  });

  it.each(['map.create', 'map.update', 'quiesce', 'object.info'])('says all of %s', async (name) => {
    const { code, stdout } = await commandLine(['operations', name]);
    expect(code).toBe(EXIT.conforms);
    expectGolden(golden(`-${name}`), stdout);
  });

  it.each(OPERATIONS)('$op fits into 80 columns, as far as its words do', async ({ op, parameters }) => {
    const { stdout } = await commandLine(['operations', op]);
    for (const name of Object.keys(parameters)) expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
    const broad = stdout.split('\n').filter((line) => line.length > 80 && line.trim().includes(' '));
    expect(broad).toEqual([]);
  });

  it('is a document with --json', async () => {
    const { stdout } = await commandLine(['operations', '--json']);
    const document = JSON.parse(stdout) as readonly {
      readonly op: string;
      readonly arguments: readonly { readonly name: string }[];
      readonly clauses: readonly string[];
    }[];
    expect(document.map(({ op }) => op)).toEqual(OPERATIONS.map(({ op }) => op));
    for (const [index, { op, arguments: args, clauses }] of document.entries()) {
      const { positional = [], parameters = {} } = OPERATIONS[index] ?? {};
      expect(args.slice(0, positional.length).map(({ name }) => name)).toEqual(positional);
      expect(args.map(({ name }) => name).toSorted()).toEqual(Object.keys(parameters).toSorted());
      const rule = RULES.find((each) => each.op === op);
      expect(new Set(clauses)).toEqual(new Set(rule?.clauses ?? []));
    }
  });

  it('names the nearest when there is no such operation', async () => {
    const { code, stdout, stderr } = await commandLine(['operations', 'map.crate']);
    expect({ code, stdout }).toEqual({ code: EXIT.usage, stdout: '' });
    expect(stderr).toContain(
      "there is no operation 'map.crate'\n  try: struct-ops-conformance operations map.create\n",
    );
  });
});
