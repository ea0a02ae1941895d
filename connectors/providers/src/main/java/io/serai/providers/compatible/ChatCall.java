package io.serai.providers.compatible;

import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One chat. Often next to nothing is to be translated: the canonical form is OpenAI's. */
final class ChatCall implements Translation {

    private static final String STREAM_OPTIONS = "stream_options";

    private final Asked asked;
    private final Wording wording;
    private final Address address;
    private final Map<String, String> headers;
    private final ProviderErrors errors;
    private final @Nullable SchemaTool schemaTool;

    ChatCall(Asked asked, Wording wording, Address address, Map<String, String> headers, ProviderErrors errors) {
        this.asked = asked;
        this.wording = wording;
        this.address = address;
        this.headers = headers;
        this.errors = errors;
        this.schemaTool = SchemaTool.in(wording, asked.request());
    }

    @Override
    public Outgoing outgoing() {
        RequestWriter.Written written = RequestWriter.write(wording, asked.request());
        Map<String, Object> body = written.body();
        Bodies.model(body, address.named(asked.model()));
        if (asked.delivery() == Delivery.STREAM) {
            body.put("stream", true);
            streamOptions(body);
        } else {
            body.remove("stream");
            // OpenAI: "Only set this when you set stream: true."
            body.remove(STREAM_OPTIONS);
        }
        String endpoint =
                wording.is(Quirk.BETA_PATH) && written.beta() ? "/beta/chat/completions" : "/chat/completions";
        return new Outgoing(address.path(endpoint, asked.model()), headers, Json.write(body), written.dropped());
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> answer = JsonObjects.object(body);
        // OpenRouter and others answer 200 and tell of an error: https://openrouter.ai/docs/api/reference/errors
        SeraiException error = errors.within(answer);
        if (error != null) {
            throw error;
        }
        return new AnswerReader(wording, errors, schemaTool, envelope("chat.completion", head)).read(answer);
    }

    @Override
    public Events events(Head head) {
        return new ChunkReader(wording, errors, schemaTool, envelope("chat.completion.chunk", head));
    }

    private Envelope envelope(String object, Head head) {
        return new Envelope(object, head.receivedAt().getEpochSecond(), asked.model());
    }

    /** Without it OpenAI tells no usage, and usage is always metered. */
    private void streamOptions(Map<String, Object> body) {
        if (wording.is(Quirk.NO_STREAM_OPTIONS)) {
            body.remove(STREAM_OPTIONS);
            return;
        }
        Object given = body.get(STREAM_OPTIONS);
        Map<String, Object> options = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> known) {
            known.forEach((name, value) -> options.put(String.valueOf(name), value));
        } else if (given != null) {
            // The provider says best what is wrong with it.
            return;
        }
        options.put("include_usage", true);
        body.put(STREAM_OPTIONS, options);
    }
}
