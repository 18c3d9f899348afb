import './deepChat.bundle.js';

// Set up as in its documentation: straight to the provider, streaming, with functions. Not
// `openAI.completions`: version 2.4.2 ignores its tools and its handler.

const number = { type: 'integer' };
const operands = { type: 'object', properties: { a: number, b: number }, required: ['a', 'b'] };
const city = { type: 'object', properties: { location: { type: 'string' } } };

const tool = (name, description, parameters) => ({
  type: 'function',
  function: { name, description, parameters },
});

const results = {
  add: ({ a, b }) => String(a + b),
  multiply: ({ a, b }) => String(a * b),
  weather: () => '40 C',
};

const chat = document.querySelector('deep-chat');
chat.style = 'width: 600px; height: 500px';
chat.connect = { stream: true };
chat.directConnection = {
  groq: {
    key: 'a key',
    chat: {
      tools: [
        tool('add', 'Add two numbers', operands),
        tool('multiply', 'Multiply two numbers', operands),
        tool('weather', 'Get weather information for a location', city),
      ],
      function_handler: (calls) =>
        calls.map(({ name, arguments: text }) => ({ response: results[name](JSON.parse(text)) })),
    },
  },
};
