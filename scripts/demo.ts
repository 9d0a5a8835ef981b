// npm run demo [-- --orders FILE] [-- --out FOLDER]: the packer's whole job without screens, on plain Node.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packFile } from './demo/pack-file.ts';
import { practiceDay } from './demo/practice-day.ts';
import { createTeller } from './demo/teller.ts';

const { values } = parseArgs({ options: { orders: { type: 'string' }, out: { type: 'string', default: 'demo-output' }, help: { type: 'boolean', default: false } } });

if (values.help) {
  console.log('npm run demo                          a day at the practice market\nnpm run demo -- --orders FILE         your own order export instead (Amazon, Shopify, WooCommerce, eBay, Packgate)\nnpm run demo -- --out FOLDER          where labels, database and report go (default demo-output)');
  process.exit(0);
}

const folder = path.resolve(values.out);
fs.mkdirSync(folder, { recursive: true });
// Only what an earlier demo left: the folder may be anybody's.
for (const own of ['station', 'report.md', 'tracking.csv']) fs.rmSync(path.join(folder, own), { recursive: true, force: true });
const teller = createTeller((text) => process.stdout.write(text), process.stdout.isTTY);
const startedAtMs = performance.now();

try {
  if (values.orders === undefined) await practiceDay(folder, teller);
  else await packFile(folder, path.resolve(values.orders), teller);
} catch (error: unknown) {
  teller.promise('the story reaches its end', false, error instanceof Error ? error.message : String(error));
}

const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
teller.say('');
teller.say(`${teller.kept} promises kept, ${teller.broken} broken, in ${seconds} s`);
fs.writeFileSync(path.join(folder, 'report.md'), `# Packgate demo\n\n\`\`\`\n${teller.lines.join('\n')}\n\`\`\`\n`);
teller.say(`labels, database and report: ${path.relative(process.cwd(), folder) || '.'}`);
process.exitCode = teller.broken === 0 ? 0 : 1;
