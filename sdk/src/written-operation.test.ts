import { expect, test } from '@jest/globals';
import * as operations from './_generated/operations.ts';
import { actsWith, operation } from './written-operation.ts';

test('name, kind and root field of an operation are what its text says', () => {
  const text = 'mutation Save($input:SaveInput!){saved:save(input:$input){id}}';
  expect(operation(text)).toEqual({
    name: 'Save',
    kind: 'mutation',
    root: 'saved',
    isRepeatable: false,
    text,
  });
  expect(operation('query Things{things{id}}')).toMatchObject({ isRepeatable: true });
  expect(operation('subscription Feed($a:ID!){feed(a:$a){id}}')).toMatchObject({
    kind: 'subscription',
    isRepeatable: false,
  });
});

test('what the text does not say is added', () => {
  const text = 'mutation Save{save{...Part}}';
  const unsaid = { isRepeatable: true, fragments: ['fragment Part on Thing{at}'], dates: ['at'] };
  expect(operation(text, unsaid)).toMatchObject(unsaid);
});

test('an act asks for its success and for whatever refuses it', () => {
  const act = actsWith('fragment UserErrorSummary on UserError{message}');
  expect(
    act('SaveThing', '{id}', { isRepeatable: true, fragments: ['fragment A on B{c}'] }),
  ).toEqual({
    name: 'SaveThing',
    kind: 'mutation',
    root: 'saveThing',
    isRepeatable: true,
    text: 'mutation SaveThing($input:SaveThingInput!){saveThing(input:$input){__typename ...on SaveThingSuccess{id}...UserErrorSummary}}',
    fragments: ['fragment A on B{c}', 'fragment UserErrorSummary on UserError{message}'],
  });
});

test.each(Object.values(operations))('$name has all its facts', ({ name, kind, root, text }) => {
  expect(text.startsWith(`${kind} ${name}`)).toBe(true);
  expect(root).toMatch(/^\w+$/);
});
