import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findAsset } from '../../src/main/shell/asset-path.ts';
import { isOwnPage, startPage } from '../../src/main/shell/origin.ts';

const root = path.resolve('/bench/out/renderer');

describe('whose page it is', () => {
  it.each([startPage, 'app://packgate/', 'app://packgate/index.html?x=1#board', 'app://packgate/assets/a.js'])('%s is ours', (url) => {
    expect(isOwnPage(url)).toBe(true);
  });

  it.each([
    '',
    'about:blank',
    'app://packgate.evil.example/index.html',
    'app://packgate@evil.example/',
    'app://user@packgate/',
    'app://packgate:80/',
    'app://other/index.html',
    'app:packgate/index.html',
    'application://packgate/',
    'https://packgate/index.html',
    'http://localhost:5173/',
    'file:///bench/out/renderer/index.html',
    'data:text/html,hello',
    'javascript:alert(1)',
    'not an address',
  ])('"%s" is not ours', (url) => {
    expect(isOwnPage(url)).toBe(false);
  });
});

describe('the file behind an app address', () => {
  it.each([
    ['app://packgate/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://packgate/assets/index-D3.js?v=1', 'assets/index-D3.js', 'text/javascript; charset=utf-8'],
    ['app://packgate/assets/Inter%20Bold.woff2', 'assets/Inter Bold.woff2', 'font/woff2'],
  ])('%s is %s', (url, file, contentType) => {
    expect(findAsset(root, url)).toEqual({ file: path.join(root, file), contentType });
  });

  it.each([
    'app://packgate/',
    'app://packgate/..%2f..%2fpackage.json',
    'app://packgate/assets/..%2f..%2f..%2fetc/passwd.html',
    'app://packgate/..%5c..%5cpackage.json',
    'app://packgate/%00index.html',
    'app://packgate/%zz.html',
    'app://packgate//etc/ssl/index.key',
    'app://packgate/assets/notes.txt',
    'app://elsewhere/index.html',
    'file:///bench/out/renderer/index.html',
  ])('%s is nothing that we serve', (url) => {
    expect(findAsset(root, url)).toBeNull();
  });

  it('dots that the address itself takes out lead no further than the folder', () => {
    expect(findAsset(root, 'app://packgate/%2e%2e/%2e%2e/package.json')?.file).toBe(path.join(root, 'package.json'));
  });

  it('a path that begins like the folder is not in the folder', () => {
    expect(findAsset('/bench/out/render', 'app://packgate/..%2frenderer/index.html')).toBeNull();
  });
});
