package io.serai.providers.gemini;

import io.serai.api.chat.ResponseFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How an answer is to be made: <a href="https://ai.google.dev/api/generate-content#v1beta.GenerationConfig">generationConfig</a>. */
final class GenerationConfig {

    /** Its members that no other API has; they may stand at the top of a request, in either spelling. */
    private static final Set<String> OWN = Set.of(
            "thinkingConfig",
            "speechConfig",
            "imageConfig",
            "mediaResolution",
            "responseModalities",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema",
            "enableEnhancedCivicAnswers",
            "audioTimestamp",
            "routingConfig",
            "modelConfig");

    private final Map<String, Object> config = new LinkedHashMap<>();
    private final GeminiModel model;
    private final List<String> dropped;

    GenerationConfig(GeminiModel model, List<String> dropped) {
        this.model = model;
        this.dropped = dropped;
    }

    Map<String, Object> map() {
        return config;
    }

    /** Takes a member of the request; false where it is none of these. */
    boolean take(String name, Object value, Map<String, Object> request) {
        switch (name) {
            case "temperature", "seed" -> config.put(name, value);
            case "top_p", "top_k", "presence_penalty", "frequency_penalty" -> config.put(Nodes.camel(name), value);
            case "max_tokens" -> config.putIfAbsent("maxOutputTokens", value);
            case "max_completion_tokens" -> config.put("maxOutputTokens", value);
            case "stop" -> config.put("stopSequences", value instanceof List ? value : List.of(value));
            case "n" -> {
                if (!(value instanceof Number n && n.intValue() == 1)) {
                    config.put("candidateCount", value);
                }
            }
            case "logprobs" -> {
                if (Boolean.TRUE.equals(value)) {
                    config.put("responseLogprobs", true);
                }
            }
            case "top_logprobs" -> {
                if (Boolean.TRUE.equals(request.get("logprobs")) && value instanceof Number n && n.intValue() > 0) {
                    config.put("logprobs", value);
                }
            }
            case "modalities" -> modalities(value);
            case "audio" -> audio(value);
            case "generationConfig", "generation_config" -> merge(value);
            default -> {
                String camel = Nodes.camel(name);
                if (!OWN.contains(camel)) {
                    return false;
                }
                config.put(camel, value);
            }
        }
        return true;
    }

    /** Puts what the request says nothing of itself. */
    void put(String name, Object value) {
        config.putIfAbsent(name, value);
    }

    private void merge(Object value) {
        if (value instanceof Map<?, ?> own) {
            Map<String, Object> merged = Nodes.merged(config, own);
            config.putAll(merged);
        }
    }

    /** The answer's form; by a forced function where that is the only way. */
    void format(Map<String, Object> request, CallShape shape) {
        Object given = request.get("response_format");
        ResponseFormat format = ResponseFormat.in(request).orElse(null);
        if (format == null) {
            if (given != null && !(given instanceof Map<?, ?> map && "text".equals(map.get("type")))) {
                dropped.add("response_format");
            }
            return;
        }
        if (given instanceof Map<?, ?> map && Nodes.object(map, "json_schema").get("description") != null) {
            dropped.add("response_format.json_schema.description");
        }
        if (shape.answerTool().isPresent()) {
            return;
        }
        if (format.schema().isEmpty()
                && !model.thinksByLevel()
                && !new OfferedTools(request).functions().isEmpty()) {
            dropped.add("response_format");
            return;
        }
        put("responseMimeType", "application/json");
        format.schema()
                .filter(schema -> !schema.isEmpty())
                .ifPresent(schema -> put("responseJsonSchema", FunctionSchema.adapted(schema)));
    }

    /** OpenAI asks for speech as text and audio; Gemini's voices say nothing but audio. */
    private void modalities(Object value) {
        List<String> told = new ArrayList<>(2);
        if (value instanceof List<?> list) {
            for (Object modality : list) {
                told.add(String.valueOf(modality).toUpperCase(Locale.ROOT));
            }
        }
        if (told.equals(List.of("TEXT")) || told.isEmpty()) {
            return;
        }
        config.put("responseModalities", model.speaks() && told.contains("AUDIO") ? List.of("AUDIO") : told);
    }

    private void audio(Object value) {
        if (!(value instanceof Map<?, ?> audio)) {
            dropped.add("audio");
            return;
        }
        audio.forEach((name, of) -> {
            if ("voice".equals(name) && of != null) {
                Object voice = of instanceof Map<?, ?> custom ? custom.get("id") : of;
                put(
                        "speechConfig",
                        Nodes.of(
                                "voiceConfig",
                                Nodes.of("prebuiltVoiceConfig", Nodes.of("voiceName", String.valueOf(voice)))));
            } else if (of != null && !("format".equals(name) && "pcm16".equals(of))) {
                // Gemini speaks PCM of 16 bits and 24 kHz.
                dropped.add("audio." + name);
            }
        });
    }
}
