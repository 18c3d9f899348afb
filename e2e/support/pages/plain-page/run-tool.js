/** Runs a tool. */
export function runTool({ name, arguments: text }) {
  const { a, b } = JSON.parse(text);
  return { add: () => `${a + b}`, multiply: () => `${a * b}`, weather: () => '40 C' }[name]();
}
