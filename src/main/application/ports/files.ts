/** Puts a file where a person finds it; answers its whole path. Never overwrites: a second file of the same name gets a number. */
export interface ExportFolder {
  write(fileName: string, content: string | Uint8Array): string;
}
