import path from 'node:path';

/** Where the migrations and the import thread lie: `src/main` un-built, `out/main` once bundled (all files flat). */
export const mainFolder = path.basename(import.meta.dirname) === 'composition' ? path.dirname(import.meta.dirname) : import.meta.dirname;
