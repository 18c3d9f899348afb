import { defineConfig } from '@playwright/test';
import type { PlayheadOptions } from 'playhead/playwright';

export default defineConfig<PlayheadOptions>({
  use: { baseURL: 'http://localhost:3000', carrier: 'server' },
  webServer: [
    { command: 'npx playhead serve', url: 'http://127.0.0.1:4010/playhead' },
    {
      command: 'npm start',
      url: 'http://localhost:3000',
      env: { OPENAI_BASE_URL: 'http://127.0.0.1:4010/v1', OPENAI_API_KEY: 'none' },
    },
  ],
});
