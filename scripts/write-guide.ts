// npm run guide: writes docs/guide/operations.md and operations.de.md, the same pages that F1 opens at the bench.
import fs from 'node:fs';
import path from 'node:path';
import { buildOperationsGuide } from './guide/operations-page.ts';
import { projectRoot, say } from './toolchain/places.ts';

for (const language of ['en', 'de'] as const) {
  const { file, text } = buildOperationsGuide(language);
  fs.writeFileSync(path.join(projectRoot, file), text);
  say(file);
}
