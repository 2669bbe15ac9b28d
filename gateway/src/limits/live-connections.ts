import type { Viewer } from '@alert-button/platform/viewer.ts';
import { holderOf } from '../auth/credential.ts';

/** The most sockets and event streams this process keeps open at once. */
export interface LiveSettings {
  readonly inTotal: number;
  /** Of one person, officer or key. */
  readonly each: number;
  /** Of those who did not say who they are, all together. */
  readonly anonymous: number;
}

export interface LiveConnections {
  /** Counts one more; null when there is no room. The returned function ends it. */
  open(): (() => void) | null;
  /** Counts an open one as somebody's; null when they have enough. The returned function ends it. */
  claim(viewer: Viewer): (() => void) | null;
}

const anonymous = 'anonymous';

/** Bounds what lives long; what one of them may buffer is bounded where it is written to. */
export function createLiveConnections(settings: LiveSettings): LiveConnections {
  let total = 0;
  const held = new Map<string, number>();

  function once(end: () => void): () => void {
    let isOver = false;
    return () => {
      if (!isOver) end();
      isOver = true;
    };
  }

  return {
    open() {
      if (total >= settings.inTotal) return null;
      total += 1;
      return once(() => (total -= 1));
    },
    claim(viewer) {
      const holder = holderOf(viewer);
      const key = holder ?? anonymous;
      const most = holder === null ? settings.anonymous : settings.each;
      const count = held.get(key) ?? 0;
      if (count >= most) return null;
      held.set(key, count + 1);
      return once(() => {
        const left = (held.get(key) ?? 1) - 1;
        if (left === 0) held.delete(key);
        else held.set(key, left);
      });
    },
  };
}
