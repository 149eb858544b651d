// Copies the fonts from node_modules into the design room and writes down what was copied, with digests.
// Run it after `npm install` when a font's version changes; tests compare the copies with the packages.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, 'src/recert/design/static/design/vendor');
const families = ['bricolage-grotesque', 'instrument-sans'];
const subsets = ['latin', 'latin-ext'];

const wanted = families.flatMap((family) => [
  ...subsets.map((subset) => ({
    from: `@fontsource-variable/${family}/files/${family}-${subset}-wght-normal.woff2`,
    to: `${family}-${subset}.woff2`,
  })),
  { from: `@fontsource-variable/${family}/LICENSE`, to: `${family}-LICENSE.txt` },
]);

mkdirSync(target, { recursive: true });
const sheet = wanted.map(({ from, to }) => {
  const source = path.join(root, 'node_modules', from);
  copyFileSync(source, path.join(target, to));
  return { file: to, package: from, sha256: createHash('sha256').update(readFileSync(source)).digest('hex') };
});
writeFileSync(path.join(target, 'vendor.json'), JSON.stringify(sheet, null, 2) + '\n');
