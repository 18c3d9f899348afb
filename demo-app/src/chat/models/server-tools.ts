import { mapParts } from './map-parts.ts';

/**
 * Lets a provider call tools of its own, such as a web search: the AI SDK takes a call of a tool
 * that the app has not declared for a mistake, unless the call says that it is dynamic.
 */
export const serverTools = mapParts((part) =>
  'providerExecuted' in part && part.providerExecuted ? { ...part, dynamic: true } : part,
);
