import path from 'node:path';
import { drawPictures } from './pictures.ts';
import { scenarios } from './scenarios.ts';

// node test/renderer/preview/take-pictures.ts FOLDER [scenario,…] [1366x768,…] [en,de] [light,dark]
// Pictures of every screen, for looking at a design without a station.
const [folder = 'preview', names = 'all', sizes = '1366x768', languages = 'en', themes = 'light'] = process.argv.slice(2);
const wanted = names === 'all' ? Object.keys(scenarios) : names.split(',');

for (const size of sizes.split(',')) {
  const [width = 1366, height = 768] = size.split('x').map(Number);
  const pictures = wanted.flatMap((scenario) =>
    languages.split(',').flatMap((language) => themes.split(',').map((theme) => ({ scenario, language, theme, file: path.join(folder, `${scenario}.${size}.${language}.${theme}.png`) }))),
  );
  for (const cut of await drawPictures({ width, height }, pictures)) console.log(cut);
}
