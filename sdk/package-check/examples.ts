import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import type { InstalledPackage } from './install.ts';

const readme = join(import.meta.dirname, '..', 'README.md');

const options: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.asynciterable.d.ts'],
  types: [],
};

/** What the compiler says of the README's examples, each a module of its own in an application. */
export async function compileExamples({ folder }: InstalledPackage): Promise<string[]> {
  const text = await readFile(readme, 'utf8');
  const examples = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);
  if (examples.length === 0) return ['the README has no examples'];
  const files = await Promise.all(
    examples.map(async (code, index) => {
      const file = join(folder, `example-${index + 1}.mts`);
      await writeFile(file, `${code}\nexport {};\n`);
      return file;
    }),
  );
  const program = ts.createProgram(files, options);
  return ts.getPreEmitDiagnostics(program).map(({ messageText, file, start = 0 }) => {
    const line = file?.text.slice(0, start).split('\n').length ?? 0;
    const place = `${file?.fileName.slice(folder.length + 1) ?? ''}:${line}`;
    return `${place} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
