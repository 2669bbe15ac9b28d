import {
  channels,
  jurisdictionBases,
  outcomes,
  routingReasons,
  statuses,
} from '../domain/alert.ts';
import { automaticStatusKinds } from '../domain/automatic-status.ts';
import { messageAuthors } from '../domain/message.ts';
import { eventKinds } from '../domain/transitions.ts';
import { builder } from './builder.ts';

/** An enum of the domain's words, each with its meaning. */
function described<const Words extends readonly string[]>(
  name: string,
  description: string,
  words: Words,
  meanings: Record<Words[number], string>,
) {
  const values = Object.fromEntries(
    words.map((word) => [word, { description: meanings[word as Words[number]] }]),
  ) as Record<Words[number], { description: string }>;
  return builder.enumType(name, { description, values });
}

export const AlertStatus = described('AlertStatus', 'Where an alert stands.', statuses, {
  RAISED: 'Stored and on the desks; no officer has answered yet.',
  ACKNOWLEDGED: 'An officer has taken it.',
  ASSISTING: 'An officer is helping.',
  CANCEL_REQUESTED: 'The person asked to cancel; an officer has yet to confirm.',
  CANCELLED: 'An officer confirmed the cancel.',
  RESOLVED: 'Closed with an outcome.',
});

export const AlertChannel = described('AlertChannel', 'How the alert came in.', channels, {
  APP: 'From an app on the person’s device.',
  WEB: 'From a web page on the person’s device.',
  SMS: 'From a text message.',
  CALL_CENTRE: 'By an operator, for a caller.',
  ORGANISATION: 'By an organisation, for a person who consented.',
});

export const AlertOutcome = described('AlertOutcome', 'What became of the person.', outcomes, {
  ASSISTED: 'Helped on the spot; not detained.',
  DETAINED: 'Detained; case work goes on.',
  RELEASED: 'Was detained and is free.',
  REMOVED: 'Was removed from the country.',
  NOT_DETAINED: 'The danger passed without help.',
  FALSE_ALARM: 'Pressed without danger; costs the person nothing.',
  UNREACHABLE: 'Could not be reached in spite of trying.',
});

export const RoutingReason = described(
  'RoutingReason',
  'Why the alert went to its first desk.',
  routingReasons,
  {
    COUNTY: 'The office lists the county the person is in.',
    NEAREST_OFFICE: 'No office lists the county, or there is none: the nearest office.',
    HOME_CONSULATE: 'No position: the consulate the person chose as theirs.',
    NATIONAL_DESK: 'No position and no chosen consulate.',
  },
);

export const RoutingBasis = described(
  'RoutingBasis',
  'How it is known that an office serves a county.',
  jurisdictionBases,
  {
    SOURCE: 'A public page names it.',
    DERIVED_FROM_SOURCE_RULE: 'Computed from a rule that a public page states.',
    INFERRED_FROM_SOURCE: 'Inferred from a public page.',
    UNSOURCED: 'General knowledge.',
    SEAT_COUNTY: 'The county the office stands in.',
  },
);

export const AlertEventKind = described(
  'AlertEventKind',
  'What happened to an alert.',
  eventKinds,
  {
    RAISED: 'The button was pressed.',
    PRESSED_AGAIN: 'The button was pressed again while the alert was open.',
    POSITION_UPDATED: 'The person’s position changed.',
    NOTED: 'An operator wrote down what a caller said; it stays between the desks.',
    ACKNOWLEDGED: 'An officer took it.',
    ASSISTANCE_BEGUN: 'An officer began to help.',
    HANDED_OVER: 'A colleague of the same desk took it over.',
    TRANSFERRED: 'Another desk became responsible.',
    ACKNOWLEDGEMENT_LAPSED: 'The officer who took it went quiet; it needs an answer again.',
    ESCALATED: 'Nobody answered in time; further desks were asked.',
    CANCEL_REQUESTED: 'The person asked to cancel.',
    CANCEL_CONFIRMED: 'An officer confirmed the cancel.',
    CANCEL_DOUBTED: 'An officer doubted the cancel; it needs an answer again.',
    RESOLVED: 'An officer closed it with an outcome.',
    PERSON_WROTE: 'The person wrote to the desks; `Alert.messages` has the words.',
    DESK_WROTE: 'A desk wrote to the person; `Alert.messages` has the words.',
    CALLBACK_PHONE_CHANGED: 'The number at which the person can be called back changed.',
  },
);

export const AlertMessageAuthor = described(
  'AlertMessageAuthor',
  'Who wrote a message.',
  messageAuthors,
  {
    PERSON: 'The person whose alert it is.',
    DESK: 'An officer of a desk.',
  },
);

export const AutomaticStatusKind = described(
  'AutomaticStatusKind',
  'What can be told of an alert that nobody has looked at by itself.',
  automaticStatusKinds,
  {
    RECEIVED: 'It is stored and stands on a desk’s screen; nobody has answered yet.',
    MANY_NEARBY:
      'It is stored and stands on a desk’s screen, and at least ten others nearby have pressed at about the same time; nobody has answered yet.',
    TAKEN_WITH_GROUP:
      'An officer has taken all alerts of this place and time together; nobody has looked at this one by itself yet.',
  },
);
