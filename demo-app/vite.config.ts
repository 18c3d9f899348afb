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
    // React and the markdown renderer make one chunk of this size.
    chunkSizeWarningLimit: 600,
  },
});
