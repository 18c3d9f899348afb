import { serve } from 'playhead/server';

// Starts what stands for the model, and the demo app whose back end asks it. Both take any free port.

const model = await serve({ port: 0 });
process.once('SIGTERM', () => void model.close().then(() => process.exit()));
process.argv.push('--model', model.url);
await import('../../../demo-app/server.ts');
