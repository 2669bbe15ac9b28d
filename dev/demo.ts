import { type AlertSummaryFragment, successOf } from '@alert-button/sdk';
import { createFollowerClient } from '@alert-button/sdk/follower';
import { enrol, type PersonClient } from '@alert-button/sdk/person';
import { openDeskScreen, type DeskEvent, type DeskScreen } from './demo/desk-screen.ts';
import { demoPresses, type DemoPress } from './demo/places.ts';
import { developmentOfficers } from './identity-provider/officers.ts';
import { dataDirectory } from './paths.ts';
import { findRunningSystem, type RunningSystem } from './running-system.ts';
import { loadSecrets } from './secrets.ts';
import { say } from './start/progress.ts';
import { stopRequests } from './start/stop-requests.ts';
import { reportAndExit, StartError } from './start-error.ts';

/*
 * Beside a running system: people press in several places of the United States; what each desk
 * sees is printed live, until every alert has come to its end.
 */
const patienceMilliseconds = 60_000;

interface Course {
  readonly press: DemoPress;
  readonly alert: AlertSummaryFragment;
  readonly milliseconds: number;
}

const { stopped } = stopRequests();
const failure = Promise.withResolvers<never>();
const tooLong = setTimeout(
  () => failure.reject(new StartError(`Not done after ${patienceMilliseconds / 1000} seconds.`)),
  patienceMilliseconds,
);
try {
  const isDone = await Promise.race([demonstrate().then(() => true), failure.promise, stopped]);
  clearTimeout(tooLong);
  process.exit(isDone === true ? 0 : 130);
} catch (error) {
  reportAndExit(error);
}

async function demonstrate(): Promise<void> {
  const system = await findRunningSystem();
  if (system === undefined) {
    throw new StartError('No system is running here: start one with `npm start`, then try again.');
  }
  using closing = new DisposableStack();

  const codes = demoPresses.flatMap(({ desk, ending }) =>
    ending.kind === 'TRANSFER' ? [desk, ending.to] : [desk],
  );
  const screens = await openScreens(system, new Set(codes));
  for (const { screen } of screens.values()) closing.use(screen);
  say(`\n  ${screens.size} desks are watching.\n`);

  const courses: Course[] = [];
  for (const press of demoPresses) courses.push(await run(system, screens, press));
  summarise(courses);
}

type Screens = ReadonlyMap<string, { readonly deskId: string; readonly screen: DeskScreen }>;

async function openScreens(system: RunningSystem, codes: ReadonlySet<string>): Promise<Screens> {
  const { identityProviderSecret } = await loadSecrets(dataDirectory());
  const officers = developmentOfficers(identityProviderSecret);
  const visitor = createFollowerClient({ url: system.graphqlUrl });
  const desks = (await visitor.desks()) ?? [];
  visitor.close();
  const opened = [...codes].map(async (code) => {
    const desk = desks.find((known) => known.code === code);
    const officer = officers.find((known) => known.desk === code);
    if (desk === undefined || officer === undefined) throw new Error(`There is no desk ${code}.`);
    const show = (event: DeskEvent) => printEvent(code, event);
    const screen = await openDeskScreen(system, desk, officer, show, failure.reject);
    return [code, { deskId: desk.id, screen }] as const;
  });
  return new Map(await Promise.all(opened));
}

/** One person's alert, from the press to its end. */
async function run(
  { graphqlUrl, websocketUrl }: RunningSystem,
  screens: Screens,
  press: DemoPress,
): Promise<Course> {
  const { homeConsulate, position, place } = press;
  const person = await enrol({
    url: graphqlUrl,
    webSocketUrl: websocketUrl,
    ...(homeConsulate === null ? {} : { homeConsulate }),
  });
  try {
    say(`  Pressed: ${place}${homeConsulate === null ? '' : `, home consulate ${homeConsulate}`}`);
    const pressedAt = performance.now();
    const alert = await person.press({ position });
    const desk = screens.get(alert.desk?.code ?? '');
    if (desk === undefined) throw new Error(`${place} went to desk ${alert.desk?.code ?? '?'}.`);
    const seenAt = await desk.screen.seen(alert.id, 'RAISED');
    await answer(screens, desk.screen, person, press, alert.id);
    const ended = await person.alert({ id: alert.id });
    if (ended === null) throw new Error('A person must see their own alert.');
    return { press, alert: ended, milliseconds: seenAt - pressedAt };
  } finally {
    person.close();
  }
}

async function answer(
  screens: Screens,
  screen: DeskScreen,
  person: PersonClient,
  { ending }: DemoPress,
  alertId: string,
): Promise<void> {
  const { officer } = screen;
  successOf(await officer.acknowledgeAlert({ input: { alertId } }));
  successOf(await officer.beginAssistance({ input: { alertId } }));
  switch (ending.kind) {
    case 'RESOLVE':
      return resolve(screen, alertId, ending.outcome);
    case 'CANCEL':
      successOf(await person.cancelAlert({ input: { alertId, reason: 'They have left.' } }));
      await screen.seen(alertId, 'CANCEL_REQUESTED');
      successOf(await officer.confirmCancellation({ input: { alertId } }));
      return void (await screen.seen(alertId, 'CANCEL_CONFIRMED'));
    case 'TRANSFER': {
      const next = screens.get(ending.to);
      if (next === undefined) throw new Error(`Nobody watches desk ${ending.to}.`);
      successOf(await officer.transferAlert({ input: { alertId, deskId: next.deskId } }));
      await next.screen.seen(alertId, 'TRANSFERRED');
      successOf(await next.screen.officer.acknowledgeAlert({ input: { alertId } }));
      return resolve(next.screen, alertId, ending.outcome);
    }
    default:
      return ending satisfies never;
  }
}

async function resolve(
  screen: DeskScreen,
  alertId: string,
  outcome: NonNullable<AlertSummaryFragment['outcome']>,
): Promise<void> {
  successOf(await screen.officer.resolveAlert({ input: { alertId, outcome } }));
  await screen.seen(alertId, 'RESOLVED');
}

function printEvent(desk: string, { at, kind, status, alert }: DeskEvent): void {
  const id = alert?.id.slice(0, 8) ?? '(gone)  ';
  const words = kind.toLowerCase().replaceAll('_', ' ');
  say(
    `    ${at.toISOString().slice(11, 23)}  ${desk.padEnd(12)} ${id}  ${words.padEnd(18)} now ${status}`,
  );
}

function summarise(courses: readonly Course[]): void {
  say('\n  Place                Desk          Routed by                          On screen  End');
  for (const { press, alert, milliseconds } of courses) {
    const { reason, basis } = alert.routing;
    const routed = basis === null ? reason : `${reason} (${basis})`;
    say(
      `  ${press.place.padEnd(20)} ${press.desk.padEnd(13)} ${routed.padEnd(34)} ` +
        `${`${milliseconds.toFixed(0)} ms`.padStart(9)}  ${alert.outcome ?? alert.status}`,
    );
  }
  say('\n  Every alert reached its desk and came to its end.\n');
}
