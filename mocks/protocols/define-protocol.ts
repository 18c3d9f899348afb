import { checkOption, checkOptions, invalid, type OptionChecks } from '../util/check-options.ts';
import { isObject } from '../util/json.ts';
import { attempt, checkedReaders, safeReaders } from './declared/code.ts';
import { checkRecordings, type Declared, type Problem } from './declared/check-recordings.ts';
import { checkDeclaration, checkPaths, type ProtocolDeclaration } from './declared/declaration.ts';
import { checkOverlaps } from './declared/overlaps.ts';
import { createDeclaredReader } from './declared/read-events.ts';
import { createRequestReader, explainRoles, requestPath } from './declared/request.ts';
import { rulesOf } from './declared/rule.ts';
import { createDeclaredWriter, createErrorWriter } from './declared/writer.ts';
import type { PartReader, Protocol } from './protocol.ts';
import { protocols } from './protocols.ts';

/**
 * Your own protocol as code: the functions of the built-in ones. If a reader throws, the event is an error
 * of the answer; if `readRequest` throws, the request belongs to another protocol.
 */
export interface ProtocolCode extends Pick<
  Protocol,
  'name' | 'createReader' | 'readRequest' | 'errorEvent' | 'writer'
> {
  /** Default: the paths as recorded */
  paths?: readonly RegExp[];
  /** Default: the document is read as if it were the only event */
  readJson?: Protocol['readJson'];
}

const isFunction = (name: string) => (value: unknown) =>
  checkOption(name, value, typeof value === 'function', 'a function');

const CODE_CHECKS: OptionChecks<ProtocolCode> = {
  name: () => {},
  paths: checkPaths,
  createReader: isFunction('createReader'),
  readJson: isFunction('readJson'),
  readRequest: isFunction('readRequest'),
  errorEvent: isFunction('errorEvent'),
  writer: (value) => {
    const methods = ['url', 'writeRequest', 'writeContent', 'writeError'];
    const valid = isObject(value) && methods.every((each) => typeof value[each] === 'function');
    checkOption('writer', value, valid, `an object with ${methods.join(', ')}`);
  },
};

/**
 * Defines your own protocol, for the option `protocol`: declare where events and requests hold what, or
 * write code. When cassettes are loaded with it, a chat in which it finds nothing is an error.
 *
 * @throws PlayheadError `bad-option` where a key is unknown, missing or of the wrong type, or where two
 *   rules read the same event in different ways.
 * @example
 * const protocol = defineProtocol({
 *   name: 'support-chat',
 *   text: { when: { type: 'token' }, path: 'token' },
 *   done: { when: { type: 'end' } },
 * });
 * test.use({ cassette: 'support/greeting', protocol });
 */
export function defineProtocol(definition: ProtocolDeclaration | ProtocolCode): Protocol {
  if (!isObject(definition)) throw invalid('protocol', definition, '{ name, text, … }');
  checkName((definition as { name?: unknown }).name);
  const isCode = 'createReader' in definition;
  return isCode ? fromCode(definition as ProtocolCode) : fromDeclaration(definition);
}

function checkName(name: unknown): void {
  checkOption('name', name, typeof name === 'string' && name !== '', 'the name of the protocol');
  const isTaken = protocols.some((each) => each.name === name);
  checkOption('name', name, !isTaken, 'a name that no built-in protocol has');
}

function fromDeclaration(declared: ProtocolDeclaration): Protocol {
  checkDeclaration(declared);
  const rules = rulesOf(declared);
  const createReader = () => createDeclaredReader(rules);
  checkOverlaps(rules, createReader);
  const errorEvent = createErrorWriter(declared, rules);
  return checked(
    {
      name: declared.name,
      paths: declared.paths ?? [],
      createReader,
      readJson: readAsEvent(createReader),
      readRequest: createRequestReader(declared),
      ...(errorEvent && { errorEvent }),
      writer: createDeclaredWriter(declared, rules),
    },
    {
      text: declared.text,
      request: requestPath(declared),
      problemOf: (body) => explainRoles(declared, body),
    },
  );
}

function fromCode(code: ProtocolCode): Protocol {
  checkOptions(code, CODE_CHECKS, 'key of a protocol');
  CODE_CHECKS.createReader(code.createReader);
  CODE_CHECKS.readRequest(code.readRequest);
  const { name, writer, paths = [] } = code;
  const readers = checkedReaders({
    name,
    createReader: () => code.createReader(),
    readJson: (body) =>
      code.readJson ? code.readJson(body) : readAsEvent(readers.createReader)(body),
    readRequest: (body, url) => code.readRequest(body, url),
  });
  const protocol: Protocol = {
    ...safeReaders(readers),
    paths,
    ...(code.errorEvent && { errorEvent: code.errorEvent.bind(code) }),
    ...(writer && { writer }),
  };
  const problemOf = (body: unknown, url: string) =>
    attempt<Problem | undefined>(
      () => void code.readRequest(body, url),
      (error) => ({ reason: `readRequest threw: ${String(error)}` }),
    );
  return checked(protocol, { problemOf }, { ...protocol, ...readers });
}

/**
 * Adds the check of the cassettes that the protocol is to read.
 * @param reading the protocol that reads them then
 */
function checked(protocol: Protocol, declared: Declared, reading = protocol): Protocol {
  return {
    ...protocol,
    checkCassettes: (cassettes) => checkRecordings(reading, cassettes, declared),
  };
}

function readAsEvent(createReader: () => PartReader): Protocol['readJson'] {
  return (body) => {
    const data = JSON.stringify(body);
    return data === undefined ? [] : createReader()({ raw: data, data });
  };
}
