import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/header.css';
import './styles/conversation.css';
import './styles/markdown.css';
import './styles/code.css';
import './styles/extras.css';
import './styles/tool-card.css';
import './styles/composer.css';
import { createRoot } from 'react-dom/client';
import { config as configureZod } from 'zod';
import { Broken } from './view/broken.tsx';

const root = createRoot(document.querySelector('#root')!);

async function start(): Promise<void> {
  // Zod tries `new Function` to see whether it may, and the content security policy reports that.
  // The AI SDK uses Zod while it loads, so the app comes after this.
  configureZod({ jitless: true });
  const [{ App }, response] = await Promise.all([import('./app.tsx'), fetch('/api/config')]);
  const config = (await response.json()) as { replay: boolean; relayed: boolean };
  const replay = config.replay ? await (await import('playhead/browser')).startReplay() : undefined;
  const query = new URLSearchParams(location.search);
  const provider = query.get('provider') ?? undefined;
  const whole = query.get('answers') === 'whole';
  root.render(<App replay={replay} relayed={config.relayed} provider={provider} whole={whole} />);
}

start().catch((error: unknown) => root.render(<Broken error={error} />));
