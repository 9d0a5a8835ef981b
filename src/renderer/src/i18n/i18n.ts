import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import guideDe from './guide/de.json' with { type: 'json' };
import guideEn from './guide/en.json' with { type: 'json' };
import leadDe from './lead/de.json' with { type: 'json' };
import leadEn from './lead/en.json' with { type: 'json' };
import wordsDe from '../../../shared/words/de.json' with { type: 'json' };
import wordsEn from '../../../shared/words/en.json' with { type: 'json' };

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** Words the station says too, bench words, the words of lead and setup, the guide. No two of them share a first word of a key: the later would hide the earlier. */
export const textFiles = { en: [wordsEn, en, leadEn, guideEn], de: [wordsDe, de, leadDe, guideDe] } as const;

export const texts = { en: { ...wordsEn, ...en, ...leadEn, ...guideEn }, de: { ...wordsDe, ...de, ...leadDe, ...guideDe } } as const;

/** Texts are part of the program: nothing is fetched, and the first screen already speaks. */
export function createTexts(language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: texts.en }, de: { translation: texts.de } },
    // React escapes already; a second time would show &amp; in order texts.
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  return instance;
}
