import type { RecordedResponse } from '../cassette/cassette.ts';
import { asObject, canonicalJson, isObject, type JsonObject, objects } from '../util/json.ts';
import {
  callOf,
  callsIn,
  partsOf,
  resultOf,
  resultsIn,
  type Side,
  sidesOf,
  signatureOf,
} from './google-parts.ts';
import { pluralize } from '../util/text.ts';
import { jsonOf } from './recorded-json.ts';
import {
  type Finding as AnyFinding,
  findIf,
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
/** Keys of a part that are no data. */
const NO_DATA =
  /^(?:thought|thought_?signature|video_?metadata|part_?metadata|media_?resolution)$/i;
/** Stand for a signature that is not known: https://ai.google.dev/gemini-api/docs/thought-signatures */
const STAND_INS = ['skip_thought_signature_validator', 'context_engineering_is_the_way_to_go'];

export function judgeGoogleGenerative({ body, model, responses }: JudgedRequest): Finding[] {
  const contents = placed(body['contents'], 'contents');
  const sides = sidesOf(contents);
  const isEmpty = Array.isArray(body['contents']) && body['contents'].length === 0;
  return [
    ...findIf(isEmpty, 'empty-contents', 'contents', 'There are no contents.'),
    ...contents.flatMap(judgeContent),
    ...sides.flatMap((side, at) => judgeSide(side, sides[at - 1])),
    ...(SIGNING.test(model) ? judgeSignatures(sides) : []),
    ...(responses.length > 0 ? judgeRecorded(sides, responses) : []),
    ...judgeTools(body),
  ];
}

function judgeContent(content: Placed): Finding[] {
  const { place, value } = content;
  const { role, parts } = value;
  return [
    ...findIf(
      !ROLES.includes(role as string),
      'unknown-role',
      `${place}.role`,
      `The role is ${shown(role)}.`,
    ),
    ...findIf(
      parts === undefined || (Array.isArray(parts) && parts.length === 0),
      'empty-parts',
      `${place}.parts`,
      'The content has no parts.',
    ),
    ...partsOf(content).flatMap(judgePart),
  ];
}

function judgePart({ place, value }: Placed): Finding[] {
  const { args } = asObject(callOf(value));
  const { response } = asObject(resultOf(value));
  const hasData = Object.entries(value).some(([key, each]) => each != null && !NO_DATA.test(key));
  return [
    ...findIf(!hasData, 'part-without-data', place, 'The part has no data.'),
    ...findIf(
      args != null && !isObject(args),
      'args-not-object',
      `${place}.functionCall.args`,
      `The arguments are not an object: ${shown(args)}.`,
    ),
    ...findIf(
      response != null && !isObject(response),
      'response-not-object',
      `${place}.functionResponse.response`,
      `The result is not an object: ${shown(response)}.`,
    ),
  ];
}

/** Judges the calls and results of a side against those of the side before. */
function judgeSide({ isModel, contents }: Side, before: Side | undefined): Finding[] {
  const parts = partsOf(...contents);
  if (isModel) {
    const [call] = callsIn(parts);
    const message = 'The conversation begins with a call.';
    return findIf(call !== undefined && !before, 'call-at-the-start', call?.place ?? '', message);
  }
  const calls = callsIn(partsOf(...(before?.contents ?? []))).length;
  const results = resultsIn(parts);
  // Results of such tools come one after another.
  const isPartial = results.some(({ value }) => 'willContinue' in asObject(resultOf(value)));
  if (calls === results.length || isPartial) return [];
  if (calls > 0) {
    const message = `The turn before has ${pluralize(calls, 'call')}; this one has ${pluralize(results.length, 'result')}.`;
    return [{ rule: 'results-not-as-many-as-calls', place: contents[0]!.place, message }];
  }
  const message = 'There is no call before the result.';
  return [{ rule: 'result-without-call', place: results[0]!.place, message }];
}

/** Judges the steps since the user has spoken last: the first call of each needs its signature. */
function judgeSignatures(sides: readonly Side[]): Finding[] {
  const start = sides.findLastIndex(
    ({ isModel, contents }) =>
      !isModel && partsOf(...contents).some(({ value }) => !isObject(resultOf(value))),
  );
  return sides.slice(start + 1).flatMap(({ isModel, contents }) => {
    const [call] = isModel ? callsIn(partsOf(...contents)) : [];
    const name = shown(asObject(callOf(call?.value ?? {}))['name']);
    return findIf(
      call !== undefined && signatureOf(call.value) === undefined,
      'missing-thought-signature',
      `${call?.place}.thoughtSignature`,
      `The call to ${name} is sent back without its signature.`,
    );
  });
}

/**
 * Judges signatures against those that were sent, beside the calls that were sent: others may be of
 * a time before.
 */
function judgeRecorded(sides: readonly Side[], responses: readonly RecordedResponse[]): Finding[] {
  const sent = responses.flatMap(jsonOf).flatMap(partsSent);
  const signatures = new Set([...sent.map(signatureOf), ...STAND_INS]);
  const calls = new Set(sent.flatMap(keyOfCall));
  return sides.flatMap(({ isModel, contents }) => {
    const parts = isModel ? partsOf(...contents) : [];
    if (!parts.some(({ value }) => keyOfCall(value).some((key) => calls.has(key)))) return [];
    return parts.flatMap(({ place, value }) => {
      const signature = signatureOf(value);
      return findIf(
        signature !== undefined && !signatures.has(signature),
        'altered-thought-signature',
        `${place}.thoughtSignature`,
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
  return placed(body['tools'], 'tools').flatMap(({ place, value }) => {
    const key = 'functionDeclarations' in value ? 'functionDeclarations' : 'function_declarations';
    return placed(value[key], `${place}.${key}`).flatMap((tool) => {
      const { name } = tool.value;
      return findIf(
        typeof name === 'string' && !NAME.test(name),
        'invalid-tool-name',
        `${tool.place}.name`,
        `The name ${shown(name)} must be 1 to 128 letters, digits, "_", ".", ":" or "-".`,
      );
    });
  });
}
