export { type StreamBudgets } from './test/budgets.ts';
export { expect } from './test/expect.ts';
export { type StreamMetrics } from './test/metrics.ts';
export { type QualityWatch, watchQuality } from './test/watch-quality.ts';
