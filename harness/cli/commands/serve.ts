// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `serve`: an adapter as an implementation that others reach with `--adapter exec:`.
import type { Command } from 'commander';
import { streamChannel } from '../../protocol/channel';
import { serve } from '../../protocol/serve';
import { harmless } from '../../platform/harmless';
import { EXIT } from '../exit';
import type { Io } from '../io';
import { adapterOf, addAdapterFlags, type AdapterFlags } from '../options';

export function addServe(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('serve')
    .description('speak the protocol of docs/protocol.md on stdin and stdout, with an adapter behind it');
  addAdapterFlags(command).action(async (_options: unknown, self: Command) => {
    const flags = self.optsWithGlobals<AdapterFlags>();
    const note = (text: string): void => void io.stderr.write(harmless(`${text}\n`));
    const served = await serve(adapterOf(flags, note), streamChannel(io.stdin, io.stdout));
    if (served.kind === 'lost') note(`struct-ops-conformance: ${served.reason}`);
    done(served.kind === 'lost' ? EXIT.unavailable : EXIT.conforms);
  });
}
