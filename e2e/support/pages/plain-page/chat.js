import { ask } from './ask.js';
import { runTool } from './run-tool.js';

// A small chat UI, with the defects of /?defects=buffers-answer,steals-scroll: see `ui-defects.ts`.
// It also knows other right ways: column-reverse, window-scrolls, shadow-roots and throttled.
const defects = new URLSearchParams(location.search).get('defects') ?? globalThis.defects ?? '';
const has = (defect) => defects.split(',').includes(defect);

const [main, log, form] = ['main', '[role=log]', 'form'].map((each) =>
  document.querySelector(each),
);
const [sendButton, stopButton, retryButton] = form.querySelectorAll('button');
const [input] = form.elements;
const scroller = has('window-scrolls') ? document.documentElement : main;
if (has('window-scrolls')) scroller.className = 'window';
if (has('column-reverse')) scroller.className = 'reverse';
if (has('announces-nothing')) log.setAttribute('aria-live', 'off');

let messages = [];
let controller;
let isFollowing = true;
let isBroken = false;
let retry = () => {};

const atEnd = () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < 4;
addEventListener('scroll', () => (isFollowing = atEnd()), true);

function follow() {
  if (has('does-not-follow')) return;
  if (isFollowing || has('steals-scroll')) scroller.scrollTop = scroller.scrollHeight;
}

function add(name, parent = log) {
  const article = document.createElement('article');
  article.setAttribute('aria-label', name);
  parent.append(article);
  if (has('invisible')) article.style.opacity = 0;
  if (!has('shadow-roots')) return article;
  const inner = document.createElement('div');
  article.attachShadow({ mode: 'open' }).append(inner);
  return inner;
}

function showError(text) {
  if (has('hides-errors')) return;
  const alert = document.createElement('p');
  alert.setAttribute('role', 'alert');
  alert.textContent = text;
  form.before(alert);
}

function write(article, text) {
  if (has('injects-html')) article.innerHTML = text;
  else article.textContent = text;
  if (has('shows-twice')) article.textContent += text;
  follow();
}

/** Shows a text at once, every 300 ms, or all of it anew in the next frame: only the last one then. */
function show(article, text) {
  if (has('throttled')) {
    article.next = text;
    article.timer ??= setTimeout(() => {
      article.timer = undefined;
      write(article, article.next);
    }, 300);
    return;
  }
  if (!has('remounts-text')) return write(article, text);
  cancelAnimationFrame(article.frame);
  article.frame = requestAnimationFrame(() => {
    article.replaceChildren(...text.split(/^/m).map(spanWith));
    follow();
  });
}

function spanWith(text) {
  const span = document.createElement('span');
  span.textContent = text;
  return span;
}

async function streamAnswer(history, signal) {
  const article = add('Assistant');
  if (!has('announces-each-token')) article.setAttribute('aria-busy', 'true');
  const calls = [];
  let text = '';
  try {
    for await (const { content, tool_calls: parts = [] } of ask(history, signal)) {
      if (controller?.stopped) break;
      if (content) text += content;
      if (content && !has('buffers-answer')) show(article, text);
      for (const { index, id, function: call, result } of parts) {
        calls[index] ??= { id, name: call.name, arguments: '', card: add(call.name, log) };
        calls[index].result ??= result;
        calls[index].arguments += call.arguments ?? '';
        calls[index].card.className = 'card';
        calls[index].card.textContent = call.name ?? calls[index].name;
        calls[index].card.hidden = has('hides-tool-calls');
        if (result !== undefined) calls[index].card.textContent += ` gives ${result}`;
        if (has('removes-text')) article.textContent = '';
      }
    }
    show(article, text);
  } catch (error) {
    if (has('drops-partial-text')) article.remove();
    throw error;
  } finally {
    article.setAttribute('aria-busy', 'false');
  }
  return { text, calls: calls.filter((call) => call && call.result === undefined) };
}

async function answer(question) {
  if (isBroken) return;
  const history = [
    ...(has('forgets-history') ? [] : messages),
    { role: 'user', content: question },
  ];
  controller = new AbortController();
  sendButton.disabled = true;
  stopButton.hidden = false;
  retryButton.hidden = true;
  retry = () => void answer(question);
  if (!has('stale-error')) document.querySelector('[role=alert]')?.remove();
  try {
    for (;;) {
      const { text, calls } = await streamAnswer(history, controller.signal);
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
        if (!has('hides-tool-results')) call.card.textContent += ` gives ${result}`;
        history.push({ role: 'tool', tool_call_id: call.id, content: result });
      }
      if (calls.length === 0) break;
    }
    messages = history;
    if (has('false-alarm')) showError('Everything is fine.');
    if (has('uncaught-error')) setTimeout(() => JSON.parse('{'));
  } catch (error) {
    const isStop = error.name === 'AbortError';
    if (has('retry-repeats-question')) messages = history;
    if (!isStop || has('stop-shows-error')) showError(error.message);
    retryButton.hidden = isStop;
  } finally {
    sendButton.disabled = false;
    stopButton.hidden = true;
  }
}

retryButton.addEventListener('click', () => has('retry-does-nothing') || retry());

stopButton.addEventListener('click', () => {
  if (has('stop-breaks-app')) isBroken = true;
  if (has('stop-keeps-request')) {
    controller.stopped = true;
    sendButton.disabled = false;
  } else controller.abort();
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const question = input.value;
  input.value = '';
  isFollowing = true;
  add('You').textContent = question;
  follow();
  void answer(question);
});
