import type { ScanOutcome, ScanVerdictView, SoundName } from '../../shared/contract/views.ts';
import { BADGE_PREFIX } from '../../shared/domain/scan/commands.ts';
import { judged, type Judgement } from './judgement.ts';
import { judgeScan } from './judge-scan.ts';
import { presentPerson } from './people/bench-access.ts';
import { GateRefusedError, type JudgedScan, type ScanMethod, type StoredScan } from './ports/journal.ts';
import type { StationContext } from './station-context.ts';
import { readDetail, writeDetail } from './verdict-detail.ts';

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

  function saveVerdict(scan: JudgedScan, { outcome, parcelId, lineId, countChange, ...said }: Judgement): void {
    journal.scans.saveVerdict(scan.id, { outcome, parcelId, lineId, countChange, detail: writeDetail(said), judgedAtMs: clock.nowMs() });
  }

  function judgeAndSave(scan: JudgedScan, mayBeIncomplete: boolean): Judgement {
    try {
      return journal.transaction(() => {
        const judgement = mayBeIncomplete ? judged('unreadable', { reason: 'incomplete' }) : judgeScan(context, scan, lastCounted);
        saveVerdict(scan, judgement);
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
      saveVerdict(scan, judgement);
      journal.audit.append({ atMs: clock.nowMs(), benchId, actor: 'station', act: 'database-refused', subject: scan.id, detail: JSON.stringify({ code: refusal.code }) });
    });
    return judgement;
  }

  function receive(incoming: IncomingScan): ScanVerdictView {
    const { scanId: id, deviceId, method, text, scannedAtMs } = incoming;
    const fresh: StoredScan = { id, benchId, deviceId, method, text, scannedAtMs, personId: presentPerson(context)?.id ?? null };
    const stored = journal.scans.store(fresh);
    if (!stored.isNew) {
      const known = journal.scans.load(id);
      const view = known === null ? null : storedView(known);
      if (view !== null) return view;
    }
    const scan: JudgedScan = { ...fresh, sequence: stored.sequence, verdict: null, isUndone: false };
    const judgement = judgeAndSave(scan, incoming.mayBeIncomplete === true);
    if (judgement.outcome !== 'bounce') lastCounted = scan;
    return viewOf(scan, judgement);
  }

  function answerUnjudged(): readonly ScanVerdictView[] {
    return journal.scans.listUnjudged().map((scan) => {
      const judgement = judged('not-counted-restart');
      saveVerdict(scan, judgement);
      return viewOf(scan, judgement);
    });
  }

  return { receive, answerUnjudged };
}

/** The answer of a scan that was judged before, word for word; null where it was not. */
export function storedView(scan: JudgedScan): ScanVerdictView | null {
  return scan.verdict === null ? null : viewOf(scan, { outcome: scan.verdict.outcome as ScanOutcome, ...readDetail(scan.verdict.detail) });
}

function viewOf(scan: JudgedScan, { outcome, detail, block }: Pick<Judgement, 'outcome' | 'detail' | 'block'>): ScanVerdictView {
  return { scanId: scan.id, sequence: scan.sequence, outcome, sound: soundOf(outcome), text: visibleText(scan.text), detail, block, atMs: scan.scannedAtMs };
}

/** Control characters as symbols (U+2400 block), so that a lost separator can be seen; 60 characters. A badge's number is nobody's to read. */
function visibleText(text: string): string {
  const start = text.toUpperCase().indexOf(BADGE_PREFIX);
  const shown = start < 0 ? text : `${text.slice(0, start + BADGE_PREFIX.length)}…`;
  return [...shown].slice(0, 60).map((character) => (character < ' ' ? String.fromCodePoint(0x2400 + (character.codePointAt(0) ?? 0)) : character)).join('');
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
  'unknown-code': 'unknown',
  'other-order': 'wrong',
  'combine-offered': 'notice',
  'order-joined': 'ok',
  'order-left-box': 'notice',
  'wrong-label': 'wrong',
  bounce: 'notice',
  unreadable: 'unknown',
  blocked: 'stop',
  'ignored-while-stopped': 'stop',
  'command-not-here': 'unknown',
  'not-now': 'unknown',
  'ambiguous-order': 'wrong',
  'already-dispatched': 'wrong',
  'label-failed': 'wrong',
  'setup-needed': 'unknown',
  'not-counted-restart': 'notice',
  'signed-in': 'ok',
  'taken-over': 'ok',
  unlocked: 'ok',
  locked: 'notice',
  'unknown-badge': 'wrong',
  'badge-first': 'unknown',
  'not-allowed': 'wrong',
  'put-back': 'ok',
  'put-back-done': 'complete',
  'short-noted': 'notice',
  weighed: 'ok',
  'lane-opened': 'ok',
  loaded: 'ok',
  'already-loaded': 'over',
  'wrong-lane': 'wrong',
  'not-dispatched': 'wrong',
  'manifest-closed': 'complete',
  'manifest-empty': 'unknown',
  'unknown-lane': 'unknown',
  'label-next': 'notice',
  reopened: 'notice',
  'not-reopened-loaded': 'wrong',
  'return-noted': 'notice',
  'help-opened': 'notice',
};

/** Every answer that there is. */
export const scanOutcomes = Object.keys(sounds) as readonly ScanOutcome[];

export function soundOf(outcome: ScanOutcome): SoundName {
  return sounds[outcome];
}
