/** Shipped data cannot be served; the message lists every fault by its place in the file. */
export class ShippedDataError extends Error {
  override readonly name = 'ShippedDataError';
}

export type Fields = Readonly<Record<string, unknown>>;

/** Reads values by name, notes what is wrong, and goes on, so that all faults show at once. */
export class Reader {
  readonly #faults: string[] = [];

  fault(place: string, message: string): void {
    this.#faults.push(`${place} ${message}`);
  }

  /** @throws ShippedDataError listing all that was wrong. */
  done(): void {
    if (this.#faults.length > 0) throw new ShippedDataError(this.#faults.join('; '));
  }

  object(value: unknown, place: string): Fields {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Fields;
    }
    this.fault(place, 'must be an object');
    return {};
  }

  list(value: unknown, place: string): readonly unknown[] {
    if (Array.isArray(value) && value.length > 0) return value;
    this.fault(place, 'must be a list with something in it');
    return [];
  }

  text(fields: Fields, name: string, place: string): string {
    const value = fields[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
    this.fault(`${place}.${name}`, 'must be a text');
    return '';
  }

  textOrNull(fields: Fields, name: string, place: string): string | null {
    return fields[name] === null ? null : this.text(fields, name, place);
  }

  pattern(fields: Fields, name: string, place: string, is: (text: string) => boolean): string {
    const value = this.text(fields, name, place);
    if (value !== '' && !is(value)) this.fault(`${place}.${name}`, 'is malformed');
    return value;
  }

  /** One of a table's keys, read as what the table says it means. */
  oneOf<T>(fields: Fields, name: string, place: string, table: Readonly<Record<string, T>>): T {
    const value = fields[name];
    if (typeof value === 'string' && Object.hasOwn(table, value)) return table[value] as T;
    this.fault(`${place}.${name}`, 'is not known');
    return Object.values(table)[0] as T;
  }

  version(fields: Fields, place: string): number {
    const version = fields['version'];
    if (!Number.isSafeInteger(version) || Number(version) < 1) {
      this.fault(`${place}.version`, 'must be a whole number from 1');
    }
    return Number(version);
  }

  degrees(fields: Fields, name: string, place: string, limit: number): number {
    const value = Number(fields[name] ?? Number.NaN);
    if (!(Math.abs(value) <= limit)) {
      this.fault(`${place}.${name}`, `must be from -${limit} to ${limit}`);
    }
    return value;
  }
}

/** A day in ISO 8601 form that there is. */
export const isDate = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

/** A year, month or day: as much of a date as is known. */
export const isPartOfDate = (text: string) =>
  /^\d{4}(-\d{2}){0,2}$/.test(text) && isDate(`${text}${'-01-01'.slice(text.length - 4)}`);

export const isSecureUrl = (text: string) =>
  URL.canParse(text) && new URL(text).protocol === 'https:';
