import { readFile } from 'node:fs/promises';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import type { InstalledPackage } from './install.ts';

/** What a package manager, a bundler or the compiler would stumble over. */
export async function judgeContents({ tarball }: InstalledPackage): Promise<string[]> {
  const data = await readFile(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) },
  });
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(data)));
  const problems = analysis.types === false ? ['there are no types'] : analysis.problems;
  return [
    ...messages.map((message) => formatMessage(message, pkg) ?? message.code),
    ...problems
      .filter((problem) => typeof problem === 'string' || !isOfOldNode(problem))
      .map((problem) => JSON.stringify(problem)),
  ];
}

/** Node 10 and what resolves as it did knows no `exports`; nothing that runs here is that old. */
function isOfOldNode(problem: object): boolean {
  return 'resolutionKind' in problem && problem.resolutionKind === 'node10';
}
