/*
 * `npm run test:faults`. The faults are a package of their own, as the bench is.
 */
await import('../faults/run.ts');
