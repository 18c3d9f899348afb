/** Makes a web component that holds the answer in a shadow tree; returns what shows a text in it. */
export function shadowText(mode: ShadowRootMode): (text: string) => void {
  class AnswerText extends HTMLElement {
    readonly #root = this.attachShadow({ mode });
    get shown(): string {
      return this.#root.textContent;
    }
    set shown(text: string) {
      this.#root.textContent = text;
    }
  }
  customElements.define('answer-text', AnswerText);
  const element = new AnswerText();
  document.querySelector('main')!.append(element);
  return (text) => {
    element.shown = text;
  };
}
