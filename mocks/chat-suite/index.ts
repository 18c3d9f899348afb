export { chatBehaviours, type BehaviourFixtures, type ChatBehaviour } from './chat-behaviours.ts';
export { chatSuite, type ChatSuiteOptions } from './chat-suite.ts';
export { type BehaviourId } from './behaviour.ts';
export { type ChatDriver, type Opening } from './driver.ts';
export { type ChatBehaviourOptions, type ExpectedFailures } from './options.ts';
