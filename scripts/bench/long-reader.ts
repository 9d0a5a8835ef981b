// node long-reader.ts JOURNAL: a reader that was forgotten. While it holds its picture of the file, no checkpoint can empty the log.
import Database from 'better-sqlite3';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('which file?');
const db = new Database(file, { readonly: true, fileMustExist: true });
db.exec('BEGIN');
db.prepare('SELECT count(*) FROM sqlite_schema').get();
process.send?.('holding');
process.on('disconnect', () => {
  // Named here so that it stays reachable: a database that is collected as garbage lets go of its picture.
  db.close();
  process.exit(0);
});
