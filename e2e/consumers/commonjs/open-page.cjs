const PAGE = `<!doctype html><main></main><script>
  const body = JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'How warm is it?' }] });
  fetch('/v1/chat/completions', { method: 'POST', body }).then(async ({ body }) => {
    for await (const bytes of body) {
      for (const line of new TextDecoder().decode(bytes).split('\\n')) {
        if (!line.startsWith('data: {')) continue;
        document.querySelector('main').append(JSON.parse(line.slice(6)).choices[0].delta.content ?? '');
      }
    }
  });
</script>`;

/** Opens a page that asks as soon as it is there. */
exports.openPage = async (page) => {
  await page.route('http://localhost/', (route) =>
    route.fulfill({ contentType: 'text/html', body: PAGE }),
  );
  await page.goto('http://localhost/');
};
