import { describe, expect, test } from '@jest/globals';
import { newAlert } from '../testing/walk.ts';
import { followedView, isFollowed, sights } from './followed.ts';

describe('P16: what a link shows', () => {
  test('is no place at all unless the person chose it, and the desk tells about the place', () => {
    const alert = newAlert();
    expect(followedView(alert, 'STATUS')).toEqual({
      status: 'RAISED',
      escalationLevel: 0,
      isOpen: true,
      deskId: null,
      consulateId: null,
      coarseCell: null,
    });
    for (const sight of ['COARSE_PLACE', 'EXACT_PLACE'] as const) {
      expect(followedView(alert, sight)).toMatchObject({
        deskId: alert.deskId,
        consulateId: alert.routing.consulateId,
        coarseCell: alert.coarseCell,
      });
    }
  });

  test('P13: is what the phone shows, whatever the desks do behind it', () => {
    const alert = newAlert();
    const frozen = {
      ...alert,
      state: { status: 'ASSISTING', officerId: 'an-officer' },
      escalationLevel: 4,
      deskId: 'another-desk',
      personView: { ...alert.personView, status: 'CANCEL_REQUESTED', isFrozen: true },
    } as const;
    for (const sight of sights) {
      const shown = followedView(frozen, sight);
      expect(shown).toMatchObject({ status: 'CANCEL_REQUESTED', escalationLevel: 0 });
      expect(JSON.stringify(shown)).not.toMatch(/another-desk|an-officer|ASSISTING/);
    }
  });

  test('does not tell that the person moved', () => {
    expect(isFollowed({ kind: 'POSITION_UPDATED' })).toBe(false);
    expect(isFollowed({ kind: 'ACKNOWLEDGED' })).toBe(true);
  });

  test('does not tell that somebody wrote', () => {
    expect(isFollowed({ kind: 'PERSON_WROTE' })).toBe(false);
    expect(isFollowed({ kind: 'DESK_WROTE' })).toBe(false);
    expect(isFollowed({ kind: 'CALLBACK_PHONE_CHANGED' })).toBe(false);
  });
});
