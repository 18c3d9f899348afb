import type { Interaction } from '../../cassette/cassette.ts';
import { chunk, interaction, streamOf, user } from '../samples.ts';
import {
  cut,
  json,
  key,
  type Plant,
  quoted,
  sse,
  toBase64,
  withRequest,
  withResponse,
} from './planting.ts';
import { DIGITS, letters } from './secrets.ts';

/** Makes a plant. */
function plant(
  name: string,
  kind: string,
  place: string | RegExp,
  secret: string,
  made: Interaction,
): Plant {
  return { name, kind, place, secret, interaction: made };
}

/** Makes plants outside of headers and texts. */
export function plantsElsewhere(): Plant[] {
  const address = ['198.51', '100.99'].join('.');
  return [
    plant(
      'user info',
      'password',
      'url user info',
      key(140),
      withRequest({ url: `https://ada:${key(140)}@a.example/v1` }),
    ),
    plant(
      'remote_addr',
      'ip address',
      'request remote_addr',
      address,
      withRequest({ remote_addr: `${address}:52110` }),
    ),
    plant('host', 'ip address', 'request host', address, withRequest({ host: `${address}:8080` })),
    plant(
      'request_uri',
      'url credential',
      'query key',
      key(141),
      withRequest({ request_uri: `/v1?key=${key(141)}` }),
    ),
    plant(
      'form',
      'url credential',
      'request form client_secret',
      key(142),
      withRequest({ form: { client_secret: [key(142)] } }),
    ),
    plant(
      'a form in the body',
      'url credential',
      'request body, field client_secret',
      key(143),
      withRequest({
        headers: { 'Content-Type': ['application/x-www-form-urlencoded'] },
        body: `grant_type=client_credentials&client_secret=${key(143)}`,
      }),
    ),
    plant(
      'a trailer',
      'credential',
      'response trailer x-session',
      key(144),
      withResponse({ trailer: { 'X-Session': [key(144)] } }),
    ),
    plant(
      'a comment',
      'api key',
      'response body, event 1',
      `gsk_${key(145)}`,
      withResponse({ body: `: by gsk_${key(145)}\n\n${streamOf(chunk({ content: 'Hi' }))}` }),
    ),
    plant(
      'a number under a name',
      'user id',
      'request body user_id',
      letters(9, 52, DIGITS),
      withRequest({ body: `{"user_id": ${letters(9, 52, DIGITS)}, "n": 1}` }),
    ),
    plant(
      'a name that is a secret',
      'email',
      'request body users.….plan',
      ['ada', 'example.org'].join('@'),
      withRequest({
        body: JSON.stringify({
          users: { [['ada', 'example.org'].join('@')]: { plan: ['ada', 'example.org'].join('@') } },
        }),
      }),
    ),
  ];
}

/** Makes plants that are written or cut in ways of their own. */
export function plantsInDisguise(): Plant[] {
  return [
    plant(
      'metadata.user_id',
      'user id',
      'request body metadata.user_id',
      key(146),
      withRequest({ body: JSON.stringify({ metadata: { user_id: key(146) } }) }),
    ),
    plant(
      'an echo of a key without a shape',
      'credential',
      'response body error.message',
      key(147),
      {
        ...withResponse({
          code: 401,
          ...json({ error: { message: `Incorrect API key: ${key(147)}.` } }),
        }),
        request: withRequest({ headers: { 'X-Api-Key': [key(147)] } }).request,
      },
    ),
    plant(
      'escapes of JSON',
      'email',
      'request body text',
      ['ada', 'example.org'].join('@'),
      withRequest({ body: `{"text":"to \\u0061da${quoted('@')}example\\u002eorg\\n"}` }),
    ),
    plant(
      'a text that each event repeats',
      'api key',
      /^response body, event \d$/,
      `gsk_${key(148)}`,
      sse(
        ...[9, 22, 24, 60].map((end) => ({
          text: `It is gsk_${key(148)}, keep it.`.slice(0, end),
        })),
      ),
    ),
    plant(
      'a stream without indexes, whose ids change',
      'api key',
      /^response body, event \d$/,
      `gsk_${key(149)}`,
      sse(
        ...cut(`gsk_${key(149)}`, 5, 8).map((text, at) => ({
          id: `gen-${at}`,
          candidates: [{ content: { parts: at === 1 ? [{ text: '' }, { text }] : [{ text }] } }],
        })),
      ),
    ),
    plant(
      'a stream whose events all have ids of their own',
      'api key',
      /^response body, event \d$/,
      `gsk_${key(150)}`,
      sse(
        ...cut(`gsk_${key(150)}`, 24, 4, 3).map((delta, at) => ({
          type: 'text',
          id: `${at}`,
          delta,
        })),
      ),
    ),
    plant(
      'parts of a message that was streamed',
      'api key',
      'request body contents[0].parts[0].text',
      `gsk_${key(151)}`,
      withRequest({
        body: JSON.stringify({
          contents: [{ parts: cut(`gsk_${key(151)}`, 9, 8).map((text) => ({ text })) }],
        }),
      }),
    ),
  ];
}

/** Makes plants that are encoded. */
export function plantsInBase64(): Plant[] {
  return [
    plant(
      'base64 in base64',
      'email',
      'request body data',
      ['ada', 'example.org'].join('@'),
      withRequest({
        body: JSON.stringify({
          data: toBase64(`Inner: ${toBase64(`mail ${['ada', 'example.org'].join('@')} now`)}`),
        }),
      }),
    ),
    plant(
      'base64 in a text',
      'email',
      'request body messages[0].content',
      ['ada', 'example.org'].join('@'),
      interaction(
        [user(`Decode ${toBase64(`mail ${['ada', 'example.org'].join('@')} now`)} please`)],
        '',
      ),
    ),
  ];
}
