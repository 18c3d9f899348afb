import { ask } from './ask.js';

/** Puts a chat into the page: a field, a button, and a log of what has been said. */
export function openChat() {
  document.body.innerHTML = `
    <div role="log"></div>
    <form><input aria-label="Message" /><button>Send</button></form>
  `;
  document.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    const answer = document.querySelector('[role=log]').appendChild(document.createElement('p'));
    const show = (text) => (answer.textContent = text);
    ask(document.querySelector('input').value, show).catch((error) => show(error.message));
  });
}
