interface Thinker {
  reasoning: readonly string[];
  thinking: boolean;
}

/** The model goes on with its thought. */
export function think<T extends Thinker>(turn: T, text: string): T {
  const before = turn.reasoning.slice(0, -1);
  const last = turn.reasoning.at(-1) ?? '';
  return { ...turn, thinking: true, reasoning: [...before, last + text] };
}

/** The model begins another thought. Providers number them in their own ways, or not at all. */
export function thinkAnew<T extends Thinker>(turn: T): T {
  return (turn.reasoning.at(-1) ?? '') === ''
    ? turn
    : { ...turn, reasoning: [...turn.reasoning, ''] };
}

/** All thoughts as one markdown text; an empty one where there is nothing to read. */
export function reasoningText({ reasoning }: Pick<Thinker, 'reasoning'>): string {
  return reasoning
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}
