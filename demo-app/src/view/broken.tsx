/** Replaces the app where it cannot start. */
export function Broken({ error }: { error: unknown }) {
  const reason = error instanceof Error ? error.message : 'The reason is not known.';
  return (
    <main className="broken" role="alert">
      <h1>The demo cannot start</h1>
      <p>{reason}</p>
      <p>
        <a href="/">Start again</a>
      </p>
    </main>
  );
}
