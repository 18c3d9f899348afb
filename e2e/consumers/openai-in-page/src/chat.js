import OpenAI from 'openai';

const openai = new OpenAI({ apiKey: 'none', dangerouslyAllowBrowser: true, maxRetries: 1 });
const tools = [
  {
    type: 'function',
    function: {
      name: 'weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
    },
  },
];
const log = document.querySelector('[role=log]');
const form = document.querySelector('form');
const messages = [];
let stream;

form.querySelector('[type=button]').addEventListener('click', () => stream.abort());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const input = form.querySelector('input');
  messages.push({ role: 'user', content: input.value });
  add('p', input.value);
  input.value = '';
  answer().catch((error) => {
    if (!(error instanceof OpenAI.APIUserAbortError)) add('p', error.message).role = 'alert';
  });
});

/** Shows an answer while it comes, runs what it calls, and asks again until it calls nothing. */
async function answer() {
  const article = add('article', '');
  stream = openai.chat.completions.stream({ model: 'gpt-5', messages, tools });
  stream.on('content', (delta) => article.append(delta));
  const { message } = (await stream.finalChatCompletion()).choices[0];
  messages.push({ ...message, parsed: undefined });
  for (const call of message.tool_calls ?? []) {
    const { city } = JSON.parse(call.function.arguments);
    const content = `21 °C in ${city}`;
    messages.push({ role: 'tool', tool_call_id: call.id, content });
    add('section', `${call.function.name}: ${content}`);
  }
  if (message.tool_calls?.length > 0) await answer();
}

function add(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  log.append(element);
  return element;
}
