const log = document.querySelector('[role=log]');
const form = document.querySelector('form');
const [, stop] = form.querySelectorAll('button');

let stopping = new AbortController();

stop.addEventListener('click', () => stopping.abort());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const input = form.querySelector('input');
  void send(input.value);
  input.value = '';
});

async function send(text) {
  add('p', text);
  stopping = new AbortController();
  stop.disabled = false;
  try {
    await ask(text, stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) alertOf(error.message);
  }
  stop.disabled = true;
}

async function ask(text, signal) {
  const response = await fetch('/chat', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
    signal,
  });
  const show = shower();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ''; ;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      const [, type, data] = /^event: (.*)\ndata: (.*)$/.exec(event);
      show[type](JSON.parse(data));
    }
  }
}

/** Shows the events of one answer. */
function shower() {
  let paragraph;
  const cards = new Map();
  return {
    text({ text }) {
      paragraph ??= add('article');
      paragraph.append(text);
    },
    'tool-call'({ id, name }) {
      const card = add('section', `${name}: looking …`);
      card.setAttribute('role', 'group');
      card.setAttribute('aria-label', name);
      cards.set(id, { card, name });
      paragraph = undefined;
    },
    'tool-result'({ id, result }) {
      const { card, name } = cards.get(id);
      card.textContent = `${name}: ${result.celsius} °C in ${result.city}`;
    },
    failed: ({ message }) => alertOf(message),
  };
}

function alertOf(message) {
  add('p', message).setAttribute('role', 'alert');
}

function add(tag, text = '') {
  const element = document.createElement(tag);
  element.textContent = text;
  log.append(element);
  return element;
}
