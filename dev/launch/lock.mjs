import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './setup-error.mjs';

const beatMilliseconds = 2_000;
const staleAfterMilliseconds = 30_000;

/**
 * Runs `work` while no other launch does the same. A lock whose holder is gone, or has not been
 * heard of for half a minute, is taken over.
 */
export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  for (let isFirst = true; !take(file); isFirst = false) {
    if (isFirst) say('Another start is setting up; waiting for it …');
    await delay(250);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimesSync(file, now, now);
  }, beatMilliseconds);
  const release = () => {
    clearInterval(beat);
    rmSync(file, { force: true });
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isHeld(file)) return false;
    discard(file);
    return take(file);
  }
}

function isHeld(file) {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    const pid = Number(readFileSync(file, 'utf8'));
    // Just made: its holder may not have written its number yet.
    if (age < 1_000 && !(pid > 0)) return true;
    return age < staleAfterMilliseconds && isAlive(pid);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** By renaming: of two launches that find the same stale lock only one gets it out of the way. */
function discard(file) {
  const away = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, away);
    rmSync(away, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
