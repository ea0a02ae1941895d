/** Anthropic's Messages API, at Anthropic's own address or as a guest on Vertex AI: requests, answers, streams and errors. */
@NullMarked
package io.serai.providers.anthropic;

import org.jspecify.annotations.NullMarked;
