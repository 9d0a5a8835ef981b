/** Puts a file where a person finds it; answers its whole path. Never overwrites: a second file of the same name gets a number. */
export interface ExportFolder {
  write(fileName: string, content: string | Uint8Array): string;
}

/** Nothing was written; `message` says in plain words what a person has to do. */
export class FolderNotWritableError extends Error {
  constructor(reason: string, cause: unknown) {
    super(reason, { cause });
    this.name = 'FolderNotWritableError';
  }
}

/** One table as a file that every spreadsheet opens. */
export interface TableWriter {
  toCsv(columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string;
}
