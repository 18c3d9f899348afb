import { printable } from '../print/printable.ts';
import type { Paint } from '../terminal.ts';
import type { Setup } from './detect.ts';
import { installCommand, type PackageManager } from './package-manager.ts';
import type { Plan } from './plan.ts';
import type { PlannedFile, Written } from './write-plan.ts';

/** Says what has been found, written and left, and what comes next. */
export function describe(
  plan: Plan,
  { written, kept }: Written,
  { setup, because, manager }: { setup: Setup; because: string; manager: PackageManager },
  paint: Paint,
): string {
  const { caller, protocol, endpoint } = setup;
  const by = endpoint === undefined ? protocol : `${protocol} at ${endpoint}`;
  const install = plan.install.length > 0 ? [installCommand(manager, plan.install)] : [];
  return [
    [`The ${caller.replace('-', ' ')} calls the model: ${printable(`${by} (${because})`)}.`],
    section('Written:', written.map(line)),
    section(
      'Already there, and left unchanged:',
      kept.map(({ file }) => file),
    ),
    ...plan.byHand.map(({ title, lines }) => section(title, lines.split('\n'))),
    section('Install what is missing:', install),
    plan.notes,
    section('Run it:', [paint('bold', plan.run)]),
    ['If the page has other controls, adjust the locators at the top of the spec.'],
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : [title, ...lines.map((each) => (each === '' ? '' : `  ${each}`))];
}

function line({ file, what }: PlannedFile): string {
  return `${printable(file)}: ${what}`;
}
