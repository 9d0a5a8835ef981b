import { existsSync, readFileSync } from 'node:fs';
import { writeFileDurably } from './durable-file.ts';

/** What the journal is known to have held, kept outside it. */
export interface WitnessedFacts {
  readonly auditSequence: number;
  readonly auditHash: string;
  readonly scanSequence: number;
  /** First serial that was never leased, by `<company prefix>/<extension digit>`. */
  readonly nextSerials: Readonly<Record<string, number>>;
}

export const nothingWitnessed: WitnessedFacts = { auditSequence: 0, auditHash: '', scanSequence: 0, nextSerials: {} };

export interface Witness {
  facts(): WitnessedFacts;
  save(change: Partial<WitnessedFacts>): void;
}

/**
 * A small file beside the journal. SQLite takes a damaged write-ahead log for a shorter one and calls the file sound
 * (measured: one flipped bit, 248 of 500 commits left, quick_check "ok"); only something outside can tell.
 */
export function openWitness(path: string): Witness {
  let facts = readWitness(path);
  return {
    facts: () => facts,
    save(change) {
      const next = { ...facts, ...change };
      if (JSON.stringify(next) === JSON.stringify(facts)) return;
      writeFileDurably(path, JSON.stringify(next));
      facts = next;
    },
  };
}

/** An unreadable witness knows nothing; the journal itself stays the truth. */
function readWitness(path: string): WitnessedFacts {
  if (!existsSync(path)) return nothingWitnessed;
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return parseWitness(value);
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return nothingWitnessed;
    throw error;
  }
}

function parseWitness(value: unknown): WitnessedFacts {
  if (typeof value !== 'object' || value === null) return nothingWitnessed;
  const { auditSequence, auditHash, scanSequence, nextSerials } = value as Partial<Record<keyof WitnessedFacts, unknown>>;
  const serials = typeof nextSerials === 'object' && nextSerials !== null ? Object.entries(nextSerials).filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1])) : [];
  return {
    auditSequence: Number.isSafeInteger(auditSequence) ? Number(auditSequence) : 0,
    auditHash: typeof auditHash === 'string' ? auditHash : '',
    scanSequence: Number.isSafeInteger(scanSequence) ? Number(scanSequence) : 0,
    nextSerials: Object.fromEntries(serials),
  };
}
