package io.serai.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.caller.Caller;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that its caller may repeat without being served twice, named by the header {@code Idempotency-Key} (<a
 * href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">draft of the IETF</a>).
 *
 * @param keys the values of that header
 * @param uri path and query
 * @param caller who sent it
 * @param body as it came
 */
record IdempotentRequest(List<String> keys, String uri, Caller caller, @Nullable Buffer body) {

    static final String HEADER = "idempotency-key";

    private static final int LONGEST_KEY = 255;

    /** Whether a request is one. */
    static boolean is(HttpServerRequest request) {
        return request.headers().contains(HEADER) && HttpMethod.POST.equals(request.method());
    }

    static IdempotentRequest of(RoutingContext ctx) {
        return new IdempotentRequest(
                ctx.request().headers().getAll(HEADER),
                ctx.request().uri(),
                Reception.callerOf(ctx),
                ctx.body().buffer());
    }

    /**
     * What the answer is kept under: the same for the same key of the same caller on the same path, whichever of its credentials it shows.
     *
     * @throws CallerException where the key is not one
     */
    String id() {
        MessageDigest digest = sha256();
        add(key(), digest);
        add(uri, digest);
        add(caller.tenant(), digest);
        add(caller.principal(), digest);
        return caller.tenant() + "/" + HexFormat.of().formatHex(digest.digest());
    }

    /** Of the body: the same for the same bytes. */
    String print() {
        MessageDigest digest = sha256();
        if (body != null) {
            digest.update(body.getBytes());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private String key() {
        String key = keys.get(0);
        boolean isKey = keys.size() == 1 && !key.isEmpty() && key.length() <= LONGEST_KEY;
        if (!isKey || !key.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new CallerException(
                    ErrorKind.CALLER_BAD_REQUEST,
                    "The header Idempotency-Key must come once, with 1 to " + LONGEST_KEY
                            + " visible ASCII characters.");
        }
        return key;
    }

    /** With its length before it, so that no two lists of texts are the same bytes. */
    private static void add(String text, MessageDigest to) {
        byte[] bytes = text.getBytes(UTF_8);
        to.update(Integer.toString(bytes.length).getBytes(UTF_8));
        to.update((byte) ':');
        to.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
