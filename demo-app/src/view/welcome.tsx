const SUGGESTIONS = [
  'Add and multiply the number 2 and 3',
  "What's the weather in Florence,Italy?",
];

export function Welcome({ onSuggestion }: { onSuggestion: (text: string) => void }) {
  return (
    <section className="welcome" aria-labelledby="welcome">
      <h2 id="welcome">What would you like to know?</h2>
      <p>The assistant can add, multiply and look up the weather. You see each step it takes.</p>
      <ul>
        {SUGGESTIONS.map((text) => (
          <li key={text}>
            <button type="button" className="suggestion" onClick={() => onSuggestion(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
