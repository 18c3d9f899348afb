import { useState } from 'react';

/** Keeps the key for a provider as long as the browser's tab lives. It is sent to no one else. */
export function useApiKey(provider: string): [string, (key: string) => void] {
  const name = `playhead-demo.api-key.${provider}`;
  const [keys, setKeys] = useState<Readonly<Record<string, string>>>({});

  function setKey(key: string): void {
    setKeys({ ...keys, [name]: key });
    withStorage((storage) => storage.setItem(name, key));
  }

  return [keys[name] ?? withStorage((storage) => storage.getItem(name)) ?? '', setKey];
}

/** Uses the storage of the tab, where the browser keeps one: else a key lasts as long as the page. */
function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
