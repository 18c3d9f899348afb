import type { CompletionRequest, SentAtOnce } from '../player/channel.ts';
import { type Claim, TEST_HEADER } from '../player/session-channel.ts';
import { canonicalJson } from '../util/json.ts';
import { requestName } from '../util/masked-url.ts';
import type { Session } from './session.ts';
import { testIdsOf } from './test-id.ts';

/**
 * Whose request it is; or its answer, where that is the same for several; or why neither can be told, and
 * to which tests this matters.
 */
export type Owner =
  | { session: Session }
  | { send: SentAtOnce }
  | { problem: string; concerns: readonly Session[] };

export type Sessions = ReturnType<typeof createSessions>;

/** Remembers so many tests that have ended, to say so of requests that come late. */
const ENDED_KEPT = 1000;
const TELL_APART_HINT = `Make the back end send the header ${TEST_HEADER}, traceparent or baggage of the page's request on to the model, set the option ownsRequest, or give the tests different conversations.`;

/** Keeps the running tests, and tells whose request one is. */
export function createSessions() {
  const running = new Map<string, Session>();
  const ended = new Set<string>();

  /** Finds the running test that a request names. */
  function findNamed({ headers }: CompletionRequest): Session | undefined {
    const id = testIdsOf(headers).find((each) => running.has(each));
    return id === undefined ? undefined : running.get(id);
  }

  /** Finds the owner of a request; undefined where no test is running. */
  async function findOwner(request: CompletionRequest): Promise<Owner | undefined> {
    const session = findNamed(request);
    if (session) return { session };
    if (testIdsOf(request.headers).some((id) => ended.has(id))) {
      const reason =
        'the test that sent it has ended. Let the test wait until the back end is done, or stop it';
      return { problem: `Cannot answer ${requestName(request)}: ${reason}.`, concerns: [] };
    }
    const all = [...running.values()];
    if (all.length === 0) return undefined;
    return all.length === 1 ? { session: all[0]! } : chooseByClaims(request, all);
  }

  return {
    findNamed,
    findOwner,
    /** Keeps a test until it has ended. */
    async add(session: Session): Promise<void> {
      const { id } = session.info;
      running.set(id, session);
      await session.ended;
      running.delete(id);
      ended.add(id);
      if (ended.size > ENDED_KEPT) ended.delete([...ended][0]!);
    },
    /** The tests that are running. */
    get running(): readonly Session[] {
      return [...running.values()];
    },
  };
}

/** Asks every running test: the one that owns the request, else the only one that can answer it. */
async function chooseByClaims(
  request: CompletionRequest,
  sessions: readonly Session[],
): Promise<Owner> {
  const claims = await Promise.all(
    sessions.map(async (session) => ({ session, ...(await session.claim(request)) })),
  );
  const claiming = (wanted: Claim) => claims.filter(({ claim }) => claim === wanted);
  const [chosen = []] = (['own', 'match', 'side-call'] as const)
    .map(claiming)
    .filter(({ length }) => length > 0);
  if (chosen.length === 1) return { session: chosen[0]!.session };
  const [send, ...others] = chosen.map((each) => each.send);
  if (send && others.every((other) => canonicalJson(other) === canonicalJson(send)))
    return { send };
  if (chosen.length > 1) {
    const concerned = chosen.map(({ session }) => session);
    const names = concerned.map(({ info }) => `"${info.title}"`).join(', ');
    const problem = `Cannot tell which test sent ${requestName(request)}. Each of these can answer it: ${names}. ${TELL_APART_HINT}`;
    return { problem, concerns: concerned };
  }
  const left = claims.filter(({ claim }) => claim !== 'other');
  const reasons = left.map(({ session, reason }) => `"${session.info.title}": ${reason}`);
  const problem = `Cannot answer ${requestName(request)}: none of the ${sessions.length} running tests has a recording for it. ${TELL_APART_HINT}\n\n${reasons.join('\n\n')}`;
  return { problem, concerns: left.map(({ session }) => session) };
}
