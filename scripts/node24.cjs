// node scripts/node24.cjs FILE.ts|COMMAND [ARGS...]: runs it on the Node 24 that npm installed for this project, whatever Node runs npm.
// Plain old JavaScript, because any Node may have to read it. The link node_modules/.bin/node would do, but npm 10 removes it again when it
// drops the packages of the other systems, which have a "node" too.
const { spawn } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { constants } = require('node:os');
const path = require('node:path');

const root = path.resolve(__dirname, '..');

/** From here on Node runs TypeScript as it stands. */
const ENOUGH = [22, 18];

function isEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > ENOUGH[0] || (major === ENOUGH[0] && minor >= ENOUGH[1]);
}

function findNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const own = path.join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own)) return own;
  if (isEnough(process.versions.node)) return process.execPath;
  console.error(
    existsSync(path.join(root, 'node_modules'))
      ? `packgate: this is Node ${process.versions.node}, and npm installed no newer one for ${process.platform} ${process.arch}. Install Node 24 (or ${ENOUGH.join('.')} and newer) and run it again.`
      : 'packgate: the packages are not installed yet. Run: npm ci',
  );
  process.exit(1);
}

const [what, ...args] = process.argv.slice(2);
const node = findNode();
const env = { ...process.env };
// Windows spells it Path, and two spellings in one environment are undefined behaviour.
const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
env[pathName] = [path.dirname(node), path.join(root, 'node_modules', '.bin'), env[pathName]].join(path.delimiter);

const isFile = /\.(ts|js|cjs|mjs)$/.test(what);
const child = isFile ? spawn(node, [what, ...args], { stdio: 'inherit', env }) : spawn(what, args, { stdio: 'inherit', env, shell: process.platform === 'win32' });

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
  process.on(signal, () => {
    // Ctrl+C at a terminal has reached the child already.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
// npm, or the shell between npm and us, may die of a signal without passing it on; then nobody waits for us any more.
const ORPHAN_CHECK_MS = 500;

function ancestors() {
  const parent = process.ppid;
  if (process.platform !== 'linux') return `${parent}`;
  try {
    // "PID (name) STATE PARENT ..."; the name may hold spaces and brackets.
    return `${parent} ${readFileSync(`/proc/${parent}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[1]}`;
  } catch {
    return `${parent}`;
  }
}

const expected = ancestors();
setInterval(() => {
  if (ancestors() !== expected) child.kill('SIGTERM');
}, ORPHAN_CHECK_MS).unref();

child.once('error', (error) => {
  console.error(`packgate: ${what} could not be started (${error.message}). Run "npm ci" first.`);
  process.exit(1);
});
child.once('exit', (code, signal) => {
  process.exit(code ?? 128 + constants.signals[signal]);
});
