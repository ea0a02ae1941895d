package io.serai.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.processors.identity.CredentialReader;
import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A query as routes see it: without {@code key}, in which Gemini's clients send their credential, whether or not it counts here.
 *
 * @param text after the question mark
 * @param parameters what it says
 */
record PlainQuery(String text, MultiMap parameters) {

    static PlainQuery of(String text, MultiMap parameters) {
        if (!parameters.contains(CredentialReader.QUERY_PARAMETER)) {
            return new PlainQuery(text, parameters);
        }
        MultiMap rest = MultiMap.caseInsensitiveMultiMap().addAll(parameters).remove(CredentialReader.QUERY_PARAMETER);
        String written = rest.entries().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return new PlainQuery(written, rest);
    }

    Map<String, String> firstOfEach() {
        Map<String, String> first = new LinkedHashMap<>();
        parameters.forEach(first::putIfAbsent);
        return first;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
