/** The canonical form: OpenAI's chat-completions shape as maps, typed views of it, and streams of chunks. */
@NullMarked
package io.serai.api.chat;

import org.jspecify.annotations.NullMarked;
