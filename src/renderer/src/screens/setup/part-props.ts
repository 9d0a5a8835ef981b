import type { Draft, StoreDraft } from './draft.ts';

export interface PartProps {
  readonly draft: Draft;
  readonly onChange: (changes: Partial<Draft>) => void;
}

/** A piece of one store's fields. */
export interface PieceProps {
  readonly store: StoreDraft;
  /** Its path in the settings: `stores.0`. */
  readonly at: string;
  readonly set: (changes: Partial<StoreDraft>) => void;
}
