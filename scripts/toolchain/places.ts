import path from 'node:path';

export const projectRoot = path.resolve(import.meta.dirname, '../..');
export const cacheFolder = path.join(projectRoot, '.cache');

/** An error whose message already tells the person what to do; shown without a stack. */
export class ToolchainError extends Error {
  override name = 'ToolchainError';
}

/** Progress goes to stderr: stdout belongs to the command that is run. */
export function say(text: string): void {
  process.stderr.write(`packgate: ${text}\n`);
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Ends a script with the reason a person needs, and with a stack only where it is our bug. */
export function failScript(error: unknown): never {
  if (error instanceof ToolchainError) say(error.message);
  else console.error(error);
  process.exit(1);
}
