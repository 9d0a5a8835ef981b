import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { listProcesses, type RunningProcess } from '../../test/e2e/support/processes.ts';

/** Resident memory of a process that runs, in MB (10^6 bytes). */
export function residentMb(pid: number): number {
  const kibibytes = process.platform === 'linux' ? /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  if (kibibytes === undefined) throw new Error(`process ${pid} does not say how much memory it holds`);
  return (Number(kibibytes) * 1024) / 1e6;
}

/** A process and all that it started, itself first. */
export function familyOf(pid: number): readonly RunningProcess[] {
  return descend(pid, listProcesses());
}

function descend(pid: number, all: readonly RunningProcess[]): readonly RunningProcess[] {
  return [...all.filter((running) => running.pid === pid), ...all.filter((running) => running.parent === pid).flatMap((running) => descend(running.pid, all))];
}
