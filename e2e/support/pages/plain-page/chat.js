import { ask, runTool } from './ask.js';

// A small chat UI that does all it should, and does one thing or another wrong on request:
// /?wrong=buffers,jumps. See `wrongs.ts` for what each is. /?wrong=shadow is no wrong: what it shows
// stands in shadow roots.
const asked = new URLSearchParams(location.search).get('wrong');
const wrong = new Set((asked ?? globalThis.wrong ?? '').split(','));

const [main, log, form] = ['main', '[role=log]', 'form'].map((each) =>
  document.querySelector(each),
);
const [sendButton, stopButton, retryButton] = form.querySelectorAll('button');
const [input] = form.elements;
const banner = document.querySelector('header');
const scroller = wrong.has('window-scrolls') ? document.documentElement : main;
if (wrong.has('window-scrolls')) scroller.className = 'window';
if (wrong.has('column-reverse')) scroller.className = 'reverse';
if (wrong.has('mute')) log.setAttribute('aria-live', 'off');

let messages = [];
let controller;
let stuck = true;
let dead = false;
let again = () => {};

const atEnd = () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < 4;
addEventListener('scroll', () => (stuck = atEnd()), true);

function follow() {
  if (wrong.has('stays')) return;
  if (stuck || wrong.has('jumps')) scroller.scrollTop = scroller.scrollHeight;
}

function add(name, parent = log) {
  const article = document.createElement('article');
  article.setAttribute('aria-label', name);
  parent.append(article);
  if (wrong.has('ghostly')) article.style.opacity = 0;
  if (!wrong.has('shadow')) return article;
  const inner = document.createElement('div');
  article.attachShadow({ mode: 'open' }).append(inner);
  return inner;
}

function alertWith(text) {
  if (wrong.has('hides-errors')) return;
  const alert = document.createElement('p');
  alert.setAttribute('role', 'alert');
  alert.textContent = text;
  form.before(alert);
}

function write(article, text) {
  if (wrong.has('injects')) article.innerHTML = text;
  else article.textContent = text;
  if (wrong.has('doubles')) article.textContent += text;
  follow();
}

/** Shows a text at once, or in the next frame: only the last one of a frame then. */
function show(article, text) {
  if (wrong.has('pushes')) banner.hidden = false;
  if (!wrong.has('rebuilds') && !wrong.has('flickers')) return write(article, text);
  cancelAnimationFrame(article.frame);
  article.frame = requestAnimationFrame(() => render(article, text));
}

function render(article, text) {
  article.renders = (article.renders ?? 0) + 1;
  if (wrong.has('flickers') && article.renders % 10 === 0) {
    write(article, text.slice(0, 3));
    article.frame = requestAnimationFrame(() => write(article, text));
  } else if (wrong.has('rebuilds')) {
    article.replaceChildren(...text.split(/^/m).map(spanWith));
    follow();
  } else write(article, text);
}

function spanWith(text) {
  const span = document.createElement('span');
  span.textContent = text;
  return span;
}

async function answerOnce(asking, signal) {
  const article = add('Assistant');
  if (!wrong.has('shouts')) article.setAttribute('aria-busy', 'true');
  const calls = [];
  let text = '';
  try {
    for await (const { content, tool_calls: parts = [] } of ask(asking, signal)) {
      if (controller?.stopped) break;
      if (content) text += content;
      if (content && !wrong.has('buffers')) show(article, text);
      for (const { index, id, function: said } of parts) {
        calls[index] ??= { id, name: said.name, arguments: '', card: add(said.name, log) };
        calls[index].arguments += said.arguments ?? '';
        calls[index].card.className = 'card';
        calls[index].card.textContent = said.name ?? calls[index].name;
        calls[index].card.hidden = wrong.has('hides-calls');
        if (wrong.has('takes-back')) article.textContent = '';
      }
    }
    show(article, text);
  } catch (error) {
    if (wrong.has('loses-text')) article.remove();
    throw error;
  } finally {
    article.setAttribute('aria-busy', 'false');
  }
  return { text, calls: calls.filter(Boolean) };
}

async function answer(question) {
  if (dead) return;
  const history = [...(wrong.has('forgets') ? [] : messages), { role: 'user', content: question }];
  controller = new AbortController();
  sendButton.disabled = true;
  stopButton.hidden = false;
  retryButton.hidden = true;
  again = () => void answer(question);
  if (!wrong.has('keeps-alarm')) document.querySelector('[role=alert]')?.remove();
  try {
    for (;;) {
      const { text, calls } = await answerOnce(history, controller.signal);
      history.push({
        role: 'assistant',
        content: text,
        tool_calls: calls.map(({ id, name, arguments: json }) => ({
          id,
          type: 'function',
          function: { name, arguments: json },
        })),
      });
      for (const call of calls) {
        const result = runTool(call);
        call.card.hidden = false;
        if (!wrong.has('hides-results')) call.card.textContent += ` gives ${result}`;
        history.push({ role: 'tool', tool_call_id: call.id, content: result });
      }
      if (calls.length === 0) break;
    }
    messages = history;
    if (wrong.has('cries-wolf')) alertWith('All went well.');
    if (wrong.has('throws')) setTimeout(() => JSON.parse('{'));
  } catch (error) {
    const isStop = error.name === 'AbortError';
    if (!isStop || wrong.has('stop-alarms')) alertWith(error.message);
    retryButton.hidden = isStop;
  } finally {
    sendButton.disabled = false;
    stopButton.hidden = true;
  }
}

retryButton.addEventListener('click', () => wrong.has('no-retry') || again());

stopButton.addEventListener('click', () => {
  if (wrong.has('dies-on-stop')) dead = true;
  if (wrong.has('asks-on')) {
    controller.stopped = true;
    sendButton.disabled = false;
  } else controller.abort();
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const question = input.value;
  input.value = '';
  stuck = true;
  add('You').textContent = question;
  follow();
  void answer(question);
});
