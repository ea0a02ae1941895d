/** Cohere's own API, version 2: chats with documents, citations and tool plans, embeddings, and rankings. */
@NullMarked
package io.serai.providers.cohere;

import org.jspecify.annotations.NullMarked;
