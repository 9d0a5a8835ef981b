import { describe, expect, it } from 'vitest';
import { createCupsPrinter } from '../../src/main/printing/cups-printer.ts';
import type { CommandResult, RunCommand } from '../../src/main/printing/run-command.ts';

/** Answers as CUPS 2.4.2 gave them in the C locale (recorded on Debian 12 from a private scheduler). */
const exited = (code: number, stdout = '', stderr = ''): CommandResult => ({ kind: 'exited', code, stdout, stderr });
const SENT = exited(0, 'request id is ZEBRA-7 (0 file(s))\n');
const NOTHING_WAITS = exited(0);
const waits = (id: string): CommandResult => exited(0, `${id}                 packer            3072   Sat Nov 21 04:12:03 2026\n`);

interface Call { readonly command: string; readonly args: readonly string[]; readonly input: Uint8Array | undefined }

/** A scheduler that gives its answers in order and fails the test when asked more. */
function createCups(...answers: readonly CommandResult[]): { run: RunCommand; calls: Call[] } {
  const calls: Call[] = [];
  const left = [...answers];
  return {
    calls,
    run: async (command, args, input) => {
      calls.push({ command, args, input });
      const answer = left.shift();
      if (answer === undefined) throw new Error(`unexpected: ${command} ${args.join(' ')}`);
      return answer;
    },
  };
}

const aJob = { jobId: 'job-1', title: '302-1-39', pdf: Buffer.from('%PDF'), media: '4x6in' as const };

describe('a label sent to a CUPS queue', () => {
  it.each([['4x6in', 'media=Custom.101.6x152.4mm'], ['A6', 'media=Custom.105x148mm'], ['A4', 'media=A4']] as const)('names the paper %s and forbids scaling', async (media, option) => {
    const cups = createCups(SENT);
    expect(await createCupsPrinter({ queue: 'ZEBRA', run: cups.run }).print({ ...aJob, media })).toEqual({ kind: 'sent', reference: 'ZEBRA-7' });
    expect(cups.calls).toEqual([{ command: 'lp', args: ['-d', 'ZEBRA', '-t', '302-1-39', '-o', 'print-scaling=none', '-o', option, '--', '-'], input: aJob.pdf }]);
  });

  it.each([
    ['the command is missing', { kind: 'not-installed' }, 'not-ready', 'sudo apt-get install cups-client'],
    ['the queue does not exist', exited(1, '', 'lp: The printer or class does not exist.\n'), 'not-ready', 'lpstat -e'],
    ['the scheduler is not running', exited(1, '', 'lp: Error - scheduler not responding.\n'), 'not-ready', 'systemctl start cups'],
    ['the queue refuses jobs', exited(1, '', 'lp: Destination "ZEBRA" is not accepting jobs.\n'), 'not-ready', 'cupsaccept ZEBRA'],
    ['the file is refused', exited(1, '', 'lp: Unsupported document-format "application/pdf".\n'), 'failed', 'Unsupported document-format'],
    ['no answer comes in time', { kind: 'interrupted', stdout: '', stderr: '' }, 'unknown', 'Look at the printer'],
    ['no job is named', exited(0, 'thank you\n'), 'unknown', 'thank you'],
  ] as const)('says so in words when %s', async (_, answer, kind, words) => {
    expect(await createCupsPrinter({ queue: 'ZEBRA', run: createCups(answer).run }).print(aJob)).toMatchObject({ kind, reason: expect.stringContaining(words) });
  });

  it('withdraws the earlier print that still waits before it sends the label again', async () => {
    const cups = createCups(waits('ZEBRA-6'), exited(0), SENT);
    expect(await createCupsPrinter({ queue: 'ZEBRA', run: cups.run }).print({ ...aJob, replaces: 'ZEBRA-6' })).toEqual({ kind: 'sent', reference: 'ZEBRA-7' });
    expect(cups.calls.map(({ command, args }) => [command, ...args].join(' '))).toEqual([
      'lpstat -W not-completed -o', 'cancel ZEBRA-6', expect.stringMatching(/^lp /),
    ]);
  });

  it('withdraws nothing when the earlier print has left the queue', async () => {
    const cups = createCups(waits('ZEBRA-66'), SENT);
    expect(await createCupsPrinter({ queue: 'ZEBRA', run: cups.run }).print({ ...aJob, replaces: 'ZEBRA-6' })).toMatchObject({ kind: 'sent' });
    expect(cups.calls.map(({ command }) => command)).toEqual(['lpstat', 'lp']);
  });

  it('sends the label when the earlier print left the queue at the last moment', async () => {
    const cups = createCups(waits('ZEBRA-6'), exited(1, '', "cancel: cancel-job failed: Job #6 is already completed - can't cancel.\n"), NOTHING_WAITS, SENT);
    expect(await createCupsPrinter({ queue: 'ZEBRA', run: cups.run }).print({ ...aJob, replaces: 'ZEBRA-6' })).toMatchObject({ kind: 'sent' });
  });

  it('sends nothing while the earlier print cannot be withdrawn: two labels would come out', async () => {
    const cups = createCups(waits('ZEBRA-6'), exited(1, '', 'cancel: Forbidden\n'), waits('ZEBRA-6'));
    expect(await createCupsPrinter({ queue: 'ZEBRA', run: cups.run }).print({ ...aJob, replaces: 'ZEBRA-6' }))
      .toMatchObject({ kind: 'not-ready', reason: expect.stringContaining('cancel ZEBRA-6') });
    expect(cups.calls.map(({ command }) => command)).not.toContain('lp');
  });

  it.each(['-d', '', 'a b', 'a/b', '#1'])('refuses "%s" as the name of a queue', (queue) => {
    expect(() => createCupsPrinter({ queue, run: createCups().run })).toThrow(/cannot be the name/);
  });
});

