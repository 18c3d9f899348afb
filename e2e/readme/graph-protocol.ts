import { defineProtocol, type Part } from 'playhead';

/** Reads pairs of a message and its metadata: `[{ content: 'Rather ' }, { node: 'agent' }]`. */
export const graph = defineProtocol({
  name: 'graph',
  createReader: () => (event) => {
    const [message, metadata] = event.event === 'messages' ? JSON.parse(event.data ?? '[]') : [];
    const parts: Part[] =
      metadata?.node === 'agent' ? [{ type: 'text', text: message.content }] : [];
    return event.event === 'end' ? [{ type: 'finish', reason: 'stop' }] : parts;
  },
  readRequest(body) {
    const { input } = body as { input?: { question?: string } };
    if (input?.question === undefined) return undefined; // not a request of this protocol
    return { messages: [{ role: 'user', text: input.question }], tools: [] };
  },
  errorEvent: (message) => ({ event: 'error', data: JSON.stringify({ message }) }),
});
