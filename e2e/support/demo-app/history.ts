import { expect, type Page } from '@playwright/test';

/** One turn of the assistant as it stood on screen at one moment. */
export interface TurnSnapshot {
  /** The position of the turn among the assistant's, from 0. */
  turn: number;
  busy: boolean;
  /** The text without the tool cards and without white space: where blocks break may move. */
  text: string;
  /** The kinds of its text blocks, in order: `P`, `UL`, `PRE`, … */
  blocks: string[];
  cards: { name: string; arguments: string; text: string }[];
}

declare global {
  var snapshots: TurnSnapshot[];
}

/**
 * Writes down each state the conversation shows, from before the app's first script. An observer
 * sees every change of the DOM, however fast: nothing depends on when a spec looks.
 */
export async function recordHistory(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.snapshots = [];
    const last: string[] = [];
    const fieldOf = (card: Element, name: string) =>
      [...card.querySelectorAll('figure')]
        .find((figure) => figure.querySelector('figcaption')?.textContent === name)
        ?.querySelector('pre')?.textContent ?? '';
    const look = () => {
      const answers = document.querySelectorAll('article[aria-label="Assistant"]');
      for (const [turn, answer] of answers.entries()) {
        const words = answer.cloneNode(true) as Element;
        for (const card of words.querySelectorAll('[role="group"], details')) card.remove();
        const blocks = words.querySelectorAll('p, h1, h2, h3, h4, ul, ol, pre, table, blockquote');
        const snapshot = {
          turn,
          busy: answer.getAttribute('aria-busy') === 'true',
          text: words.textContent.replaceAll(/\s/g, ''),
          blocks: [...blocks].map(({ tagName }) => tagName),
          cards: [...answer.querySelectorAll('[role="group"]')].map((card) => ({
            name: card.getAttribute('aria-label') ?? '',
            arguments: fieldOf(card, 'Arguments'),
            text: card.textContent,
          })),
        };
        const state = JSON.stringify(snapshot);
        if (state === last[turn]) continue;
        last[turn] = state;
        globalThis.snapshots.push(snapshot);
      }
    };
    new MutationObserver(look).observe(document, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
  });
}

/** Lists the snapshots of each turn of the assistant, in order. */
export async function readHistory(page: Page): Promise<TurnSnapshot[][]> {
  const snapshots = await page.evaluate(() => globalThis.snapshots);
  const turns: TurnSnapshot[][] = [];
  for (const snapshot of snapshots) (turns[snapshot.turn] ??= []).push(snapshot);
  return turns;
}

/** Expects each state to go on from the one before: text that came back, changed or shrank fails. */
export function expectGrowth(states: string[]): void {
  for (const [at, state] of states.entries()) {
    const before = states[at - 1] ?? '';
    expect(state.slice(0, before.length), `"${state}" goes on from "${before}"`).toBe(before);
  }
}
