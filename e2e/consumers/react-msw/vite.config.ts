import react from '@vitejs/plugin-react';
import { playhead } from 'playhead/vite';
import { defineConfig } from 'vite';

export default defineConfig({ plugins: [react(), playhead()] });
