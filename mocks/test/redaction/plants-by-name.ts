import { key, type Plant, withRequest, withResponse } from './planting.ts';
import { DIGITS, letters } from './secrets.ts';

/** Makes plants of secrets that only their names tell. */
export function plantsByName(): Plant[] {
  const header = (name: string, kind: string, value: string, secret = value): Plant => ({
    name: `the header ${name}`,
    kind,
    place: `request header ${name.toLowerCase()}`,
    secret,
    interaction: withRequest({
      headers: { [name]: [value], 'Content-Type': ['application/json'] },
    }),
  });
  const response = (name: string, kind: string, secret: string): Plant => ({
    name: `the header ${name} of a response`,
    kind,
    place: `response header ${name.toLowerCase()}`,
    secret,
    interaction: withResponse({
      headers: { [name]: [secret], 'Content-Type': ['text/event-stream'] },
    }),
  });
  const query = (name: string, kind: string, secret: string): Plant => ({
    name: `the parameter ${name}`,
    kind,
    place: `query ${name}`,
    secret,
    interaction: withRequest({ url: `https://api.example.com/v1?alt=sse&${name}=${secret}#top` }),
  });
  const field = (name: string, kind: string, secret: string): Plant => ({
    name: `the key ${name}`,
    kind,
    place: `request body ${name}`,
    secret,
    interaction: withRequest({ body: `{"stream": true , "${name}":"${secret}"}` }),
  });
  return [
    header('Authorization', 'credential', `Bearer ${key(101)}`, key(101)),
    header('Proxy-Authorization', 'credential', `Basic ${key(102)}`, key(102)),
    header('X-Api-Key', 'credential', key(103)),
    header('api-key', 'credential', key(104)),
    header('X-Goog-Api-Key', 'credential', key(105)),
    header('X-Amz-Security-Token', 'credential', key(106)),
    header('X-Auth', 'credential', key(107)),
    header('X-Client-Secret', 'credential', key(108)),
    header('Mcp-Session-Id', 'credential', key(109)),
    header('Cookie', 'cookie', `session=${key(110)}`),
    header('X-Forwarded-For', 'ip address', ['198.51', '100.23'].join('.')),
    header('OpenAI-Organization', 'account id', `acme-${key(111)}`),
    header('X-User-Id', 'account id', key(112)),
    response('Set-Cookie', 'cookie', `__cf_bm=${key(113)}`),
    response('X-Request-Id', 'request id', key(114)),
    response('CF-Ray', 'request id', `${key(115)}-FRA`),
    response('anthropic-organization-id', 'account id', key(116)),
    response('X-Amzn-RequestId', 'request id', key(117)),
    query('key', 'url credential', key(120)),
    query('api_key', 'url credential', key(121)),
    query('access_token', 'url credential', key(122)),
    query('token', 'url credential', key(123)),
    query('sig', 'url credential', `${key(124)}%2B%3D`),
    query('X-Amz-Signature', 'url credential', key(125)),
    query('X-Amz-Credential', 'url credential', `${key(126)}%2F${letters(8, 65, DIGITS)}`),
    query('code', 'url credential', key(127)),
    query('q', 'email', ['ada', 'example.org'].join('%40')),
    field('user', 'user id', key(130)),
    field('safety_identifier', 'user id', key(131)),
    field('organization', 'account id', key(132)),
    field('api_key', 'api key', key(133)),
    field('password', 'password', key(134)),
  ];
}
