import type { RecordedResponse } from '../cassette/cassette.ts';
import { asObject, canonicalJson, isObject, type JsonObject, objects } from '../util/json.ts';
import {
  callOf,
  callsIn,
  partsOf,
  resultOf,
  resultsIn,
  type Turn,
  turnsOf,
  signatureOf,
} from './google-parts.ts';
import { pluralize } from '../util/text.ts';
import { jsonOf } from './recorded-json.ts';
import {
  type Finding as AnyFinding,
  findingIf,
  type JudgedRequest,
  type Placed,
  placed,
  shown,
} from './refusal.ts';
import type { GOOGLE_GENERATIVE_RULES } from './rules/google-generative.ts';

type Finding = AnyFinding<keyof typeof GOOGLE_GENERATIVE_RULES>;

/** Undefined stands for the user; `function` is of the first version. */
const ROLES = [undefined, null, 'user', 'model', 'function'];
const NAME = /^[\w.:-]{1,128}$/;
/** Of the models of version 3, those that make images do without signatures. */
const SIGNING = /gemini-3(?!.*image)/;
/** Keys of a part that are not data. */
const NO_DATA =
  /^(?:thought|thought_?signature|video_?metadata|part_?metadata|media_?resolution)$/i;
/** Stand for a signature that is not known: https://ai.google.dev/gemini-api/docs/thought-signatures */
const STAND_INS = ['skip_thought_signature_validator', 'context_engineering_is_the_way_to_go'];

export function judgeGoogleGenerative({ body, model, responses }: JudgedRequest): Finding[] {
  const contents = placed(body['contents'], 'contents');
  const turns = turnsOf(contents);
  const isEmpty = Array.isArray(body['contents']) && body['contents'].length === 0;
  return [
    ...findingIf(isEmpty, 'empty-contents', 'contents', 'There are no contents.'),
    ...contents.flatMap(judgeContent),
    ...turns.flatMap((turn, at) => judgeTurn(turn, turns[at - 1])),
    ...(SIGNING.test(model) ? judgeSignatures(turns) : []),
    ...(responses.length > 0 ? judgeRecorded(turns, responses) : []),
    ...judgeTools(body),
  ];
}

function judgeContent(content: Placed): Finding[] {
  const { path, value } = content;
  const { role, parts } = value;
  return [
    ...findingIf(
      !ROLES.includes(role as string),
      'unknown-role',
      `${path}.role`,
      `The role is ${shown(role)}.`,
    ),
    ...findingIf(
      parts === undefined || (Array.isArray(parts) && parts.length === 0),
      'empty-parts',
      `${path}.parts`,
      'The content has no parts.',
    ),
    ...partsOf(content).flatMap(judgePart),
  ];
}

function judgePart({ path, value }: Placed): Finding[] {
  const { args } = asObject(callOf(value));
  const { response } = asObject(resultOf(value));
  const hasData = Object.entries(value).some(([key, each]) => each != null && !NO_DATA.test(key));
  return [
    ...findingIf(!hasData, 'part-without-data', path, 'The part has no data.'),
    ...findingIf(
      args != null && !isObject(args),
      'args-not-object',
      `${path}.functionCall.args`,
      `The arguments are not an object: ${shown(args)}.`,
    ),
    ...findingIf(
      response != null && !isObject(response),
      'response-not-object',
      `${path}.functionResponse.response`,
      `The result is not an object: ${shown(response)}.`,
    ),
  ];
}

/** Judges the calls and results of a turn against those of the turn before. */
function judgeTurn({ isModel, contents }: Turn, before: Turn | undefined): Finding[] {
  const parts = partsOf(...contents);
  if (isModel) {
    const [call] = callsIn(parts);
    const message = 'The conversation begins with a call.';
    return findingIf(call !== undefined && !before, 'call-at-the-start', call?.path ?? '', message);
  }
  const calls = callsIn(partsOf(...(before?.contents ?? []))).length;
  const results = resultsIn(parts);
  // Results of such tools come one after another.
  const isPartial = results.some(({ value }) => 'willContinue' in asObject(resultOf(value)));
  if (calls === results.length || isPartial) return [];
  if (calls > 0) {
    const message = `The turn before has ${pluralize(calls, 'call')}; this one has ${pluralize(results.length, 'result')}.`;
    return [{ rule: 'results-not-as-many-as-calls', path: contents[0]!.path, message }];
  }
  const message = 'There is no call before the result.';
  return [{ rule: 'result-without-call', path: results[0]!.path, message }];
}

/** Judges the steps since the user has spoken last: the first call of each needs its signature. */
function judgeSignatures(turns: readonly Turn[]): Finding[] {
  const start = turns.findLastIndex(
    ({ isModel, contents }) =>
      !isModel && partsOf(...contents).some(({ value }) => !isObject(resultOf(value))),
  );
  return turns.slice(start + 1).flatMap(({ isModel, contents }) => {
    const [call] = isModel ? callsIn(partsOf(...contents)) : [];
    const name = shown(asObject(callOf(call?.value ?? {}))['name']);
    return findingIf(
      call !== undefined && signatureOf(call.value) === undefined,
      'missing-thought-signature',
      `${call?.path}.thoughtSignature`,
      `The call to ${name} is sent back without its signature.`,
    );
  });
}

/**
 * Judges signatures against those that were sent, beside the calls that were sent: others may be of
 * a time before.
 */
function judgeRecorded(turns: readonly Turn[], responses: readonly RecordedResponse[]): Finding[] {
  const sent = responses.flatMap(jsonOf).flatMap(partsSent);
  const signatures = new Set([...sent.map(signatureOf), ...STAND_INS]);
  const calls = new Set(sent.flatMap(keyOfCall));
  return turns.flatMap(({ isModel, contents }) => {
    const parts = isModel ? partsOf(...contents) : [];
    if (!parts.some(({ value }) => keyOfCall(value).some((key) => calls.has(key)))) return [];
    return parts.flatMap(({ path, value }) => {
      const signature = signatureOf(value);
      return findingIf(
        signature !== undefined && !signatures.has(signature),
        'altered-thought-signature',
        `${path}.thoughtSignature`,
        `The provider did not send this signature: ${shown(signature)}.`,
      );
    });
  });
}

/** Lists the parts of a response, or of a chunk of it. */
function partsSent({ candidates }: JsonObject): JsonObject[] {
  return objects(candidates).flatMap(({ content }) => objects(asObject(content)['parts']));
}

function keyOfCall(part: JsonObject): string[] {
  const call = asObject(callOf(part));
  return call['name'] === undefined ? [] : [canonicalJson([call['name'], call['args'] ?? {}])];
}

function judgeTools(body: JsonObject): Finding[] {
  return placed(body['tools'], 'tools').flatMap(({ path, value }) => {
    const key = 'functionDeclarations' in value ? 'functionDeclarations' : 'function_declarations';
    return placed(value[key], `${path}.${key}`).flatMap((tool) => {
      const { name } = tool.value;
      return findingIf(
        typeof name === 'string' && !NAME.test(name),
        'invalid-tool-name',
        `${tool.path}.name`,
        `The name ${shown(name)} must be 1 to 128 letters, digits, "_", ".", ":" or "-".`,
      );
    });
  });
}
