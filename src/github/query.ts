/** Sends a GraphQL operation; what does not exist is null in the answer. */
export type Query = <T>(operation: string, variables: { readonly [name: string]: unknown }) => Promise<T>;
