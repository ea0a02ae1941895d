package io.serai.processors.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request to generate content in the canonical form. Members that have no word there ({@code cachedContent}, {@code labels}, {@code
 * modelArmorConfig} …) stand at its top as they are.
 */
final class CanonicalRequest {

    private CanonicalRequest() {}

    /** @param given checked by {@link GeminiRules}, in one spelling; stays as it is */
    static Map<String, Object> of(Node given, Target target) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", target.model());
        request.put("messages", messages(given));
        if (target.method() == Method.STREAM) {
            request.put("stream", true);
        }
        ToolWords.tell(given, request);
        ConfigWords.tell(given.object("generationConfig"), request);
        given.map().forEach((name, value) -> {
            if (value != null) {
                add(name, value, request);
            }
        });
        return request;
    }

    private static void add(String name, Object value, Map<String, Object> request) {
        switch (name) {
            case "contents", "systemInstruction", "tools", "toolConfig", "generationConfig" -> {}
            // Of the path.
            case "model" -> {}
            case "safetySettings" -> request.put("safety_settings", value);
            // Google's standard is OpenAI's default.
            case "serviceTier" -> request.put("service_tier", value.equals("standard") ? "default" : value);
            default -> request.put(name, value);
        }
    }

    private static List<Object> messages(Node given) {
        List<Object> messages = new ArrayList<>();
        List<Node> system = given.object("systemInstruction").objects("parts");
        if (!system.isEmpty()) {
            messages.add(UserTurn.message("system", UserTurn.content(system)));
        }
        CallLedger ledger = new CallLedger();
        UserTurn user = new UserTurn(ledger, messages);
        List<Node> contents = given.objects("contents");
        ModelTurn model = null;
        for (int i = 0; i < contents.size(); i++) {
            Node content = contents.get(i);
            if (content.string("role").equals("model")) {
                model = model == null ? new ModelTurn(ledger, i) : model;
                model.add(content, i);
            } else {
                if (model != null) {
                    messages.add(model.message());
                    model = null;
                }
                user.tell(content, i);
            }
        }
        if (model != null) {
            messages.add(model.message());
        }
        return messages;
    }
}
