import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The content security policy lets nothing but files in: no fonts as data URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // MSW, by which the demo replays, is a chunk of this size.
    chunkSizeWarningLimit: 600,
  },
  // The app shows raw HTML as text. Its parser, which is never called, would be an eighth of the script.
  resolve: { alias: { 'rehype-raw': 'rehype-sanitize' } },
});
