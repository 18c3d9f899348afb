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
    if (!stopping.signal.aborted) add('p', error.message).setAttribute('role', 'alert');
  }
  stop.disabled = true;
}

async function ask(text, signal) {
  const response = await fetch('/chat', { method: 'POST', body: JSON.stringify({ text }), signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let paragraph;
  for (let rest = ''; ;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const message = JSON.parse(line);
      if (message.error) throw new Error(message.error);
      paragraph ??= add('article');
      paragraph.append(message.text);
    }
  }
}

function add(tag, text = '') {
  const element = document.createElement(tag);
  element.textContent = text;
  log.append(element);
  return element;
}
