package io.serai.gateway.admin;

import io.serai.api.caller.Caller;
import io.serai.gateway.http.Arrival;
import io.serai.processors.identity.Anonymous;
import java.util.List;
import java.util.Set;

/**
 * Keeps web pages of others from making calls through the browser of somebody who may. A page may send requests to any address that its
 * browser reaches, and by a name of its own that leads to 127.0.0.1 even read the answers (DNS rebinding).
 */
final class BrowserGuard {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private BrowserGuard() {}

    /** @throws ProblemException where the request looks like that of another site's page */
    static void check(Arrival arrival, Caller caller) {
        String host = first(arrival.header("host"));
        String origin = first(arrival.header("origin"));
        if (!origin.isEmpty() && !origin.substring(origin.indexOf("//") + 2).equals(host)) {
            throw ProblemException.forbidden("Pages of other sites may not call this.");
        }
        if (caller.equals(Anonymous.CALLER) && !LOOPBACK.contains(withoutPort(host))) {
            throw ProblemException.forbidden("While serai.auth=off, this is called as localhost or 127.0.0.1.");
        }
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? "" : values.get(0);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    }
}
