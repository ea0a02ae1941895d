package io.serai.providers.gemini;

import io.serai.api.chat.ReasoningDetail;
import java.util.Map;

/** Is told what a model says, piece by piece and in order. */
interface Said {

    void text(String text);

    /** A piece of reasoning, or a signature. */
    void reasoning(ReasoningDetail detail);

    /** @param call as an element of {@code tool_calls} */
    void call(int index, Map<String, Object> call);

    /** A picture, as a message lists them. */
    void image(Map<String, Object> image);

    /** @param audio with {@code data}, in base64 */
    void audio(Map<String, Object> audio);
}
