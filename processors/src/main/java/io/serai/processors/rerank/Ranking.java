package io.serai.processors.rerank;

import io.serai.api.call.CallNames;
import io.serai.api.meter.Meter;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;

/**
 * A ranking as a route answered it, and what its caller wanted of it.
 *
 * @param answer in canonical form
 * @param asked by whom
 * @param wanted the documents that were ranked
 */
record Ranking(Map<String, Object> answer, Asked asked, RankedDocuments wanted) {

    private static final String DOCUMENT = "document";

    static Ranking of(Exchange exchange) {
        Asked asked = Asked.of(exchange);
        if (!(exchange.getMessage().getBody() instanceof Map<?, ?> body)) {
            throw Answer.unexpected(exchange.getMessage().getBody(), asked);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        body.forEach((name, value) -> answer.put(String.valueOf(name), value));
        Bill bill = new Bill(exchange.getProperty(CallNames.METER, Meter.class));
        return new Ranking(
                answer.containsKey("usage") ? Answer.billed(answer, bill) : answer,
                asked,
                exchange.getProperty(RankedDocuments.PROPERTY, RankedDocuments.UNKNOWN, RankedDocuments.class));
    }

    /** Whether results repeat their documents. */
    enum Documents {
        REPEATED,
        LEFT_OUT
    }

    /** The results, best first, as many as were asked for. */
    List<Map<String, Object>> results(Documents unlessAsked) {
        boolean repeated = wanted.returned().orElse(unlessAsked == Documents.REPEATED);
        List<?> given = answer.get("results") instanceof List<?> list ? list : List.of();
        List<Map<String, Object>> results = new ArrayList<>(given.size());
        for (Object element : given) {
            if (results.size() < wanted.topN() && element instanceof Map<?, ?> members) {
                results.add(result(members, repeated));
            }
        }
        return results;
    }

    private Map<String, Object> result(Map<?, ?> members, boolean repeated) {
        Map<String, Object> result = new LinkedHashMap<>();
        members.forEach((name, value) -> result.put(String.valueOf(name), value));
        Object told = result.remove(DOCUMENT);
        if (repeated) {
            int index = result.get("index") instanceof Number at ? at.intValue() : -1;
            Optional.ofNullable(wanted.at(index).orElse(told)).ifPresent(document -> result.put(DOCUMENT, document));
        }
        return result;
    }

    /** The provider's own, or a new one: Cohere's are UUIDs. */
    String id() {
        return answer.get("id") instanceof String id && !id.isEmpty()
                ? id
                : UUID.randomUUID().toString();
    }

    /** Cohere's {@code meta}: the provider's own, or what is known of it. */
    Map<String, Object> meta(String version) {
        Map<String, Object> meta = new LinkedHashMap<>();
        if (answer.get("meta") instanceof Map<?, ?> told) {
            told.forEach((name, value) -> meta.put(String.valueOf(name), value));
        }
        meta.putIfAbsent("api_version", Map.of("version", version));
        if (!meta.containsKey("billed_units")) {
            count("search_units").ifPresent(units -> meta.put("billed_units", Map.of("search_units", units)));
        }
        if (!meta.containsKey("tokens")) {
            count("total_tokens").ifPresent(tokens -> meta.put("tokens", Map.of("input_tokens", tokens)));
        }
        return meta;
    }

    private Optional<Object> count(String name) {
        return answer.get("usage") instanceof Map<?, ?> usage && usage.get(name) instanceof Number count
                ? Optional.of(count)
                : Optional.empty();
    }
}
