import Anthropic from '@anthropic-ai/sdk';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import { connected, serving } from '../test/serving.ts';
import { isModelsRequest } from './models.ts';

const ask = (model: string) => interaction([user(model)], streamOfText('Hello'), { model });
const tape = cassette(ask('model-a'), ask('model-b'), ask('model-a'));
const names = ['model-a', 'model-b'];

test.each([
  ['/v1/models', true],
  ['/models', true],
  ['/openai/v1/models/', true],
  ['/v1beta/models', true],
  ['/api/tags', true],
  ['/ollama/api/tags/', true],
  ['/v1/models/model-a', false],
  ['/v1beta/models/gemini:streamGenerateContent', false],
  ['/v1/my-models', false],
  ['/api/tagset', false],
])('%s lists models: %s', (path, lists) => {
  expect(isModelsRequest({ method: 'GET', url: `https://a.example${path}` })).toBe(lists);
});

describe('the models of the recordings are listed', () => {
  test('for the client of OpenAI', async () => {
    const { url } = await serving({ cassettes: [tape] });
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none' });
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    expect(ids).toEqual(names);
  });

  test('for the client of Anthropic', async () => {
    const { url } = await serving({ cassettes: [tape] });
    const client = new Anthropic({ baseURL: url, apiKey: 'none' });
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    expect(ids).toEqual(names);
  });

  test('for the client of Ollama', async () => {
    const { url } = await serving({ cassettes: [tape] });
    const { models } = await new Ollama({ host: url }).list();
    expect(models.map(({ name, model }) => [name, model])).toEqual(names.map((id) => [id, id]));
  });

  test('as Gemini lists them', async () => {
    const { url } = await serving({ cassettes: [tape] });
    const { models } = (await (await fetch(`${url}/v1beta/models?pageSize=9`)).json()) as {
      models: { name: string; displayName: string }[];
    };
    expect(models).toMatchObject(names.map((id) => ({ name: `models/${id}`, displayName: id })));
  });

  test('and none where nothing is recorded', async () => {
    const { url } = await serving();
    expect(await (await fetch(`${url}/v1/models`)).json()).toMatchObject({
      data: [],
      first_id: null,
      last_id: null,
      has_more: false,
    });
  });
});

const listed = interaction([], '');
listed.request = { method: 'GET', url: 'https://api.example.com/v1/models', headers: {}, body: '' };
listed.response = {
  code: 200,
  headers: { 'Content-Type': ['application/json'] },
  body: '{"data":[{"id":"recorded"}]}',
};

test('a model is listed with all that clients look at', async () => {
  const { url } = await serving({ cassettes: [cassette(ask('model-a'))] });
  expect(await (await fetch(`${url}/v1/models`)).json()).toEqual({
    object: 'list',
    data: [
      {
        id: 'model-a',
        object: 'model',
        type: 'model',
        created: 0,
        created_at: '1970-01-01T00:00:00Z',
        owned_by: 'playhead',
        display_name: 'model-a',
      },
    ],
    has_more: false,
    first_id: 'model-a',
    last_id: 'model-a',
    models: [
      {
        name: 'models/model-a',
        model: 'model-a',
        displayName: 'model-a',
        modified_at: '1970-01-01T00:00:00Z',
        supportedGenerationMethods: ['generateContent', 'streamGenerateContent'],
      },
    ],
  });
});

test('a list is asked for by GET alone', async () => {
  const { url } = await serving({ cassettes: [tape] });
  expect((await fetch(`${url}/v1/models`, { method: 'POST' })).status).toBe(501);
});

async function idsAt(url: string): Promise<string[]> {
  const { data } = (await (await fetch(`${url}/v1/models`)).json()) as { data: { id: string }[] };
  return data.map(({ id }) => id);
}

test('a recorded list comes first, until it has been played', async () => {
  const { url } = await serving({ cassettes: [cassette(listed, ask('model-a'))] });
  expect(await idsAt(url)).toEqual(['recorded']);
  expect(await idsAt(url)).toEqual(['model-a']);
});

test('the models of the running tests are listed, each once', async () => {
  const server = await serving({ cassettes: [cassette(ask('alone'))] });
  await connected(server, { title: 'one', cassette: tape });
  await connected(server, { title: 'two', cassette: tape });
  expect(await idsAt(server.url)).toEqual(['model-a', 'one', 'two']);
});

test('a list that a running test has recorded is its answer', async () => {
  const server = await serving();
  const { notices } = await connected(server, { cassette: cassette(listed) });
  expect(await idsAt(server.url)).toEqual(['recorded']);
  expect(notices).toContainEqual(expect.objectContaining({ type: 'request' }));
});

test('a test that owns the request and has not recorded a list gives its models', async () => {
  const server = await serving();
  const { notices } = await connected(server, { title: 'one', cassette: tape, owns: () => true });
  expect(await idsAt(server.url)).toEqual(['model-a', 'one']);
  expect(notices.map(({ type }) => type)).toEqual(['claim']);
});

test('where the request names a test, its models alone are listed', async () => {
  const server = await serving();
  const { id } = await connected(server, { title: 'one', cassette: tape });
  await connected(server, { title: 'two', cassette: tape });
  expect(await idsAt(`${server.url}/test-${id}`)).toEqual(['model-a', 'one']);
});
