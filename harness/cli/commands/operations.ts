// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `operations`: the vocabulary of programs.
import type { Command } from 'commander';
import { nearest } from '../../../generators/text';
import { definitionOf, OPERATIONS, type Definition } from '../../../spec';
import { operationList, operationsJson, operationText } from '../../reporters/operations';
import { UsageError } from '../../errors';
import { EXIT } from '../exit';
import type { Io } from '../io';
import { styleFor, type GlobalFlags } from '../options';

interface OperationsFlags extends GlobalFlags {
  readonly json?: boolean;
}

export function addOperations(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('operations')
    .description('list the operations of programs; of one: arguments, words, defaults, value, and clauses in order')
    .argument('[NAME]', 'an operation, such as map.create')
    .option('--json', 'print one JSON document')
    .action((name: string | undefined, _options: unknown, self: Command) => {
      const flags = self.optsWithGlobals<OperationsFlags>();
      const definitions = name === undefined ? OPERATIONS : [named(name)];
      const style = styleFor(flags, io);
      if (flags.json === true) io.stdout.write(operationsJson(definitions));
      else if (name === undefined) io.stdout.write(operationList(definitions, style));
      else io.stdout.write(definitions.map((each) => operationText(each, style)).join('\n'));
      done(EXIT.conforms);
    });
}

function named(name: string): Definition {
  const found = definitionOf(name);
  if (found !== undefined) return found;
  const meant = nearest(
    name,
    OPERATIONS.map(({ op }) => op),
  );
  const cure = ['struct-ops-conformance operations', ...(meant === undefined ? [] : [meant])].join(' ');
  throw new UsageError(`there is no operation '${name}'`, cure);
}
