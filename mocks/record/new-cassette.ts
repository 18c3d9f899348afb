import type { Cassette } from '../cassette/cassette.ts';
import { findProtocol, type ProtocolName } from '../protocols/protocols.ts';
import { writtenResponse } from '../replay/written-response.ts';
import { PlayheadError } from '../util/error.ts';

/** What a new cassette is to hold. */
export interface NewCassetteOptions {
  protocol: ProtocolName;
  question: string;
  answer: string;
  /** Default: that of the provider's own API. */
  url?: string | undefined;
  /** Default: a model of the provider. */
  model?: string | undefined;
}

/** A request with one question, in the format of a protocol. */
interface RequestFormat {
  model: string;
  url: (model: string) => string;
  body: (question: string, model: string) => object;
}

const FORMATS: Partial<Record<ProtocolName, RequestFormat>> = {
  'openai-chat': {
    model: 'gpt-4o-mini',
    url: () => 'https://api.openai.com/v1/chat/completions',
    body: (content, model) => ({ model, messages: [{ role: 'user', content }], stream: true }),
  },
  'openai-responses': {
    model: 'gpt-4o-mini',
    url: () => 'https://api.openai.com/v1/responses',
    body: (content, model) => ({ model, input: [{ role: 'user', content }], stream: true }),
  },
  'anthropic-messages': {
    model: 'claude-sonnet-4-5',
    url: () => 'https://api.anthropic.com/v1/messages',
    body: (content, model) => ({
      model,
      max_tokens: 1024,
      messages: [{ role: 'user', content }],
      stream: true,
    }),
  },
  'google-generative': {
    model: 'gemini-2.5-flash',
    url: (model) =>
      `https://generativelanguage.googleapis.com/v1beta/models/${encodeURIComponent(model)}:streamGenerateContent?alt=sse`,
    body: (text) => ({ contents: [{ role: 'user', parts: [{ text }] }] }),
  },
  'ollama-chat': {
    model: 'llama3.2',
    url: () => 'http://127.0.0.1:11434/api/chat',
    body: (content, model) => ({ model, messages: [{ role: 'user', content }], stream: true }),
  },
};

/**
 * Makes a cassette of one question and its streamed answer, by hand: the least that an app can replay.
 * @throws PlayheadError `bad-option` for a protocol whose answers cannot be written.
 */
export function newCassette(options: NewCassetteOptions): Cassette {
  const { protocol: name, question, answer } = options;
  const protocol = findProtocol(name);
  const format = FORMATS[name];
  const { model = format?.model ?? '', url = format?.url(model) ?? '' } = options;
  const json = format?.body(question, model);
  const written =
    'writeText' in protocol
      ? protocol.writeText?.(answer, { stream: true, model, url, body: json })
      : undefined;
  if (!json || !written) {
    const names = Object.keys(FORMATS).join(', ');
    const message = `Cannot write a cassette of ${name}: its answers can only be recorded. Choose one of ${names}.`;
    throw new PlayheadError('bad-option', message);
  }
  const headers = { 'Content-Type': ['application/json'] };
  const request = { method: 'POST', url, headers, body: JSON.stringify(json) };
  return { version: 2, interactions: [{ id: 0, request, response: writtenResponse(written) }] };
}
