import { chatSuite } from 'playhead/playwright';
import { demoApp } from '../drivers/demo-app.ts';

chatSuite(demoApp, {
  cassettes: ['groq/tool_streaming', 'openrouter/multi_tool_streaming_kimi-k2'],
});
