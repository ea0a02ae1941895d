package io.serai.gateway.http;

import io.serai.api.caller.Caller;
import io.serai.processors.identity.CredentialReader;
import io.serai.processors.identity.Reach;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Rights;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What crosses the edge between HTTP and an exchange. In come headers of an allow-list, and path parameters, whose names the route has
 * chosen: a header such as {@code CamelHttpUri} would choose where a route sends to (CVE-2025-27636 and its kin), and components heed
 * plain names as well, such as {@code to} for mail. So query parameters are no headers; a route finds them in the variable
 * {@code query}. Out go the headers of an answer, never those of the request. What says who the caller is stays
 * outside, whatever is allowed.
 */
final class HeaderGate {

    private static final Set<String> ANSWER_NAMES = Set.of(
            "content-type",
            "content-disposition",
            "retry-after",
            "cache-control",
            "age",
            "etag",
            "last-modified",
            "location",
            "link",
            "vary",
            "www-authenticate",
            "x-request-id",
            "request-id",
            "openai-processing-ms");
    private static final List<String> ANSWER_PREFIXES = List.of("x-serai-", "x-ratelimit-", "anthropic-ratelimit-");
    private static final List<String> RESERVED_PREFIXES = List.of("camel", "org.apache.camel", "serai");

    /** Not everybody's, but of those who have the right: let in by its own name only, never by the beginning of it. */
    private static final Map<String, Right> PRIVILEGED = Map.of(HttpSettings.FAULT_HEADER, Right.FAULTS_MAKE);

    private final Set<String> names = new HashSet<>();
    private final List<String> prefixes = new ArrayList<>();

    HeaderGate(Set<String> allowed) {
        for (String name : allowed) {
            boolean open = name.endsWith("*");
            String start = open ? name.substring(0, name.length() - 1) : name;
            if (CredentialReader.HEADERS.contains(hyphened(start))) {
                throw new IllegalArgumentException(
                        "the header '" + name + "' can't be allowed: it carries credentials");
            }
            if (isReserved(start) || (open && RESERVED_PREFIXES.stream().anyMatch(p -> p.startsWith(start)))) {
                throw new IllegalArgumentException("the header '" + name + "' can't be allowed: Camel acts on it");
            }
            (open ? prefixes : names).add(start);
        }
    }

    /**
     * Takes what may enter. The first of several headers of one name counts.
     *
     * @return those of the values whose names may leave as well
     */
    List<String> enter(MultiMap headers, Map<String, String> path, Caller caller, Message message) {
        List<String> entered = new ArrayList<>(4);
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (isAllowed(name) && hasTheRight(caller, name)) {
                put(canonical(name), header.getValue(), message, entered);
            }
        }
        path.forEach((name, value) -> enter(name, value, message, entered));
        return entered;
    }

    private void enter(String name, String value, Message message, List<String> entered) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (isPlain(name) && !isReserved(lower) && !isAllowed(lower)) {
            put(name, value, message, entered);
        }
    }

    private static void put(String name, String value, Message message, List<String> entered) {
        if (message.getHeaders().putIfAbsent(name, value) == null && leaves(name)) {
            entered.add(value);
        }
    }

    /** To Camel's map of headers, a dotless or long letter of another alphabet is the same as its plain one. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ' || name.charAt(i) > '~') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private boolean isAllowed(String lower) {
        return names.contains(lower) || (startsWithAny(lower, prefixes) && isEverybodys(hyphened(lower)));
    }

    private static boolean hasTheRight(Caller caller, String lower) {
        Right needed = PRIVILEGED.get(lower);
        return needed == null || Rights.reach(caller, needed) != Reach.NONE;
    }

    private static boolean isEverybodys(String lower) {
        return !PRIVILEGED.containsKey(lower) && !CredentialReader.HEADERS.contains(lower);
    }

    /** CGI and what came after it take the one for the other. */
    private static String hyphened(String name) {
        return name.indexOf('_') < 0 ? name : name.replace('_', '-');
    }

    /** Whether an answer may carry this header. */
    static boolean leaves(String name) {
        if (name.startsWith("Camel") || name.startsWith("Serai")) {
            // Most of an exchange's headers are its own; to look them up in lower case cost 1 % of a plain request.
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return ANSWER_NAMES.contains(lower) || startsWithAny(lower, ANSWER_PREFIXES);
    }

    private static boolean isReserved(String lower) {
        return startsWithAny(lower, RESERVED_PREFIXES);
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        for (int i = 0; i < prefixes.size(); i++) {
            if (name.startsWith(prefixes.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static String canonical(String lower) {
        return lower.equals("content-type") ? Exchange.CONTENT_TYPE : lower;
    }
}
