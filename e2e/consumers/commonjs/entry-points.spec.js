const { expect, test } = require('playhead/playwright');

test('every entry point can be required', () => {
  for (const [entryPoint, name] of [
    ['playhead', 'cassetteHandlers'],
    ['playhead/node', 'readCassette'],
    ['playhead/vite', 'playhead'],
    ['playhead/server', 'serve'],
    ['playhead/quality', 'watchQuality'],
    ['playhead/chat-suite', 'chatBehaviours'],
  ]) {
    expect(typeof require(entryPoint)[name], entryPoint).toBe('function');
  }
});
