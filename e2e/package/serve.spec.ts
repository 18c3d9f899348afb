import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { cassetteNamed } from '../support/cassettes.ts';

const { cassette } = cassetteNamed('groq/tool_streaming');

test('the built command serves a cassette, and ends cleanly', async () => {
  const args = ['dist/cli/playhead.js', 'serve', 'cassettes/groq/tool_streaming.yaml'];
  const child = spawn(process.execPath, [...args, '--port', '0']);
  const ended = once(child, 'close');
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const [url] = /http:\S+\/v1/.exec(line)!;
    const { request, response } = cassette.interactions[0]!;
    const body = request.body as string;
    const answer = await fetch(`${url}/chat/completions`, { method: 'POST', body });
    expect(await answer.text()).toBe(response.body);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});
