/** OpenAI's Responses API as an upstream, for models and tools that chat completions do not have. */
@NullMarked
package io.serai.providers.responses;

import org.jspecify.annotations.NullMarked;
