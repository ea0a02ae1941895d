package io.serai.processors.cache.semantic;

/**
 * Among which questions one is looked for. Questions of different places never meet, however near they are.
 *
 * @param scope of the keys of their answers
 * @param setting what is around the questions, as a digest
 * @param space in which their vectors are: the embedding model and how many dimensions
 */
record Place(String scope, String setting, String space) {}
