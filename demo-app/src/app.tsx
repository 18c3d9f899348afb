import { useState } from 'react';
import { findProvider } from './chat/providers.ts';
import { useConversation } from './chat/use-conversation.ts';
import type { Replay } from './replay.ts';
import { useApiKey } from './use-api-key.ts';
import { Composer } from './view/composer.tsx';
import { Header } from './view/header.tsx';
import { Log } from './view/log.tsx';

interface AppProps {
  /** Present in demo mode: recorded answers, and no key needed. */
  replay: Replay | undefined;
  /** Answers come in one piece. */
  whole: boolean;
}

export function App({ replay, whole }: AppProps) {
  const [provider, setProvider] = useState(() => findProvider(replay?.cassette));
  const [apiKey, setApiKey] = useApiKey(provider.id);
  const chat = useConversation({ provider, apiKey: replay ? 'replay' : apiKey, whole });

  return (
    <div className="app">
      <Header
        provider={provider}
        onProvider={setProvider}
        apiKey={apiKey}
        onApiKey={setApiKey}
        replay={replay}
      />
      <Log
        conversation={chat.conversation}
        run={chat.run}
        silent={chat.silent}
        onSuggestion={chat.send}
        onEdit={chat.edit}
        onRetry={chat.retry}
      />
      <Composer
        model={provider.model}
        running={chat.conversation.status === 'running'}
        run={chat.run}
        onSend={chat.send}
        onStop={chat.stop}
      />
    </div>
  );
}
