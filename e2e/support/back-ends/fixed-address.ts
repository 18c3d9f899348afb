import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici';
import { ownSse } from './own-sse.ts';
import { serveBackEnd } from './serve-back-end.ts';

// Asks a provider at a fixed address. Runs in a process of its own: a process has one proxy, and one list
// of certificates that it trusts.

setGlobalDispatcher(new EnvHttpProxyAgent()); // from Node 22.21 on NODE_USE_ENV_PROXY does it
const { url } = await serveBackEnd(ownSse, 'https://api.openai.com/v1');
console.log(url);
