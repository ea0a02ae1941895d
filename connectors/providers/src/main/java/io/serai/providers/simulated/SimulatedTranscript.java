package io.serai.providers.simulated;

import io.serai.api.error.CallerException;
import io.serai.api.media.Blob;
import io.serai.providers.tokens.TokenCounter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Transcriptions of what nobody has listened to: a sentence that says so, and what the file is. */
final class SimulatedTranscript {

    private static final int SECONDS = 3;

    private SimulatedTranscript() {}

    /**
     * The answer to a request in the shape of <a href="https://platform.openai.com/docs/api-reference/audio">OpenAI's audio</a>; a format
     * that is not JSON as {@code {text}}.
     *
     * @param content the text to hear, where it is steered
     */
    static Map<String, Object> answer(Map<String, Object> request, Optional<String> content) {
        if (!(request.get("file") instanceof Blob file)) {
            throw CallerException.badField("file", "'file' must be a file.");
        }
        boolean translation = "translate".equals(request.get("task"));
        String text = content.orElseGet(() -> "This is a simulated " + (translation ? "translation" : "transcription")
                + " of " + file.bytes().length + " bytes of " + file.contentType() + ".");
        Object format = request.get("response_format");
        Map<String, Object> answer = new LinkedHashMap<>();
        if ("srt".equals(format)) {
            answer.put("text", "1\n00:00:00,000 --> 00:00:03,000\n" + text + "\n\n");
        } else if ("vtt".equals(format)) {
            answer.put("text", "WEBVTT\n\n00:00:00.000 --> 00:00:03.000\n" + text + "\n\n");
        } else if ("text".equals(format)) {
            answer.put("text", text + "\n");
        } else {
            json(answer, request, text, translation);
        }
        return answer;
    }

    private static void json(
            Map<String, Object> answer, Map<String, Object> request, String text, boolean translation) {
        Object format = request.get("response_format");
        boolean verbose = "verbose_json".equals(format) || "diarized_json".equals(format);
        if (verbose) {
            answer.put("task", translation ? "translate" : "transcribe");
            answer.put("language", request.get("language") instanceof String language ? language : "english");
            answer.put("duration", SECONDS);
        }
        answer.put("text", text);
        if (verbose) {
            answer.put("segments", List.of(segment(text, "diarized_json".equals(format))));
        }
        // Not a member of OpenAI's transcriptions, but of its chats: here too somebody may want to know.
        answer.put("system_fingerprint", "simulated");
        long tokens = TokenCounter.count(text);
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("type", "tokens");
        usage.put("input_tokens", 0);
        usage.put("output_tokens", tokens);
        usage.put("total_tokens", tokens);
        answer.put("usage", usage);
    }

    private static Map<String, Object> segment(String text, boolean diarized) {
        Map<String, Object> segment = new LinkedHashMap<>();
        if (diarized) {
            segment.put("type", "transcript.text.segment");
        }
        segment.put("id", diarized ? (Object) "seg_0" : 0);
        segment.put("start", 0);
        segment.put("end", SECONDS);
        segment.put("text", text);
        if (diarized) {
            segment.put("speaker", "A");
        } else {
            segment.put("seek", 0);
            segment.put("tokens", List.of());
            segment.put("temperature", 0);
            segment.put("avg_logprob", 0);
            segment.put("compression_ratio", 1);
            segment.put("no_speech_prob", 0);
        }
        return segment;
    }
}
