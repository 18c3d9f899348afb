import type { PageConfig } from '../channel.ts';
export function start(_config: PageConfig): void {}
