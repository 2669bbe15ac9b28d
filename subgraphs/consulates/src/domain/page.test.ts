import { describe, expect, test } from '@jest/globals';
import { smsSize } from '@alert-button/platform/messages/gsm7.ts';
import {
  calledDesks,
  callsOfficers,
  isAnswered,
  isAnsweredByLink,
  type AlertChange,
} from './page.ts';
import { longestLinksUrl, pageContent, pageLanguages, testContent } from './page-text.ts';

const escalated: AlertChange = {
  kind: 'ESCALATED',
  alertId: 'an-alert',
  version: 2,
  status: 'RAISED',
  isDrill: false,
  environment: 'LIVE',
  deskId: 'own',
  calledDeskIds: ['other'],
  dutyOfficerIds: ['one'],
};

describe('a step', () => {
  test('calls officers in earnest only', () => {
    expect(callsOfficers(escalated)).toBe(true);
    const { environment: _environment, ...older } = escalated;
    expect(callsOfficers(older)).toBe(true);
    expect(callsOfficers({ ...escalated, environment: 'TEST' })).toBe(false);
    expect(callsOfficers({ ...escalated, isDrill: true })).toBe(true);
    expect(callsOfficers({ ...escalated, dutyOfficerIds: [] })).toBe(false);
    expect(callsOfficers({ ...escalated, kind: 'PRESSED_AGAIN' })).toBe(false);
  });

  test('calls the responsible desk first', () => {
    expect(calledDesks(escalated)).toEqual(['own', 'other']);
  });
});

describe('an alert', () => {
  test.each(['ACKNOWLEDGED', 'ASSISTING', 'CANCELLED', 'RESOLVED'])(
    'that is %s needs nobody else',
    (status) => {
      expect(isAnswered({ ...escalated, status })).toBe(true);
    },
  );

  test('whose cancel waits still needs an officer, who has to see it', () => {
    const change = { ...escalated, status: 'CANCEL_REQUESTED' };
    expect(callsOfficers(change)).toBe(true);
    expect(isAnswered(change)).toBe(false);
    expect(isAnsweredByLink(change)).toBe(false);
    expect(isAnsweredByLink(escalated)).toBe(true);
  });
});

describe('a page', () => {
  const token = 'x'.repeat(22);
  const asSent = ({ text, link }: { text: string; link: string | null }) =>
    link === null ? text : `${text} ${link}`;

  test.each(pageLanguages)(
    'in %s is one text message, whatever the desk and the address',
    (language) => {
      for (const deskCode of ['los-angeles', 'x'.repeat(64)]) {
        for (const length of [20, longestLinksUrl]) {
          const link = `${'u'.repeat(length)}/a/${token}`;
          const { text } = pageContent({ language, deskCode, link });
          const size = smsSize(asSent({ text, link }));
          expect(size).toEqual({ alphabet: 'GSM_7', segments: 1 });
        }
        const withoutLink = pageContent({ language, deskCode, link: null });
        expect(smsSize(asSent(withoutLink))).toEqual({ alphabet: 'GSM_7', segments: 1 });
      }
      expect(smsSize(testContent(language).text)).toEqual({ alphabet: 'GSM_7', segments: 1 });
    },
  );

  test('names the desk where there is room, and nothing else of the alert', () => {
    const link = `https://links.example.org/a/${token}`;
    const { text, subject } = pageContent({ language: 'es', deskCode: 'los-angeles', link });
    expect(text).toBe('Alerta en espera de respuesta: los-angeles. Para atenderla, abra:');
    expect(subject).toBe('Una alerta espera respuesta');
  });
});
