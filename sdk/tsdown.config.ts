import { defineConfig } from 'tsdown';
import packageJson from './package.json' with { type: 'json' };

/**
 * What is published: ESM and CommonJS, each with its types. One file for each source, so that a
 * bundler sees the modules as they were written and leaves out those it does not need.
 */
export default defineConfig({
  entry: Object.values(packageJson.exports),
  format: ['esm', 'cjs'],
  unbundle: true,
  dts: true,
  // Runs in browsers and in Node alike, so it takes nothing from either but their globals.
  platform: 'neutral',
  target: 'es2022',
  tsconfig: '../tsconfig.json',
  logLevel: 'warn',
  inputOptions: { checks: { pluginTimings: false } },
});
