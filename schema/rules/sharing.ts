import { Kind, print, type DocumentNode } from 'graphql';
import { entityOf, isNullable, nameOf, objectsOf, rootNames, typesOf } from './sdl.ts';

/* What lies between subgraphs, and what they have in common. */

/** The only errors that more than one subgraph may have. */
const sharedErrors = ['InvalidInputError', 'NotFoundError', 'ConflictError'];

/** What ends in Error is a user error, and the other way round. */
export function oddErrors(document: DocumentNode): string[] {
  return objectsOf(document)
    .filter(({ name, interfaces }) => {
      const isError = (interfaces ?? []).some((one) => one.name.value === 'UserError');
      return isError !== name.value.endsWith('Error');
    })
    .map(({ name }) => name.value);
}

/** Fields that need another subgraph: those that point at its entities and those added to them. */
export function requiredAcrossSubgraphs(
  document: DocumentNode,
  ownsEntity: (name: string) => boolean,
): string[] {
  const objects = objectsOf(document);
  const stubs = objects.filter((type) => entityOf(type)?.isStub).map(({ name }) => name.value);
  return objects.flatMap((type) => {
    const entity = entityOf(type);
    const isForeign = entity !== null && !entity.isStub && !ownsEntity(type.name.value);
    return (type.fields ?? [])
      .filter(({ name, type: fieldType }) => {
        const isAdded = isForeign && !entity.fields.includes(name.value);
        return (isAdded || stubs.includes(nameOf(fieldType))) && !isNullable(fieldType);
      })
      .map(({ name }) => `${type.name.value}.${name.value}`);
  });
}

const typesByName = (documents: readonly DocumentNode[]) =>
  [...Map.groupBy(documents.flatMap(typesOf), (type) => type.name.value)].map(([name, types]) => ({
    name,
    types,
  }));

/** Types that several subgraphs have, entities aside, must be the same to the letter. */
export function unlikeTypes(documents: readonly DocumentNode[]): string[] {
  return typesByName(documents)
    .filter(({ name, types }) => {
      const isEntity = types.some(
        (type) => type.kind === Kind.OBJECT_TYPE_DEFINITION && entityOf(type) !== null,
      );
      const isRoot = rootNames.some((root) => root === name);
      return !isEntity && !isRoot && new Set(types.map(print)).size > 1;
    })
    .map(({ name }) => name);
}

/** Enums and errors with more than one owner; a value added in one would break the other. */
export function ownedTwice(documents: readonly DocumentNode[]): string[] {
  return typesByName(documents)
    .filter(({ name, types }) => {
      const isOwned =
        types[0]?.kind === Kind.ENUM_TYPE_DEFINITION ||
        (name.endsWith('Error') && name !== 'UserError' && !sharedErrors.includes(name));
      return isOwned && types.length > 1;
    })
    .map(({ name }) => name);
}
