/** Ollama in its own words: what its OpenAI-compatible endpoints can't be told, such as context length and how long a model stays. */
@NullMarked
package io.serai.providers.ollama;

import org.jspecify.annotations.NullMarked;
