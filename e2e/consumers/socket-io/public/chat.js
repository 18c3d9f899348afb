const log = document.querySelector('[role=log]');
const form = document.querySelector('form');
const [, stop] = form.querySelectorAll('button');
const socket = io(); // oxlint-disable-line no-undef -- of the script before this one
let paragraph;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const input = form.querySelector('input');
  add('p', input.value);
  socket.emit('ask', input.value);
  input.value = '';
  paragraph = undefined;
  stop.disabled = false;
});
stop.addEventListener('click', () => {
  socket.emit('stop');
  stop.disabled = true;
});

socket.on('text', (text) => {
  paragraph ??= add('article');
  paragraph.append(text);
});
socket.on('done', () => {
  stop.disabled = true;
});
socket.on('failed', (message) => {
  add('p', message).setAttribute('role', 'alert');
  stop.disabled = true;
});

function add(tag, text = '') {
  const element = document.createElement(tag);
  element.textContent = text;
  log.append(element);
  return element;
}
