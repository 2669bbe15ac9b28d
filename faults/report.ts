import type { Broken } from './campaign/breaking.ts';
import type { Report } from './campaign/campaign.ts';
import { findingNames, type FindingName } from './oracle/finding.ts';

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

export function describeBroken({ fault, recoveryMilliseconds, findings }: Broken): string {
  const mark = findings.length === 0 ? '✓' : '✗';
  return `  ${mark} ${fault.number.padEnd(4)}${fault.name} (through again after ${seconds(recoveryMilliseconds)})`;
}

/** How often each thing was found that must never be. */
const sumOf = ({ findings }: Report, ...names: FindingName[]): number =>
  findings
    .filter(({ name }) => names.includes(name))
    .reduce((sum, finding) => sum + finding.count, 0);

export function describeReport(report: Report): string {
  const { steps } = report;
  const rows: readonly (readonly [string, string | number])[] = [
    ['faults injected', report.faults],
    ['presses sent', report.presses],
    ['presses acknowledged', report.acknowledged],
    ['attempts that failed and were sent again', report.retries],
    ['alerts stored', report.alerts],
    ['alerts taken by officers', report.taken],
    ['events shown on screens', report.shown],
    ['lines made anew by screens', report.connections],
    ['lost', sumOf(report, 'LOST', 'TAKEN_LOST', 'UNSEEN', 'UNANSWERED', 'PAGE_MISSING')],
    ['duplicates', sumOf(report, 'ALERT_TWICE', 'SEEN_TWICE', 'STEP_TWICE', 'PAGE_TWICE')],
    ['steps due of alerts nobody answered', steps.due],
    ['steps taken of these', steps.taken],
    ['events that cannot be applied', report.poisons],
    ['events put aside as dead letters', report.letters],
    ['officers on duty called by steps', report.called],
    ['pages queued for them', report.pages ?? 'nothing pages here'],
    ['longest way back', seconds(report.longestRecoveryMilliseconds)],
    ['took', seconds(report.seconds * 1000)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return [
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}${value}`),
    ...report.findings.map(
      ({ name, count, examples }) =>
        `  ✗ ${findingNames[name]}: ${count}, as ${examples.join(', ')}`,
    ),
  ].join('\n');
}
