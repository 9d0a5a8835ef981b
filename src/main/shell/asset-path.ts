import path from 'node:path';
import { isOwnPage } from './origin.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
};

export interface Asset {
  file: string;
  contentType: string;
}

/** The file below `root` that an app:// address means, or null: another host, a way out of `root`, or a kind of file we do not serve. */
export function findAsset(root: string, url: string): Asset | null {
  if (!isOwnPage(url)) return null;
  let name: string;
  try {
    name = decodeURIComponent(new URL(url).pathname);
  } catch (error: unknown) {
    if (error instanceof URIError) return null;
    throw error;
  }
  // A decoded backslash or NUL is never part of one of our names, and means something else to other systems.
  if (/[\\\0]/.test(name) || name.split('/').includes('..')) return null;
  const file = path.resolve(root, `.${name}`);
  if (!file.startsWith(path.resolve(root) + path.sep)) return null;
  const contentType = contentTypes[path.extname(file)];
  return contentType === undefined ? null : { file, contentType };
}
