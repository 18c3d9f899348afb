/** The import of a cassette by the Vite plugin. */
declare module '*?cassette' {
  const cassette: import('playhead').Cassette;
  export default cassette;
}
