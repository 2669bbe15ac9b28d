import pino from 'pino';

/**
 * What may be written to a log. An allow-list, because a redaction list fails open: a field that
 * is not named here never reaches the log, whoever adds it.
 */
const loggable = [
  'requestId',
  'port',
  'code',
  'error',
  'count',
  'durationMs',
  'position',
  'subgraph',
  'operation',
  'status',
  'consumer',
  'eventId',
  'signal',
  'closeCode',
] as const;

export type LogFields = Partial<Record<(typeof loggable)[number], unknown>>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/**
 * What is safe to keep of a thrown thing: its class, its code and where it came from. Never its
 * message, which may quote a row, a value or a token.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = (error as { code?: unknown }).code;
  const stack = error.stack ?? '';
  // The stack begins with the message, which may have lines that look like frames.
  const afterMessage = stack.slice(stack.indexOf(error.message) + error.message.length);
  const frames = afterMessage.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    at: frames.slice(0, 8).map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** A structured log to standard output, one JSON object a line. */
export function createLog(service: string, level = 'info'): Log {
  // Written at once. What waits in a buffer is flushed at exit, and when the reader is gone by then
  // (a killed supervisor) that flush tries for ever: the process would never end.
  const output = pino.destination({ fd: 1, sync: true });
  const timestamp = pino.stdTimeFunctions.isoTime;
  const logger = pino({ level, base: { service }, timestamp }, output);
  const pick = (fields: LogFields = {}) => {
    const picked: Record<string, unknown> = {};
    for (const name of loggable) {
      if (fields[name] === undefined) continue;
      picked[name] = name === 'error' ? describeError(fields[name]) : fields[name];
    }
    return picked;
  };
  return {
    debug: (message, fields) => logger.debug(pick(fields), message),
    info: (message, fields) => logger.info(pick(fields), message),
    warn: (message, fields) => logger.warn(pick(fields), message),
    error: (message, fields) => logger.error(pick(fields), message),
  };
}
