import type { JsonPath } from './sources/json-strings.ts';

/** Keys of credentials at any place, in lower case without dashes, and what they hold. */
const CREDENTIALS = kinds({
  'api key': ['apikey', 'xapikey', 'secretkey', 'apisecret', 'apitoken'],
  'access token': [
    'accesstoken',
    'refreshtoken',
    'idtoken',
    'authtoken',
    'bearertoken',
    'sessiontoken',
    'securitytoken',
    'authorization',
  ],
  'aws key': ['accesskeyid', 'awsaccesskeyid', 'secretaccesskey', 'awssecretaccesskey'],
  password: ['password', 'passwd', 'passphrase'],
  'client secret': ['secret', 'clientsecret', 'signingsecret', 'webhooksecret', 'secretvalue'],
  'private key': ['privatekey', 'privatekeyid'],
  'connection string': ['connectionstring'],
  cookie: ['cookie', 'setcookie'],
});

/** Keys that say who asked, at any place. */
const IDENTITIES = kinds({
  'user id': ['userid', 'enduserid', 'safetyidentifier'],
  'account id': ['accountid', 'organizationid', 'organisationid', 'orgid', 'tenantid'],
});

/**
 * Keys that say who asked in a request or a response, but are words of any kind elsewhere:
 * https://platform.openai.com/docs/api-reference/chat/create
 */
const TOP_IDENTITIES = kinds({
  'user id': ['user'],
  'account id': ['organization', 'organisation'],
});

function kinds(table: Record<string, string[]>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table).flatMap(([kind, keys]) => keys.map((key) => [key, kind])));
}

const normalize = (key: string) => key.toLowerCase().replaceAll(/[-_]/g, '');
/** Keys are that long at most: longer ones are not worth a look. */
const MAX_KEY = 24;

/**
 * Tells of which kind a value is by its key alone, whatever it looks like; undefined if the key says
 * nothing. `isTop` is false for JSON within a string.
 */
export function kindOfKey({ key, parent }: JsonPath, isTop: boolean): string | undefined {
  if (typeof key !== 'string' || key.length > MAX_KEY) return undefined;
  const name = normalize(key);
  const kind = CREDENTIALS.get(name) ?? IDENTITIES.get(name);
  if (kind !== undefined) return kind;
  if (name === 'value' && typeof parent?.key === 'string') {
    return CREDENTIALS.get(normalize(parent.key));
  }
  if (!isTop) return undefined;
  // Responses of OpenAI repeat the request's in the object "response" of an event.
  const isAtTop = parent?.parent === undefined || isResponse(parent);
  return isAtTop ? TOP_IDENTITIES.get(name) : undefined;
}

function isResponse({ key, parent }: JsonPath): boolean {
  return key === 'response' && parent?.parent === undefined;
}
