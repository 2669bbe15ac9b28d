import { describeFailure, exitCodes, readTrailsToVerify, verifyTrails } from './verify-trails.ts';

/*
 * Verifies audit trails from outside of the services, with the environment that
 * `readTrailsToVerify` reads:
 *
 *   node platform/src/audit/verify-command.ts
 */
try {
  const isWhole = await verifyTrails(readTrailsToVerify(), (line) => console.log(line));
  process.exitCode = isWhole ? exitCodes.whole : exitCodes.notWhole;
} catch (error) {
  process.stderr.write(`audit:verify: ${describeFailure(error)}\n`);
  process.exitCode = exitCodes.notVerified;
}
