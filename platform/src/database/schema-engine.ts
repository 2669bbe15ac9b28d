import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/**
 * Prisma's schema engine, built as WebAssembly: the same engine that `prisma migrate` runs, from
 * npm instead of a download. Its JavaScript side is not a public interface, so the package is
 * pinned exactly and nothing outside this file touches it.
 */
export type SchemaEngine = bindings.SchemaEngine;

interface Internals {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

let loaded: Promise<void> | undefined;

async function load(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const source = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'));
  const imports = { ...(bindings as unknown as WebAssembly.ModuleImports) };
  // The engine leaves its ten-second lock timer running; it must not keep the process alive.
  for (const name of Object.keys(imports).filter((key) => key.startsWith('__wbg_setTimeout_'))) {
    imports[name] = (callback: () => void, delay: number) => setTimeout(callback, delay).unref();
  }
  const { instance } = await WebAssembly.instantiate(source, { './schema_engine_bg.js': imports });
  (bindings as unknown as Internals).__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
}

/** Which objects the engine leaves alone: none. */
export const noFilters = { externalTables: [], externalEnums: [] };

/** Sends one migration script, whole, on a connection. */
export type RunScript = (client: pg.ClientBase, script: string) => Promise<void>;

/**
 * Runs `work` with an engine for one database. Loading the engine takes about half a second, so
 * do it only when there is something to do.
 *
 * @param url a role that may create tables: the owner.
 * @param schema content of `schema.prisma`.
 * @param runScript called for each script the engine wants to run.
 */
export async function withSchemaEngine<T>(
  url: string,
  schema: string,
  runScript: RunScript,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= load();
  await loaded;
  // A pool of our own, because the engine closes none: its connections would stay for a while.
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => undefined);
  try {
    const engine = await bindings.SchemaEngine.new(
      { datamodels: [['schema.prisma', schema]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(wholeScripts(pool, runScript)),
    );
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

/**
 * Prisma's adapter, but for one thing: it cuts a script at every semicolon, also within a string,
 * a comment or a function, and runs the pieces one by one, so that a failing migration stays half
 * done. Sent whole, PostgreSQL itself parses it, and runs all of it or nothing.
 */
function wholeScripts(pool: pg.Pool, runScript: RunScript): PrismaPg {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      const client = await pool.connect();
      try {
        await runScript(client, script);
        client.release();
      } catch (error) {
        // It may have left a transaction open.
        client.release(true);
        throw error;
      }
    };
    return adapter;
  };
  return factory;
}
