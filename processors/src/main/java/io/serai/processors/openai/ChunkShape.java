package io.serai.processors.openai;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an endpoint of OpenAI's API tells what a model said in the chat-completions shape. One per request, used by one thread. */
interface ChunkShape {

    /** As it came. */
    ChunkShape CHAT = new ChunkShape() {
        @Override
        public Map<String, Object> whole(Map<String, Object> answer) {
            return answer;
        }

        @Override
        public Map<String, Object> chunk(Map<String, Object> chunk) {
            return chunk;
        }
    };

    /** A whole answer; the given one stays as it is. */
    Map<String, Object> whole(Map<String, Object> answer);

    /** The next chunk, or null if it says nothing in this shape; the given one stays as it is. */
    @Nullable
    Map<String, Object> chunk(Map<String, Object> chunk);
}
