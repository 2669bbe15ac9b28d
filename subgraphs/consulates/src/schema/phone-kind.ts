import { builder } from './builder.ts';

export const ConsulatePhoneKind = builder.enumType('ConsulatePhoneKind', {
  description: 'Which of its numbers.',
  values: {
    MAIN: { description: 'The main number.' },
    PROTECTION: { description: 'The protection department, or the emergency line.' },
  } as const,
});
