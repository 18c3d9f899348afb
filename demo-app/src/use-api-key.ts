import { useState } from 'react';

/** The key for a provider. It lives as long as the browser's tab and is sent to no one else. */
export function useApiKey(provider: string): [string, (key: string) => void] {
  const name = `playhead-demo.api-key.${provider}`;
  const [keys, setKeys] = useState<Readonly<Record<string, string>>>({});

  function setKey(key: string): void {
    setKeys({ ...keys, [name]: key });
    sessionStorage.setItem(name, key);
  }

  return [keys[name] ?? sessionStorage.getItem(name) ?? '', setKey];
}
