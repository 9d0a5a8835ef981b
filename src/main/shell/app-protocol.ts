import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { findAsset } from './asset-path.ts';
import { appScheme } from './origin.ts';

/** Everything the page needs lies beside it; nothing inline, no network, no frames, no eval. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "worker-src 'none'",
].join('; ');

const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Before `ready`: Electron takes privileges of a scheme only then. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

export function serveApp(session: Session, root: string): void {
  session.protocol.handle(appScheme, async (request) => {
    const asset = request.method === 'GET' ? findAsset(root, request.url) : null;
    if (asset === null) return refusal(404);
    try {
      return new Response(new Uint8Array(await readFile(asset.file)), { headers: { ...securityHeaders, 'content-type': asset.contentType } });
    } catch (error: unknown) {
      if (isMissing(error)) return refusal(404);
      console.error(`packgate: ${asset.file} of the window could not be read`, error);
      return refusal(500);
    }
  });
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR';
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: securityHeaders });
}
