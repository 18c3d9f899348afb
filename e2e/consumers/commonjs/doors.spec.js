const { expect, test } = require('playhead/playwright');

test('every door can be required', () => {
  for (const [door, name] of [
    ['playhead', 'cassetteHandlers'],
    ['playhead/node', 'readCassette'],
    ['playhead/server', 'serve'],
    ['playhead/quality', 'watchQuality'],
    ['playhead/chat-suite', 'chatBehaviours'],
  ]) {
    expect(typeof require(door)[name], door).toBe('function');
  }
});
