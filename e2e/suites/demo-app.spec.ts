import { chatSuite } from 'playhead/playwright';
import { recordings } from '../cassettes.ts';
import { demoApp } from '../drivers/demo-app.ts';

chatSuite(demoApp, { cassettes: recordings.map(({ name }) => name) });
