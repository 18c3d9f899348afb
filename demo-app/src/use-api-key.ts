import { useState } from 'react';

/** The key for a provider. It lives as long as the browser's tab and is sent to no one else. */
export function useApiKey(provider: string): [string, (key: string) => void] {
  const name = `playhead-demo.api-key.${provider}`;
  const [keys, setKeys] = useState<Readonly<Record<string, string>>>({});

  function setKey(key: string): void {
    setKeys({ ...keys, [name]: key });
    withStorage((storage) => storage.setItem(name, key));
  }

  return [keys[name] ?? withStorage((storage) => storage.getItem(name)) ?? '', setKey];
}

/** A browser may keep nothing: then a key lasts as long as the page. */
function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
