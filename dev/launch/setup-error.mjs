/** A reason why setting up failed that the user can mend: shown as one line, no stack. */
export class SetupError extends Error {}

export function say(line) {
  process.stderr.write(`  ${line}\n`);
}