describe('the state of a CUPS queue', () => {
  const status = (answer: CommandResult) => createCupsPrinter({ queue: 'ZEBRA', run: createCups(answer).run }).status();

  it.each([
    ['takes jobs', exited(0, 'ZEBRA accepting requests since Sat\nprinter ZEBRA is idle.  enabled since Sat\n'), 'ready', 'takes jobs'],
    ['prints', exited(0, 'ZEBRA accepting requests since Sat\nprinter ZEBRA now printing ZEBRA-1.  enabled since Sat\n'), 'ready', 'is printing'],
    ['cannot reach its printer', exited(0, 'ZEBRA accepting requests since Sat\nprinter ZEBRA now printing ZEBRA-1.  enabled since Sat\n\tThe printer may not exist or is unavailable at this time.\n'), 'not-ready', 'switched on'],
    ['is stopped', exited(0, 'ZEBRA accepting requests since Sat\nprinter ZEBRA disabled since Sat -\n\treason unknown\n'), 'not-ready', 'cupsenable ZEBRA'],
    ['refuses jobs', exited(0, 'ZEBRA not accepting requests since Sat -\n\tRejecting Jobs\nprinter ZEBRA is idle.  enabled since Sat\n'), 'not-ready', 'cupsaccept ZEBRA'],
    ['does not exist', exited(1, '', 'lpstat: Invalid destination name in list "ZEBRA".\n'), 'not-ready', 'lpstat -e'],
    ['has no scheduler', exited(1, '', 'lpstat: Scheduler is not running.\n'), 'not-ready', 'systemctl start cups'],
    ['is not installed', { kind: 'not-installed' }, 'not-ready', 'install'],
    ['gives no answer', { kind: 'interrupted', stdout: '', stderr: '' }, 'unknown', 'does not say'],
    ['answers something else', exited(0, 'hello\n'), 'unknown', 'does not say'],
  ] as const)('is told in words when it %s', async (_, answer, kind, words) => {
    expect(Object.entries(await status(answer)).map(([, text]) => text).join(' ')).toContain(words);
    expect((await status(answer)).kind).toBe(kind);
  });
});
