package io.serai.providers.http;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ProviderException;
import io.serai.api.json.JsonException;
import io.serai.api.media.ByteStream;
import io.serai.api.standing.AnswerForm;
import io.serai.providers.http.Authorizer.Unauthorized;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** A provider that is called by HTTP: sends what its translator says, reads what comes, breaks where that is not an answer. */
public final class HttpBackend implements Backend {

    private static final int ERROR_BYTES = 64 * 1024;

    private final String provider;
    private final UpstreamTarget target;
    private final Map<String, String> whole;
    private final Map<String, String> streamed;
    private final Translator translator;
    private final Authorizer authorizer;
    private final UpstreamClient http;
    private final InstantSource clock;

    /** A provider whose headers, among them its key, are always the same. */
    public HttpBackend(
            String provider,
            UpstreamTarget target,
            Map<String, String> headers,
            Translator translator,
            UpstreamClient http,
            InstantSource clock) {
        this(provider, target, headers, translator, Authorizer.NONE, http, clock);
    }

    /**
     * @param headers sent with each request; their names in lower case
     * @param authorizer adds headers to each request, last of all
     */
    public HttpBackend(
            String provider,
            UpstreamTarget target,
            Map<String, String> headers,
            Translator translator,
            Authorizer authorizer,
            UpstreamClient http,
            InstantSource clock) {
        this.provider = provider;
        this.target = target;
        this.whole = with(headers, "application/json", "gzip, deflate");
        // A packed stream is held back by some servers until their buffer is full.
        this.streamed = with(headers, "text/event-stream", "identity");
        this.translator = translator;
        this.authorizer = authorizer;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> answer(ProviderCall call) {
        Translation translation = translation(call, Delivery.WHOLE);
        try (UpstreamResponse response = send(call, translation, whole)) {
            return wholeAnswer(translation, response);
        }
    }

    @Override
    public ChatStream stream(ProviderCall call) {
        Translation translation = translation(call, Delivery.STREAM);
        UpstreamResponse response = send(call, translation, streamed);
        try {
            if (isJson(response)) {
                try (response) {
                    return ChatStream.of(wholeAnswer(translation, response));
                }
            }
            HttpChatStream stream = new HttpChatStream(
                    provider,
                    response,
                    translation.framing(http.eventBytes()),
                    translation.events(head(response)),
                    call.notes());
            if (!stream.hasNext()) {
                throw Failures.badResponse(provider, "ended its stream before the first event");
            }
            return stream;
        } catch (RuntimeException e) {
            response.close();
            throw e;
        }
    }

    @Override
    public ByteStream bytes(ProviderCall call) {
        return new HttpByteStream(send(call, translation(call, Delivery.WHOLE), streamed));
    }

    @Override
    public List<String> dropped(ProviderCall call, AnswerForm form) {
        return translation(call, form == AnswerForm.STREAMED ? Delivery.STREAM : Delivery.WHOLE)
                .outgoing()
                .dropped();
    }

    @Override
    public OptionalLong mostOutput(String model) {
        return translator.mostOutput(model);
    }

    /** For tests of what is sent and made of answers, without sending anything. */
    Translator translator() {
        return translator;
    }

    private Translation translation(ProviderCall call, Delivery delivery) {
        return translator.translate(new Asked(call.operation(), call.model(), call.request(), delivery));
    }

    private UpstreamResponse send(ProviderCall call, Translation translation, Map<String, String> headers) {
        Outgoing outgoing = translation.outgoing();
        call.notes().drop(outgoing.dropped());
        UpstreamRequest request = new UpstreamRequest(
                provider, target, outgoing.method(), outgoing.path(), headers(outgoing, headers), outgoing.body());
        UpstreamResponse response = http.send(request, Waits.of(call));
        int status = response.status();
        if (status / 100 == 2) {
            ToldLimits.in(response::header, clock.instant()).ifPresent(call.notes()::limits);
            return response;
        }
        try (response) {
            // The body of a redirect is of no use, and of anything below 400 no dialect speaks.
            byte[] body = status < 400 ? new byte[0] : errorBody(response);
            throw translator.error(new Translator.Refusal(status, response::header, body, clock.instant()));
        }
    }

    private Map<String, String> headers(Outgoing outgoing, Map<String, String> always) {
        if (outgoing.headers().isEmpty() && authorizer == Authorizer.NONE) {
            return always;
        }
        Map<String, String> headers = new LinkedHashMap<>(always);
        headers.putAll(outgoing.headers());
        if (authorizer != Authorizer.NONE) {
            headers.putAll(authorizer.headers(
                    new Unauthorized(outgoing.method(), target.uriOf(outgoing.path()), headers, outgoing.body())));
        }
        return headers;
    }

    private Map<String, Object> wholeAnswer(Translation translation, UpstreamResponse response) {
        byte[] body = response.body();
        try {
            return translation.document(body, head(response));
        } catch (JsonException e) {
            throw Failures.badResponse(provider, "answered with something other than JSON");
        } catch (Translation.MalformedException e) {
            throw Failures.badResponse(provider, "answered with something unexpected: " + e.getMessage());
        }
    }

    private Head head(UpstreamResponse response) {
        return new Head(response::header, clock.instant());
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
