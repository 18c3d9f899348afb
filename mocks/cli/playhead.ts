#!/usr/bin/env node
import { run } from './program.ts';

const { stdout, stderr, env, argv } = process;

// A reader such as `head` ends before all is written.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(argv.slice(2), { stdout, stderr, env });
