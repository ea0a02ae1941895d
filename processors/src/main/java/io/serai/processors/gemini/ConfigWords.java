package io.serai.processors.gemini;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code generationConfig} (<a href="https://ai.google.dev/api/generate-content#generationconfig">source</a>) in canonical words. Members
 * that have none there stay under their own name at the top of the request, those that are not known here in {@code generationConfig}.
 */
final class ConfigWords {

    private static final Set<String> OWN = Set.of(
            "imageConfig",
            "mediaResolution",
            "enableEnhancedCivicAnswers",
            "audioTimestamp",
            "routingConfig",
            "modelConfig");
    private static final Set<String> OF_THINKING = Set.of("includeThoughts", "thinkingBudget", "thinkingLevel");

    private final Node config;
    private final Map<String, Object> request;
    private final Map<String, Object> unknown = new LinkedHashMap<>(0);

    private ConfigWords(Node config, Map<String, Object> request) {
        this.config = config;
        this.request = request;
    }

    static void tell(Node config, Map<String, Object> request) {
        ConfigWords words = new ConfigWords(config, request);
        config.map().forEach((name, value) -> {
            if (value != null) {
                words.add(name, value);
            }
        });
        words.format();
        if (!words.unknown.isEmpty()) {
            request.put("generationConfig", words.unknown);
        }
    }

    private void add(String name, Object value) {
        switch (name) {
            case "temperature" -> request.put(name, value);
            case "seed" -> request.put(name, whole(value));
            case "topP" -> request.put("top_p", value);
            case "topK" -> request.put("top_k", whole(value));
            case "presencePenalty" -> request.put("presence_penalty", value);
            case "frequencyPenalty" -> request.put("frequency_penalty", value);
            case "candidateCount" -> request.put("n", whole(value));
            case "maxOutputTokens" -> request.put("max_tokens", whole(value));
            case "stopSequences" -> {
                if (value instanceof List<?> list && !list.isEmpty()) {
                    request.put("stop", value);
                }
            }
            case "responseLogprobs" -> request.put("logprobs", value);
            case "logprobs" -> request.put("top_logprobs", whole(value));
            case "responseModalities" -> modalities(config.list(name));
            case "speechConfig" -> speech(config.object(name));
            case "thinkingConfig" -> thinking(config.object(name));
            case "responseMimeType", "responseSchema", "responseJsonSchema" -> {}
            default -> (OWN.contains(name) ? request : unknown).put(name, value);
        }
    }

    /** Google's SDKs write {@code 40.0}, which others refuse. */
    private static Object whole(Object value) {
        return value instanceof BigDecimal number
                ? Spelling.whole(number.toBigInteger().longValueExact())
                : value;
    }

    private void modalities(List<?> given) {
        List<Object> words = new ArrayList<>(given.size());
        for (Object modality : given) {
            String word = String.valueOf(modality).toLowerCase(Locale.ROOT);
            if (!word.equals("modality_unspecified")) {
                words.add(word);
            }
        }
        if (!words.isEmpty()) {
            request.put("modalities", words);
        }
    }

    /** One voice of Google's is told as OpenAI tells a voice; Gemini speaks PCM of 16 bits alone. */
    private void speech(Node speech) {
        Node voice = speech.object("voiceConfig").object("prebuiltVoiceConfig");
        boolean isPlain = speech.hasOnly(Set.of("voiceConfig"))
                && speech.object("voiceConfig").hasOnly(Set.of("prebuiltVoiceConfig"))
                && voice.hasOnly(Set.of("voiceName"))
                && voice.has("voiceName");
        if (!isPlain) {
            request.put("speechConfig", speech.map());
            return;
        }
        Map<String, Object> audio = new LinkedHashMap<>();
        audio.put("voice", voice.string("voiceName"));
        audio.put("format", "pcm16");
        request.put("audio", audio);
    }

    /** <a href="https://ai.google.dev/gemini-api/docs/thinking">Source</a>: -1 is as much as it takes, 0 is none. */
    private void thinking(Node thinking) {
        Map<String, Object> reasoning = new LinkedHashMap<>();
        if (thinking.get("thinkingBudget") instanceof Number budget) {
            if (budget.longValue() > 0) {
                reasoning.put("max_tokens", budget);
            } else {
                reasoning.put("enabled", budget.longValue() < 0);
            }
        }
        String level = thinking.string("thinkingLevel").toLowerCase(Locale.ROOT);
        if (!level.isEmpty() && !level.equals("thinking_level_unspecified")) {
            reasoning.put("effort", level);
        }
        if (thinking.is("includeThoughts")) {
            reasoning.put("summary", "auto");
        } else if (!reasoning.isEmpty() && !Boolean.FALSE.equals(reasoning.get("enabled"))) {
            reasoning.put("exclude", true);
        }
        if (!reasoning.isEmpty()) {
            request.put("reasoning", reasoning);
        }
        if (!thinking.hasOnly(OF_THINKING)) {
            unknown.put("thinkingConfig", thinking.map());
        }
    }

    /** Gemini's schemas have no name, which OpenAI demands. What is neither JSON nor plain text no other API knows. */
    private void format() {
        String type = config.string("responseMimeType");
        if (type.equals("text/x.enum")) {
            request.put("responseMimeType", type);
            config.copy("responseSchema", request, "responseSchema");
            config.copy("responseJsonSchema", request, "responseJsonSchema");
            return;
        }
        if (!type.equals("application/json")) {
            return;
        }
        Map<String, Object> schema = config.has("responseSchema")
                ? SchemaWords.json(config.object("responseSchema").map())
                : config.object("responseJsonSchema").map();
        Map<String, Object> format = new LinkedHashMap<>();
        if (schema.isEmpty()) {
            format.put("type", "json_object");
        } else {
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("name", "answer");
            wanted.put("schema", schema);
            format.put("type", "json_schema");
            format.put("json_schema", wanted);
        }
        request.put("response_format", format);
    }
}
