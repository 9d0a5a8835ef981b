import type { LabelPrinter, PrinterStatus, PrintJob, PrintMedium, PrintOutcome } from '../application/ports/label-printer.ts';
import type { CommandResult, RunCommand } from './run-command.ts';

/** The driver would take its own default (often A4) if it were not told; and a scaled label is no longer on the printer's dots. */
const MEDIA_OPTION: Readonly<Record<PrintMedium, string>> = { '4x6in': 'Custom.101.6x152.4mm', A6: 'Custom.105x148mm', A4: 'A4' };

/** Words of `lp` and `lpstat` in the C locale (CUPS 2.4). */
const UNKNOWN_QUEUE = /printer or class does not exist|invalid destination|unknown destination|no such printer/i;
const NO_SCHEDULER = /scheduler (?:is )?not (?:running|responding)|unable to connect|connection refused|bad file descriptor|transport endpoint/i;
const REFUSES_JOBS = /not accepting (?:jobs|requests)/i;
const JOB_ID = /request id is (\S+-\d+)/;

export interface CupsOptions {
  readonly queue: string;
  readonly run: RunCommand;
}

/** A CUPS queue, through the commands every Linux and macOS has for it. */
export function createCupsPrinter({ queue, run }: CupsOptions): LabelPrinter {
  // A queue name comes from setup; it must never be read as an option.
  if (!/^[^\s/#-][^\s/#]{0,126}$/.test(queue)) throw new Error(`"${queue}" cannot be the name of a CUPS queue`);

  const print = async (job: PrintJob): Promise<PrintOutcome> => {
    if (job.replaces !== undefined) {
      const obstacle = await withdraw(job.replaces);
      if (obstacle !== null) return obstacle;
    }
    const result = await run('lp', [
      '-d', queue, '-t', job.title, '-o', 'print-scaling=none', '-o', `media=${MEDIA_OPTION[job.media]}`, '--', '-',
    ], job.pdf);
    if (result.kind === 'interrupted') {
      return { kind: 'unknown', reason: `CUPS did not answer in time; the label may still come out of ${queue}. Look at the printer before printing again.` };
    }
    if (result.kind === 'exited' && result.code === 0) {
      const reference = JOB_ID.exec(result.stdout)?.[1];
      if (reference !== undefined) return { kind: 'sent', reference };
      return { kind: 'unknown', reason: `CUPS took the label but named no job: ${firstLine(result)}. Look at the printer before printing again.` };
    }
    const reason = notReady(result, queue, 'lp');
    return reason === null ? { kind: 'failed', reason: `CUPS refused the label: ${firstLine(result)}` } : { kind: 'not-ready', reason };
  };

  /** Takes an earlier job out of the queue if it still waits there; null when the way is free. */
  const withdraw = async (reference: string): Promise<PrintOutcome | null> => {
    const waiting = await run('lpstat', ['-W', 'not-completed', '-o']);
    const obstacle = notReady(waiting, queue, 'lpstat');
    if (obstacle !== null) return { kind: 'not-ready', reason: obstacle };
    if (waiting.kind === 'exited' && waiting.code === 0 && !lists(waiting.stdout, reference)) return null;
    const cancelled = await run('cancel', [reference]);
    if (cancelled.kind === 'exited' && cancelled.code === 0) return null;
    // It may have left the queue between the two commands.
    const after = await run('lpstat', ['-W', 'not-completed', '-o']);
    if (after.kind === 'exited' && after.code === 0 && !lists(after.stdout, reference)) return null;
    return {
      kind: 'not-ready',
      reason: `The earlier print ${reference} still waits in CUPS and could not be withdrawn; a second label would come out twice. Remove it with: cancel ${reference}`,
    };
  };

  return { name: `CUPS queue ${queue}`, print, status: async () => readStatus(await run('lpstat', ['-a', queue, '-p', queue]), queue) };
}

function readStatus(result: CommandResult, queue: string): PrinterStatus {
  const reason = notReady(result, queue, 'lpstat');
  if (reason !== null) return { kind: 'not-ready', reason };
  if (result.kind !== 'exited' || result.code !== 0) return { kind: 'unknown', reason: `CUPS does not say how ${queue} is: ${firstLine(result)}` };
  if (/may not exist or is unavailable/i.test(result.stdout)) {
    return { kind: 'not-ready', reason: `CUPS cannot reach ${queue}: is the printer switched on and connected?` };
  }
  const line = result.stdout.split('\n').find((text) => text.startsWith(`printer ${queue} `));
  if (line === undefined) return { kind: 'unknown', reason: `CUPS does not say how ${queue} is.` };
  if (/ disabled /.test(`${line} `)) return { kind: 'not-ready', reason: `${queue} is stopped. Start it with: cupsenable ${queue}` };
  // CUPS calls a printer that is off or out of paper "idle" or "now printing": ready means no more than "the queue takes jobs".
  return { kind: 'ready', detail: /now printing/.test(line) ? `${queue} is printing` : `${queue} takes jobs` };
}

/** The plain reason if nothing was sent because something is missing, else null. */
function notReady(result: CommandResult, queue: string, command: string): string | null {
  if (result.kind === 'not-installed') {
    return `Printing through CUPS needs the command ${command}. Install it with: sudo apt-get install cups-client`;
  }
  if (result.kind === 'interrupted') return null;
  const words = `${result.stdout}\n${result.stderr}`;
  if (UNKNOWN_QUEUE.test(words)) return `CUPS has no queue named ${queue}. See the names with: lpstat -e`;
  if (NO_SCHEDULER.test(words)) return 'CUPS is not running. Start it with: sudo systemctl start cups';
  if (REFUSES_JOBS.test(words)) return `${queue} refuses jobs. Let it take them again with: cupsaccept ${queue}`;
  return null;
}

const lists = (stdout: string, reference: string): boolean => stdout.split('\n').some((line) => line.split(/\s/, 1)[0] === reference);

function firstLine(result: CommandResult): string {
  if (result.kind === 'not-installed') return 'the command is missing';
  return (result.stderr.trim() || result.stdout.trim() || 'no words').split('\n', 1)[0] ?? '';
}
