import { mergeConfig } from 'vite';
import config from './vite.config.ts';

// The same app, with the next major of MSW in its place.
export default mergeConfig(config, {
  resolve: { alias: { msw: 'msw-3' } },
  cacheDir: 'node_modules/.vite-msw-3',
  publicDir: 'public-msw-3',
});
