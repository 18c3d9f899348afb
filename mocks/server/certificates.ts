import { createPrivateKey, generateKeyPair, randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import { promisify } from 'node:util';
import { loadPackage } from '../node/load-package.ts';
import { PlayheadError } from '../util/error.ts';

type Forge = typeof import('node-forge');

/** A certificate and its private key, both PEM. */
interface Identity {
  cert: string;
  key: string;
}

/** The name of what signs: files without it are not ours. */
const AUTHORITY = 'Playhead CA';
const DAY_MS = 24 * 60 * 60 * 1000;
/** The longest that Apple's platforms take: https://support.apple.com/102028 */
const VALID_DAYS = 397;
/** Makes a new authority while the old one is still valid: none may end in mid-run. */
const RENEWED_DAYS = 30;

/**
 * Issues certificates in the name of any host, for clients that trust the certificate in this file. It is
 * made where it is missing or old, and kept for the next run; its key lies beside it, for this user alone.
 * @throws PlayheadError `missing-package` without `node-forge`, `bad-option` where the file cannot be
 *   written.
 */
export async function createIssuer(file: string): Promise<(host: string) => SecureContext> {
  const { default: forge } = await loadPackage('serve as a proxy', () => import('node-forge'));
  const authority = await keepAuthority(file, () => createAuthority(forge));
  const keys = await createKeys();
  const contexts = new Map<string, SecureContext>();
  return (host) => {
    const known = contexts.get(host);
    if (known) return known;
    const cert = signFor(forge, host, keys.publicKey, authority);
    const context = createSecureContext({ key: keys.privateKey, cert });
    contexts.set(host, context);
    return context;
  };
}

async function createKeys(): Promise<{ publicKey: string; privateKey: string }> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

async function createAuthority(forge: Forge): Promise<Identity> {
  const { publicKey, privateKey } = await createKeys();
  const name = AUTHORITY;
  const cert = sign(forge, { subject: name, issuer: name, publicKey, key: privateKey }, [
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  return { cert, key: privateKey };
}

function signFor(forge: Forge, host: string, publicKey: string, { cert, key }: Identity): string {
  const authority = forge.pki.certificateFromPem(cert);
  const altName = isIP(host) ? { type: 7, ip: host } : { type: 2, value: host };
  const issuer = String(authority.subject.getField('CN').value);
  return sign(forge, { subject: 'Playhead', issuer, publicKey, key }, [
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: [altName] },
    // Python takes none without it: https://docs.python.org/3/library/ssl.html#ssl.VERIFY_X509_STRICT
    {
      name: 'authorityKeyIdentifier',
      keyIdentifier: authority.generateSubjectKeyIdentifier().getBytes(),
    },
  ]);
}

function sign(
  { pki, md }: Forge,
  by: { subject: string; issuer: string; publicKey: string; key: string },
  extensions: object[],
): string {
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(by.publicKey);
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`; // positive, and no other one's
  certificate.validity.notBefore = new Date(Date.now() - DAY_MS);
  certificate.validity.notAfter = new Date(Date.now() + (VALID_DAYS - 1) * DAY_MS);
  certificate.setSubject([{ name: 'commonName', value: by.subject }]);
  certificate.setIssuer([{ name: 'commonName', value: by.issuer }]);
  certificate.setExtensions(extensions);
  certificate.sign(pki.privateKeyFromPem(by.key), md.sha256.create());
  return pki.certificateToPem(certificate);
}

/**
 * Reads what the file and its key hold, or makes it. Where there is none, and several make one at once,
 * the first wins.
 */
async function keepAuthority(file: string, create: () => Promise<Identity>): Promise<Identity> {
  const secret = `${file}.key`;
  try {
    const kept = readAuthority(secret);
    if (kept) return publish(file, kept);
    checkReplaceable(file, secret);
    const isStale = existsSync(secret);
    const fresh = await create();
    mkdirSync(path.dirname(file), { recursive: true });
    if (isStale) rmSync(secret);
    writeUnlessThere(secret, fresh.key + fresh.cert);
    return publish(file, readAuthority(secret) ?? fresh);
  } catch (error) {
    const { message } = error as Error;
    const hint = 'Name another file with certificateFile (--certificate)';
    throw new PlayheadError(
      'bad-option',
      `Cannot keep a certificate in ${file}: ${message}. ${hint}.`,
    );
  }
}

/** Writes the certificate for clients; whole, as a back end may be reading it. */
function publish(file: string, authority: Identity): Identity {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, authority.cert);
  renameSync(draft, file);
  return authority;
}

/** @throws Error where one of the files is not ours. */
function checkReplaceable(file: string, secret: string): void {
  const present = [file, secret].find((each) => existsSync(each));
  if (present !== undefined && !isOurs(file)) throw new Error(`${present} is not one of Playhead`);
}

function isOurs(file: string): boolean {
  try {
    return new X509Certificate(readFileSync(file)).subject === `CN=${AUTHORITY}`;
  } catch {
    return false; // there is none, or it is not a certificate
  }
}

function readAuthority(secret: string): Identity | undefined {
  try {
    const text = readFileSync(secret, 'utf8');
    const certificate = new X509Certificate(text);
    const key = createPrivateKey(text);
    const left = Date.parse(certificate.validTo) - Date.now();
    const isOwn = certificate.subject === `CN=${AUTHORITY}` && certificate.checkPrivateKey(key);
    if (!isOwn || left < RENEWED_DAYS * DAY_MS) return undefined;
    const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { cert: certificate.toString(), key: pem };
  } catch {
    return undefined; // there is none, or it is not a certificate
  }
}

function writeUnlessThere(secret: string, text: string): void {
  try {
    writeFileSync(secret, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
