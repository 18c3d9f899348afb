import { expect, test } from 'vitest';
import { letters, secretsByShape, secretsInText } from '../../../test/redaction/secrets.ts';
import { findInTexts } from './find.ts';

const find = async (text: string) => {
  const [found] = await findInTexts([{ text, place: () => 'text' }], []);
  return found!.map(({ start, end, kind }) => [kind, text.slice(start, end)]);
};

test.each(secretsByShape())('finds %s between other characters', async (_name, kind, secret) => {
  for (const [before, after] of [
    ['', ''],
    ['key=', ';'],
    ['"', '"'],
    ['(', ')'],
    ['is ', '. And'],
    ['é', '…'],
  ]) {
    expect(await find(`${before}${secret}${after}`)).toEqual([[kind, secret]]);
  }
});

test.each(secretsInText())(
  'finds %s, and nothing beside it',
  async (...[, kind, before, secret, after]) => {
    const found = await find(`${before}${secret}${after}`);
    expect(found).toContainEqual([kind, secret]);
  },
);

test.each([
  'Version 10.11.12.13 is out',
  'version: "172.16.254.1"',
  'v10.0.0.1-beta',
  'Chrome/120.0.6099.109 Safari/537.36',
  'pip install torch==12.13.14.15',
  'See section 10.20.30.40 of the law',
  'OID 1.3.6.1.4.1.311',
  '1.2.3.4',
  'the DNS at 8.8.8.8 or 1.1.1.1',
  'on 127.0.0.1 or 0.0.0.0, mask 255.255.255.0',
  '256.300.1.2 and 1.2.3 and 01.02.03.04.05',
  'std::vector<int>, Cafe::add, a::b, 12:34:56, ::1, 2024::',
  '10:20:30:40:50:60 de:ad:be:ef:00:01',
  'git@github.com:owner/name.git',
  'logo@2x.png, package@1.2.0-beta.rc, @types/node@20.19.43',
  '@app.route("/") a @ b.c x@y',
  'claude-sonnet-4-5@20250929:streamRawPredict',
  'sk-loading-indicator-container-large sk-short task-ant-colony-optimization-algorithms',
  'hf_hub_download_and_cache_files(repo) hf_hub',
  'user-select: none; user-interface-guidelines org-wide-configuration-defaults',
  'proj_description_of_the_project account_number_of_customer',
  'pplx-7b-online xai-grok pa-rt',
  'Bearer authentication uses the Authorization header',
  'Basic knowledge of mathematics; basic authentication',
  'https://example.com:8080/a?b=c#d ws://localhost:5173/ https://a.b/c:d@e',
  'chatcmpl-45079269-988c-4889-82eb-2c02075e6e0d fp_3312304636 call_abc123 msg_01XFDUDYJgAACzvnptvVoYEL',
  'req_01k88b2z4ve3r8h4m8q3y8n4nq toolu_01A09q90qw90lq917835lq9 resp_67ccd3a9da748190baa7f1570fe91ac6',
  'AKIA AKIAIO eyJhbGciOi eyJ.eyJ arn:aws:s3:::bucket',
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  '?page=2&token=1&key=name&sort=code',
  'REDACTED_EMAIL_1@REDACTED_PASSWORD_2 Bearer REDACTED_BEARER_TOKEN_1 https://REDACTED_PASSWORD_1@host.example/',
])('finds nothing in %s', async (text) => {
  expect(await find(text)).toEqual([]);
});

test('finds addresses by what comes before them', async () => {
  expect(await find('from 203.0.113.9, then http://198.51.100.7/x and 10.1.2.3:80.')).toEqual([
    ['ip address', '203.0.113.9'],
    ['ip address', '198.51.100.7'],
    ['ip address', '10.1.2.3'],
  ]);
});

test('takes findings that overlap for one', async () => {
  const token = [
    'ey',
    `Jhb${letters(20, 1)}`,
    `.ey`,
    `J${letters(20, 2)}`,
    `.${letters(20, 3)}`,
  ].join('');
  expect(await find(`Authorization: Bearer ${token}`)).toEqual([['jwt', token]]);
});

test('finds each of many secrets in a long text in little time', async () => {
  const email = ['ada', 'example.org'].join('@');
  const text = `${'the quick brown fox 10 https://x.example/ '.repeat(20)}${email} `.repeat(500);
  expect(await find(text)).toHaveLength(500);
});
