/*
 * `npm run bench`. The bench is a package of its own, since it needs what nobody else does.
 */
await import('../bench/run.ts');
