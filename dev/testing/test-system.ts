import { createTestDatabase, type TestDatabase } from '@alert-button/platform/testing/database.ts';
import { subgraphNames, type SubgraphName } from '../paths.ts';
import { createSecrets, type DevelopmentSecrets } from '../secrets.ts';
import { startSystem, unusedPorts, type System, type SystemOptions } from '../system.ts';
import { openOffices } from './open-offices.ts';

export interface TestSystem extends System, AsyncDisposable {
  readonly secrets: DevelopmentSecrets;
  readonly databases: Readonly<Record<SubgraphName, TestDatabase>>;
  /** What the services have written so far, a line each, with the service's name before it. */
  readonly lines: readonly string[];
}

/**
 * The whole system for one test file: own databases, own secrets, free ports, and the offices that
 * tests press at open day and night. Everything is gone after it is disposed.
 *
 *     await using system = await startTestSystem();
 */
export async function startTestSystem(
  options: Partial<Omit<SystemOptions, 'databases' | 'secrets' | 'mode'>> = {},
): Promise<TestSystem> {
  await using opening = new AsyncDisposableStack();
  const created = await Promise.all(
    subgraphNames.map(async (name) => [name, opening.use(await createTestDatabase(name))] as const),
  );
  const databases = Object.fromEntries(created) as Record<SubgraphName, TestDatabase>;
  const secrets = createSecrets();
  const lines: string[] = [];
  const system = await startSystem({
    ...options,
    databases,
    secrets,
    mode: 'test',
    ports: options.ports ?? (await unusedPorts()),
    onLine: (name, line) => {
      lines.push(`${name} ${line}`);
      options.onLine?.(name, line);
    },
  });
  opening.defer(() => system.stop());
  await openOffices(system, secrets.identityProviderSecret, databases.alerts.owner);
  const closing = opening.move();
  return {
    ...system,
    secrets,
    databases,
    lines,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
