import { BREAK, Kind, parse, visit, type ASTNode } from 'graphql';

/** What GraphQL's reference implementation makes; a formatted error has no nodes. */
export interface RequestError {
  readonly message: string;
  readonly nodes?: readonly ASTNode[] | undefined;
}

/** The way to a value that stands in a document, for example `input.position.latitude`. */
function literalPath({ nodes }: RequestError): string | undefined {
  const at = nodes?.[0];
  if (at?.loc === undefined) return undefined;
  const { start, source } = at.loc;
  const names: string[] = [];
  let path: string | undefined;
  visit(parse(source), {
    enter(node) {
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) {
        names.push(node.name.value);
      } else if (node.kind === Kind.VARIABLE_DEFINITION) {
        names.push(node.variable.name.value);
      }
      if (node.kind !== at.kind || node.loc?.start !== start) return undefined;
      path = names.join('.');
      return BREAK;
    },
    leave({ kind }) {
      const hasName =
        kind === Kind.ARGUMENT || kind === Kind.OBJECT_FIELD || kind === Kind.VARIABLE_DEFINITION;
      if (hasName) names.pop();
    },
  });
  return path === '' ? undefined : path;
}

const reasonPattern =
  /; (Field "\w+" of required type "[\w![\]]+" was not provided\.|Field "\w+" is not defined by type "\w+"\.(?: Did you mean [\w", ]+\?)?|Expected (?:non-nullable )?type "[\w![\]]+"(?: to be an object| not to be null)?\.)$/;

/** `Variable "$input" got invalid value … at "input.position"; Field …`: all but the value. */
function describeVariable(message: string): string | undefined {
  const name = /^Variable "\$(\w+)" got invalid value /.exec(message)?.[1];
  if (name === undefined) return undefined;
  // Quotes inside a quoted value are escaped, so that no value can end this one.
  const path = / at "([\w.[\]]+)"; /.exec(message)?.[1] ?? name;
  // Only whole sentences: that about an enum quotes the value as it is, and ends otherwise.
  const reason = reasonPattern.exec(message)?.[1];
  const missing = /^Field "(\w+)" of required type/.exec(reason ?? '')?.[1];
  if (missing !== undefined) return `${path}.${missing} is required.`;
  const type = /^Field "\w+" is not defined by type "(\w+)"\./.exec(reason ?? '')?.[1];
  if (type !== undefined) return `${path} has a field that ${type} does not have.`;
  const expected = /^Expected type "?([\w![\]]+)"?/.exec(reason ?? '')?.[1];
  return `${path} has an invalid value${expected === undefined ? '' : `; expected ${expected}`}.`;
}

/** What is wrong with a value in the document, without the value. */
function describeLiteral(message: string): string | undefined {
  const argument = /^Argument "(\w+)" has invalid value /.exec(message)?.[1];
  if (argument !== undefined) return `${argument} has an invalid value.`;
  const type = /^Expected value of type "[\w![\]]+", found /.exec(message)?.[0];
  if (type !== undefined) return `${type.slice(0, -', found '.length)}.`;
  const name =
    /^Enum "(\w+)" cannot represent /.exec(message)?.[1] ??
    /^Value "\w+" does not exist in "(\w+)" enum\./.exec(message)?.[1];
  if (name !== undefined) return `Not a value of the enum ${name}.`;
  const scalar = /^(?:[\w.]+: )?\w+ cannot represent [\w\s-]*?value\b/.exec(message)?.[0];
  return scalar === undefined ? undefined : `${scalar}.`;
}

/** The parser quotes the token it stumbled over, which may be a whole string. */
function describeSyntax(message: string): string | undefined {
  if (!message.startsWith('Syntax Error: ')) return undefined;
  return message.replace(
    /\b(Name|Int|Float|String|BlockString|escape sequence)(?: |: )"[\s\S]*$/,
    '$1.',
  );
}

/** Errors about a value whose own words do not say which field it stands in. */
const namesNoField =
  /^(?:Expected value of type|Not a value of the enum|\w+ cannot represent|\w+ must be )/;

/**
 * Says what GraphQL says about a request without what was sent: GraphQL's own messages quote it.
 * What tells a developer which field is wrong stays: names, the way to the field, the type that
 * was expected. Applied to its own answer it changes nothing.
 */
export function describeRequestError(error: RequestError): string {
  const { message } = error;
  const plain =
    describeVariable(message) ??
    describeSyntax(message) ??
    describeLiteral(message) ??
    message.replace(/ Did you mean [\s\S]*$/, '');
  if (!namesNoField.test(plain)) return plain;
  const path = literalPath(error);
  return path === undefined ? plain : `${path}: ${plain}`;
}
