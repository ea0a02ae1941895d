/** The front end for clients of Ollama: chat, generate, embed, and what they ask at their start about models and version. */
@NullMarked
package io.serai.processors.ollama;

import org.jspecify.annotations.NullMarked;
