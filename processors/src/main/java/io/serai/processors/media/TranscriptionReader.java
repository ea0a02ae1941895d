package io.serai.processors.media;

import io.serai.api.call.Operation;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestHeaders;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /v1/audio/transcriptions} (<a
 * href="https://platform.openai.com/docs/api-reference/audio/createTranscription">source</a>) and {@code /v1/audio/translations} (<a
 * href="https://platform.openai.com/docs/api-reference/audio/createTranslation">source</a>), which are forms. Leaves a {@code Map} with
 * {@code file} as a {@link io.serai.api.media.Blob}; a translation has {@code task: translate}. Models answer whole: {@code stream} stays
 * here.
 */
public final class TranscriptionReader implements Processor {

    private static final Map<String, FieldKind> FORM = Map.ofEntries(
            Map.entry("file", FieldKind.FILE),
            Map.entry("url", FieldKind.TEXT),
            Map.entry("model", FieldKind.TEXT),
            Map.entry("language", FieldKind.TEXT),
            Map.entry("prompt", FieldKind.TEXT),
            Map.entry("response_format", FieldKind.TEXT),
            Map.entry("temperature", FieldKind.NUMBER),
            Map.entry("stream", FieldKind.BOOLEAN),
            Map.entry("include", FieldKind.TEXTS),
            Map.entry("timestamp_granularities", FieldKind.TEXTS),
            Map.entry("chunking_strategy", FieldKind.WORD_OR_OBJECT),
            Map.entry("known_speaker_names", FieldKind.TEXTS),
            Map.entry("known_speaker_references", FieldKind.TEXTS));

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        boolean translation =
                message.getHeader(Exchange.HTTP_PATH, "", String.class).endsWith("/translations");
        Map<String, Object> request = Form.read(message, FORM);
        (translation ? MediaRules.TRANSLATION : MediaRules.TRANSCRIPTION).check(request, Path.REQUEST);
        // Not of OpenAI's form: a caller chooses the task by the path.
        request.remove("task");
        boolean stream = Boolean.TRUE.equals(request.remove("stream")) && !translation;
        if (translation) {
            request.put("task", "translate");
        }
        message.setBody(request);
        exchange.setProperty(TranscriptFormat.PROPERTY, TranscriptFormat.asked(request));
        RequestHeaders.set(
                exchange,
                Operation.TRANSCRIBE,
                new Asked(String.valueOf(request.get("model")), Asked.Form.of(stream), false));
    }
}
