package io.serai.providers.responses;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ReasoningDetail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reasoning of one stream: pieces of the same part are of one element, and parts are apart in the readable text. */
final class StreamedReasoning {

    /** Positions of elements, by item and part. */
    private final Map<String, Integer> details = new HashMap<>(4);

    private final String account;
    private boolean readable;

    /** @param account that marks what is encrypted, or empty */
    StreamedReasoning(String account) {
        this.account = account;
    }

    /** A piece of an item's part. */
    Map<String, Object> piece(
            Object output, ReasoningDetail.Type type, @Nullable Object part, String item, String piece) {
        String key = output + "/" + type + "/" + part;
        Integer known = details.get(key);
        int index = known == null ? details.size() : known;
        details.put(key, index);
        String member = type == ReasoningDetail.Type.SUMMARY ? "summary" : "text";
        Map<String, Object> delta =
                ChatDelta.reasoning(AnswerReader.detail(type, index, item).with(member, piece));
        if (known == null && readable) {
            delta.put("reasoning_content", "\n\n" + piece);
        }
        readable = true;
        return delta;
    }

    /** What an item that is done has not told yet: often nothing but its encrypted form. */
    List<Map<String, Object>> whole(Object output, Map<?, ?> item, boolean told) {
        List<Map<String, Object>> deltas = new ArrayList<>(1);
        String id = AnswerReader.string(item, "id");
        if (!told) {
            parts(output, item.get("summary"), ReasoningDetail.Type.SUMMARY, id, deltas);
            parts(output, item.get("content"), ReasoningDetail.Type.TEXT, id, deltas);
        }
        String data = AnswerReader.string(item, "encrypted_content");
        if (!data.isEmpty()) {
            int index = details.size();
            details.put(output + "/encrypted", index);
            deltas.add(ChatDelta.reasoning(AnswerReader.encrypted(index, id, data, account)));
        }
        return deltas;
    }

    private void parts(
            Object output,
            @Nullable Object parts,
            ReasoningDetail.Type type,
            String id,
            List<Map<String, Object>> deltas) {
        if (parts instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> part
                        && part.get("text") instanceof String said
                        && !said.isEmpty()) {
                    deltas.add(piece(output, type, i, id, said));
                }
            }
        }
    }
}
