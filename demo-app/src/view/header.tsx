import { SquarePlay } from 'lucide-react';
import { PROVIDERS } from '../chat/providers.ts';
import type { Provider } from '../chat/types.ts';
import { choose, type Replay } from '../replay.ts';
import { Select } from './select.tsx';

interface HeaderProps {
  provider: Provider;
  onProvider: (provider: Provider) => void;
  apiKey: string;
  onApiKey: (key: string) => void;
  replay: Replay | undefined;
}

export function Header({ provider, onProvider, apiKey, onApiKey, replay }: HeaderProps) {
  return (
    <header className="header">
      <h1 className="header-name">
        <SquarePlay />
        Playhead demo
      </h1>
      <div className="header-fields">
        <Select
          label="Provider"
          value={provider.id}
          options={PROVIDERS.map(({ id, name }) => ({ value: id, text: name }))}
          onChange={(id) => onProvider(PROVIDERS.find((each) => each.id === id) ?? provider)}
        />
        {replay ? (
          <ReplayFields replay={replay} />
        ) : provider.keyless ? null : (
          <label className="field">
            <span className="field-label">API key</span>
            <input
              type="password"
              autoComplete="off"
              spellCheck={false}
              value={apiKey}
              onChange={(event) => onApiKey(event.target.value)}
            />
          </label>
        )}
      </div>
    </header>
  );
}

function ReplayFields({ replay }: { replay: Replay }) {
  const { cassettes, cassette, paces, pace } = replay;
  return (
    <>
      <Select
        label="Cassette"
        value={cassette}
        options={cassettes.map((name) => ({ value: name, text: name }))}
        onChange={(name) => choose({ cassette: name, pace })}
      />
      <Select
        label="Pace"
        value={pace}
        options={paces.map((name) => ({ value: name, text: name }))}
        onChange={(name) => choose({ cassette, pace: name })}
      />
    </>
  );
}
