import { expect, test } from 'vitest';
import { formatCassette } from '../../cassette/format.ts';
import { parseCassette } from '../../cassette/parse.ts';
import type { Interaction } from '../../cassette/cassette.ts';
import type { Plant } from '../../test/redaction/planting.ts';
import { plants } from '../../test/redaction/plants.ts';
import { bodyText } from '../../wire/body.ts';
import { createCollector } from './collector.ts';
import { editableRequest, editableResponse } from './message.ts';
import { PLACEHOLDER } from '../../cassette/placeholder.ts';
import { createRedactor, findSecrets } from './redactor.ts';

/** Joins all that a person could read from an interaction: its file, and what is encoded or cut in it. */
function readableIn(interaction: Interaction): string {
  return [textsOf(interaction), file(interaction), JSON.stringify(interaction)].join('\n');
}

function textsOf(interaction: Interaction): string {
  const collector = createCollector();
  editableRequest(interaction.request, collector, () => {});
  editableResponse(interaction.response, collector, () => {});
  const texts = collector.texts().map(({ source }) => source.text);
  const { request, response } = interaction;
  return [...texts, bodyText(request.body), bodyText(response.body)].join('\n');
}

const PART = 10;

/** Lists what of a secret must not be left: each run of some characters. */
function partsOf(secret: string): string[] {
  if (secret.length <= PART) return [secret];
  return Array.from({ length: secret.length - PART + 1 }, (_, at) => secret.slice(at, at + PART));
}

const file = (interaction: Interaction) =>
  formatCassette({ version: 2, interactions: [interaction] });

const all = plants();

test('plants 80 secrets of 20 kinds and more', () => {
  expect(all.length).toBeGreaterThanOrEqual(80);
  expect(new Set(all.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(17);
});

test.each(all.map((plant): [string, Plant] => [plant.name, plant]))(
  'removes %s, and says where it was',
  async (_name, { kind, place, secret, interaction }) => {
    const before = structuredClone(interaction);
    expect(readableIn(before)).toContain(decodeURIComponent(secret));
    const { interaction: redacted, removed } = await createRedactor().redact(interaction);

    expect(removed.filter((each) => each.kind === kind).map((each) => each.place)).toContainEqual(
      typeof place === 'string' ? place : expect.stringMatching(place),
    );
    const readable = readableIn(redacted);
    for (const part of partsOf(decodeURIComponent(secret))) expect(readable).not.toContain(part);
    expect(JSON.stringify(removed)).not.toContain(secret);
    expect(interaction).toEqual(before);
  },
);

test.each(all.map((plant): [string, Plant] => [plant.name, plant]))(
  'changes nothing of %s when it redacts again',
  async (_name, { interaction }) => {
    const once = await createRedactor().redact(interaction);
    const twice = await createRedactor().redact(once.interaction);
    expect(twice).toEqual({ interaction: once.interaction, removed: [] });
    expect(await findSecrets(once.interaction)).toEqual([]);
  },
);

test.each(all.map((plant): [string, Plant] => [plant.name, plant]))(
  'finds %s as it is removed, and masks it',
  async (_name, { interaction, secret }) => {
    const { removed } = await createRedactor().redact(interaction);
    const found = await findSecrets(interaction);
    expect(found).toHaveLength(removed.reduce((sum, { count }) => sum + count, 0));
    for (const each of found) {
      expect(each.masked).not.toContain(secret);
      expect(removed).toContainEqual(
        expect.objectContaining({ place: each.place, kind: each.kind }),
      );
    }
  },
);

test('writes files that can be read back, with placeholders that can be recognized', async () => {
  const redactor = createRedactor();
  for (const { interaction, name } of all) {
    const { interaction: redacted } = await redactor.redact(interaction);
    const text = file(redacted);
    expect(parseCassette(text).interactions, name).toEqual([redacted]);
    if (!/Cookie|X-Forwarded|user info|remote_addr/.test(name)) {
      expect(readableIn(redacted), name).toMatch(PLACEHOLDER);
    }
  }
});
