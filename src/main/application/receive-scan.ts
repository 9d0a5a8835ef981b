import type { ScanOutcome, ScanVerdictView, SoundName } from '../../shared/contract/views.ts';
import { judged, type Judgement } from './judgement.ts';
import { judgeScan } from './judge-scan.ts';
import { GateRefusedError, type JudgedScan, type ScanMethod } from './ports/journal.ts';
import type { StationContext } from './station-context.ts';

export interface IncomingScan {
  readonly scanId: string;
  readonly text: string;
  readonly method: ScanMethod;
  readonly deviceId: string;
  readonly scannedAtMs: number;
  /** Its beginning may be missing. Default false. */
  readonly mayBeIncomplete?: boolean;
}

export interface ScanReceiver {
  receive(scan: IncomingScan): ScanVerdictView;
  /** Scans that a crash left without a verdict get one: not counted, scan again. Newest last. */
  answerUnjudged(): readonly ScanVerdictView[];
}

/**
 * Stores, then judges, then answers. Two commits: the raw scan is on disk before anything is decided about it, and the
 * decision is on disk before the packer hears it.
 */
export function createScanReceiver(context: StationContext): ScanReceiver {
  const { journal, clock, benchId } = context;
  let lastCounted: JudgedScan | null = null;

  function judgeAndSave(scan: JudgedScan, mayBeIncomplete: boolean): Judgement {
    try {
      return journal.transaction(() => {
        const judgement = mayBeIncomplete ? judged('unreadable', { reason: 'incomplete' }) : judgeScan(context, scan, lastCounted);
        journal.scans.saveVerdict(scan.id, { ...judgement, detail: JSON.stringify(judgement.detail), judgedAtMs: clock.nowMs() });
        return judgement;
      });
    } catch (error: unknown) {
      if (!(error instanceof GateRefusedError)) throw error;
      return answerRefusal(scan, error);
    }
  }

  /** The pure rule let it pass and the database did not: a bug worth hearing of, and still not a parcel out of the door. */
  function answerRefusal(scan: JudgedScan, refusal: GateRefusedError): Judgement {
    const judgement = judged('blocked', { code: refusal.code });
    journal.transaction(() => {
      journal.scans.saveVerdict(scan.id, { ...judgement, detail: JSON.stringify(judgement.detail), judgedAtMs: clock.nowMs() });
      journal.audit.append({ atMs: clock.nowMs(), benchId, actor: 'station', act: 'database-refused', subject: scan.id, detail: JSON.stringify({ code: refusal.code }) });
    });
    return judgement;
  }

  function receive(incoming: IncomingScan): ScanVerdictView {
    const stored = journal.scans.store({ id: incoming.scanId, benchId, deviceId: incoming.deviceId, method: incoming.method, text: incoming.text, scannedAtMs: incoming.scannedAtMs });
    if (!stored.isNew) {
      const known = journal.scans.load(incoming.scanId);
      if (known?.verdict) return viewOf(known, { outcome: known.verdict.outcome as ScanOutcome, detail: parseDetail(known.verdict.detail) });
    }
    const scan: JudgedScan = { id: incoming.scanId, benchId, deviceId: incoming.deviceId, method: incoming.method, text: incoming.text, scannedAtMs: incoming.scannedAtMs, sequence: stored.sequence, verdict: null, isUndone: false };
    const judgement = judgeAndSave(scan, incoming.mayBeIncomplete === true);
    if (judgement.outcome !== 'bounce') lastCounted = scan;
    return viewOf(scan, judgement);
  }

  function answerUnjudged(): readonly ScanVerdictView[] {
    return journal.scans.listUnjudged().map((scan) => {
      const judgement = judged('not-counted-restart');
      journal.scans.saveVerdict(scan.id, { ...judgement, detail: '{}', judgedAtMs: clock.nowMs() });
      return viewOf(scan, judgement);
    });
  }

  return { receive, answerUnjudged };
}

export function viewOf(scan: JudgedScan, { outcome, detail }: Pick<Judgement, 'outcome' | 'detail'>): ScanVerdictView {
  return { scanId: scan.id, sequence: scan.sequence, outcome, sound: soundOf(outcome), text: visibleText(scan.text), detail, atMs: scan.scannedAtMs };
}

export function parseDetail(json: string): Judgement['detail'] {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number'));
}

/** Control characters as symbols (U+2400 block), so that a lost separator can be seen; 60 characters. */
function visibleText(text: string): string {
  return [...text].slice(0, 60).map((character) => (character < ' ' ? String.fromCodePoint(0x2400 + (character.codePointAt(0) ?? 0)) : character)).join('');
}

const sounds: Readonly<Record<ScanOutcome, SoundName>> = {
  'order-opened': 'ok',
  'item-counted': 'ok',
  'parcel-complete': 'complete',
  'item-taken-out': 'ok',
  dispatched: 'dispatched',
  undone: 'notice',
  'nothing-to-undo': 'wrong',
  acknowledged: 'notice',
  'put-aside': 'notice',
  reprinted: 'notice',
  'wrong-item': 'wrong',
  'over-scan': 'over',
  'unknown-code': 'wrong',
  'other-order': 'wrong',
  'wrong-label': 'wrong',
  bounce: 'notice',
  unreadable: 'wrong',
  blocked: 'stop',
  'ignored-while-stopped': 'stop',
  'command-not-here': 'wrong',
  'not-now': 'wrong',
  'ambiguous-order': 'wrong',
  'already-dispatched': 'wrong',
  'label-failed': 'wrong',
  'setup-needed': 'wrong',
  'not-counted-restart': 'notice',
};

export function soundOf(outcome: ScanOutcome): SoundName {
  return sounds[outcome];
}
