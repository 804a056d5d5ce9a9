// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Runs programs on implementations and judges them: what the command line is made of.
export { adapterFor, ADAPTERS, type AdapterContext, type AdapterKind } from './adapters';
export { exec, type ExecOptions } from './adapters/exec';
export { FAULTS, simulator, type SimulatorOptions } from './adapters/simulator';
export { vm, type VmOptions } from './adapters/vm';
export type { Adapter, Implementation, Ran, Session } from './adapter';
export { judge } from './judge/judge';
export type { Verdict, Violation } from './judge/verdict';
export { runCampaign } from './campaign/campaign';
export { oracleFor, type OracleOptions } from './campaign/oracle';
export type { CampaignEvent, CampaignOptions, CampaignParts, Oracle } from './campaign/options';
export type { CampaignReport, CampaignVerdict, Counterexample } from './campaign/report';
export { streamChannel, type Channel } from './protocol/channel';
export { openSession } from './protocol/client';
export { ProtocolError, Unavailable, UsageError } from './errors';
export { serve, type Served } from './protocol/serve';
export { formatJson } from './reporters/json';
export { formatReport, type TerminalOptions } from './reporters/terminal';
export { shrinkProgram } from './shrink/shrink';
