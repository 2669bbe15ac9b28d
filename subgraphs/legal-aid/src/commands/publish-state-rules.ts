import type { StateRules } from '../domain/state-rule.ts';
import { stateRulesPublished } from '../events.ts';
import type { Database } from '../store/database.ts';
import { publishEditions } from './publish-editions.ts';

/**
 * Records the rules of states that this release serves, if they were never served before.
 *
 * @param run names this start in the audit trail.
 * @returns how many wordings were new.
 */
export function publishStateRules(
  database: Database,
  rules: StateRules,
  run: string,
): Promise<number> {
  const { version, publishedOn } = rules;
  const edition = { subject: 'STATE_RULES', version, publishedOn, content: rules };
  const event = (contentHash: string) => stateRulesPublished(rules, contentHash);
  return publishEditions(database, [{ edition, event }], 'publishStateRules', run);
}
