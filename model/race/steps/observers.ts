// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Who can tell: the operations of other threads whose outcome depends on how far an operation has come.

/** Those that see what the subsystem was told, by its calls or by what it refuses since it has it. */
export const REGISTRATIONS: readonly string[] = ['module.call', 'module.detach', 'map.update', 'link.create'];

/** Those that have a module log a line, and the one that reads the log. */
export const LOGS: readonly string[] = [
  ...['module.log', 'module.load', 'module.register', 'module.detach', 'prog.load', 'map.update', 'map.delete'],
  ...['link.create', 'link.update', 'link.detach', 'fd.close', 'pin.remove', 'quiesce'],
];

/** Those that see the state of a map. */
export const STATES: readonly string[] = ['map.lookup', 'pin.read', 'map.delete', 'map.update', 'link.create'];

/** Those that see how many hold a map. */
export const COUNTS: readonly string[] = ['map.lookup', 'pin.read', 'module.info', 'module.unload', 'object.by_id'];

/** Those that change how many hold a map, and its state. */
export const REFERENCES: readonly string[] = [
  ...['map.update', 'map.delete', 'link.create', 'link.update', 'link.detach', 'module.detach', 'prog.bind'],
  ...['prog.assoc', 'fd.close', 'fd.dup', 'object.by_id', 'pin.create', 'pin.get', 'pin.remove'],
];

/** Those that see what a link has behind it. */
export const ATTACHMENTS: readonly string[] = ['link.poll', 'object.info', 'module.detach'];

/** Those that see whether a module is there, use it, or show the id of its BTF object. */
export const MODULE_USERS: readonly string[] = [
  ...['module.load', 'module.unload', 'module.info', 'module.log', 'module.call', 'module.detach', 'module.register'],
  ...['map.create', 'prog.load', 'btf.open', 'btf.list', 'object.by_id', 'object.info', 'fd.dup'],
];

/** Those that see whether something holds a module. */
export const MODULE_COUNTS: readonly string[] = ['module.unload', 'module.info'];
