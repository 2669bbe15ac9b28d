import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { createFollowerClient } from '@alert-button/sdk/follower';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

/*
 * Rights on paper: a page that anybody opens, prints and hands on, without an account or a script.
 */

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem();
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

const card = (path: string) => fetch(`${system.linksUrl}/rights/${path}`);

test('a card has every step, what it rests on, and that nobody has reviewed it', async () => {
  const client = createFollowerClient({ url: system.graphqlUrl });
  for (const language of ['es', 'en']) {
    const guide = await client.rightsGuide({ situation: 'HOME', language });
    const answer = await card(`home?language=${language}`);
    expect(answer.status).toBe(200);
    const text = (await answer.text()).replaceAll('&#39;', "'").replaceAll('&quot;', '"');
    for (const step of guide?.steps ?? []) expect(text).toContain(step.text);
    for (const { title } of guide?.sources ?? []) expect(text).toContain(title);
    expect(text).toContain(guide?.showToOfficer);
    expect(text).toContain(guide?.disclaimer);
    expect(text).toContain(language === 'en' ? 'Reviewed by: none yet' : 'nadie todavía');
    expect(text).not.toContain('<script');
  }
  client.close();
});

test('with a state named it has what differs there', async () => {
  const answer = await (await card('traffic-stop?language=en&state=az')).text();
  expect(answer).toContain('Arizona Revised Statutes § 28-3153');
  const elsewhere = await card('traffic-stop?language=en&state=WY');
  expect(elsewhere.status).toBe(200);
  expect(await elsewhere.text()).not.toContain('In this state');
});

test('what is no situation has no card', async () => {
  expect((await card('elsewhere')).status).toBe(404);
});
