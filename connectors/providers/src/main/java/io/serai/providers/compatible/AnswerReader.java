package io.serai.providers.compatible;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.ProviderErrors;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A whole chat answer, with the canonical names added where the service has others. */
final class AnswerReader {

    private final Wording wording;
    private final ProviderErrors errors;
    private final @Nullable SchemaTool schemaTool;
    private final Envelope envelope;

    AnswerReader(Wording wording, ProviderErrors errors, @Nullable SchemaTool schemaTool, Envelope envelope) {
        this.wording = wording;
        this.errors = errors;
        this.schemaTool = schemaTool;
        this.envelope = envelope;
    }

    Map<String, Object> read(Map<String, Object> answer) {
        if (answer.get("usage") instanceof Map<?, ?> usage) {
            UsageReader.read(wording, ChoiceReader.cast(usage));
        }
        if (answer.get("choices") instanceof List<?> choices) {
            envelope.complete(answer);
            List<Object> sources = wording.is(Quirk.SOURCES_BESIDE_CHOICES) ? ChoiceReader.sources(answer) : List.of();
            for (Object choice : choices) {
                if (choice instanceof Map<?, ?> map) {
                    choice(ChoiceReader.cast(map), answer.get("id"), sources);
                }
            }
        }
        return answer;
    }

    private void choice(Map<String, Object> choice, @Nullable Object id, List<Object> sources) {
        SeraiException error = ChoiceReader.failure(choice, errors);
        if (error != null) {
            throw error;
        }
        ChoiceReader.finish(choice);
        if (choice.get("message") instanceof Map<?, ?> given) {
            Map<String, Object> message = ChoiceReader.cast(given);
            ChoiceReader.read(wording, message);
            ChoiceReader.ids(message, id);
            if (!sources.isEmpty() && !message.containsKey("annotations")) {
                message.put("annotations", sources);
            }
            if (schemaTool != null && schemaTool.answer(message) && "tool_calls".equals(choice.get("finish_reason"))) {
                choice.put("finish_reason", "stop");
            }
        }
    }
}
