import i18next from 'i18next';
import type { Block } from '../../shared/domain/gate/block.ts';
import { blockSentence } from '../../shared/words/block-text.ts';
import de from '../../shared/words/de.json' with { type: 'json' };
import en from '../../shared/words/en.json' with { type: 'json' };

/** What the station itself says in words: the same sentences that the page shows, from the same place. */
export interface StationWords {
  block(block: Block): string;
}

export function createStationWords(language: () => 'en' | 'de', nowMs: () => number): StationWords {
  const texts = i18next.createInstance();
  void texts.init({ lng: 'en', fallbackLng: 'en', resources: { en: { translation: en }, de: { translation: de } }, interpolation: { escapeValue: false }, initAsync: false, returnNull: false });
  return { block: (block) => blockSentence(texts.getFixedT(language()), block, nowMs()) };
}
