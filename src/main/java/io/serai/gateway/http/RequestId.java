package io.serai.gateway.http;

import io.serai.processors.identity.ApiKey;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The id under which a request is found in answers, logs and traces: the client's own where it is fit to be repeated. */
final class RequestId {

    private static final String KEY = "serai.request-id";
    private static final int LONGEST = 128;

    private RequestId() {}

    static String of(RoutingContext ctx) {
        String known = ctx.get(KEY);
        if (known == null) {
            String given = ctx.request().getHeader(Conversation.REQUEST_ID);
            known = given != null && isFit(given) ? given : generate();
            ctx.put(KEY, known);
        }
        return known;
    }

    private static String generate() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "req_" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    private static boolean isFit(String given) {
        // It goes into logs: a key that was put into the wrong header must not.
        if (given.isEmpty() || given.length() > LONGEST || given.contains(ApiKey.PREFIX)) {
            return false;
        }
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
