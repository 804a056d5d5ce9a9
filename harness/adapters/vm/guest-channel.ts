// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A guest's line to its agent as a channel of the protocol.
import { Queue } from '../../platform/queue';
import { endingOf, type Guest } from '../../guest';
import type { Channel } from '../../protocol/channel';

/** What this needs of a guest. */
export type LineGuest = Pick<Guest, 'send' | 'onLine' | 'ended' | 'consoleLines' | 'kill'>;

/** Enough of the console for a panic with its call traces. */
const TAIL = 200;

export function guestChannel(guest: LineGuest): Channel {
  const lines = new Queue<string>();
  // What the kernel said before the last answer belongs to programs that have been answered.
  let heard = guest.consoleLines.at(-1);
  guest.onLine((line) => {
    heard = guest.consoleLines.at(-1);
    lines.put(line);
  });
  const ended = guest.ended.then((end) => {
    lines.close();
    return endingOf(end);
  });
  return {
    send: (line) => {
      guest.send(line);
      return Promise.resolve();
    },
    lines,
    ended,
    tail: () =>
      guest.consoleLines
        .slice(heard === undefined ? 0 : guest.consoleLines.lastIndexOf(heard) + 1)
        .slice(-TAIL)
        .map(({ text }) => text),
    close: async () => {
      await guest.kill();
    },
  };
}
