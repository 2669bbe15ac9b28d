import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';

/* The audit suite of the GraphQL over HTTP specification, against the public door. */

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

for (const audit of serverAudits({ url: () => system.graphqlUrl, fetchFn: fetch })) {
  test(`GraphQL over HTTP: ${audit.name} (${audit.id})`, async () => {
    const result = await audit.fn();
    expect({ status: result.status, reason: 'reason' in result ? result.reason : null }).toEqual({
      status: 'ok',
      reason: null,
    });
  });
}
