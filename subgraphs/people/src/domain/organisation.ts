import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import type { ApiEnvironment, ApiKey, ApiScope } from './api-key.ts';
import { readText } from './text.ts';

/** An organisation, for example an NGO, that may ask with keys of its own. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  /** While it is, none of its keys opens anything. */
  readonly isDisabled: boolean;
  readonly createdAt: Date;
  /** Grows by one with every change. */
  readonly version: number;
}

/** An organisation as administrators see it. */
export interface OrganisationAccount extends Organisation {
  /** Oldest first. */
  readonly keys: readonly ApiKey[];
}

/** An organisation as it sees itself when it asks with one of its keys. */
export interface AskingOrganisation {
  readonly kind: 'ORGANISATION';
  readonly id: string;
  readonly name: string;
  readonly environment: ApiEnvironment;
  readonly scopes: readonly ApiScope[];
}

/** @throws InvalidInputError */
export function parseOrganisationName(typed: string): string {
  const issues: InputIssue[] = [];
  const name = readText(typed, { path: 'name', most: 200 }, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return name;
}
