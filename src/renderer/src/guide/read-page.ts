import type { TFunction } from 'i18next';
import type { Topic } from './topics.ts';

export interface GuidePage {
  readonly title: string;
  readonly means: string;
  readonly owner: string;
  /** One to five. */
  readonly steps: readonly string[];
}

/** One page of the guide in the reader's language. */
export function readPage(t: TFunction, topic: Topic): GuidePage {
  const key = `guide.${topic}`;
  const steps: unknown = t(`${key}.steps`, { returnObjects: true, defaultValue: [] });
  return {
    title: t(`${key}.title`, { defaultValue: topic }),
    means: t(`${key}.means`, { defaultValue: '' }),
    owner: t(`${key}.owner`, { defaultValue: '' }),
    steps: Array.isArray(steps) ? steps.map(String) : [],
  };
}
