/** Providers that speak OpenAI's chat-completions and embeddings API, by whatever name, with their known deviations. */
@NullMarked
package io.serai.providers.openai;

import org.jspecify.annotations.NullMarked;
