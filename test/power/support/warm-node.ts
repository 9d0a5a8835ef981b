import path from 'node:path';

/** Compiled once for all the processes that these tests start and kill by the hundred; a process that is killed must have flushed it before. */
export const warmNode: NodeJS.ProcessEnv = { ...process.env, NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, '../../../.cache/compiled-for-tests') };
