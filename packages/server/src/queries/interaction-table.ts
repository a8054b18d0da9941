/**
 * The partition that holds a data set's interactions, quoted. SQL cannot take a table's name as a parameter: the id is
 * checked to be a UUID.
 */
export function interactionTable(datasetId: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(datasetId)) {
    throw new RangeError(`a data set's id is a lower-case UUID, received "${datasetId}"`);
  }
  return `"interaction_${datasetId.replaceAll("-", "")}"`;
}
