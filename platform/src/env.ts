import type { JWK } from 'jose';

/** A symmetric key with the name under which it is known: `<id>:<base64 of 32 bytes>`. */
export interface NamedKey {
  readonly id: string;
  readonly secret: Buffer;
}

/** Every problem of the environment at once, so that an operator mends them in one go. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

const developmentPrefix = 'development-';

type Values = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment once, at start. Each reader notes what is missing or malformed; `done`
 * throws an `EnvironmentError` that lists it all. In production a secret whose id begins with
 * `development-` is refused, so a copied development set-up cannot go live by accident.
 * Messages name variables, never their values.
 */
export class Environment {
  readonly isProduction: boolean;
  readonly #values: Values;
  readonly #problems: string[] = [];

  constructor(values: Values = process.env) {
    this.#values = values;
    // Whoever does not say is in production: a forgotten variable must not open doors.
    this.isProduction = !['development', 'test'].includes(values['NODE_ENV'] ?? '');
  }

  text(name: string, fallback?: string): string {
    const value = this.#values[name];
    if (value !== undefined && value !== '') return value;
    if (fallback === undefined) this.#problems.push(`${name} is missing`);
    return fallback ?? '';
  }

  integer(name: string, fallback: number): number {
    const value = Number(this.#values[name] || fallback);
    if (!Number.isInteger(value) || value < 0) {
      this.#problems.push(`${name} must be a whole number, zero or more`);
      return fallback;
    }
    return value;
  }

  url(name: string, fallback?: string): string {
    const value = this.text(name, fallback);
    if (value !== '' && !URL.canParse(value)) this.#problems.push(`${name} must be a URL`);
    return value;
  }

  /** One URL, or several separated by commas. */
  urls(name: string): readonly string[] {
    const urls = this.text(name)
      .split(',')
      .map((url) => url.trim());
    const isMissing = urls.length === 1 && urls[0] === '';
    if (!isMissing && !urls.every((url) => URL.canParse(url))) {
      this.#problems.push(`${name} must be one URL, or several separated by commas`);
    }
    return urls;
  }

  json<T>(name: string): T {
    const value = this.text(name);
    if (value === '') return null as T;
    try {
      const parsed = JSON.parse(value) as T | null;
      if (parsed === null) this.#problems.push(`${name} is missing`);
      return parsed as T;
    } catch {
      this.#problems.push(`${name} must be JSON`);
      return null as T;
    }
  }

  jwk(name: string): JWK {
    const key = this.json<JWK | null>(name);
    if (key === null) return { kty: 'OKP', kid: '' };
    if (typeof key.kty !== 'string' || typeof key.kid !== 'string') {
      this.#problems.push(`${name} must be a JSON Web Key with "kty" and "kid"`);
      return { kty: 'OKP', kid: '' };
    }
    this.#refuseDevelopment(name, key.kid);
    return key;
  }

  namedKey(name: string): NamedKey {
    return this.#parseKey(name, this.text(name));
  }

  /** One such key, or several separated by commas while they change. */
  namedKeys(name: string): readonly NamedKey[] {
    const values = this.text(name)
      .split(',')
      .map((value) => value.trim());
    // An empty key would be known to everybody.
    if (values.length > 1 && values.includes('')) this.#problems.push(`${name} has an empty key`);
    return values.map((value) => this.#parseKey(name, value));
  }

  #parseKey(name: string, value: string): NamedKey {
    const separator = value.indexOf(':');
    const id = value.slice(0, Math.max(separator, 0));
    const secret = Buffer.from(value.slice(separator + 1), 'base64');
    if (value !== '' && (id === '' || secret.length !== 32)) {
      this.#problems.push(`${name} must be <id>:<base64 of 32 bytes>`);
    }
    this.#refuseDevelopment(name, id);
    return { id, secret };
  }

  secretText(name: string): string {
    const value = this.text(name);
    if (value !== '' && value.length < 32) this.#problems.push(`${name} needs 32 characters`);
    this.#refuseDevelopment(name, value);
    return value;
  }

  /** A problem that takes more than one variable to see. Name variables, never their values. */
  refuse(problem: string): void {
    this.#problems.push(problem);
  }

  done(): void {
    if (this.#problems.length > 0) throw new EnvironmentError(this.#problems.join('; '));
  }

  #refuseDevelopment(name: string, id: string): void {
    if (this.isProduction && id.startsWith(developmentPrefix)) {
      this.#problems.push(`${name} is a development secret and cannot be used in production`);
    }
  }
}
