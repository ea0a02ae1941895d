package io.serai.providers.http;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ProviderException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.json.JsonLimits;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A provider that is called by HTTP: sends what its translator says, reads what comes, breaks where that is not an answer. */
public final class HttpBackend implements Backend {

    /** Providers are trusted further than clients: long numbers and deep schemas are theirs to send. */
    static final Json ANSWERS = new Json(new JsonLimits(128, 64 * 1024, 1000, Integer.MAX_VALUE - 8));

    private static final int ERROR_BYTES = 64 * 1024;

    private final String provider;
    private final UpstreamTarget target;
    private final Map<String, String> whole;
    private final Map<String, String> streamed;
    private final Translator translator;
    private final UpstreamClient http;
    private final InstantSource clock;

    /** @param headers sent with each request; their names in lower case */
    public HttpBackend(
            String provider,
            UpstreamTarget target,
            Map<String, String> headers,
            Translator translator,
            UpstreamClient http,
            InstantSource clock) {
        this.provider = provider;
        this.target = target;
        this.whole = with(headers, "application/json", "gzip, deflate");
        // A packed stream is held back by some servers until their buffer is full.
        this.streamed = with(headers, "text/event-stream", "identity");
        this.translator = translator;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> answer(ProviderCall call) {
        try (UpstreamResponse response = send(call, Delivery.WHOLE)) {
            return wholeAnswer(call, response);
        }
    }

    @Override
    public ChatStream stream(ProviderCall call) {
        UpstreamResponse response = send(call, Delivery.STREAM);
        try {
            if (isJson(response)) {
                try (response) {
                    return ChatStream.of(wholeAnswer(call, response));
                }
            }
            HttpChatStream stream =
                    new HttpChatStream(provider, response, translator.framing(http.eventBytes()), translator.events());
            if (!stream.hasNext()) {
                throw Failures.badResponse(provider, "ended its stream before the first event");
            }
            return stream;
        } catch (RuntimeException e) {
            response.close();
            throw e;
        }
    }

    private UpstreamResponse send(ProviderCall call, Delivery delivery) {
        Translator.Outgoing outgoing = translator.request(call.operation(), call.model(), call.request(), delivery);
        Map<String, String> headers = delivery == Delivery.STREAM ? streamed : whole;
        if (!outgoing.headers().isEmpty()) {
            headers = new LinkedHashMap<>(headers);
            headers.putAll(outgoing.headers());
        }
        UpstreamRequest request =
                new UpstreamRequest(provider, target, "POST", outgoing.path(), headers, outgoing.body());
        UpstreamResponse response = http.send(request, Waits.of(call));
        int status = response.status();
        if (status / 100 == 2) {
            return response;
        }
        try (response) {
            // The body of a redirect is of no use, and of anything below 400 no dialect speaks.
            byte[] body = status < 400 ? new byte[0] : errorBody(response);
            throw translator.error(new Translator.Refusal(status, response::header, body, clock.instant()));
        }
    }

    private Map<String, Object> wholeAnswer(ProviderCall call, UpstreamResponse response) {
        byte[] body = response.body();
        Map<String, Object> json;
        try {
            json = ANSWERS.readObject(body);
        } catch (JsonException e) {
            throw Failures.badResponse(provider, "answered with something other than a JSON object");
        }
        return translator.answer(call.operation(), json);
    }

    /** The status is what counts: a body that is too long is cut, one that breaks off is done without. */
    private static byte[] errorBody(UpstreamResponse response) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            for (byte[] bytes = response.read(); bytes != null && body.size() < ERROR_BYTES; bytes = response.read()) {
                body.write(bytes, 0, Math.min(bytes.length, ERROR_BYTES - body.size()));
            }
        } catch (ProviderException e) {
            return new byte[0];
        }
        return body.toByteArray();
    }

    private static boolean isJson(UpstreamResponse response) {
        return response.header("content-type")
                .map(type -> type.toLowerCase(Locale.ROOT).startsWith("application/json"))
                .orElse(false);
    }

    private static Map<String, String> with(Map<String, String> headers, String accept, String encoding) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("content-type", "application/json");
        all.put("accept", accept);
        all.put("accept-encoding", encoding);
        // Some providers' edges refuse requests without one.
        all.put("user-agent", "Serai");
        all.putAll(headers);
        return all;
    }
}
