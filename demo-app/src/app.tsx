import { useState } from 'react';
import { byRelay, findProvider } from './chat/providers.ts';
import type { Connection } from './chat/types.ts';
import { useConversation } from './chat/use-conversation.ts';
import type { Replay } from './replay.ts';
import { useApiKey } from './use-api-key.ts';
import { Composer } from './view/composer.tsx';
import { Header } from './view/header.tsx';
import { Log } from './view/log.tsx';

interface AppProps {
  /** Present in demo mode: recorded answers, and no key needed. */
  replay: Replay | undefined;
  /** The server of the page asks the providers, not the page. */
  relayed: boolean;
  /** The id of the provider to begin with; absent: the first one, or that of the cassette. */
  provider: string | undefined;
  /** Answers come in one piece. */
  whole: boolean;
}

export function App({ replay, relayed, provider: first, whole }: AppProps) {
  const [provider, setProvider] = useState(() => findProvider(replay?.cassette ?? first));
  const [apiKey, setApiKey] = useApiKey(provider.id);

  return (
    <div className="app">
      <Header
        provider={provider}
        onProvider={setProvider}
        apiKey={apiKey}
        onApiKey={setApiKey}
        replay={replay}
      />
      <Chat
        provider={relayed ? byRelay(provider) : provider}
        apiKey={replay ? 'replay' : apiKey}
        whole={whole}
      />
    </div>
  );
}

/** Renders by itself: `useChat` renders once a chunk. */
function Chat(connection: Connection) {
  const { conversation, run, silent, send, stop, retry, edit } = useConversation(connection);
  return (
    <>
      <Log
        conversation={conversation}
        run={run}
        silent={silent}
        onSuggestion={send}
        onEdit={edit}
        onRetry={retry}
      />
      <Composer
        model={connection.provider.model}
        running={conversation.status === 'running'}
        run={run}
        onSend={send}
        onStop={stop}
      />
    </>
  );
}
