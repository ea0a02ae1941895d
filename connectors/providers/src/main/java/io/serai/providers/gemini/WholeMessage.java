package io.serai.providers.gemini;

import io.serai.api.chat.ReasoningDetail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts a message together from what a model says. */
final class WholeMessage implements Said {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<Map<String, Object>> details = new ArrayList<>(2);
    private final List<Map<String, Object>> calls = new ArrayList<>(2);
    private final List<Map<String, Object>> images = new ArrayList<>(0);
    private final Map<String, Object> audio = new LinkedHashMap<>(0);

    @Override
    public void text(String piece) {
        text.append(piece);
    }

    @Override
    public void reasoning(ReasoningDetail detail) {
        detail.readable().ifPresent(reasoning::append);
        Map<String, Object> last = details.isEmpty() ? null : details.get(details.size() - 1);
        if (last != null
                && Objects.equals(last.get("index"), detail.map().get("index"))
                && last.get("text") instanceof String before) {
            last.put("text", before + detail.map().get("text"));
        } else {
            details.add(detail.map());
        }
    }

    @Override
    public void call(int index, Map<String, Object> call) {
        calls.add(call);
    }

    @Override
    public void image(Map<String, Object> image) {
        images.add(image);
    }

    @Override
    public void audio(Map<String, Object> piece) {
        Nodes.cast(piece).forEach((name, value) -> audio.putIfAbsent(name, value));
    }

    String text() {
        return text.toString();
    }

    /** The message so far. */
    Map<String, Object> map() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text.toString());
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        if (!details.isEmpty()) {
            message.put(ReasoningDetail.MEMBER, details);
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        if (!images.isEmpty()) {
            message.put("images", images);
        }
        if (!audio.isEmpty()) {
            message.put("audio", audio);
        }
        return message;
    }
}
