/** Google's Gemini API, with a key of AI Studio, and the same models on Vertex AI. */
@NullMarked
package io.serai.providers.gemini;

import org.jspecify.annotations.NullMarked;
