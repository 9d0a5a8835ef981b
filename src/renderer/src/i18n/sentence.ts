export { namesIn, exactKey } from '../../../shared/words/sentence.ts';
