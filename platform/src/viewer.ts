import { importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

/** TEST is for organisations' sandboxes; its alerts never stand on a live desk. */
export type AlertEnvironment = 'LIVE' | 'TEST';

/** An administrator sets up who else may ask; the desk in the token does not limit that. */
export type OfficerRole = 'OFFICER' | 'OPERATOR' | 'ADMINISTRATOR';

/** What a key of an organisation is good for. */
export type ApiScope = 'alerts:raise' | 'alerts:follow' | 'matters:answer';

/** Who is asking, as the gateway verified it; never a database row. */
export type Viewer =
  | { readonly kind: 'ANONYMOUS' }
  | {
      readonly kind: 'PERSON';
      readonly personId: string;
      /** RFC 7638 thumbprint of the device's public key. */
      readonly deviceKey: string;
      readonly homeConsulate: string | null;
      readonly environment: AlertEnvironment;
    }
  | {
      readonly kind: 'OFFICER';
      readonly officerId: string;
      /** Code of the desk the officer works at. */
      readonly desk: string;
      readonly role: OfficerRole;
    }
  | {
      readonly kind: 'ORGANISATION';
      readonly organisationId: string;
      /** Public id of the key it asks with. */
      readonly keyId: string;
      readonly scopes: readonly ApiScope[];
      readonly environment: AlertEnvironment;
    }
  | {
      /** Hands in the text messages that people send; nobody acts through it by hand. */
      readonly kind: 'TEXT_SERVICE';
      /** The identity provider's `sub`. */
      readonly serviceId: string;
    };

export type ViewerKind = Viewer['kind'];
export type Person = Extract<Viewer, { kind: 'PERSON' }>;
export type Officer = Extract<Viewer, { kind: 'OFFICER' }>;
export type Organisation = Extract<Viewer, { kind: 'ORGANISATION' }>;
export type TextService = Extract<Viewer, { kind: 'TEXT_SERVICE' }>;
export type Operator = Officer & { readonly role: 'OPERATOR' };
export type Administrator = Officer & { readonly role: 'ADMINISTRATOR' };

export const anonymous: Viewer = { kind: 'ANONYMOUS' };

const issuer = 'alert-button-gateway';
const type = 'internal+jwt';
const lifetimeSeconds = 60;

/**
 * Signs what the gateway tells one subgraph about who is asking. The audience is that subgraph
 * alone: a token taken from one opens no other. EdDSA, so that no subgraph can sign its own.
 */
export async function createViewerSigner(privateKey: JWK) {
  const key = (await importJWK(privateKey, 'EdDSA')) as CryptoKey;
  return (viewer: Viewer, subgraph: string): Promise<string> =>
    new SignJWT({ viewer })
      .setProtectedHeader({ alg: 'EdDSA', typ: type, kid: privateKey.kid ?? '' })
      .setIssuer(issuer)
      .setAudience(subgraph)
      .setIssuedAt()
      .setExpirationTime(`${lifetimeSeconds}s`)
      .sign(key);
}

/** Verifies such a token in the subgraph it was made for; throws jose's errors when it is not. */
export async function createViewerVerifier(publicKey: JWK, subgraph: string) {
  const key = (await importJWK(publicKey, 'EdDSA')) as CryptoKey;
  return async (token: string): Promise<Viewer> => {
    const { payload } = await jwtVerify<JWTPayload & { viewer: Viewer }>(token, key, {
      issuer,
      audience: subgraph,
      typ: type,
      algorithms: ['EdDSA'],
      clockTolerance: 5,
      requiredClaims: ['viewer', 'exp'],
    });
    return payload.viewer;
  };
}
