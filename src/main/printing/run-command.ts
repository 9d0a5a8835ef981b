import { spawn } from 'node:child_process';

export type CommandResult =
  | { readonly kind: 'exited'; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'not-installed' }
  /** Killed after the time limit, or by a signal: what it did before is not known. */
  | { readonly kind: 'interrupted'; readonly stdout: string; readonly stderr: string };

export type RunCommand = (command: string, args: readonly string[], input?: Uint8Array) => Promise<CommandResult>;

const TIME_LIMIT_MS = 20_000;
/** What a spooler says fits in a few lines; more would only fill memory. */
const MOST_OUTPUT = 64 * 1024;

/** Runs a program without a shell, in English (its answers are read), and always comes back. */
export function createRunCommand(environment: Readonly<Record<string, string | undefined>>, timeLimitMs = TIME_LIMIT_MS): RunCommand {
  return (command, args, input) => new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...environment, LC_ALL: 'C', LANGUAGE: 'C' }, stdio: 'pipe', timeout: timeLimitMs, killSignal: 'SIGKILL' });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        if (output[stream].length < MOST_OUTPUT) output[stream] += text;
      });
    }
    child.on('error', (error) => {
      if ('code' in error && error.code === 'ENOENT') resolve({ kind: 'not-installed' });
      else reject(error);
    });
    child.on('close', (code) => resolve(code === null ? { kind: 'interrupted', ...output } : { kind: 'exited', code, ...output }));
    // A program that refuses at once closes its input before it was read; its exit says why.
    child.stdin.on('error', (error) => {
      if (!('code' in error) || (error.code !== 'EPIPE' && error.code !== 'ECONNRESET')) reject(error);
    });
    child.stdin.end(input);
  });
}
