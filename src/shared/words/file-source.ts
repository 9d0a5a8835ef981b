/** Evidence names its source; the source of an imported order is its file. Nobody "asks" a file: it was written once. */
export const isFileSource = (source: string): boolean => /\.(?:csv|tsv|txt|tab|json|jsonl|ndjson)$/i.test(source);
