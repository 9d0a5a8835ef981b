import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { ToolchainError } from './places.ts';

/** The shell's convention for "ended by a signal". */
const SIGNAL_EXIT_BASE = 128;

/** Runs a command with our terminal and passes on the signals that end us, so that nothing is left behind. Resolves with its exit code. */
export async function runToEnd(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  // npm's commands are .cmd files on Windows, and only a shell starts those.
  const child = spawn(command, args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
  return endOf(child, command);
}

/** npm's own shell dies of a SIGTERM without passing it on, and leaves us to nobody. How often we look whether that happened. Milliseconds. */
const ORPHAN_CHECK_MS = 500;

function whenOrphaned(run: () => void): () => void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    run();
  }, ORPHAN_CHECK_MS);
  return () => {
    clearInterval(timer);
  };
}

/** Waits for a child and ends it when we are ended, by a signal or by losing our parent. */
export async function endOf(child: ChildProcess, command: string): Promise<number> {
  const passOn = (signal: NodeJS.Signals): void => {
    // Ctrl+C at a terminal reaches the whole process group by itself, and a second one would mean "at once" to many commands.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP'];
  for (const signal of signals) process.on(signal, passOn);
  const stopWatching = whenOrphaned(() => child.kill('SIGTERM'));
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', (error: NodeJS.ErrnoException) => {
        const missing = error.code === 'ENOENT';
        reject(missing ? new ToolchainError(`There is no command "${command}" here. Run "npm ci" first, and start this through "npm run".`, { cause: error }) : error);
      });
      child.once('exit', (code, signal) => {
        resolve(code ?? SIGNAL_EXIT_BASE + (signal ? constants.signals[signal] : 0));
      });
    });
  } finally {
    stopWatching();
    for (const signal of signals) process.off(signal, passOn);
  }
}
