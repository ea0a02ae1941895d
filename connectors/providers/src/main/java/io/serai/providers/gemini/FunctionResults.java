package io.serai.providers.gemini;

import io.serai.api.chat.ToolCall;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What functions have answered, right behind the turn that called them and in the order of its calls, as Gemini wants it (<a
 * href="https://ai.google.dev/gemini-api/docs/thought-signatures">"FC1, FC2, FR1, FR2"</a>), wherever it stands in the request. A result
 * that belongs to no call is told where it stands, as the user's text: Gemini refuses one without its call.
 */
final class FunctionResults {

    private final List<?> messages;
    private final boolean[] told;
    private final GeminiModel model;
    private final FunctionNames names;
    private final MediaParts media;
    private final OwnWords words;

    FunctionResults(List<?> messages, GeminiModel model, FunctionNames names, MediaParts media, OwnWords words) {
        this.messages = messages;
        this.told = new boolean[messages.size()];
        this.model = model;
        this.names = names;
        this.media = media;
        this.words = words;
    }

    /**
     * The parts that answer the calls of the message at this position. Where none has come for a call, it is an empty one: "the number of
     * function response parts is equal to the number of function call parts of the function call turn" (<a
     * href="https://github.com/google-gemini/gemini-cli/issues/4217">Gemini's demand</a>). Calls at the very end are still to be answered.
     */
    List<Map<String, Object>> of(List<ToolCall> calls, int position) {
        List<Map<String, Object>> responses = new ArrayList<>(calls.size());
        List<Map<String, Object>> beside = new ArrayList<>(0);
        for (ToolCall call : calls) {
            int found = find(call, position);
            if (found >= 0) {
                told[found] = true;
                responses.add(response(call, Nodes.cast((Map<?, ?>) messages.get(found)), found, beside));
            } else if (position < messages.size() - 1 && !call.name().isEmpty()) {
                Map<String, Object> empty = identified(call);
                empty.put("response", new LinkedHashMap<>(0));
                responses.add(Nodes.of("functionResponse", empty));
            }
        }
        responses.addAll(beside);
        return responses;
    }

    private Map<String, Object> identified(ToolCall call) {
        Map<String, Object> response = new LinkedHashMap<>(8);
        if (!call.id().isEmpty() && !CallIds.isOurs(call.id())) {
            response.put("id", call.id());
        }
        response.put("name", names.told(call.name()));
        return response;
    }

    /** The parts of a result at this position that answers no call; empty where it has been told. */
    List<Map<String, Object>> orphan(Map<String, Object> message, int position) {
        if (told[position]) {
            return List.of();
        }
        words.unsaid(message, position);
        words.unwaited(message, position);
        if (message.get("tool_call_id") != null) {
            words.unsaid(position, "tool_call_id");
        }
        return media.of(message.get("content"), "messages[" + position + "].content");
    }

    /** Ids may come again in later turns: the next one counts. */
    private int find(ToolCall call, int position) {
        for (int i = position + 1; i < messages.size(); i++) {
            if (!(messages.get(i) instanceof Map<?, ?> message)) {
                continue;
            }
            if (isResult(message) && !told[i] && answers(message, call)) {
                return i;
            }
            if ("assistant".equals(message.get("role")) && calls(message, call.id())) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isResult(Map<?, ?> message) {
        return "tool".equals(message.get("role")) || "function".equals(message.get("role"));
    }

    private static boolean answers(Map<?, ?> message, ToolCall call) {
        String id = Nodes.text(message, "tool_call_id");
        return id == null ? call.name().equals(message.get("name")) : id.equals(call.id());
    }

    private static boolean calls(Map<?, ?> message, String id) {
        for (ToolCall call : ToolCall.in(Nodes.cast(message))) {
            if (call.id().equals(id)) {
                return true;
            }
        }
        return false;
    }

    private Map<String, Object> response(
            ToolCall call, Map<String, Object> message, int position, List<Map<String, Object>> beside) {
        Map<String, Object> response = identified(call);
        Object content = message.get("content");
        boolean failed = Boolean.TRUE.equals(message.get("is_error"));
        if (content instanceof List<?>) {
            List<Object> texts = new ArrayList<>();
            List<Map<String, Object>> files = new ArrayList<>();
            for (Map<String, Object> part : media.of(content, "messages[" + position + "].content")) {
                if (part.get("text") instanceof String text) {
                    texts.add(text);
                } else {
                    files.add(part);
                }
            }
            response.put("response", texts.size() == 1 ? outcome((String) texts.get(0), failed) : all(texts, failed));
            files(files, message, position, response, beside);
        } else {
            words.unsaid(message, position);
            response.put("response", outcome(content instanceof CharSequence text ? text.toString() : "", failed));
        }
        words.waiting(message, position).forEach(response::put);
        return Nodes.of("functionResponse", response);
    }

    /**
     * From Gemini 3 on a response holds images itself (<a
     * href="https://ai.google.dev/gemini-api/docs/generate-content/function-calling#multimodal">source</a>); before, they stand beside.
     */
    private void files(
            List<Map<String, Object>> files,
            Map<String, Object> message,
            int position,
            Map<String, Object> response,
            List<Map<String, Object>> beside) {
        if (!model.isGemini3()) {
            words.unsaid(message, position);
            beside.addAll(files);
        } else if (files.isEmpty()) {
            words.unsaid(message, position);
        } else {
            response.put("parts", words.files(files, message, position));
        }
    }

    /**
     * An object as it is, other text under Google's own names: "Use 'output' key to specify function output and 'error' key to specify
     * error details" (<a href="https://ai.google.dev/api/caching#FunctionResponse">source</a>).
     */
    private static Map<String, Object> outcome(String text, boolean failed) {
        Map<String, Object> object = object(text);
        if (object == null) {
            return Nodes.of(failed ? "error" : "output", text);
        }
        return failed && !object.containsKey("error") ? Nodes.of("error", object) : object;
    }

    private static Map<String, Object> all(List<Object> texts, boolean failed) {
        return texts.isEmpty() ? new LinkedHashMap<>(0) : Nodes.of(failed ? "error" : "output", texts);
    }

    private static @Nullable Map<String, Object> object(String text) {
        int from = 0;
        while (from < text.length() && text.charAt(from) <= ' ') {
            from++;
        }
        if (from == text.length() || text.charAt(from) != '{') {
            return null;
        }
        try {
            return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonException e) {
            return null;
        }
    }
}
