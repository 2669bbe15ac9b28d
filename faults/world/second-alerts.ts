import { join } from 'node:path';
import { subgraphFolders } from '@alert-button/dev/paths.ts';
import { freePorts } from '@alert-button/dev/ports.ts';
import { Service } from '@alert-button/dev/service.ts';
import {
  serviceEnvironments,
  serviceNames,
  type ServiceName,
  type SystemOptions,
} from '@alert-button/dev/system.ts';

/**
 * A second process of alerts on the same database: it gives positions and escalates beside the
 * first. The gateway does not know it, so what it does for requests is not tried here.
 */
export async function createSecondAlerts(options: SystemOptions): Promise<Service> {
  const [port = 0] = await freePorts(1);
  const origins = Object.fromEntries(
    serviceNames.map((name) => [name, `http://127.0.0.1:${options.ports[name]}`]),
  ) as Record<ServiceName, string>;
  return new Service({
    name: 'alerts-2',
    entry: join(subgraphFolders.alerts, 'src', 'server.ts'),
    environment: {
      NODE_ENV: options.mode,
      LOG_LEVEL: options.logLevel ?? 'info',
      PORT: String(port),
      ...serviceEnvironments(options, origins).alerts,
    },
    readyUrl: `http://127.0.0.1:${port}/readyz`,
    onLine: (line) => options.onLine?.('alerts', line),
    onUnexpectedExit: () => undefined,
  });
}
