import type { Finder } from './secret-range.ts';

/** Matches an e-mail address; a long run of characters is looked at once. */
const EMAIL =
  /(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])/g;
/** Matches what reads like one: `git@host`, `logo@2x.png`, `package@1.2.0-beta.rc`. */
const NO_EMAIL = /^(?:git|hg|svn)@|@\d+(?:\.\d+)*x?(?:[.-]|$)/;

/** Matches what comes before the host of a URL, which is not a part of an address. */
const USER_INFO = /:\/\/[^\s/?#@]*$/;

/** Finds e-mail addresses. */
export const findEmails: Finder = function* find(text) {
  if (!text.includes('@')) return;
  for (const { 0: address, index } of text.matchAll(EMAIL)) {
    if (NO_EMAIL.test(address) || USER_INFO.test(text.slice(Math.max(0, index - 300), index)))
      continue;
    // A dot before it belongs to the sentence.
    const start = index + (/^[.%+-]+/.exec(address)?.[0].length ?? 0);
    yield { start, end: index + address.length, kind: 'email' };
  }
};

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`(?<![\\w.-])${OCTET}(?:\\.${OCTET}){3}(?![\\w-]|\\.\\w)`, 'g');
/** Matches what comes before the number of a version or a section; `/` is that of `Chrome/1.2.3.4`. */
const BEFORE_VERSION =
  /(?:(?<![\w])(?:v|ver|versions?|releases?|build|revision|rev|firmware|section|chapter|appendix|figure|table)[\s"':=#(]{0,4}|(?<!\/)\/|(?:[§^~<>]=?|==)\s?)$/i;
/** Matches those of no machine in particular: loopback, unspecified, broadcast; netmasks. */
const NO_ADDRESS = /^(?:127\.|0\.|255\.)/;
const SMALL = /^\d(?:\.\d){3}$/;
const LOOK_BEHIND = 16;

/**
 * Finds the addresses of machines: IPv4, and the IPv6 addresses of the global, local and link-local
 * ranges. Numbers of versions and sections look like IPv4: four digits alone (`1.2.3.4`, `8.8.8.8`), and
 * what a word such as `version` comes before, are taken for them.
 */
export const findIpAddresses: Finder = function* find(text) {
  for (const { 0: address, index } of text.matchAll(IPV4)) {
    if (SMALL.test(address) || NO_ADDRESS.test(address)) continue;
    if (BEFORE_VERSION.test(text.slice(Math.max(0, index - LOOK_BEHIND), index))) continue;
    yield { start: index, end: index + address.length, kind: 'ip address' };
  }
  for (const { 0: address, index } of text.matchAll(IPV6)) {
    if (isIpv6(address)) yield { start: index, end: index + address.length, kind: 'ip address' };
  }
};

/** https://www.iana.org/assignments/ipv6-address-space/ipv6-address-space.xhtml */
const IPV6 =
  /(?<![\w:.])(?:[23][0-9a-f]{3}|f[cd][0-9a-f]{2}|fe[89ab][0-9a-f])(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi;

function isIpv6(address: string): boolean {
  const halves = address.split('::');
  const groups = address.split(':').filter((group) => group !== '').length;
  if (halves.length === 1) return groups === 8;
  return halves.length === 2 && groups < 8 && groups > 1 && !address.endsWith(':');
}
