import path from 'node:path';
import type { Plugin } from 'vite';
import type { Cassette } from '../cassette/cassette.ts';
import { readCassette } from '../node/cassette-files.ts';
import { viteErrorOf } from './vite-error.ts';

/** Matches the id of an import such as `./groq.yaml?cassette`. Vite adds queries of its own: `?t=1&cassette`. */
const CASSETTE_ID = /^([^?#]+)\?(?:.*&)?cassette(?:[&=]|$)/;

/**
 * Makes the Vite plugin that imports cassettes: `import groq from './groq.yaml?cassette'`. The file is
 * read when Vite loads the module, and becomes JSON: no page gets the YAML parser. It works in Vitest too.
 *
 * A cassette that cannot be read is an error of Vite, with its place in the file: the overlay shows it.
 * Types: `/// <reference types="playhead/vite/client" />`.
 *
 * @example
 * export default defineConfig({ plugins: [playhead()] });
 */
export function playhead(): Plugin {
  let root = '';
  return {
    name: 'playhead',
    configResolved(config) {
      ({ root } = config);
    },
    // Leaves `load` to Vite: it checks `server.fs` only where no plugin has loaded the file.
    transform(_code, id) {
      const file = CASSETTE_ID.exec(id)?.[1];
      if (file === undefined || !path.isAbsolute(file)) return undefined;
      this.addWatchFile(file); // a bundler watches the id, with its query: that is not a file
      try {
        // Reads the file itself: Vite takes `sourceMappingURL` out of the text that it loads.
        return { code: moduleOf(readCassette(file), root), map: { mappings: '' } };
      } catch (error) {
        return this.error(viteErrorOf(error, file));
      }
    },
  };
}

/** Writes the module of a cassette. Its name is the same on each machine. */
function moduleOf(cassette: Cassette, root: string): string {
  const file = path.relative(root, path.resolve(cassette.file!)).replaceAll(path.sep, '/');
  const json = JSON.stringify({ ...cassette, file });
  // A bundler leaves out what is not used. As JSON it is read faster than as a literal:
  // https://v8.dev/blog/cost-of-javascript-2019#json
  return `export default /* #__PURE__ */ JSON.parse(${JSON.stringify(json)});\n`;
}
