/** Our own protocol: file:// would give every page of the disk the same rights as ours. */
export const appScheme = 'app';
export const appHost = 'packgate';
export const startPage = `${appScheme}://${appHost}/index.html`;

/** In `npm run dev` the page comes from Vite's own server. The condition is a constant of the build: a built station has no such door. */
export function devServerUrl(): string | null {
  return import.meta.env?.DEV ? (process.env['ELECTRON_RENDERER_URL'] ?? null) : null;
}

/** True for our own pages only. Compares parsed parts, never the beginning of a text: app://packgate.evil/ begins like ours. */
export function isOwnPage(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  if (parsed.protocol === `${appScheme}:` && parsed.host === appHost) return true;
  const dev = devServerUrl();
  return dev !== null && parsed.origin === new URL(dev).origin;
}
