export { isFileSource } from '../../../shared/words/file-source.ts';
