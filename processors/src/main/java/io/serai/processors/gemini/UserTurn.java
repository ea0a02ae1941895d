package io.serai.processors.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.chat.ContentPart;
import io.serai.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the user says in one content: results of functions, which are messages of their own in the canonical form, and what stands between
 * and after them, in the same order. Parts of which the canonical form can't say all, such as the frames of a film that are meant, stay
 * besides in {@code native.gemini}.
 */
final class UserTurn {

    private static final Set<String> OF_RESULT = Set.of("id", "name", "response", "parts");

    private final CallLedger ledger;
    private final List<Object> messages;

    /** @param messages to which what is said is added */
    UserTurn(CallLedger ledger, List<Object> messages) {
        this.ledger = ledger;
        this.messages = messages;
    }

    static Map<String, Object> message(String role, Object content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }

    /** Adds what a content says; {@code turn} is its position. */
    void tell(Node content, int turn) {
        List<Node> said = new ArrayList<>();
        List<Node> parts = content.objects("parts");
        for (int i = 0; i < parts.size(); i++) {
            Node part = parts.get(i);
            if (part.has("functionResponse")) {
                flush(said);
                messages.add(result(part.object("functionResponse"), turn + "_" + i));
            } else {
                said.add(part);
            }
        }
        flush(said);
    }

    private void flush(List<Node> said) {
        if (said.isEmpty()) {
            return;
        }
        Map<String, Object> message = message("user", content(said));
        if (!said.stream().allMatch(UserTurn::isSayable)) {
            message.put(
                    "native", Node.map("gemini", said.stream().map(Node::map).toList()));
        }
        messages.add(message);
        said.clear();
    }

    /** A single text as a string, else the parts. */
    static Object content(List<Node> said) {
        if (said.size() == 1 && said.get(0).get("text") instanceof String text) {
            return text;
        }
        List<Object> parts = new ArrayList<>(said.size());
        for (Node part : said) {
            if (part.get("text") instanceof String text) {
                parts.add(ContentPart.text(text).map());
            } else if (part.has("inlineData")) {
                parts.add(Media.data(part.object("inlineData")));
            } else if (part.has("fileData")) {
                parts.add(Media.file(part.object("fileData")));
            } else if (!part.has("thoughtSignature")) {
                // What nobody else has a word for is told in Gemini's, so that who can't be told it says so.
                Map<String, Object> own = new LinkedHashMap<>();
                own.put("type", kind(part));
                own.putAll(part.map());
                parts.add(own);
            }
        }
        return parts.isEmpty() ? "" : parts;
    }

    private static String kind(Node part) {
        for (String name : part.map().keySet()) {
            if (ContentRules.DATA.contains(name)) {
                return name;
            }
        }
        return "part";
    }

    private static boolean isSayable(Node part) {
        if (part.has("inlineData")) {
            return part.hasOnly(Set.of("inlineData")) && !isNamed(part);
        }
        return part.hasOnly(Set.of("text")) || (part.hasOnly(Set.of("fileData")) && !isNamed(part));
    }

    /** Whether data has a name that the canonical form, which names files alone, can't say. */
    private static boolean isNamed(Node part) {
        Node blob = part.object("inlineData");
        Node file = part.object("fileData");
        return (blob.has("displayName") && !"file".equals(Media.data(blob).get("type")))
                || (file.has("displayName") && !"file".equals(Media.file(file).get("type")));
    }

    /** The whole response is the result, to the letter; Google's own name for a failure is {@code error}. */
    private Map<String, Object> result(Node given, String place) {
        Map<String, Object> message = new LinkedHashMap<>();
        String name = given.string("name");
        message.put("role", "tool");
        message.put("tool_call_id", ledger.answered(given.string("id"), name, place));
        message.put("name", name);
        Node response = given.object("response");
        String text = new String(Json.write(response.map()), UTF_8);
        List<Node> files = given.objects("parts");
        if (files.isEmpty()) {
            message.put("content", text);
        } else {
            List<Node> parts = new ArrayList<>(files.size() + 1);
            parts.add(new Node(Node.map("text", text)));
            parts.addAll(files);
            message.put("content", content(parts));
            if (files.stream().anyMatch(UserTurn::isNamed)) {
                // The response refers to its pictures by their names.
                message.put("native", Node.map("gemini", List.of(Node.map("functionResponse", given.map()))));
            }
        }
        if (response.has("error") && !response.has("output")) {
            message.put("is_error", true);
        }
        message.putAll(given.others(OF_RESULT));
        return message;
    }
}
