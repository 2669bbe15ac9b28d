import { Kind, print, type DocumentNode, type ObjectTypeDefinitionNode } from 'graphql';
import { boundedLists, noPages, otherPages } from './exceptions.ts';
import { listOf, nameOf, objectsOf, typesOf } from './sdl.ts';

/*
 * A list is short by nature, or cut by `first`, or a page. A page has `nodes` and `pageInfo`; where
 * there is something to say of how an item was found it is a connection, with `edges` as well.
 */

const pageNames = /(Page|Connection)$/;
const isPageName = (name: string) => pageNames.test(name) && !(name in noPages);
const shapeOf = (type: ObjectTypeDefinitionNode | undefined) =>
  new Map((type?.fields ?? []).map((field) => [field.name.value, print(field.type)]));

export function oddPages(document: DocumentNode): string[] {
  const objects = new Map(objectsOf(document).map((type) => [type.name.value, type]));
  return [...objects.values()]
    .filter((type) => {
      const name = type.name.value;
      const shape = shapeOf(type);
      if (name in otherPages) return false;
      if (!isPageName(name)) return shape.has('pageInfo');
      const item = /^\[(\w+)!\]!$/.exec(shape.get('nodes') ?? '')?.[1];
      if (item === undefined || shape.get('pageInfo') !== 'PageInfo!') return true;
      const edges = /^\[(\w+Edge)!\]!$/.exec(shape.get('edges') ?? '')?.[1];
      if (edges === undefined) return name.endsWith('Connection');
      const edge = shapeOf(objects.get(edges));
      const isEdge = edge.get('cursor') === 'String!' && edge.get('node') === `${item}!`;
      return !name.endsWith('Connection') || !isEdge;
    })
    .map(({ name }) => name.value);
}

/** Lists that may grow without end, and cuts of what is no list. */
export function oddLists(document: DocumentNode): string[] {
  const things = typesOf(document)
    .filter(
      ({ kind }) => kind !== Kind.SCALAR_TYPE_DEFINITION && kind !== Kind.ENUM_TYPE_DEFINITION,
    )
    .map(({ name }) => name.value);
  return objectsOf(document).flatMap((type) =>
    (type.fields ?? [])
      .filter(({ name, type: fieldType, arguments: given = [] }) => {
        const [first, after] = ['first', 'after'].map((cut) =>
          given.find((argument) => argument.name.value === cut),
        );
        const isPage = isPageName(nameOf(fieldType));
        if (first !== undefined && first.defaultValue === undefined) return true;
        if (isPage) return first === undefined || after === undefined;
        if (listOf(fieldType) === undefined) {
          return first !== undefined || (after !== undefined && type.name.value !== 'Subscription');
        }
        const isOfPage =
          pageNames.test(type.name.value) && ['nodes', 'edges', 'items'].includes(name.value);
        const isCut = first !== undefined || !things.includes(nameOf(fieldType)) || isOfPage;
        return !isCut && !(`${type.name.value}.${name.value}` in boundedLists);
      })
      .map(({ name }) => `${type.name.value}.${name.value}`),
  );
}
